package amazonbedrock

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// catalogs is the driver of what Bedrock offers. What only the mantle endpoint serves is in no list that it reads.
type catalogs struct{ platform *Platform }

var _ llm.CatalogDriver = catalogs{}

// Catalog returns the driver of what Bedrock offers.
func (p *Platform) Catalog() llm.CatalogDriver { return catalogs{platform: p} }

// Geography is the geography that a region lies in.
func (catalogs) Geography(location string) string { return geography(location) }

// Site is the region, where none is named the default one.
func (d catalogs) Site(at llm.Site) (llm.Site, error) {
	region := cmp.Or(at.Location, d.platform.defaultRegion())
	if regionPattern.MatchString(region) {
		return llm.Site{Location: region}, nil
	}
	problem := clip(region) + " is no region"
	if region == "" {
		problem = "no region is given"
	}
	return llm.Site{}, &llm.Error{Op: "list models", Code: llm.CodeInvalid, Field: llm.FieldRegion, Message: problem, Fix: regionFix}
}

// region opens the region of a site.
func (d catalogs) region(ctx context.Context, at llm.Site) (*client, error) {
	at, err := d.Site(at)
	if err != nil {
		return nil, err
	}
	return d.platform.client(ctx, at.Location)
}

// Offers lists the foundation models of the region. Custom models are nobody's offer.
func (d catalogs) Offers(ctx context.Context, at llm.Site) ([]llm.Offer, error) {
	ctx, done := bounded(ctx)
	defer done()
	c, err := d.region(ctx, at)
	if err != nil {
		return nil, err
	}
	known, err := d.platform.catalog(ctx, c)
	if err != nil {
		return nil, err
	}
	offers := make([]llm.Offer, len(known.models))
	for i, m := range known.models {
		offers[i] = known.offered(i, m, d.platform.config.Now())
	}
	return offers, nil
}

// offered is a model in the portable vocabulary. A context size of a model is an offer of its own that bears no reference.
func (k *catalog) offered(index int, m types.FoundationModelSummary, now time.Time) llm.Offer {
	id := deref(m.ModelId)
	entry, variant := DecomposeModelID(id)
	entry.Index, entry.Unusable = index, unusable(m, now)
	offer := llm.Offer{
		Entry:     entry,
		Native:    llm.Native{Name: id, Version: versionOf(id)},
		Location:  k.region,
		Lifecycle: k.lifecycle(id, now),
		Input:     modalities(m.InputModalities),
		Output:    modalities(m.OutputModalities),
		Features:  features(m),
		Servings:  k.offeredWays(m),
	}
	if reference := referenceOf(id); variant == "" && reference != id {
		offer.Reference = reference
	}
	return offer
}

// offeredWays are the ways to be served, the widest first: those on demand, and by the unit.
func (k *catalog) offeredWays(m types.FoundationModelSummary) []llm.Serving {
	ends := lifeOf(m).RetiresOn
	natives := k.servings(deref(m.ModelId))
	slices.SortFunc(natives, wider)
	var ways []llm.Serving
	for _, native := range natives {
		ways = append(ways, llm.Serving{Name: native.Serving, Mode: llm.OnDemand, Scope: native.Scope, Locations: native.Locations, RetiresOn: ends})
	}
	if supports(m, types.InferenceTypeProvisioned) {
		ways = append(ways, llm.Serving{
			Name: servingProvisioned, Mode: llm.Provisioned, Scope: llm.ScopeRegion, Locations: []string{k.region}, RetiresOn: ends, Minimum: 1,
		})
	}
	return ways
}

// modalities are the platform's words in the portable ones, sorted; nil where it tells none.
func modalities(told []types.ModelModality) []string {
	var words []string
	for _, modality := range told {
		word := strings.ToLower(string(modality))
		if word == "speech" {
			word = "audio"
		}
		words = append(words, word)
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// features are what a model's modalities and switches say of it. Rankers take and give text like what answers messages; they
// are told apart by streaming, which they do not do.
func features(m types.FoundationModelSummary) []string {
	in, out := modalities(m.InputModalities), modalities(m.OutputModalities)
	streams := deref(m.ResponseStreamingSupported)
	var found []string
	for feature, has := range map[string]bool{
		llm.FeatureChat:         streams && slices.Contains(in, "text") && slices.Contains(out, "text"),
		llm.FeatureEmbeddings:   slices.Contains(out, "embedding"),
		llm.FeatureImages:       slices.Contains(out, "image"),
		llm.FeatureVideo:        slices.Contains(out, "video"),
		llm.FeatureAudio:        slices.Contains(out, "audio"),
		llm.FeatureStreaming:    streams,
		llm.FeatureFineTuning:   len(m.CustomizationsSupported) > 0,
		llm.FeatureProvisioning: supports(m, types.InferenceTypeProvisioned),
	} {
		if has {
			found = append(found, feature)
		}
	}
	slices.Sort(found)
	return found
}
