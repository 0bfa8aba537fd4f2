package acceptance_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// azureDraw is an Azure case on its way.
type azureDraw struct {
	*cleanCase

	rt      *rapid.T
	theme   string
	account string // ARM id
	offers  []azureOffer
	offer   azureOffer
	sold    sale
	azure   tfcore.Tree
}

// drawAzure draws a valid configuration of a deployment on Azure.
func drawAzure(rt *rapid.T, shops *azureShops) *cleanCase {
	d := &azureDraw{
		cleanCase: &cleanCase{provider: tfcore.Tree{}, resource: tfcore.Tree{"platform": "azure"}}, rt: rt, azure: tfcore.Tree{},
		theme: rapid.SampledFrom([]string{"plain", "plain", "plain", "provisioned", "batch", "tuned", "router", "claude"}).Draw(rt, "theme"),
	}
	d.drawAccount(shops)
	mode := map[string]string{"provisioned": "provisioned", "batch": "batch"}[d.theme]
	if mode == "" {
		mode = "on_demand"
	}
	d.drawOffer(mode)
	b := d.drawServing(mode)
	d.drawModel(mode, b)
	d.drawThroughput(mode)
	d.drawOptions(mode, b)
	d.drawOwn()
	argue(d.resource, "azure", whole(rt, "azure", d.azure))
	argue(d.resource, "bedrock", oneOf(rt, "bedrock", nil, nil, tfcore.Tree{}, tfcore.Tree{"region": "eu-west-1", "model_id": "amazon.nova-lite-v1:0"},
		tfcore.Tree{"inference_profile": "eu.amazon.nova-lite-v1:0"}))
	d.drawSurroundings(rt, rapid.StringMatching(`[A-Za-z0-9]([._-]?[A-Za-z0-9]){1,12}`), "größe")
	d.mendPrefix(rt)
	d.kind, d.serving = "azure/"+d.theme, d.sold.name
	d.holds = []string{d.account + "/deployments"}
	return d.cleanCase
}

// drawAccount puts the deployment on the account that the sandbox has, or on one elsewhere, named in the provider block or
// in the resource.
func (d *azureDraw) drawAccount(shops *azureShops) {
	location, kind := sandbox.AzureLocation, "AIServices"
	d.account = sandbox.AzureAccountID()
	if maybe(d.rt, "another account", 40) {
		location = rapid.SampledFrom([]string{"swedencentral", "westus3", "francecentral", "uksouth", "japaneast"}).Draw(d.rt, "location")
		kind = rapid.SampledFrom([]string{"AIServices", "OpenAI"}).Draw(d.rt, "kind")
		d.account = strings.TrimSuffix(d.account, sandbox.AzureAccount) + "Other-" + location
		d.prepare = append(d.prepare, put(d.account, fmt.Sprintf(
			`{"kind":%q,"location":%q,"sku":{"name":"S0"},"properties":{"customSubDomainName":"other-%s"}}`, kind, location, location)))
	}
	elsewhere := d.account != sandbox.AzureAccountID()
	switch inProvider := maybe(d.rt, "account in provider block", 40); {
	case inProvider:
		d.provider["azure"] = tfcore.Tree{"account_id": lettered(d.rt, d.account)}
	case elsewhere || maybe(d.rt, "account in resource", 30):
		d.azure["account_id"] = lettered(d.rt, d.account)
	}
	if d.theme == "claude" && kind == "OpenAI" {
		d.theme = "plain" // such accounts have none
	}
	d.offers = shops.at(location, kind)
}

// firstRouter is the first version of model-router that takes a routing configuration.
const firstRouter = "2025-11-18"

// drawOffer draws a model that is sold in the mode.
func (d *azureDraw) drawOffer(mode string) {
	fits := func(o azureOffer) bool {
		special := o.format == "Anthropic" && d.theme != "claude" || o.name != "model-router" && d.theme == "router" ||
			o.format != "Anthropic" && d.theme == "claude" || d.theme == "router" && o.version < firstRouter
		return !special && len(inMode(d.sells(o), mode)) > 0
	}
	var candidates []azureOffer
	for _, o := range d.offers {
		if fits(o) {
			candidates = append(candidates, o)
		}
	}
	if len(candidates) == 0 {
		d.rt.Skipf("no model for %s on %s", d.theme, d.account)
	}
	d.offer = rapid.SampledFrom(candidates).Draw(d.rt, "offer")
}

func (d *azureDraw) sells(o azureOffer) []sale {
	if d.theme == "tuned" {
		return o.tuned
	}
	return o.base
}

// drawServing draws the bounds, and sometimes an SKU within them that need not be the widest. The developer tier is sold
// only where it is named.
func (d *azureDraw) drawServing(mode string) bounds {
	all := inMode(d.sells(d.offer), mode)
	unnamed := slices.DeleteFunc(slices.Clone(all), func(s sale) bool { return s.name == "DeveloperTier" })
	if len(unnamed) == 0 || maybe(d.rt, "sku", 20) {
		b, _ := drawBounds(d.rt, all)
		within := slices.DeleteFunc(all, func(s sale) bool { return !b.admit(s) })
		d.sold = rapid.SampledFrom(within).Draw(d.rt, "sku")
		d.azure["sku"] = d.sold.name
		d.bound(b)
		return b
	}
	b, sold := drawBounds(d.rt, unnamed)
	d.sold = sold
	d.bound(b)
	return b
}

func (c *cleanCase) bound(b bounds) {
	c.resource["processing_scope"] = b.scope
	if b.allowed != nil {
		c.resource["allowed_locations"] = b.allowed
	}
}

// drawModel names the model: portably, natively, in Azure's own terms or by an alias. The version may be left out where
// one alone can be meant.
func (d *azureDraw) drawModel(mode string, b bounds) {
	o := d.offer
	version := o.version
	if d.alone(mode, b) && !strings.Contains(o.name, "latest") && maybe(d.rt, "no version", 40) {
		version = ""
	}
	reference := spell(d.rt, o.publisher, o.name, version)
	d.resource["model"] = reference
	if maybe(d.rt, "native model", 20) {
		d.resource["model"] = o.native()
	}
	if d.theme == "tuned" || maybe(d.rt, "azure.model", 10) {
		own := tfcore.Tree{"format": o.format, "name": o.name, "version": o.version}
		if d.theme == "tuned" {
			own["source"] = lettered(d.rt, d.account+"/jobs/ftjob-1")
			argue(own, "source_account", oneOf(d.rt, "source_account", nil, lettered(d.rt, d.account)))
		}
		d.azure["model"] = own
		return
	}
	d.drawAliases(d.rt, o.native(), reference)
}

// alone reports whether no other version of the model can be sold within the bounds.
func (d *azureDraw) alone(mode string, b bounds) bool {
	for _, other := range d.offers {
		_, sold := b.widest(inMode(d.sells(other), mode))
		if other.name == d.offer.name && other.version != d.offer.version && (sold || d.azure["sku"] != nil) {
			return false
		}
	}
	return true
}

func (d *azureDraw) drawThroughput(mode string) {
	throughput := tfcore.Tree{}
	if mode != "on_demand" || maybe(d.rt, "mode", 30) {
		throughput["mode"] = mode
	}
	s := d.sold
	capacity := s.least + s.step*rapid.Int64Range(0, min((s.most-s.least)/s.step, 20)).Draw(d.rt, "capacity")
	switch {
	case mode == "provisioned":
		throughput["units"] = capacity
	case mode == "on_demand" && s.unit > 0 && maybe(d.rt, "tokens_per_minute", 60):
		throughput["tokens_per_minute"] = capacity * s.unit
	}
	argue(d.resource, "throughput", whole(d.rt, "throughput", throughput))
}
