package azureopenai

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// plain is a spec that Azure can give.
func plain() llm.DeploymentSpec {
	return llm.DeploymentSpec{
		Name: "chat", Model: "openai/gpt-4o", Scope: llm.ScopeGlobal, VersionUpgrade: llm.Pinned,
		Throughput: llm.Throughput{Mode: llm.OnDemand},
	}
}

func driverFor(cfg Config) llm.DeploymentDriver { return NewPlatform(cfg).Deployments() }

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*llm.DeploymentSpec)
		field  llm.Field // empty: nothing is wrong
		says   string    // in the detail or the fix
	}{
		"a plain spec":                     {func(*llm.DeploymentSpec) {}, "", ""},
		"a commitment":                     {func(s *llm.DeploymentSpec) { provision(s, 50); s.Throughput.Commitment = llm.OneMonth }, llm.FieldCommitment, "reservation"},
		"units on demand":                  {func(s *llm.DeploymentSpec) { s.Throughput.Units = new(int64(5)) }, llm.FieldUnits, "provisioned"},
		"provisioned without units":        {func(s *llm.DeploymentSpec) { s.Throughput.Mode = llm.Provisioned }, llm.FieldUnits, "PTUs"},
		"no units at all":                  {func(s *llm.DeploymentSpec) { provision(s, 0) }, llm.FieldUnits, "1 or more"},
		"tokens of provisioned throughput": {func(s *llm.DeploymentSpec) { provision(s, 50); s.Throughput.TokensPerMinute = new(int64(1000)) }, llm.FieldTokensPerMinute, "on_demand"},
		"tokens of batch": {func(s *llm.DeploymentSpec) {
			s.Throughput = llm.Throughput{Mode: llm.Batch, TokensPerMinute: new(int64(1000))}
		}, llm.FieldTokensPerMinute, "on_demand"},
		"no tokens at all":             {func(s *llm.DeploymentSpec) { s.Throughput.TokensPerMinute = new(int64(0)) }, llm.FieldTokensPerMinute, "1 or more"},
		"batch within a region":        {func(s *llm.DeploymentSpec) { s.Throughput.Mode, s.Scope = llm.Batch, llm.ScopeRegion }, llm.FieldScope, "geo"},
		"batch within a data zone":     {func(s *llm.DeploymentSpec) { s.Throughput.Mode, s.Scope = llm.Batch, llm.ScopeGeo }, "", ""},
		"an account that is no ARM id": {func(s *llm.DeploymentSpec) { s.Azure.AccountID = "acct" }, llm.FieldAccountID, "/subscriptions/<subscription>"},
		"an account of the sandbox": {func(s *llm.DeploymentSpec) {
			s.Azure.AccountID = strings.Replace(realAccount, realSubscription, sandboxSubscription, 1)
		}, llm.FieldAccountID, "sandbox"},
		"a storage account": {func(s *llm.DeploymentSpec) {
			s.Azure.AccountID = strings.Replace(realAccount, "CognitiveServices", "Storage", 1)
		}, llm.FieldAccountID, "Microsoft.CognitiveServices"},
		"a name of two dots":                  {func(s *llm.DeploymentSpec) { s.Name = ".." }, llm.FieldName, "2 to 64"},
		"a prefix that is too long":           {func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", strings.Repeat("a", 54) }, llm.FieldNamePrefix, "prefix"},
		"a prefix with a slash":               {func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", "a/" }, llm.FieldNamePrefix, "2 to 64"},
		"a prefix":                            {func(s *llm.DeploymentSpec) { s.Name, s.NamePrefix = "", "chat-" }, "", ""},
		"a model without publisher":           {func(s *llm.DeploymentSpec) { s.Model = "gpt-4o" }, llm.FieldModel, "openai/gpt-4o"},
		"a native id":                         {func(s *llm.DeploymentSpec) { s.Model = "Mistral AI/Mistral-Large-3/1" }, "", ""},
		"a moving model that is pinned":       {func(s *llm.DeploymentSpec) { s.Model = "openai/gpt-chat-latest" }, llm.FieldModel, "on_new_default"},
		"a moving model that may move":        {func(s *llm.DeploymentSpec) { s.Model, s.VersionUpgrade = "openai/gpt-chat-latest", llm.OnNewDefault }, "", ""},
		"an upgrade policy nobody knows":      {func(s *llm.DeploymentSpec) { s.VersionUpgrade = "weekly" }, llm.FieldVersionUpgrade, "on_retirement"},
		"a misspelt geography":                {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"euu"} }, llm.FieldAllowedLocations, "eu, "},
		"a location in words":                 {func(s *llm.DeploymentSpec) { s.AllowedLocations = []string{"West Europe"} }, llm.FieldAllowedLocations, "swedencentral"},
		"a SKU beyond the scope":              {func(s *llm.DeploymentSpec) { s.Azure.SKU, s.Scope = "GlobalStandard", llm.ScopeGeo }, llm.FieldSKU, "wider"},
		"a SKU that nobody knows in a region": {func(s *llm.DeploymentSpec) { s.Azure.SKU, s.Scope = "Quantum", llm.ScopeRegion }, llm.FieldSKU, "wider"},
		"a SKU of another mode":               {func(s *llm.DeploymentSpec) { s.Azure.SKU = "GlobalBatch" }, llm.FieldSKU, `"batch"`},
		"a SKU that is no word":               {func(s *llm.DeploymentSpec) { s.Azure.SKU = "Global Standard" }, llm.FieldSKU, "as Azure does"},
		"the developer tier of a base model":  {func(s *llm.DeploymentSpec) { s.Azure.SKU = "DeveloperTier" }, llm.FieldSKU, "fine-tuned"},
		"the developer tier of a tuned model": {func(s *llm.DeploymentSpec) {
			s.Azure.SKU, s.Azure.Model = "DeveloperTier", &llm.AzureModel{Format: "OpenAI", Name: "gpt-4.1", Version: "ft-1", Source: realAccount}
		}, "", ""},
		"a model in Azure's words without a name": {func(s *llm.DeploymentSpec) { s.Azure.Model = &llm.AzureModel{Format: "OpenAI"} }, llm.FieldAzureModel, "name"},
		"a source account that is none": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", Source: realAccount, SourceAccount: "d"}
		}, llm.FieldAzureModel, "ARM id"},
		"a source that is a word": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", Source: "foo"}
		}, llm.FieldAzureModel, "ARM id"},
		"a source that ends in nothing": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", Source: realAccount + "/jobs/"}
		}, llm.FieldAzureModel, "ARM id"},
		"a source with a mark that hides": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", Source: realAccount + "/jobs/a\u202eb"}
		}, llm.FieldAzureModel, `\u202e`},
		"a job in an account": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", Source: strings.ToUpper(realAccount) + "/jobs/ftjob-1"}
		}, "", ""},
		"a source account without a source": {func(s *llm.DeploymentSpec) {
			s.Azure.Model = &llm.AzureModel{Format: "a", Name: "b", SourceAccount: realAccount}
		}, llm.FieldAzureModel, "source"},
		"a guardrail":                            {func(s *llm.DeploymentSpec) { s.Guardrail = realAccount + "/raiPolicies/strict" }, "", ""},
		"a guardrail of Bedrock":                 {func(s *llm.DeploymentSpec) { s.Guardrail = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abc" }, llm.FieldGuardrail, "RAI policy"},
		"a guardrail of another account":         {func(s *llm.DeploymentSpec) { s.Guardrail = realAccount + "2/raiPolicies/strict" }, llm.FieldGuardrail, "one account"},
		"a spillover":                            {func(s *llm.DeploymentSpec) { provision(s, 50); s.Azure.Spillover = realAccount + "/deployments/burst" }, "", ""},
		"a spillover on demand":                  {func(s *llm.DeploymentSpec) { s.Azure.Spillover = realAccount + "/deployments/burst" }, llm.FieldSpillover, "provisioned"},
		"a spillover of another account":         {func(s *llm.DeploymentSpec) { provision(s, 50); s.Azure.Spillover = realAccount + "2/deployments/burst" }, llm.FieldSpillover, "one account"},
		"a spillover to itself":                  {func(s *llm.DeploymentSpec) { provision(s, 50); s.Azure.Spillover = realAccount + "/deployments/CHAT" }, llm.FieldSpillover, "another"},
		"a spillover by name":                    {func(s *llm.DeploymentSpec) { provision(s, 50); s.Azure.Spillover = "burst" }, llm.FieldSpillover, "ARM id"},
		"the priority tier":                      {func(s *llm.DeploymentSpec) { s.Azure.ServiceTier = "priority" }, "", ""},
		"the priority tier in a region":          {func(s *llm.DeploymentSpec) { s.Azure.ServiceTier, s.Scope = "priority", llm.ScopeRegion }, llm.FieldServiceTier, "wider"},
		"a tier nobody knows":                    {func(s *llm.DeploymentSpec) { s.Azure.ServiceTier = "gold" }, llm.FieldServiceTier, "priority"},
		"a pause":                                {func(s *llm.DeploymentSpec) { s.Azure.Paused = true }, "", ""},
		"a pause of provisioned throughput":      {func(s *llm.DeploymentSpec) { provision(s, 50); s.Azure.Paused = true }, llm.FieldPaused, "standard"},
		"routing of a model that does not route": {func(s *llm.DeploymentSpec) { s.Azure.Routing.Mode = "cost" }, llm.FieldRouting, "model-router"},
		"routing of a router":                    {func(s *llm.DeploymentSpec) { s.Model, s.Azure.Routing.Mode = "openai/model-router@2025-11-18", "cost" }, "", ""},
		"routing in a mode nobody knows":         {func(s *llm.DeploymentSpec) { s.Model, s.Azure.Routing.Mode = "openai/model-router", "fast" }, llm.FieldRouting, "balanced"},
		"a routing member without version": {func(s *llm.DeploymentSpec) {
			s.Model, s.Azure.Routing.Models = "openai/model-router", []string{"OpenAI/gpt-4.1"}
		}, llm.FieldRouting, "format/name/version"},
		"a routing member twice": {func(s *llm.DeploymentSpec) {
			s.Model, s.Azure.Routing.Models = "openai/model-router", []string{"OpenAI/gpt-4.1/1", "OpenAI/gpt-4.1/1"}
		}, llm.FieldRouting, "twice"},
		"Claude without an attestation":     {func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-opus-5" }, llm.FieldAttestation, "organization"},
		"Claude with an attestation":        {func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-opus-5"; attest(s, "DE", "technology") }, "", ""},
		"a country in words":                {func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-opus-5"; attest(s, "Germany", "technology") }, llm.FieldAttestation, "two capital letters"},
		"an industry in capitals":           {func(s *llm.DeploymentSpec) { s.Model = "anthropic/claude-opus-5"; attest(s, "DE", "Technology") }, llm.FieldAttestation, "lower case"},
		"an attestation for another":        {func(s *llm.DeploymentSpec) { attest(s, "DE", "technology") }, llm.FieldAttestation, "Anthropic"},
		"a host nobody knows":               {func(s *llm.DeploymentSpec) { s.Azure.HostedOn = "aws" }, llm.FieldHostedOn, "anthropic"},
		"Anthropic hosts a model of others": {func(s *llm.DeploymentSpec) { s.Azure.HostedOn = "anthropic" }, llm.FieldHostedOn, "own models"},
		"a tag key with a slash":            {func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"a/b": ""} }, llm.FieldTags, "none of"},
		"a tag key that is too long":        {func(s *llm.DeploymentSpec) { s.Tags = map[string]string{strings.Repeat("k", 513): ""} }, llm.FieldTags, "512"},
		"a tag value that is too long":      {func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"k": strings.Repeat("v", 257)} }, llm.FieldTags, "256"},
		"two keys that differ in case":      {func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"Team": "a", "team": "b"} }, llm.FieldTags, "case"},
		"51 tags":                           {func(s *llm.DeploymentSpec) { s.Tags = manyTags(51) }, llm.FieldTags, "50"},
		"50 tags":                           {func(s *llm.DeploymentSpec) { s.Tags = manyTags(50) }, "", ""},
		"an owner's 50 tags, marked":        {func(s *llm.DeploymentSpec) { s.Tags = manyTags(49); s.Tags[llm.TagOwner] = "me" }, llm.FieldTags, "51"},
		"an owner's 49 tags, marked":        {func(s *llm.DeploymentSpec) { s.Tags = manyTags(48); s.Tags[llm.TagOwner] = "me" }, "", ""},
		"what only Bedrock has is ignored":  {func(s *llm.DeploymentSpec) { s.Bedrock.InferenceProfile = "us.x" }, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			spec := plain()
			c.change(&spec)
			problems := driverFor(Config{AccountID: realAccount}).Check(llm.Draft{Spec: spec})
			if c.field == "" {
				if len(problems) > 0 {
					t.Errorf("problems: %+v", problems)
				}
				return
			}
			if len(problems) != 1 || problems[0].Field != c.field || problems[0].Severity != llm.Blocking {
				t.Fatalf("problems: %+v, want one of %s", problems, c.field)
			}
			p := problems[0]
			if p.Summary == "" || p.Fix == "" || !strings.Contains(p.Summary+p.Detail+p.Fix, c.says) {
				t.Errorf("%+v does not say %q", p, c.says)
			}
			known := llm.Draft{Spec: spec, Unknown: llm.Fields(c.field.Root())}
			if again := driverFor(Config{AccountID: realAccount}).Check(known); len(again) > 0 {
				t.Errorf("judged although it is not known: %+v", again)
			}
		})
	}
}

// TestErrors_showWhatIsWritten: a name that hides what it says is shown with
// escapes, by whatever way it comes in.
func TestErrors_showWhatIsWritten(t *testing.T) {
	for name, shown := range map[string]string{
		"a\u202eb": `"a\u202eb"`, "a\nb": `"a\nb"`, "\u0430ssistant": `"\u0430ssistant"`, "a\x00b": `"a\x00b"`,
	} {
		d := driverFor(Config{AccountID: realAccount})
		named := plain()
		named.Name = name
		prefixed := plain()
		prefixed.Name, prefixed.NamePrefix = "", name
		elsewhere := plain()
		elsewhere.AllowedLocations = []string{name}
		texts := map[string]string{}
		for what, spec := range map[string]llm.DeploymentSpec{"the name": named, "the prefix": prefixed, "a location": elsewhere} {
			for _, p := range d.Check(llm.Draft{Spec: spec}) {
				texts[what] += p.Detail
			}
		}
		_, err := d.Target(named)
		texts["the target"] = err.Error()
		_, err = d.ParseID(realAccount + "/deployments/" + name)
		texts["the id"] = strings.ReplaceAll(err.Error(), realAccount+"/deployments/", "")
		for what, text := range texts {
			if !strings.Contains(text, shown) || strings.Contains(text, name) {
				t.Errorf("%s: %s does not show %s", what, text, shown)
			}
		}
	}
}

func TestErrors_areShort(t *testing.T) {
	d := driverFor(Config{AccountID: realAccount})
	long := plain()
	long.Name = strings.Repeat("a", 10_000)
	_, err := d.Target(long)
	_, parseErr := d.ParseID(realAccount + "/deployments/" + long.Name)
	for _, err := range []error{err, parseErr} {
		if len(err.Error()) > 1500 {
			t.Errorf("%d characters", len(err.Error()))
		}
	}
	if !strings.Contains(parseErr.Error(), "<deployment>") {
		t.Errorf("%v does not show the form", parseErr)
	}
}

func provision(s *llm.DeploymentSpec, units int64) {
	s.Throughput = llm.Throughput{Mode: llm.Provisioned, Units: &units}
}

func attest(s *llm.DeploymentSpec, country, industry string) {
	s.Azure.Attestation = llm.Attestation{Organization: "Example", CountryCode: country, Industry: industry}
}

func manyTags(n int) map[string]string {
	tags := map[string]string{}
	for i := range n {
		tags["k"+strings.Repeat("x", i)] = "v"
	}
	return tags
}

func TestCheck_namesTheWaysToAnAccount(t *testing.T) {
	problems := driverFor(Config{}).Check(llm.Draft{Spec: plain()})
	if len(problems) != 1 || problems[0].Field != llm.FieldAccountID || !strings.Contains(problems[0].Fix, "azure.account_id") || !strings.Contains(problems[0].Fix, "default") {
		t.Errorf("problems: %+v", problems)
	}
	unknown := llm.Draft{Spec: plain(), Unknown: llm.Fields(llm.FieldAccountID)}
	if problems := driverFor(Config{}).Check(unknown); len(problems) > 0 {
		t.Errorf("judged although it is not known: %+v", problems)
	}
}

func TestCheck_whatDependsOnTheUnknownIsJudgedLater(t *testing.T) {
	spec := plain()
	spec.Throughput.Mode = ""
	spec.Throughput.Units, spec.Azure.Paused, spec.Azure.Spillover = new(int64(50)), true, realAccount+"/deployments/burst"
	draft := llm.Draft{Spec: spec, Unknown: llm.Fields(llm.FieldMode)}
	if problems := driverFor(Config{AccountID: realAccount}).Check(draft); len(problems) > 0 {
		t.Errorf("problems: %+v", problems)
	}
}

func TestWorlds_areKeptApart(t *testing.T) {
	actual, sandboxed := realAccount+"/deployments/chat", strings.Replace(realAccount, realSubscription, sandboxSubscription, 1)+"/deployments/chat"
	for name, c := range map[string]struct {
		cfg Config
		id  string
	}{
		"a real id in the sandbox":        {Config{Sandbox: true}, actual},
		"a sandbox id in the real world":  {Config{}, sandboxed},
		"a sandbox id in capital letters": {Config{}, strings.ToUpper(sandboxed[:60]) + sandboxed[60:]},
	} {
		t.Run(name, func(t *testing.T) {
			sent := &recorder{}
			c.cfg.Transport, c.cfg.TokenCredential = sent, fakeToken{}
			d := driverFor(c.cfg)
			_, readErr := d.Get(t.Context(), llm.ID{Value: c.id})
			_, parseErr := d.ParseID(c.id)
			for operation, err := range map[string]error{"read": readErr, "delete": d.Delete(t.Context(), llm.ID{Value: c.id}), "import": parseErr} {
				if llm.CodeOf(err) != llm.CodeRefused {
					t.Errorf("%s: %v, want a refusal", operation, err)
				}
			}
			if len(sent.sent) > 0 {
				t.Errorf("sent %v", sent.sent)
			}
		})
	}
}
