package azureopenai

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// today is the date that the tests' catalog is looked at.
func today() time.Time { return time.Date(2026, 8, 22, 0, 0, 0, 0, time.UTC) }

func standardSKU(name string) offerSKU {
	return offerSKU{name: name, usageName: "OpenAI." + name, unitTokens: 1000, minimum: 1, maximum: 1_000_000, step: 1, standard: 10}
}

func unitSKU(name string, minimum, step int64) offerSKU {
	return offerSKU{name: name, minimum: minimum, maximum: 1000, step: step}
}

func tuned(s offerSKU) offerSKU {
	s.fineTuned = true
	return s
}

// shelf is a catalog in eastus2 that has one of everything.
func shelf() *catalog {
	version := func(format, name, version string) offer {
		return offer{wireModel: wireModel{Format: format, Name: name, Version: version}, status: "GenerallyAvailable", skus: []offerSKU{standardSKU("GlobalStandard")}}
	}
	gpt4o := version("OpenAI", "gpt-4o", "2024-11-20")
	gpt4o.isDefault = true
	gpt4o.skus = []offerSKU{
		standardSKU("Standard"), standardSKU("DataZoneStandard"), standardSKU("GlobalStandard"), standardSKU("GlobalBatch"),
		unitSKU("ProvisionedManaged", 50, 50), unitSKU("GlobalProvisionedManaged", 15, 5), tuned(standardSKU("DeveloperTier")),
	}
	older := version("OpenAI", "gpt-4o", "2024-08-06")
	retired := version("OpenAI", "gpt-35-turbo", "0125")
	retired.status, retired.retires = "Deprecated", time.Date(2025, 11, 11, 0, 0, 0, 0, time.UTC)
	past := version("OpenAI", "sora-2", "2025-10-06")
	past.status, past.retires = "Preview", time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	closing := version("xAI", "grok-3", "1")
	closing.status, closing.retires = "Deprecating", time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	onAnthropic, onAzure := version("Anthropic", "claude-haiku-4-5", "20251001"), version("Anthropic", "claude-haiku-4-5", "2")
	onAnthropic.host, onAzure.host = hostAnthropic, hostAzure
	images := version("OpenAI", "gpt-image-1", "2025-04-15")
	images.status = "Preview"
	images.skus[0].unitTokens = 0
	ended := version("OpenAI", "o3", "2025-04-16")
	ended.skus[0].retires = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	offers := []offer{gpt4o, older, retired, past, closing, onAnthropic, onAzure, images, ended}
	offers = append(offers, version("Alibaba", "qwen3-coder-30b", "1"), version("Alibaba", "qwen3-coder-480b", "1"))
	return &catalog{location: "eastus2", offers: offers}
}

func resolveIn(listed *catalog, spec llm.DeploymentSpec) (llm.Native, error) {
	r := resolver{spec: spec, listed: listed, now: today()}
	o, err := r.model()
	if err != nil {
		return llm.Native{}, err
	}
	s, err := r.serving(o)
	if err != nil {
		return llm.Native{}, err
	}
	return r.native(o, s)
}

func TestResolve(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*llm.DeploymentSpec)
		want   string // version serving capacity
	}{
		"the widest serving within global":        {func(*llm.DeploymentSpec) {}, "2024-11-20 GlobalStandard 10"},
		"the widest serving within a geography":   {func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeGeo }, "2024-11-20 DataZoneStandard 10"},
		"the region alone":                        {func(s *llm.DeploymentSpec) { s.Scope = llm.ScopeRegion }, "2024-11-20 Standard 10"},
		"the widest serving within the locations": {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"us"} }, "2024-11-20 DataZoneStandard 10"},
		"the region that is allowed":              {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"eastus2"} }, "2024-11-20 Standard 10"},
		"tokens become capacity":                  {func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(50_000)) }, "2024-11-20 GlobalStandard 50"},
		"a version that is named":                 {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-4o@2024-08-06" }, "2024-08-06 GlobalStandard 10"},
		"a native id":                             {func(s *llm.DeploymentSpec) { s.Model = "OpenAI/gpt-4o/2024-08-06" }, "2024-08-06 GlobalStandard 10"},
		"Azure's words": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o", Version: "2024-08-06"}
		}, "2024-08-06 GlobalStandard 10"},
		"Azure's words without a version": {func(s *llm.DeploymentSpec) { s.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o"} }, "2024-11-20 GlobalStandard 10"},
		"an alias of the user's": {func(s *llm.DeploymentSpec) {
			s.Model, s.ModelAliases = "acme/house", map[string]string{"acme/house": "openai/gpt-4o"}
		}, "2024-11-20 GlobalStandard 10"},
		"provisioned":               {func(s *llm.DeploymentSpec) { provision(s, 20) }, "2024-11-20 GlobalProvisionedManaged 20"},
		"provisioned in the region": {func(s *llm.DeploymentSpec) { provision(s, 100); s.Scope = llm.ScopeGeo }, "2024-11-20 ProvisionedManaged 100"},
		"batch":                     {func(s *llm.DeploymentSpec) { s.Throughput.Mode = llm.Batch }, "2024-11-20 GlobalBatch 10"},
		"a SKU by name":             {func(s *llm.DeploymentSpec) { s.Azure.SKU = "Standard" }, "2024-11-20 Standard 10"},
		"the developer tier of a tuned model": {func(s *llm.DeploymentSpec) {
			s.Azure.SKU, s.Azure.Model = "DeveloperTier", &llm.AzureModel{Format: "OpenAI", Name: "gpt-4o", Source: "ft-1"}
		}, "2024-11-20 DeveloperTier 10"},
		"Claude prefers Azure as its host":    {func(s *llm.DeploymentSpec) { claudeSpec(s) }, "2 GlobalStandard 10"},
		"Claude on Anthropic when asked for":  {func(s *llm.DeploymentSpec) { claudeSpec(s); s.Azure.HostedOn = "anthropic" }, "20251001 GlobalStandard 10"},
		"a model that is limited by requests": {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-image-1" }, "2025-04-15 GlobalStandard 10"},
	} {
		t.Run(name, func(t *testing.T) {
			spec := plain()
			c.change(&spec)
			got, err := resolveIn(shelf(), spec)
			if err != nil {
				t.Fatal(err)
			}
			if have := strings.Join([]string{got.Version, got.Serving, decimal(got.Capacity)}, " "); have != c.want {
				t.Errorf("resolved to %s, want %s", have, c.want)
			}
			if !got.Scope.Within(spec.Scope) || len(llm.Outside(spec.AllowedLocations, got.Locations, geography)) > 0 {
				t.Errorf("%+v breaks a bound", got)
			}
			if !means(spec, got) {
				t.Errorf("the spec does not mean what it resolved to: %+v", got)
			}
		})
	}
}

func claudeSpec(s *llm.DeploymentSpec) {
	s.Model = "anthropic/claude-haiku-4.5"
	attest(s, "DE", "technology")
}

func TestResolve_refuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*llm.DeploymentSpec)
		field  llm.Field
		says   []string
	}{
		"a model nobody has":                {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-4p" }, llm.FieldModel, []string{"openai/gpt-4o", "eastus2"}},
		"an ambiguous model":                {func(s *llm.DeploymentSpec) { s.Model = "qwen/qwen3-coder" }, llm.FieldModel, []string{"30b", "480b"}},
		"a retired model":                   {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-35-turbo" }, llm.FieldModel, []string{"retired on 2025-11-11"}},
		"a model past its date":             {func(s *llm.DeploymentSpec) { s.Model = "openai/sora-2" }, llm.FieldModel, []string{"retired on 2026-08-01"}},
		"a model closed to new deployments": {func(s *llm.DeploymentSpec) { s.Model = "xai/grok-3" }, llm.FieldModel, []string{"closed to new deployments"}},
		"a version nobody has":              {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-4o@2020-01-01" }, llm.FieldModel, []string{"2024-11-20", "2024-08-06"}},
		"a native id nobody has":            {func(s *llm.DeploymentSpec) { s.Model = "OpenAI/gpt-4o/1" }, llm.FieldModel, []string{"OpenAI/gpt-4o/2024-11-20"}},
		"Azure's words for nothing":         {func(s *llm.DeploymentSpec) { s.Azure.Model = &llm.AzureModel{Format: "OpenAI", Name: "gpt-9"} }, llm.FieldAzureModel, []string{"gpt-9"}},
		"a scope that the version lacks":    {func(s *llm.DeploymentSpec) { s.Model, s.Scope = "openai/gpt-4o@2024-08-06", llm.ScopeRegion }, llm.FieldScope, []string{"GlobalStandard (on_demand, global)", "Widen processing_scope"}},
		"a location that no serving keeps":  {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"eu"} }, llm.FieldAllowedLocations, []string{"global", "[eu]"}},
		"a mode that the model lacks":       {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-image-1"; provision(s, 50) }, llm.FieldMode, []string{"not as provisioned", "GlobalStandard"}},
		"a SKU that the model lacks":        {func(s *llm.DeploymentSpec) { s.Azure.SKU = "LowPriority" }, llm.FieldSKU, []string{"GlobalBatch", "DataZoneStandard"}},
		"a SKU that has retired":            {func(s *llm.DeploymentSpec) { s.Model = "openai/o3" }, llm.FieldModel, []string{"GlobalStandard retired on 2026-01-01"}},
		"a host that does not have it":      {func(s *llm.DeploymentSpec) { s.Azure.HostedOn = "anthropic" }, llm.FieldHostedOn, []string{"hosted on anthropic"}},
		"Claude by alias without attestation": {func(s *llm.DeploymentSpec) {
			s.Model, s.ModelAliases = "acme/claude", map[string]string{"acme/claude": "anthropic/claude-haiku-4-5"}
		}, llm.FieldAttestation, []string{"organization"}},
		"tokens that are no multiple": {func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(50_500)) }, llm.FieldTokensPerMinute, []string{"50000 or 51000"}},
		"tokens of an image model": {func(s *llm.DeploymentSpec) {
			s.Model, s.Throughput.TokensPerMinute = "openai/gpt-image-1", new(int64(1000))
		}, llm.FieldTokensPerMinute, []string{"not limited by tokens"}},
		"units below the minimum": {func(s *llm.DeploymentSpec) { provision(s, 10) }, llm.FieldUnits, []string{"at least 15", "Use 15."}},
		"units off the step":      {func(s *llm.DeploymentSpec) { provision(s, 17) }, llm.FieldUnits, []string{"steps of 5", "Use 15 or 20."}},
	} {
		t.Run(name, func(t *testing.T) {
			spec := plain()
			c.change(&spec)
			got, err := resolveIn(shelf(), spec)
			var told *llm.Error
			if !errors.As(err, &told) {
				t.Fatalf("resolved to %+v (%v), want an error", got, err)
			}
			if told.Code != llm.CodeInvalid || told.Field != c.field || told.Fix == "" {
				t.Errorf("%+v, want an invalid %s with a fix", told, c.field)
			}
			for _, words := range c.says {
				if !strings.Contains(told.Error()+" "+told.Fix, words) {
					t.Errorf("%q (%q) does not say %q", told.Error(), told.Fix, words)
				}
			}
		})
	}
}

func TestCapacity_nearest(t *testing.T) {
	stepped := offerSKU{minimum: 15, step: 5, maximum: 102}
	listed := offerSKU{minimum: 1, step: 1, allowed: []int64{100, 25, 50}}
	for _, c := range []struct {
		sku      offerSKU
		capacity int64
		want     []int64
	}{
		{stepped, 15, []int64{15}},
		{stepped, 1, []int64{15}},
		{stepped, 16, []int64{15, 20}},
		{stepped, 20, []int64{20}},
		{stepped, 100, []int64{100}},
		{stepped, 101, []int64{100}},
		{stepped, 500, []int64{100}},
		{listed, 25, []int64{25}},
		{listed, 30, []int64{25, 50}},
		{listed, 1, []int64{25}},
		{listed, 999, []int64{100}},
		{offerSKU{minimum: 1, step: 1}, 1 << 40, []int64{1 << 40}},
	} {
		if diff := cmp.Diff(c.want, c.sku.nearest(c.capacity)); diff != "" {
			t.Errorf("nearest to %d (-want +have):\n%s", c.capacity, diff)
		}
	}
}

func TestServingOf_andBack(t *testing.T) {
	for _, scope := range llm.Scopes() {
		for _, mode := range []llm.Mode{llm.OnDemand, llm.Provisioned, llm.Batch} {
			if name := skuFor(mode, scope); name != "" && servingOf(name) != (serving{scope, mode}) {
				t.Errorf("%s is read as %+v, want %s %s", name, servingOf(name), scope, mode)
			}
		}
	}
	if skuFor(llm.Batch, llm.ScopeRegion) != "" {
		t.Error("batch is sold within a region")
	}
}

func TestProcessed(t *testing.T) {
	for name, c := range map[string]struct {
		scope  llm.Scope
		region string
		want   []string
	}{
		"a region as it is shown":      {llm.ScopeRegion, "East US 2", []string{"eastus2"}},
		"the American data zone":       {llm.ScopeGeo, "eastus2", []string{"us"}},
		"the European data zone":       {llm.ScopeGeo, "swedencentral", []string{"eu"}},
		"no data zone: no promise":     {llm.ScopeGeo, "uksouth", []string{"global"}},
		"global":                       {llm.ScopeGlobal, "swedencentral", []string{"global"}},
		"an unknown region of its own": {llm.ScopeRegion, "moonbase1", []string{"moonbase1"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, processed(c.scope, c.region)); diff != "" {
				t.Errorf("locations (-want +have):\n%s", diff)
			}
		})
	}
	for _, region := range []string{"uksouth", "switzerlandnorth", "norwayeast"} {
		if geography(region) == "eu" {
			t.Errorf("%s counts as the EU", region)
		}
	}
}

func decimal(n int64) string { return strconv.FormatInt(n, 10) }
