package acceptance_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// bedrockDraw is a Bedrock case on its way.
type bedrockDraw struct {
	*cleanCase

	rt      *rapid.T
	theme   string
	region  string
	offers  []bedrockOffer
	bedrock tfcore.Tree
}

// drawBedrock draws a valid configuration of a deployment on Bedrock.
func drawBedrock(rt *rapid.T, shops *bedrockShops) *cleanCase {
	d := &bedrockDraw{
		cleanCase: &cleanCase{provider: tfcore.Tree{}, resource: tfcore.Tree{"platform": "bedrock"}}, rt: rt, bedrock: tfcore.Tree{},
		theme: rapid.SampledFrom([]string{"profile", "profile", "profile", "provisioned", "custom", "custom-provisioned"}).Draw(rt, "theme"),
	}
	d.drawRegion()
	d.offers = shops.at(d.region)
	name := `[A-Za-z0-9]([_-]?[A-Za-z0-9]){0,12}`
	switch d.theme {
	case "profile":
		name = `[A-Za-z0-9]([ _-]?[A-Za-z0-9]){0,12}`
		d.drawProfile()
	case "provisioned":
		d.drawProvisioned()
	default:
		d.drawCustom()
	}
	argue(d.resource, "version_upgrade", oneOf(rt, "version_upgrade", nil, "pinned"))
	argue(d.resource, "bedrock", whole(rt, "bedrock", d.bedrock))
	argue(d.resource, "azure", oneOf(rt, "azure", nil, nil, tfcore.Tree{}, foreignAzure()))
	d.drawSurroundings(rt, rapid.StringMatching(name), "path/to")
	d.mendPrefix(rt)
	d.kind = "bedrock/" + d.theme
	d.holds = []string{
		aws(d.region, "/inference-profiles?type=APPLICATION"), aws(d.region, "/provisioned-model-throughputs"),
		aws(d.region, "/model-customization/custom-model-deployments"),
	}
	return d.cleanCase
}

// foreignAzure is everything that the other platform would take.
func foreignAzure() tfcore.Tree {
	return tfcore.Tree{
		"account_id": sandbox.AzureAccountID(), "paused": true, "sku": "DataZoneStandard", "service_tier": "priority", "hosted_on": "azure",
		"spillover_deployment": azureID("spare"), "routing": tfcore.Tree{"mode": "cost", "models": []string{"OpenAI/gpt-4.1/2025-04-14"}},
		"model":       tfcore.Tree{"format": "OpenAI", "name": "gpt-4.1", "version": "2025-04-14"},
		"attestation": tfcore.Tree{"organization": "Contoso", "country_code": "DE", "industry": "retail"},
	}
}

func (d *bedrockDraw) drawRegion() {
	d.region = sandbox.AWSRegion
	units := d.theme != "profile" // sold in few regions
	if maybe(d.rt, "another region", 45) {
		regions := []string{"us-west-2", "eu-central-1", "eu-west-1", "eu-west-2", "ap-northeast-1", "ca-central-1"}
		if units {
			regions = []string{"us-west-2"}
		}
		d.region = rapid.SampledFrom(regions).Draw(d.rt, "region")
	}
	switch inProvider := maybe(d.rt, "region in provider block", 40); {
	case inProvider:
		d.provider["bedrock"] = tfcore.Tree{"region": d.region}
	case d.region != sandbox.AWSRegion || maybe(d.rt, "region in resource", 30):
		d.bedrock["region"] = d.region
	}
}

// drawProfile draws a foundation model that is called on demand.
func (d *bedrockDraw) drawProfile() {
	o := d.sold(func(o bedrockOffer) bool { return len(o.ways) > 0 && o.variant == "" })
	b, chosen := drawBounds(d.rt, o.ways)
	d.bound(b)
	d.serving = chosen.name
	d.drawModel(o)
	if chosen.name != o.id && maybe(d.rt, "inference_profile", 20) && strings.HasPrefix(chosen.name, "global.") == (chosen.scope == "global") && b.scope != "region" {
		d.bedrock["inference_profile"] = chosen.name
	}
	throughput := tfcore.Tree{}
	argue(throughput, "mode", oneOf(d.rt, "mode", nil, nil, "on_demand"))
	if maybe(d.rt, "tokens_per_minute", 40) {
		throughput["tokens_per_minute"] = rapid.Int64Range(1, 100_000).Draw(d.rt, "tokens_per_minute")
	}
	argue(d.resource, "throughput", whole(d.rt, "throughput", throughput))
}

func (d *bedrockDraw) sold(fits func(bedrockOffer) bool) bedrockOffer {
	candidates := slices.DeleteFunc(slices.Clone(d.offers), func(o bedrockOffer) bool { return !fits(o) })
	if len(candidates) == 0 {
		d.rt.Skipf("no model for %s in %s", d.theme, d.region)
	}
	return rapid.SampledFrom(candidates).Draw(d.rt, "offer")
}

// drawModel names the model: portably, by its own id or ARN, by an override or by an alias. The version may be left out
// where one alone can be meant.
func (d *bedrockDraw) drawModel(o bedrockOffer) {
	reference := o.id
	if version := o.entry.Reference().Version; d.told(o) {
		if d.alone(o) && maybe(d.rt, "no version", 50) {
			version = ""
		}
		reference = spell(d.rt, o.entry.Publisher, o.entry.Name, version)
	}
	d.resource["model"] = reference
	switch rapid.IntRange(0, 9).Draw(d.rt, "model") {
	case 6:
		d.resource["model"] = o.id
	case 7:
		d.resource["model"] = "arn:aws:bedrock:" + d.region + "::foundation-model/" + o.id
	case 8:
		d.bedrock["model_id"] = o.id
	case 9:
		d.drawAliases(d.rt, o.id, reference)
	}
}

// told reports whether a reference can say which of the models that bear its name is meant.
func (d *bedrockDraw) told(o bedrockOffer) bool {
	return o.entry.Reference().Version != "" || d.alone(o)
}

// alone reports whether no other model of the region bears the name.
func (d *bedrockDraw) alone(o bedrockOffer) bool {
	return !slices.ContainsFunc(d.offers, func(other bedrockOffer) bool {
		return other.id != o.id && other.variant == "" && other.entry.Name == o.entry.Name
	})
}

// drawProvisioned draws model units of a foundation model, which goes by its own id: context sizes have no other name.
func (d *bedrockDraw) drawProvisioned() {
	o := d.sold(func(o bedrockOffer) bool { return o.provisioned })
	d.drawUnits()
	d.resource["model"] = o.id
	if maybe(d.rt, "model_id", 30) {
		d.bedrock["model_id"], d.resource["model"] = o.id, o.entry.Publisher+"/"+o.entry.Name
	}
	d.serving = "provisioned"
	d.drawPlace()
}

func (d *bedrockDraw) drawUnits() {
	throughput := tfcore.Tree{"mode": "provisioned", "units": rapid.Int64Range(1, 3).Draw(d.rt, "units")}
	argue(throughput, "commitment", oneOf(d.rt, "commitment", nil, "one_month", "six_months"))
	d.resource["throughput"] = throughput
}

// drawPlace draws bounds for what stays in its region.
func (d *bedrockDraw) drawPlace() {
	b, _ := drawBounds(d.rt, []sale{{scope: "region", places: []string{d.region}}})
	d.bound(b)
}

// drawCustom draws a custom model, which the world holds first of all, so that its ARN is always the same.
func (d *bedrockDraw) drawCustom() {
	base := "amazon.nova-lite-v1:0:300k"
	if d.region != sandbox.AWSRegion {
		base = d.sold(func(o bedrockOffer) bool { return o.provisioned }).id
	}
	add := func(sb *sandbox.Sandbox) (string, error) { return sb.AddCustomModel(d.region, "tuned", base) }
	arn, err := add(sandbox.New())
	if err != nil {
		d.rt.Fatalf("custom model of %s: %v", base, err)
	}
	d.prepare = append(d.prepare, func(sb *sandbox.Sandbox) error {
		made, err := add(sb)
		if err == nil && made != arn {
			err = fmt.Errorf("the custom model is %s and not %s", made, arn)
		}
		return err
	})
	d.resource["model"] = arn
	if maybe(d.rt, "model_id", 60) {
		d.bedrock["model_id"], d.resource["model"] = arn, "amazon/nova-lite"
	}
	d.serving = "custom"
	if d.theme == "custom-provisioned" {
		d.serving = "provisioned"
		d.drawUnits()
	}
	d.drawPlace()
}
