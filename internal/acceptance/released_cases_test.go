package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// releasedCases are configurations that between them use every resource in every
// kind, and every argument that leaves something in state.
func releasedCases() map[string]func(w *world) string {
	return map[string]func(w *world) string{
		"azure":          releasedAzure,
		"bedrock":        releasedBedrock,
		"agentcore":      func(*world) string { return releasedRoutes(drift.StaticRoute, drift.WeightedRoute) },
		"api-management": func(*world) string { return releasedRoutes(drift.PoolRoute, drift.PolicyRoute) },
		"guardrails":     releasedGuardrails,
		"references":     releasedReferences,
	}
}

// releasedProvider is a provider block with what reaches into state.
const releasedProvider = `provider "llm" {
  sandbox       = { path = "sandbox.json" }
  owner         = "platform/prod"
  default_tags  = { cost = "42" }
  ignore_tags   = { keys = ["policy"], key_prefixes = ["sys:"] }
  model_aliases = { "acme/house" = "openai/gpt-4.1-mini" }
  drift_policy  = { recreated = "ignore" }
}
`

// releasedArgs are what a deployment of any kind may have.
func releasedArgs() args {
	return args{
		"tags": `{ team = "search", policy = "mine" }`, "drift_policy": `{ health = "warn" }`, "allowed_locations": "",
		"timeouts{}": "{\n    create = \"10m\"\n    read = \"2m\"\n  }",
	}
}

func releasedAzure(w *world) string {
	w.t.Helper()
	policy, sweden := w.policy("strict"), w.swedishAccount()
	rows := map[string]args{
		"in-region":   azureKind(drift.InRegion),
		"in-zone":     azureKind(drift.InDataZone).with(args{"allowed_locations": `["us"]`}),
		"global":      azureKind(drift.Global).with(releasedArgs()).with(args{"guardrail": quoted(policy), "version_upgrade": `"on_new_default"`}),
		"default":     {"throughput": "", "model": `"OpenAI/gpt-4.1-mini/2025-04-14"`},
		"alias":       {"model": `"acme/house"`, "version_upgrade": `"on_retirement"`},
		"batch":       azureKind(drift.Batch),
		"paused":      {"azure": `{ paused = true, service_tier = "priority" }`},
		"sweden":      {"azure": fmt.Sprintf("{ account_id = %q }", sweden)},
		"provisioned": {"throughput": `{ mode = "provisioned", units = 15 }`, "azure": "{ spillover_deployment = llm_deployment.global.id }"},
		"router":      azureKind(drift.Router).with(args{"azure": `{ routing = { mode = "cost", models = [` + routed + `] } }`}),
		"claude":      azureKind(drift.Anthropic).with(args{"azure": `{ hosted_on = "anthropic", attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }`}),
		"tuned":       azureKind(drift.FineTuned).with(args{"azure": fmt.Sprintf(`{ model = { format = "OpenAI", name = "gpt-4.1", version = "2025-04-14", source = %q } }`, fineTuned)}),
		"sku":         {"azure": `{ sku = "DataZoneStandard" }`},
		"made":        {"name_prefix": `"made-"`},
	}
	return blocksOf(onAzure(), rows)
}

func releasedBedrock(w *world) string {
	w.t.Helper()
	m := &driftMatrix{w: w, tuned: [2]string{w.customModel("first"), w.customModel("second")}}
	guardrail := w.published(region, "named")
	committed := args{"throughput": `{ mode = "provisioned", units = 1, commitment = "one_month" }`, "deletion_protection": "", "on_commitment_lock": `"abandon"`}
	rows := map[string]args{
		"model":           m.bedrockKind(drift.CopyOfModel),
		"geo":             m.bedrockKind(drift.CopyOfGeo).with(releasedArgs()),
		"global":          m.bedrockKind(drift.CopyOfGlobal).with(args{"throughput": "{ tokens_per_minute = 1000 }"}),
		"units":           m.bedrockKind(drift.Units),
		"committed":       m.bedrockKind(drift.Units).with(committed),
		"custom-units":    m.bedrockKind(drift.CustomUnits),
		"custom-demand":   m.bedrockKind(drift.CustomDemand),
		"guarded":         {"guardrail": quoted(guardrail)},
		"guarded-version": {"guardrail": quoted(guardrail + ":1")},
		"profile":         {"bedrock": `{ inference_profile = "us.amazon.nova-lite-v1:0" }`},
		"frankfurt":       {"model": `"anthropic/claude-sonnet-4-5"`, "allowed_locations": `["eu"]`, "bedrock": `{ region = "eu-central-1" }`},
		"made":            {"name_prefix": `"made-"`},
	}
	return blocksOf(onBedrock(), rows)
}

// blocksOf are deployments by name, each with edits of the same arguments.
func blocksOf(common args, rows map[string]args) string {
	var b strings.Builder
	b.WriteString(releasedProvider)
	for _, name := range slices.Sorted(maps.Keys(rows)) {
		a := common.with(rows[name])
		if a["name_prefix"] == "" {
			a = a.named(name)
		}
		b.WriteString(a.block(name))
	}
	return b.String()
}

func releasedRoutes(kinds ...drift.Kind) string {
	var b strings.Builder
	b.WriteString(releasedProvider)
	for i, kind := range kinds {
		gateway := sandbox.APIManagementID()
		if onAgentCore(kind) {
			gateway = sandbox.AgentCoreGatewayARN()
		}
		name := fmt.Sprintf("route-%d", i)
		b.WriteString(routeKind(kind).with(args{"gateway": quoted(gateway), "drift_policy": `{ missing = "warn" }`}).named(name).blockOf("llm_route", name))
	}
	return b.String()
}

func releasedGuardrails(*world) string {
	var b strings.Builder
	b.WriteString(releasedProvider)
	kinds := map[string]drift.Kind{
		"plain": drift.PlainPolicy, "listed": drift.ListedPolicy, "small": drift.SmallGuardrail, "whole": drift.WholeGuardrail,
	}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		kind := kinds[name]
		platform := "bedrock"
		if onAzureSide(kind) {
			platform = "azure"
		}
		b.WriteString(guardrailKind(kind).with(args{"platform": quoted(platform), "tags": `{ team = "search" }`}).named(name).blockOf("llm_guardrail", name))
	}
	b.WriteString(onAzure().with(args{"guardrail": "llm_guardrail.listed.id"}).named("held").block("held"))
	b.WriteString(onBedrock().with(args{"guardrail": "llm_guardrail.small.versioned_id"}).named("told").block("told"))
	b.WriteString(args{"guardrail": "llm_guardrail.whole.versioned_id", "system_prompts": `"selective"`}.blockOf("llm_guardrail_enforcement", "account"))
	return b.String()
}

// releasedReferences are routes to deployments of the same configuration, which
// take over what those tell of their models.
func releasedReferences(*world) string {
	gpt := args{"model": `"openai/gpt-5.6-sol"`, "processing_scope": `"global"`, "throughput": "{ tokens_per_minute = 5000 }"}
	claude := args{"model": `"anthropic/claude-sonnet-4-5"`, "processing_scope": `"geo"`, "throughput": ""}
	targets := func(blue, green, credential string) string {
		return fmt.Sprintf("{ blue = { weight = 90, endpoint = llm_deployment.%s.endpoint }, green = { weight = 10, endpoint = llm_deployment.%s.endpoint, credential = %q } }", blue, green, credential)
	}
	return releasedProvider +
		onAzure().with(gpt).named("azure").block("azure") +
		onBedrock().with(gpt).named("bedrock").block("bedrock") +
		onBedrock().with(claude).named("claude").block("claude") +
		args{
			"name": `"chat"`, "gateway": quoted(sandbox.AgentCoreGatewayARN()), "targets": targets("bedrock", "azure", sandbox.AgentCoreKeyProviderARN()),
		}.blockOf("llm_route", "agentcore") +
		args{
			"name": `"chat"`, "gateway": quoted(sandbox.APIManagementID()), "targets": targets("azure", "bedrock", sandbox.APIManagementID()+"/namedValues/bedrock-api-key"),
		}.blockOf("llm_route", "apim")
}
