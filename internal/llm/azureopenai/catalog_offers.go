package azureopenai

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// kindFoundry is the kind of account that a place without an account stands for:
// it can deploy every model of the list.
const kindFoundry = "AIServices"

// catalogs is the driver of what Azure offers; all its state is the platform's.
type catalogs struct{ p *Platform }

var _ llm.CatalogDriver = catalogs{}

// Catalog is the driver for what Azure offers.
func (p *Platform) Catalog() llm.CatalogDriver { return catalogs{p} }

// Geography implements [llm.CatalogDriver].
func (catalogs) Geography(location string) string { return geography(location) }

// Site implements [llm.CatalogDriver]. An account has a location of its own.
func (d catalogs) Site(at llm.Site) (llm.Site, error) {
	if at.Location == "" {
		in, err := d.p.accountOf(llm.DeploymentSpec{Azure: llm.AzureDeployment{AccountID: at.Account}})
		if err != nil {
			return llm.Site{}, err
		}
		return llm.Site{Account: in.String()}, nil
	}
	if at.Account != "" {
		return llm.Site{}, misplaced("an account has a location of its own", "Remove azure.location or azure.account_id.")
	}
	location := normalRegion(at.Location)
	if !locationRule.MatchString(location) {
		return llm.Site{}, misplaced(fmt.Sprintf("%q is no location", oneLine(at.Location, excerptLimit)), "Write a region as Azure does, such as swedencentral.")
	}
	if _, err := d.subscription(); err != nil {
		return llm.Site{}, err
	}
	return llm.Site{Location: location}, nil
}

func misplaced(message, fix string) *llm.Error {
	return &llm.Error{Op: "list models", Code: llm.CodeInvalid, Field: llm.FieldAzureLocation, Message: oneLine(message, messageLimit), Fix: fix}
}

// subscription is whose view of a location is asked for.
func (d catalogs) subscription() (string, error) {
	if subscription := d.p.cfg.SubscriptionID; subscription != "" {
		if !subscriptionRule.MatchString(subscription) {
			return "", misplaced(quoted(subscription)+" is no subscription", subscriptionFix)
		}
		return strings.ToLower(subscription), d.p.subscriptionInThisWorld(llm.FieldAzureLocation, subscription, strings.ToLower(subscription))
	}
	in, err := d.p.accountOf(llm.DeploymentSpec{})
	if err != nil {
		return "", misplaced("no subscription is known whose models could be listed", subscriptionFix)
	}
	return in.subscription, nil
}

const subscriptionFix = "Set subscription_id in the provider's azure block or ARM_SUBSCRIPTION_ID, or name an account with azure.account_id."

// listing is the list that a site stands for. Of a site with an account, the
// account is read.
func (d catalogs) listing(ctx context.Context, at llm.Site) (listing, error) {
	at, err := d.Site(at)
	if err != nil {
		return listing{}, err
	}
	if at.Account == "" {
		subscription, err := d.subscription()
		return listing{subscription, at.Location, kindFoundry}, err
	}
	in, err := parseAccountID(at.Account)
	if err != nil {
		return listing{}, err
	}
	on, err := d.p.account(ctx, in)
	if err != nil {
		return listing{}, notGone(err)
	}
	location := normalRegion(on.Location)
	if !locationRule.MatchString(location) {
		return listing{}, noLocation(on)
	}
	return listing{on.id.subscription, location, on.Kind}, nil
}

// Offers implements [llm.CatalogDriver]. Fine-tuned models, which only their
// account has, are not among them.
func (d catalogs) Offers(ctx context.Context, at llm.Site) ([]llm.Offer, error) {
	_, listed, err := d.listed(ctx, at)
	if err != nil {
		return nil, err
	}
	r := resolver{listed: listed, now: d.p.cfg.Now()}
	offers := make([]llm.Offer, len(listed.offers))
	for i, o := range listed.offers {
		offers[i] = r.offered(i, o)
	}
	return offers, nil
}

func (d catalogs) listed(ctx context.Context, at llm.Site) (listing, *catalog, error) {
	l, err := d.listing(ctx, at)
	if err != nil {
		return listing{}, nil, err
	}
	c, err := d.p.open()
	if err != nil {
		return listing{}, nil, err
	}
	listed, err := d.p.catalogAt(ctx, c, l)
	return l, listed, err
}

// offered is an offer in the portable vocabulary.
func (r resolver) offered(index int, o offer) llm.Offer {
	entry := r.entry(index, o, r.endOf(o))
	offered := llm.Offer{
		Entry:     entry,
		Native:    llm.Native{Format: o.Format, Name: o.Name, Version: o.Version},
		Reference: portable(entry),
		Location:  r.listed.location,
		Lifecycle: r.listed.lifecycle(o, offerSKU{}, r.now),
		Preview:   o.status == statusPreview,
		Features:  o.features,
		Context:   o.context,
		Servings:  r.servings(o),
	}
	for _, s := range offered.Servings {
		offered.Features = withMode(offered.Features, s.Mode)
	}
	return offered
}

// portable is an entry's reference without a version; empty where it cannot be
// written as one.
func portable(entry llm.Entry) string {
	ref := entry.Reference()
	ref.Version = ""
	if _, err := llm.ParseReference(ref.String()); err != nil {
		return ""
	}
	return ref.String()
}

func withMode(features []string, mode llm.Mode) []string {
	word := map[llm.Mode]string{llm.Batch: llm.FeatureBatch, llm.Provisioned: llm.FeatureProvisioning}[mode]
	if word == "" || slices.Contains(features, word) {
		return features
	}
	features = append(slices.Clone(features), word)
	slices.Sort(features)
	return features
}

// servings are the ways in which an offer is sold today.
func (r resolver) servings(o offer) []llm.Serving {
	var ways []llm.Serving
	for _, s := range o.skus {
		if !r.sells(o, s) || r.over(s) {
			continue
		}
		how := servingOf(s.name)
		way := llm.Serving{
			Name: s.name, ByName: s.name != skuFor(how.mode, how.scope), Mode: how.mode, Scope: how.scope,
			Locations: processed(how.scope, r.listed.location), RetiresOn: o.ends(s), Quota: s.usageName,
			Minimum: s.minimum, Maximum: s.maximum, Default: s.standard,
		}
		if how.mode == llm.OnDemand {
			way.UnitTokens = s.unitTokens
		}
		ways = append(ways, way)
	}
	slices.SortStableFunc(ways, func(a, b llm.Serving) int {
		return slices.Index(llm.Scopes(), b.Scope) - slices.Index(llm.Scopes(), a.Scope)
	})
	return ways
}
