package catalog

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// search is what the arguments ask for.
type search struct {
	data     *framework.Data
	bounds   tfBounds
	pattern  *regexp.Regexp // nil: any name
	by       string         // publisher; empty: any
	input    []string
	features []string
	tools    *bool
	context  int64
	preview  bool
	closed   bool
	ratio    *float64 // input tokens per output token; nil: nobody asks for one price
}

func (c *tfModels) search(data *framework.Data, diags *diag.Diagnostics) search {
	r := framework.NewReader()
	s := search{
		data: data, bounds: c.tfBounds, pattern: c.pattern(diags),
		input: r.Strings("input", c.Input.Elements(), c.Input), features: r.Strings("features", c.Features.Elements(), c.Features),
		context: c.MinContext.ValueInt64(), preview: c.IncludePreview.IsNull() || c.IncludePreview.ValueBool(), closed: c.IncludeClosed.ValueBool(),
		ratio: c.InputOutputRatio.ValueFloat64Pointer(), tools: c.Tools.ValueBoolPointer(),
	}
	s.by = c.publisher(diags)
	return s
}

// publisher is the canonical word for the one that is asked for; empty for all.
func (c *tfModels) publisher(diags *diag.Diagnostics) string {
	if c.Publisher.IsNull() || c.Publisher.IsUnknown() {
		return ""
	}
	ref, err := llm.ParseReference(c.Publisher.ValueString() + "/any")
	if err != nil {
		diags.AddAttributeError(path.Root("publisher"), "Invalid publisher", framework.Shown(c.Publisher.ValueString())+
			` publishes no models. Write the first part of a reference, such as "anthropic" or "mistral".`)
	}
	return ref.Publisher
}

// row is one version of one model on one platform.
type row struct {
	platform llm.Platform
	offer    llm.Offer
	serving  *llm.Serving // nil: it cannot be deployed within the bounds
	card     card
	price    *modelcard.Price
	blended  *float64 // US dollars per million tokens in the ratio that was given
}

// in are the rows of one platform's answer.
func (s search) in(a answer[llm.Offer]) []row {
	if a.err != nil {
		return nil
	}
	wish := s.bounds.wish(s.data, a.platform)
	var rows []row
	for _, o := range a.told {
		r := row{platform: a.platform, offer: o, serving: wish.Choose(o)}
		if s.named(o) && s.usable(r) {
			r.card = cardOf(s.data.Cards, a.platform, o)
			if s.able(r.card) {
				rows = append(rows, s.priced(r))
			}
		}
	}
	return rows
}

// named leaves out sizes of a model, which have no reference.
func (s search) named(o llm.Offer) bool {
	ref, err := llm.ParseReference(o.Reference)
	return err == nil && (s.by == "" || ref.Publisher == s.by) && (s.pattern == nil || s.pattern.MatchString(o.Reference))
}

func (s search) usable(r row) bool {
	open := r.serving != nil && !r.closed()
	return (open || s.closed && r.closed()) && (s.preview || !r.offer.Preview)
}

// able holds a card to what is required. What is not known is not there.
func (s search) able(c card) bool {
	lacks := func(words, has []string) bool {
		return slices.ContainsFunc(words, func(word string) bool { return !slices.Contains(has, word) })
	}
	switch {
	case lacks(s.input, c.taken()), lacks(s.features, c.features):
		return false
	case s.tools != nil && (c.tools == nil || *c.tools != *s.tools):
		return false
	case s.context > 0 && (c.context == nil || *c.context < s.context):
		return false
	}
	return true
}

// taken are the modalities that are known to be taken. Where the platform tells
// none, what answers messages or embeds takes text.
func (c card) taken() []string {
	if len(c.input) == 0 && (slices.Contains(c.features, llm.FeatureChat) || slices.Contains(c.features, llm.FeatureEmbeddings)) {
		return []string{"text"}
	}
	return c.input
}

func (s search) priced(r row) row {
	r.price = priceOf(s.data.Cards, r.platform, r.offer, r.serving)
	if r.price != nil && s.ratio != nil {
		blended := (r.price.Input**s.ratio + r.price.Output) / (*s.ratio + 1)
		r.blended = &blended
	}
	return r
}

// byPrice puts the cheapest first and what has no known price last.
func byPrice(a, b row) int {
	switch {
	case a.blended == nil && b.blended == nil:
		return 0
	case a.blended == nil:
		return 1
	case b.blended == nil:
		return -1
	}
	return cmp.Compare(*a.blended, *b.blended)
}

// openFirst puts what nothing new may be deployed of last.
func openFirst(a, b row) int {
	switch {
	case a.closed() == b.closed():
		return 0
	case a.closed():
		return 1
	}
	return -1
}

// closed reports whether nothing new may be deployed of it.
func (r row) closed() bool { return r.offer.Entry.Unusable != "" }

func byName(a, b row) int {
	return cmp.Or(cmp.Compare(a.offer.Reference, b.offer.Reference), cmp.Compare(a.platform, b.platform),
		cmp.Compare(a.offer.Location, b.offer.Location), cmp.Compare(a.offer.Native.Version, b.offer.Native.Version), cmp.Compare(a.offer.Entry.NativeID, b.offer.Entry.NativeID))
}

// blendedValue is null where no ratio is given or no price is known.
func (r row) blendedValue() types.Float64 { return types.Float64PointerValue(r.blended) }
