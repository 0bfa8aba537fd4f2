package azureopenai

import (
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var update = flag.Bool("update", false, "write the golden files anew")

func testAccount(t *testing.T) *account {
	t.Helper()
	id, err := parseAccountID(realAccount)
	if err != nil {
		t.Fatal(err)
	}
	on := &account{id: id, suff: suffixesOf("")}
	on.Location, on.Kind = "East US 2", "AIServices"
	on.Properties.Endpoint = "https://acct.cognitiveservices.azure.com/"
	on.Properties.Subdomain = "acct"
	return on
}

// everything is a deployment that uses each property this driver manages.
func everything() (llm.DeploymentSpec, llm.Native) {
	spec := llm.DeploymentSpec{
		Name: "chat", VersionUpgrade: llm.OnNewDefault, Guardrail: realAccount + "/raiPolicies/strict",
		Throughput: llm.Throughput{Mode: llm.OnDemand, TokensPerMinute: new(int64(50_000))},
		Tags:       map[string]string{"team": "search"},
		Azure: llm.AzureDeployment{
			AccountID: realAccount, Spillover: realAccount + "/deployments/burst", ServiceTier: "priority", Paused: true,
			Routing:     llm.Routing{Mode: "cost", Models: []string{"OpenAI/gpt-4.1/2025-04-14", "Meta/Llama-4-Maverick-17B-128E-Instruct-FP8/1"}},
			Attestation: llm.Attestation{Organization: "Example", CountryCode: "DE", Industry: "technology"},
		},
	}
	return spec, llm.Native{
		Format: "OpenAI", Name: "model-router", Version: "2025-11-18", Source: "ftjob-1", SourceAccount: realAccount,
		Serving: "GlobalStandard", Capacity: 50, Scope: llm.ScopeGlobal, Locations: []string{"global"}, UnitTokens: 1000,
	}
}

func TestToDeployment(t *testing.T) {
	full, fullNative := everything()
	plain := llm.DeploymentSpec{Name: "chat", VersionUpgrade: llm.Pinned}
	native := llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Serving: "Standard", Capacity: 10}
	for name, c := range map[string]struct {
		raw    string
		spec   llm.DeploymentSpec
		native llm.Native
	}{
		"create_plain":      {`{}`, plain, native},
		"create_everything": {`{}`, full, fullNative},
		"update_keeps_what_it_does_not_manage": {`{
			"id":"/x","name":"chat","type":"t","etag":"e","systemData":{},
			"sku":{"name":"Standard","capacity":1,"tier":"Standard","future":true},"tags":{"old":"1"},
			"properties":{"model":{"format":"OpenAI","name":"gpt-4o","version":"2024-08-06","publisher":"OpenAI","callRateLimit":{"count":1}},
				"provisioningState":"Succeeded","rateLimits":[],"capabilities":{"a":"b"},"currentCapacity":1,"callRateLimit":{},
				"raiPolicyName":"Microsoft.DefaultV2","versionUpgradeOption":"OnceNewDefaultVersionAvailable",
				"dynamicThrottlingEnabled":true,"capacitySettings":{"designatedCapacity":5,"priority":1},"parentDeploymentName":"base",
				"contextCacheContainerId":"c","deploymentState":"Paused","serviceTier":"Priority"}}`, plain, native},
		"update_takes_away_what_is_not_wanted": {`{"sku":{"name":"Standard","capacity":1},"tags":{"old":"1"},
			"properties":{"model":{"format":"OpenAI","name":"gpt-4o","version":"2024-08-06","source":"ftjob-1"},"raiPolicyName":"Microsoft.Nil",
				"spilloverDeploymentName":"burst","routing":{"mode":"cost"}}}`, plain, native},
	} {
		t.Run(name, func(t *testing.T) {
			var raw document
			if err := json.Unmarshal([]byte(c.raw), &raw); err != nil {
				t.Fatal(err)
			}
			before := maps.Clone(raw)
			body, err := toDeployment(raw, testAccount(t).id, c.spec, c.native)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(before, raw); diff != "" {
				t.Errorf("the document that was read changed:\n%s", diff)
			}
			golden(t, name+".json", body)
		})
	}
}

// golden compares with testdata/TestToDeployment, key by key.
func golden(t *testing.T, name string, body document) {
	t.Helper()
	have, err := json.MarshalIndent(body, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join("testdata", "TestToDeployment", name)
	if *update {
		if err := os.WriteFile(path, append(have, '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(have)+"\n"); diff != "" {
		t.Errorf("body (-want +have):\n%s", diff)
	}
}

// TestFromDeployment_readsWhatToDeploymentWrites is the round trip: what is sent
// comes back as what was asked for.
func TestFromDeployment_readsWhatToDeploymentWrites(t *testing.T) {
	spec, native := everything()
	on := testAccount(t)
	body, err := toDeployment(document{}, on.id, spec, native)
	if err != nil {
		t.Fatal(err)
	}
	have := fromDeployment(childID{account: on.id, name: "chat"}, served(t, body, `[{"key":"request","renewalPeriod":60,"count":50},{"key":"token","renewalPeriod":60,"count":50000.0}]`), on)
	spec.Azure.HostedOn = ""
	want := &llm.Deployment{
		ID:   llm.ID{Value: realAccount + "/deployments/chat", Parent: realAccount, Name: "chat"},
		Name: "chat", Location: "eastus2", Reference: "openai/model-router", Native: native, Throughput: spec.Throughput,
		VersionUpgrade: spec.VersionUpgrade, Guardrail: spec.Guardrail, Azure: spec.Azure, Tags: spec.Tags,
		Phase: llm.Ready, Reason: "Succeeded", Created: time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC),
		Extra: map[string]string{keyAttestation: `{"countryCode":"DE","industry":"technology","organizationName":"Example"}`}, // not Anthropic's
	}
	if diff := cmp.Diff(want, have, cmpopts.IgnoreFields(llm.Deployment{}, "Endpoint")); diff != "" {
		t.Errorf("deployment (-want +have):\n%s", diff)
	}
}

// served is a body as the service would answer it.
func served(t *testing.T, body document, limits string) wireDeployment {
	t.Helper()
	answer := maps.Clone(body)
	properties, err := answer.child("properties")
	if err != nil {
		t.Fatal(err)
	}
	properties["provisioningState"], properties["rateLimits"] = []byte(`"Succeeded"`), []byte(limits)
	if err := answer.set("properties", properties); err != nil {
		t.Fatal(err)
	}
	answer["systemData"] = []byte(`{"createdAt":"2026-08-22T00:00:00Z"}`)
	text, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	var wire wireDeployment
	if err := json.Unmarshal(text, &wire); err != nil {
		t.Fatal(err)
	}
	return wire
}

func TestFromDeployment_values(t *testing.T) {
	for name, c := range map[string]struct {
		properties, sku string
		check           func(*llm.Deployment) bool
	}{
		"a state that nobody knows is pending":   {`"provisioningState":"Thinking"`, "", func(d *llm.Deployment) bool { return d.Phase == llm.Pending && d.Reason == "Thinking" }},
		"no state is pending":                    {`"x":1`, "", func(d *llm.Deployment) bool { return d.Phase == llm.Pending && d.Reason != "" }},
		"updating is pending":                    {`"provisioningState":"Updating"`, "", func(d *llm.Deployment) bool { return d.Phase == llm.Pending }},
		"cancelled with two l has failed":        {`"provisioningState":"Cancelled"`, "", func(d *llm.Deployment) bool { return d.Phase == llm.Failed }},
		"disabled has failed":                    {`"provisioningState":"Disabled"`, "", func(d *llm.Deployment) bool { return d.Phase == llm.Failed && d.Reason == "Disabled" }},
		"no upgrade option means at retirement":  {`"versionUpgradeOption":null`, "", func(d *llm.Deployment) bool { return d.VersionUpgrade == llm.OnRetirement }},
		"an unknown upgrade option is passed on": {`"versionUpgradeOption":"Weekly"`, "", func(d *llm.Deployment) bool { return d.VersionUpgrade == "Weekly" }},
		"a default policy is no guardrail":       {`"raiPolicyName":"Microsoft.DefaultV2"`, "", func(d *llm.Deployment) bool { return d.Guardrail == "" && d.DefaultPolicy == "Microsoft.DefaultV2" }},
		"no policy is no guardrail":              {`"x":1`, "", func(d *llm.Deployment) bool { return d.Guardrail == "" && d.DefaultPolicy == "" }},
		"Microsoft.Nil is somebody's choice":     {`"raiPolicyName":"Microsoft.Nil"`, "", func(d *llm.Deployment) bool { return d.Guardrail == realAccount+"/raiPolicies/Microsoft.Nil" }},
		"tokens per ten seconds are a sixth": {`"rateLimits":[{"key":"token","renewalPeriod":10,"count":1000}]`, "", func(d *llm.Deployment) bool {
			return *d.Throughput.TokensPerMinute == 6000 && d.Native.UnitTokens == 600
		}},
		"no token limit is no throughput":      {`"rateLimits":[{"key":"request","renewalPeriod":60,"count":10}]`, "", func(d *llm.Deployment) bool { return d.Throughput.TokensPerMinute == nil && d.Native.UnitTokens == 0 }},
		"a limit without its key says nothing": {`"rateLimits":[{"renewalPeriod":60,"count":1000}]`, "", func(d *llm.Deployment) bool { return d.Throughput.TokensPerMinute == nil }},
		"provisioned has units": {`"rateLimits":[{"key":"token","renewalPeriod":60,"count":1000}]`, "DataZoneProvisionedManaged", func(d *llm.Deployment) bool {
			return d.Throughput.Mode == llm.Provisioned && *d.Throughput.Units == 10 && d.Throughput.TokensPerMinute == nil && d.Native.Scope == llm.ScopeGeo && slices.Equal(d.Native.Locations, []string{"us"})
		}},
		"batch has neither": {`"x":1`, "GlobalBatch", func(d *llm.Deployment) bool { return d.Throughput == llm.Throughput{Mode: llm.Batch} }},
		"an unknown SKU is global": {`"x":1`, "Quantum", func(d *llm.Deployment) bool {
			return d.Native.Scope == llm.ScopeGlobal && d.Native.Serving == "Quantum"
		}},
		"regional stays in region": {`"x":1`, "Standard", func(d *llm.Deployment) bool { return slices.Equal(d.Native.Locations, []string{"eastus2"}) }},
		"null properties are absent": {`"serviceTier":null,"deploymentState":null,"routing":null,"modelProviderData":null`, "", func(d *llm.Deployment) bool {
			return !d.Azure.Paused && d.Azure.ServiceTier == "" && d.Azure.Routing.Mode == "" && d.Unverified == nil
		}},
		"an attestation that is not returned is unverified": {`"model":{"format":"Anthropic","name":"claude-haiku-4-5","version":"2"}`, "", func(d *llm.Deployment) bool {
			return slices.Equal(d.Unverified, []llm.Field{llm.FieldAttestation}) && d.Azure.HostedOn == "azure" && d.Reference == "anthropic/claude-haiku-4-5"
		}},
		"a capability says who hosts": {`"model":{"format":"Anthropic","name":"claude-x","version":"7"},"capabilities":{"hostedOn":"Anthropic"}`, "", func(d *llm.Deployment) bool { return d.Azure.HostedOn == "anthropic" }},
		"what a model takes is told":  {`"capabilities":{"maxContextToken":"16385"}`, "", func(d *llm.Deployment) bool { return *d.Endpoint.Supports.Context == 16385 }},
	} {
		t.Run(name, func(t *testing.T) {
			sku := c.sku
			if sku == "" {
				sku = "GlobalStandard"
			}
			var wire wireDeployment
			text := `{"name":"chat","sku":{"name":"` + sku + `","capacity":10},"properties":{"model":{"format":"OpenAI","name":"gpt-4o","version":"1"},` + c.properties + `}}`
			if err := json.Unmarshal([]byte(text), &wire); err != nil {
				t.Fatal(err)
			}
			on := testAccount(t)
			if have := fromDeployment(childID{account: on.id, name: "chat"}, wire, on); !c.check(have) {
				t.Errorf("read as %+v", have)
			}
		})
	}
}
