package deployment

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What a platform serves survives the way into state and back, in everything
// that a plan compares; and writing it down twice changes nothing.
func TestObserve_isInvertedByFromState(t *testing.T) {
	data := &framework.Data{}
	rapid.Check(t, func(rt *rapid.T) {
		platform := rapid.SampledFrom([]llm.Platform{llm.Azure, llm.Bedrock}).Draw(rt, "platform")
		have := drawDeployment(rt, platform)
		bare := tfModel{Platform: framework.Text(platform), ID: framework.Text(have.ID.Value)}
		state, diags := bare.typed().observe(data, observation{have: have, drift: unverified(have), lifecycle: &llm.Lifecycle{}})
		if diags.HasError() {
			rt.Fatal(diags)
		}
		back, diags := state.fromState(data, have.ID)
		if diags.HasError() {
			rt.Fatal(diags)
		}
		if diff := cmp.Diff(have, back, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("(-observed +read back):\n%s", diff)
		}
		again, diags := state.observe(data, observation{have: have, lifecycle: &llm.Lifecycle{}})
		if diags.HasError() || !cmp.Equal(state, again, cmp.Comparer(sameModel)) {
			rt.Fatalf("a second look changes the state (%v)", diags)
		}
	})
}

func sameModel(a, b tfModel) bool {
	return a.Throughput.Equal(b.Throughput) && a.Azure.Equal(b.Azure) && a.Resolved.Equal(b.Resolved) &&
		a.Health.Equal(b.Health) && a.Tags.Equal(b.Tags) && a.TagsAll.Equal(b.TagsAll) && a.Guardrail.Equal(b.Guardrail) &&
		a.VersionUpgrade.Equal(b.VersionUpgrade) && a.Endpoint.Equal(b.Endpoint)
}

// typed gives null collections and objects their types, as Terraform does.
func (m tfModel) typed() tfModel {
	m.AllowedLocations = types.SetNull(types.StringType)
	m.Tags, m.TagsAll = types.MapNull(types.StringType), types.MapNull(types.StringType)
	m.DriftPolicy = types.MapNull(types.StringType)
	m.Throughput = types.ObjectNull(throughputType())
	m.Azure, m.Bedrock = types.ObjectNull(azureType()), types.ObjectNull(bedrockType())
	return m
}

func drawDeployment(t *rapid.T, platform llm.Platform) *llm.Deployment {
	word := rapid.StringMatching(`[a-z]{1,6}`)
	number := rapid.Int64Range(1, 1000)
	have := &llm.Deployment{
		ID:             llm.ID{Value: "id-" + word.Draw(t, "id")},
		Name:           word.Draw(t, "name"),
		Location:       word.Draw(t, "location"),
		VersionUpgrade: rapid.SampledFrom([]llm.VersionUpgrade{llm.Pinned, llm.OnNewDefault, llm.OnRetirement}).Draw(t, "upgrade"),
		Tags:           rapid.MapOf(word, word).Draw(t, "tags"),
		Phase:          rapid.SampledFrom([]llm.Phase{llm.Pending, llm.Ready, llm.Failed}).Draw(t, "phase"),
		Reason:         word.Draw(t, "reason"),
		Created:        time.Unix(rapid.Int64Range(1, 2_000_000_000).Draw(t, "created"), 0).UTC(),
		Native: llm.Native{
			Name: word.Draw(t, "model"), Version: optionalWord(t, "version"), Serving: word.Draw(t, "serving"),
			Scope: rapid.SampledFrom(llm.Scopes()).Draw(t, "scope"), Locations: []string{"a", "b"},
		},
		Throughput: llm.Throughput{Mode: rapid.SampledFrom([]llm.Mode{llm.OnDemand, llm.Provisioned}).Draw(t, "mode")},
		Unverified: rapid.SliceOfNDistinct(rapid.SampledFrom([]llm.Field{llm.FieldAttestation, llm.FieldInferenceProfile}), 0, 2, rapid.ID).Draw(t, "unverified"),
	}
	if have.Throughput.Mode == llm.Provisioned {
		have.Throughput.Units = new(number.Draw(t, "units"))
	}
	if platform == llm.Azure {
		drawAzure(t, have)
	} else if have.Throughput.Mode == llm.Provisioned {
		have.Throughput.Commitment = llm.OneMonth
		have.CommitmentEnds = have.Created.Add(time.Hour)
	}
	return have
}

func unverified(have *llm.Deployment) []llm.Drift {
	kept := &llm.Choice{Native: have.Native}
	return llm.Drifted(kept, have)
}

func drawAzure(t *rapid.T, have *llm.Deployment) {
	have.Native.Format, have.Native.Capacity = "OpenAI", 7
	have.Guardrail = optionalWord(t, "guardrail") // on Bedrock requests name it, and no deployment bears one
	if have.Throughput.Mode == llm.OnDemand {
		have.Native.UnitTokens = 1000
		have.Throughput.TokensPerMinute = new(int64(7000))
	}
	have.Azure = llm.AzureDeployment{
		Spillover:   optionalWord(t, "spillover"),
		ServiceTier: rapid.SampledFrom([]string{"", "priority"}).Draw(t, "tier"),
		Paused:      rapid.Bool().Draw(t, "paused"),
	}
	if rapid.Bool().Draw(t, "routes") {
		have.Azure.Routing = llm.Routing{Mode: "cost", Models: []string{"OpenAI/a/1", "OpenAI/b/2"}}
	}
	if rapid.Bool().Draw(t, "attests") {
		have.Azure.Attestation = llm.Attestation{Organization: "o", CountryCode: "DE", Industry: "i"}
	}
}

func optionalWord(t *rapid.T, label string) string {
	return rapid.OneOf(rapid.Just(""), rapid.StringMatching(`[a-z]{1,6}`)).Draw(t, label)
}

// The attribute types written by hand are those of the schema.
func TestAttributeTypes_areTheSchemas(t *testing.T) {
	var resp resource.SchemaResponse
	(&Resource{}).Schema(context.Background(), resource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
	for name, want := range map[string]types.ObjectType{
		"throughput":      {AttrTypes: throughputType()},
		"azure":           {AttrTypes: azureType()},
		"bedrock":         {AttrTypes: bedrockType()},
		"resolved":        {AttrTypes: resolvedType()},
		"endpoint":        {AttrTypes: framework.EndpointType()},
		"health":          {AttrTypes: framework.HealthType()},
		"model_lifecycle": {AttrTypes: lifecycleType()},
	} {
		if have := resp.Schema.Attributes[name].GetType(); !have.Equal(want) {
			t.Errorf("%s: the schema has %s, the code %s", name, have, want)
		}
	}
	drift, ok := resp.Schema.Attributes["drift"].(schema.ListNestedAttribute)
	if !ok || !drift.NestedObject.Type().Equal(types.ObjectType{AttrTypes: framework.DriftType()}) {
		t.Errorf("drift: the schema has %v", drift.NestedObject.Type())
	}
}

// Every attribute that is computed and no argument settles by the one rule.
func TestSettledAttributes_areAllThatAreOnlyComputed(t *testing.T) {
	var resp resource.SchemaResponse
	(&Resource{}).Schema(context.Background(), resource.SchemaRequest{}, &resp)
	want := map[string]bool{"tags_all": true} // planned known
	for _, name := range settledAttributes() {
		want[name] = true
	}
	have := map[string]bool{}
	for name, attribute := range resp.Schema.Attributes {
		if attribute.IsComputed() && !attribute.IsOptional() {
			have[name] = true
		}
	}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("(-settled +computed):\n%s", diff)
	}
}

func TestSameGuardrail(t *testing.T) {
	standard := &llm.Deployment{DefaultPolicy: "Microsoft.DefaultV2"}
	own := &llm.Deployment{Guardrail: "/accounts/a/raiPolicies/Strict"}
	for name, test := range map[string]struct {
		written string
		have    *llm.Deployment
		want    bool
	}{
		"nothing was written and the default is in force":   {"", standard, true},
		"the default was written out":                       {"/accounts/a/raiPolicies/microsoft.defaultv2", standard, true},
		"another default is in force than was written out":  {"/accounts/a/raiPolicies/Microsoft.Default", standard, false},
		"an own policy by another spelling":                 {"/accounts/A/raipolicies/strict", own, true},
		"a policy that nobody wrote":                        {"", own, false},
		"a platform without a default and without a policy": {"", &llm.Deployment{}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if have := sameGuardrail(test.written, test.have); have != test.want {
				t.Errorf("same = %v", have)
			}
		})
	}
}
