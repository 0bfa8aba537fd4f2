package azureopenai

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// catalog is what one kind of account can deploy at one location.
type catalog struct {
	location string
	offers   []offer
}

// offer is one version of one model. Only what is used is kept: the list is
// 600 KB of JSON.
type offer struct {
	wireModel

	publisher   string
	own         bool // of the account alone: a fine-tuned model
	isDefault   bool
	status      string    // the platform's own word; open
	retires     time.Time // zero: no date
	replacement wireModel // Name and Version only
	host        string
	members     []string // of a model-router: "format/name/version"
	prioritySKU string   // SKUs that have the priority tier, as told; empty: not told
	features    []string // in the portable words, sorted
	context     int64    // tokens; 0: not told
	skus        []offerSKU
}

// offerSKU is one way in which a version is sold.
type offerSKU struct {
	name       string
	usageName  string
	retires    time.Time
	unitTokens int64 // tokens per minute of one unit of capacity; 0: not limited by tokens
	minimum    int64
	maximum    int64
	step       int64
	standard   int64 // the default capacity; 0: none
	allowed    []int64
	fineTuned  bool // sold for fine-tuned models only
}

// statusPreview is a version that is not released yet; it can be deployed.
const statusPreview = "Preview"

// noDate is how the list says that no retirement is planned.
const noDate = 2099

// catalogOf reads the models list of the account's location once in the life of
// the process.
func (p *Platform) catalogOf(ctx context.Context, on *account) (*catalog, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	location := normalRegion(on.Location)
	if !locationRule.MatchString(location) {
		return nil, noLocation(on)
	}
	return p.catalogAt(ctx, c, listing{on.id.subscription, location, on.Kind})
}

func noLocation(on *account) error {
	return &llm.Error{
		Op: "list models", Object: on.id.name, Code: llm.CodeProtocol,
		Message: fmt.Sprintf("%q is no location", oneLine(on.Location, excerptLimit)),
	}
}

// listing is one list of models: what a kind of account can deploy at a location.
type listing struct{ subscription, location, kind string }

// at is the address of a collection of the listing's location.
func (l listing) at(collection string) string {
	return "/subscriptions/" + l.subscription + "/providers/Microsoft.CognitiveServices/locations/" + l.location + "/" + collection
}

func (p *Platform) catalogAt(ctx context.Context, c *client, l listing) (*catalog, error) {
	path := l.at("models")
	return p.catalogs.Get(ctx, path+" "+strings.ToLower(l.kind), func(ctx context.Context) (*catalog, error) {
		found := &catalog{location: l.location}
		err := c.pages(ctx, "list models", l.location, path, func(r io.Reader) (string, error) {
			return eachItem(r, func(decoder *json.Decoder) error {
				var row wireOffer
				if err := decoder.Decode(&row); err != nil {
					return err
				}
				if strings.EqualFold(row.Kind, l.kind) { // every model is listed once per kind of account
					found.offers = append(found.offers, newOffer(row))
				}
				return nil
			})
		})
		return found, notGone(err)
	})
}

func newOffer(row wireOffer) offer {
	m := row.Model
	o := offer{
		wireModel:   wireModel{Format: m.Format, Name: m.Name, Version: m.Version},
		publisher:   m.Publisher,
		isDefault:   m.Default,
		status:      m.Status,
		retires:     retirement(m.Deprecation.Inference),
		replacement: wireModel{Name: m.Replacement.Name, Version: m.Replacement.Version},
		prioritySKU: m.Capabilities["priorityTierSkus"],
		features:    featuresOf(m.Capabilities),
		context:     number(m.Capabilities["maxContextToken"]),
	}
	o.host = hostOf(o.wireModel, m.Capabilities)
	o.members = members(m.Capabilities["models"])
	for _, s := range m.SKUs {
		o.skus = append(o.skus, offerSKU{
			name: s.Name, usageName: s.UsageName, retires: retirement(s.Retires), unitTokens: tokensPerMinute(s.RateLimits),
			minimum: max(s.Capacity.Minimum, 1), maximum: s.Capacity.Maximum, step: max(s.Capacity.Step, 1),
			standard: s.Capacity.Default, allowed: s.Capacity.Allowed,
			fineTuned: s.Name == "DeveloperTier" || strings.HasSuffix(s.UsageName, "-finetune"),
		})
	}
	return o
}

// members reads the list that a model-router carries as JSON in a string.
func members(text string) []string {
	var models []wireModel
	if text == "" || json.Unmarshal([]byte(text), &models) != nil {
		return nil
	}
	names := make([]string, len(models))
	for i, m := range models {
		names[i] = nativeID(m.Format, m.Name, m.Version)
	}
	return names
}

// retirement reads a date; zero where there is none or it is "never".
func retirement(text string) time.Time {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil || at.Year() >= noDate {
		return time.Time{}
	}
	return at
}

// modelOf is the wire's name of a native model.
func modelOf(native llm.Native) wireModel {
	return wireModel{Format: native.Format, Name: native.Name, Version: native.Version}
}

// find is the offer of exactly this version.
func (c *catalog) find(native llm.Native) (offer, bool) {
	i := slices.IndexFunc(c.offers, func(o offer) bool {
		return o.Format == native.Format && o.Name == native.Name && o.Version == native.Version
	})
	if i < 0 {
		return offer{}, false
	}
	return c.offers[i], true
}

// sku is how this version is sold under a name, for base or fine-tuned models:
// the same name may occur once for each.
func (o offer) sku(name string, fineTuned bool) (offerSKU, bool) {
	i := slices.IndexFunc(o.skus, func(s offerSKU) bool { return s.name == name && (o.own || s.fineTuned == fineTuned) })
	if i < 0 {
		return offerSKU{}, false
	}
	return o.skus[i], true
}

// ends is the earlier of the version's retirement and its SKU's; zero: no date.
func (o offer) ends(s offerSKU) time.Time {
	if s.retires.IsZero() || !o.retires.IsZero() && o.retires.Before(s.retires) {
		return o.retires
	}
	return s.retires
}

// ended reports whether this version does not answer any more.
func (o offer) ended(now time.Time) bool {
	return llm.Lifecycle{Stage: stageOf(o.status), RetiresOn: o.retires}.Ended(now)
}

// successor is the portable or native name of what replaces this version.
func (c *catalog) successor(o offer) string {
	if o.replacement.Name == "" {
		return ""
	}
	i := slices.IndexFunc(c.offers, func(other offer) bool {
		return other.Name == o.replacement.Name && other.Version == o.replacement.Version
	})
	if i < 0 {
		return strings.TrimSuffix(o.replacement.Name+" "+o.replacement.Version, " ")
	}
	next := c.offers[i]
	return DecomposeModel(next.Format, next.publisher, next.Name, next.Version).Reference().String()
}
