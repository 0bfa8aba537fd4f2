package azureopenai

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// served4o is a pinned gpt-4o deployment with 50 units in a data zone, the spec
// that asked for it and what was chosen.
func served4o(t *testing.T) (*llm.Deployment, llm.Draft) {
	t.Helper()
	on := testAccount(t)
	var wire wireDeployment
	if err := json.Unmarshal([]byte(`{"name":"chat","sku":{"name":"DataZoneStandard","capacity":50},"properties":{
		"model":{"format":"OpenAI","name":"gpt-4o","version":"2024-11-20"},"versionUpgradeOption":"NoAutoUpgrade","provisioningState":"Succeeded",
		"raiPolicyName":"Microsoft.DefaultV2","rateLimits":[{"key":"token","renewalPeriod":60,"count":50000}]}}`), &wire); err != nil {
		t.Fatal(err)
	}
	have := fromDeployment(childID{account: on.id, name: "chat"}, wire, on)
	spec := llm.DeploymentSpec{
		Name: "chat", Model: "openai/gpt-4o", Scope: llm.ScopeGeo, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand, TokensPerMinute: new(int64(50_000))},
	}
	return have, llm.Draft{Spec: spec, Kept: &llm.Choice{Native: have.Native, VersionUpgrade: llm.Pinned, TokensPerMinute: new(int64(50_000))}}
}

// TestDiff_ofSpecs changes what is wanted.
func TestDiff_ofSpecs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*llm.Draft)
		want   llm.Action
		fields []llm.Field
	}{
		"nothing":                         {func(*llm.Draft) {}, llm.Same, nil},
		"a respelled model":               {func(d *llm.Draft) { d.Spec.Model = "OpenAI/GPT-4o" }, llm.Same, nil},
		"the version that is served":      {func(d *llm.Draft) { d.Spec.Model = "openai/gpt-4o@2024-11-20" }, llm.Same, nil},
		"the native id of what is served": {func(d *llm.Draft) { d.Spec.Model = "OpenAI/gpt-4o/2024-11-20" }, llm.Same, nil},
		"another version":                 {func(d *llm.Draft) { d.Spec.Model = "openai/gpt-4o@2024-08-06" }, llm.Update, []llm.Field{llm.FieldModel}},
		"another version in Azure's words": {func(d *llm.Draft) {
			d.Spec.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o", Version: "2024-08-06"}
		}, llm.Update, []llm.Field{llm.FieldModel}},
		"Azure's words for what is served": {func(d *llm.Draft) { d.Spec.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o"} }, llm.Same, nil},
		"another model":                    {func(d *llm.Draft) { d.Spec.Model = "openai/gpt-4.1" }, llm.Replace, []llm.Field{llm.FieldModel}},
		"a fine-tuned model": {func(d *llm.Draft) {
			d.Spec.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o", Source: "ftjob-1"}
		}, llm.Replace, []llm.Field{llm.FieldModel}},
		"a wider scope":                              {func(d *llm.Draft) { d.Spec.Scope = llm.ScopeGlobal }, llm.Same, nil},
		"a narrower scope":                           {func(d *llm.Draft) { d.Spec.Scope = llm.ScopeRegion }, llm.Replace, []llm.Field{llm.FieldScope}},
		"a location that covers it":                  {func(d *llm.Draft) { d.Spec.AllowedLocations = []string{"us", "eu"} }, llm.Same, nil},
		"a location that does not":                   {func(d *llm.Draft) { d.Spec.AllowedLocations = []string{"eu"} }, llm.Replace, []llm.Field{llm.FieldAllowedLocations}},
		"more tokens":                                {func(d *llm.Draft) { d.Spec.Throughput.TokensPerMinute = new(int64(60_000)) }, llm.Update, []llm.Field{llm.FieldTokensPerMinute}},
		"no number of tokens":                        {func(d *llm.Draft) { d.Spec.Throughput.TokensPerMinute = nil }, llm.Same, nil},
		"provisioned throughput":                     {func(d *llm.Draft) { d.Spec.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: new(int64(50))} }, llm.Replace, []llm.Field{llm.FieldMode, llm.FieldUnits}},
		"another upgrade policy":                     {func(d *llm.Draft) { d.Spec.VersionUpgrade = llm.OnRetirement }, llm.Update, []llm.Field{llm.FieldVersionUpgrade}},
		"a guardrail":                                {func(d *llm.Draft) { d.Spec.Guardrail = realAccount + "/raiPolicies/strict" }, llm.Update, []llm.Field{llm.FieldGuardrail}},
		"the default guardrail by name, in any case": {func(d *llm.Draft) { d.Spec.Guardrail = realAccount + "/raiPolicies/microsoft.defaultv2" }, llm.Same, nil},
		"another default guardrail by name":          {func(d *llm.Draft) { d.Spec.Guardrail = realAccount + "/raiPolicies/Microsoft.Default" }, llm.Update, []llm.Field{llm.FieldGuardrail}},
		"tags":                                       {func(d *llm.Draft) { d.Spec.Tags = map[string]string{"a": "b"} }, llm.Update, []llm.Field{llm.FieldTags}},
		"another name":                               {func(d *llm.Draft) { d.Spec.Name = "talk" }, llm.Replace, []llm.Field{llm.FieldName}},
		"the same account in other case":             {func(d *llm.Draft) { d.Spec.Azure.AccountID = "/SUBSCRIPTIONS" + realAccount[len("/subscriptions"):] }, llm.Same, nil},
		"another account":                            {func(d *llm.Draft) { d.Spec.Azure.AccountID = realAccount + "2" }, llm.Replace, []llm.Field{llm.FieldAccountID}},
		"the default tier by name":                   {func(d *llm.Draft) { d.Spec.Azure.ServiceTier = "default" }, llm.Same, nil},
		"the priority tier":                          {func(d *llm.Draft) { d.Spec.Azure.ServiceTier = "priority" }, llm.Update, []llm.Field{llm.FieldServiceTier}},
		"a pause":                                    {func(d *llm.Draft) { d.Spec.Azure.Paused = true }, llm.Update, []llm.Field{llm.FieldPaused}},
		"a spillover":                                {func(d *llm.Draft) { d.Spec.Azure.Spillover = realAccount + "/deployments/burst" }, llm.Update, []llm.Field{llm.FieldSpillover}},
		"the routing of the default":                 {func(d *llm.Draft) { d.Spec.Azure.Routing.Mode = "balanced" }, llm.Same, nil},
		"other routing":                              {func(d *llm.Draft) { d.Spec.Azure.Routing.Models = []string{"OpenAI/gpt-4.1/2025-04-14"} }, llm.Update, []llm.Field{llm.FieldRouting}},
		"the SKU that is served":                     {func(d *llm.Draft) { d.Spec.Azure.SKU = "DataZoneStandard" }, llm.Same, nil},
		"another SKU":                                {func(d *llm.Draft) { d.Spec.Azure.SKU = "Standard" }, llm.Replace, []llm.Field{llm.FieldSKU}},
		"a host that only Claude has":                {func(d *llm.Draft) { d.Spec.Azure.HostedOn = "azure" }, llm.Same, nil},
		"two differences: the stronger decides":      {func(d *llm.Draft) { d.Spec.Azure.Paused, d.Spec.Name = true, "talk" }, llm.Replace, []llm.Field{llm.FieldName, llm.FieldPaused}},
		"what is not known yet": {func(d *llm.Draft) {
			d.Spec.Guardrail, d.Spec.Throughput.TokensPerMinute = "", nil
			d.Unknown = llm.Fields(llm.FieldGuardrail, llm.FieldTokensPerMinute)
		}, llm.Same, nil},
		"an account that is being made": {func(d *llm.Draft) {
			d.Spec.Azure.AccountID, d.Unknown = "", llm.Fields(llm.FieldAccountID)
		}, llm.Replace, []llm.Field{llm.FieldAccountID}},
	} {
		t.Run(name, func(t *testing.T) {
			have, want := served4o(t)
			c.change(&want)
			d := scripted(t, nil)
			got := d.Diff(have, want)
			if got.Action != c.want {
				t.Errorf("action = %s %v, want %s", got.Action, got.Fields, c.want)
			}
			if diff := cmp.Diff(c.fields, got.Fields); diff != "" {
				t.Errorf("fields (-want +have):\n%s", diff)
			}
		})
	}
}

// TestDiff_ofWhatIsServed changes what is there.
func TestDiff_ofWhatIsServed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*llm.Deployment, *llm.Draft)
		want   llm.Action
		field  llm.Field
	}{
		"a failure":                    {func(d *llm.Deployment, _ *llm.Draft) { d.Phase = llm.Failed }, llm.Update, llm.FieldHealth},
		"work in progress":             {func(d *llm.Deployment, _ *llm.Draft) { d.Phase = llm.Pending }, llm.Update, llm.FieldHealth},
		"another version while pinned": {func(d *llm.Deployment, _ *llm.Draft) { d.Native.Version = "2024-08-06" }, llm.Update, llm.FieldModelVersion},
		"another model while pinned":   {func(d *llm.Deployment, _ *llm.Draft) { d.Native.Name = "gpt-4.1" }, llm.Replace, llm.FieldModelVersion},
		"another guardrail": {func(d *llm.Deployment, _ *llm.Draft) {
			d.Guardrail, d.DefaultPolicy = realAccount+"/raiPolicies/Microsoft.Nil", ""
		}, llm.Update, llm.FieldGuardrail},
		"another default policy": {func(d *llm.Deployment, _ *llm.Draft) { d.DefaultPolicy = "Microsoft.DefaultV3" }, llm.Same, ""},
		"a serving within the bounds": {func(d *llm.Deployment, _ *llm.Draft) {
			d.Native.Serving, d.Native.Scope, d.Native.Locations = "Standard", llm.ScopeRegion, []string{"eastus2"}
		}, llm.Same, ""},
		"a serving beyond the scope": {func(d *llm.Deployment, _ *llm.Draft) {
			d.Native.Serving, d.Native.Scope, d.Native.Locations = "GlobalStandard", llm.ScopeGlobal, []string{"global"}
		}, llm.Replace, llm.FieldScope},
		"a serving beyond the locations": {func(d *llm.Deployment, w *llm.Draft) {
			w.Spec.Scope, w.Spec.AllowedLocations = llm.ScopeGlobal, []string{"us"}
			d.Native.Serving, d.Native.Scope, d.Native.Locations = "GlobalStandard", llm.ScopeGlobal, []string{"global"}
		}, llm.Replace, llm.FieldAllowedLocations},
		"a capacity where nothing is asked for": {func(d *llm.Deployment, w *llm.Draft) {
			w.Spec.Throughput, w.Kept.TokensPerMinute = llm.Throughput{Mode: llm.OnDemand}, nil
			d.Throughput.TokensPerMinute, d.Native.UnitTokens, d.Native.Capacity = nil, 0, 60
		}, llm.Update, llm.FieldThroughput},
		"the capacity of what was asked for in tokens": {func(d *llm.Deployment, _ *llm.Draft) {
			d.Throughput.TokensPerMinute, d.Native.Capacity = new(int64(60_000)), 60
		}, llm.Update, llm.FieldTokensPerMinute},
	} {
		t.Run(name, func(t *testing.T) {
			have, want := served4o(t)
			c.change(have, &want)
			got := scripted(t, nil).Diff(have, want)
			if got.Action != c.want || c.field != "" && !got.Has(c.field) {
				t.Errorf("diff = %s %v, want %s of %s", got.Action, got.Fields, c.want, c.field)
			}
		})
	}
}

func TestDiff_tellsWhereRequestsGo(t *testing.T) {
	for name, c := range map[string]struct {
		allowed  []string
		severity llm.Severity
		field    llm.Field
	}{
		"outside the bounds it stops the plan": {[]string{"us"}, llm.Blocking, llm.FieldAllowedLocations},
		"inside the bounds it is a warning":    {nil, llm.Warning, llm.FieldLocations},
	} {
		t.Run(name, func(t *testing.T) {
			have, want := served4o(t)
			want.Spec.AllowedLocations = c.allowed
			have.Native.Locations = []string{"ca", "us"}
			got := scripted(t, nil).Diff(have, want)
			if got.Action != llm.Same || len(got.Problems) != 1 || got.Problems[0].Severity != c.severity || got.Problems[0].Field != c.field {
				t.Errorf("%s %v, problems %+v", got.Action, got.Fields, got.Problems)
			}
		})
	}
}

// TestDiff_letsTheWayOutPass: who narrows the scope because Azure sends requests
// elsewhere gets the replacement, and no error about what is being replaced.
func TestDiff_letsTheWayOutPass(t *testing.T) {
	have, want := served4o(t)
	want.Spec.AllowedLocations, want.Spec.Scope = []string{"us", "eastus2"}, llm.ScopeRegion
	have.Native.Locations = []string{"ca", "us"}
	if got := scripted(t, nil).Diff(have, want); got.Action != llm.Replace || len(got.Problems) > 0 {
		t.Errorf("%s %v, problems %+v", got.Action, got.Fields, got.Problems)
	}
}

// TestDiff_neverReplacesWhatAzureMoved is the retirement of gpt-4o into gpt-5.1:
// the configuration still says gpt-4o, and nothing may be destroyed for that.
func TestDiff_neverReplacesWhatAzureMoved(t *testing.T) {
	have, want := served4o(t)
	want.Spec.VersionUpgrade, have.VersionUpgrade = llm.OnRetirement, llm.OnRetirement
	have.Native.Name, have.Native.Version, have.Reference = "gpt-5.1", "2025-11-13", "openai/gpt-5.1"
	meant := want.Kept.Native
	want.Kept.Meant, want.Kept.Native = &meant, have.Native
	if got := scripted(t, nil).Diff(have, want); got.Action != llm.Same {
		t.Errorf("%s %v", got.Action, got.Fields)
	}
	want.Spec.Model = "openai/gpt-5.1"
	if got := scripted(t, nil).Diff(have, want); got.Action != llm.Same {
		t.Errorf("the successor by its own name: %s %v", got.Action, got.Fields)
	}
	want.Spec.Model = "openai/gpt-5-mini"
	if got := scripted(t, nil).Diff(have, want); got.Action != llm.Replace || !got.Has(llm.FieldModel) {
		t.Errorf("a model that the user chooses: %s %v", got.Action, got.Fields)
	}
}

func TestDiff_staysOnItsAccountWhenTheDefaultMoves(t *testing.T) {
	have, want := served4o(t)
	d := &deployments{p: NewPlatform(Config{AccountID: realAccount + "2"})}
	got := d.Diff(have, want)
	if got.Action != llm.Same || len(got.Problems) != 1 || got.Problems[0].Field != llm.FieldAccountID || got.Problems[0].Severity != llm.Warning {
		t.Errorf("%s %v, problems %+v", got.Action, got.Fields, got.Problems)
	}
}

func TestDiff_ofAnAttestation(t *testing.T) {
	given := llm.Attestation{Organization: "Example", CountryCode: "DE", Industry: "technology"}
	other := llm.Attestation{Organization: "Other", CountryCode: "DE", Industry: "technology"}
	for name, c := range map[string]struct {
		is     llm.Attestation
		hidden bool
		want   llm.Action
	}{
		"the same":                                 {given, false, llm.Same},
		"another":                                  {other, false, llm.Update},
		"none where the service returns it":        {llm.Attestation{}, false, llm.Update},
		"none where the service does not":          {llm.Attestation{}, true, llm.Same},
		"what state remembers of a hidden one":     {given, true, llm.Same},
		"another than state remembers of a hidden": {other, true, llm.Update},
	} {
		t.Run(name, func(t *testing.T) {
			have, want := served4o(t)
			want.Spec.Azure.Attestation, have.Azure.Attestation = given, c.is
			if c.hidden {
				have.Unverified = []llm.Field{llm.FieldAttestation}
			}
			if got := scripted(t, nil).Diff(have, want); got.Action != c.want {
				t.Errorf("diff = %s %v, want %s", got.Action, got.Fields, c.want)
			}
		})
	}
}

func TestMeans_knowsWhoHosts(t *testing.T) {
	spec := llm.DeploymentSpec{Model: "anthropic/claude-haiku-4-5"}
	onAzure, onAnthropic := llm.Native{Format: "Anthropic", Name: "claude-haiku-4-5", Version: "2"}, llm.Native{Format: "Anthropic", Name: "claude-haiku-4-5", Version: "20251001"}
	for _, c := range []struct {
		host                 string
		onAzure, onAnthropic bool
	}{{"", true, true}, {"azure", true, false}, {"anthropic", false, true}} {
		spec.Azure.HostedOn = c.host
		if means(spec, onAzure) != c.onAzure || means(spec, onAnthropic) != c.onAnthropic {
			t.Errorf("hosted_on %q: azure %v, anthropic %v", c.host, means(spec, onAzure), means(spec, onAnthropic))
		}
		if !meansName(spec, onAzure) || !meansName(spec, onAnthropic) {
			t.Errorf("hosted_on %q makes another model of it", c.host)
		}
	}
}
