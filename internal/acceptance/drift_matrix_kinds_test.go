package acceptance_test

import (
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// The matrix's provider block has tags of its own, an owner, and tags that it
// is to leave alone.
const matrixProvider = `provider "llm" {
  owner        = "matrix"
  default_tags = { cost = "42" }
  ignore_tags  = { keys = ["policy"], key_prefixes = ["sys:"] }
}
`

// routed are the members of the matrix's routers.
const routed = `"OpenAI/gpt-4.1/2025-04-14", "OpenAI/gpt-4.1-mini/2025-04-14"`

// ofKind is a deployment of a kind, as its user writes it.
func (m *driftMatrix) ofKind(c *driftCell) args {
	a := args{"tags": `{ team = "search", unit = "lab" }`, "timeouts{}": "{\n    create = \"3m\"\n    update = \"3m\"\n    delete = \"3m\"\n  }"}
	if onAzureSide(c.kind) {
		a = onAzure().with(a).with(azureKind(c.kind))
		m.azureBlock(a, c)
	} else {
		a = onBedrock().with(a).with(m.bedrockKind(c.kind))
	}
	if c.row.Object == drift.NamedGuardrail {
		a["guardrail"] = quoted(m.named)
	}
	return a.with(c.change.with).named(c.label)
}

// sideOf names the cells whose plans may share a run.
func sideOf(kind drift.Kind) string {
	switch {
	case onAgentCore(kind):
		return "agentcore"
	case isRoute(kind):
		return "apim"
	case hasChildren(kind):
		return map[drift.Kind]string{
			drift.PlainPolicy: "rai", drift.ListedPolicy: "rai", drift.SmallGuardrail: "guardrail", drift.WholeGuardrail: "guardrail", drift.Enforced: "enforced",
		}[kind]
	case onAzureSide(kind):
		return "azure"
	}
	return "bedrock"
}

// onAzureSide tells deployments and guardrails on Azure from those on Bedrock.
func onAzureSide(kind drift.Kind) bool {
	switch kind {
	case drift.CopyOfModel, drift.CopyOfGeo, drift.CopyOfGlobal, drift.Units, drift.CustomUnits, drift.CustomDemand,
		drift.SmallGuardrail, drift.WholeGuardrail, drift.Enforced:
		return false
	}
	return true
}

func azureKind(kind drift.Kind) args {
	tokens := args{"throughput": `{ tokens_per_minute = 2000 }`}
	switch kind {
	case drift.InRegion:
		return tokens.with(args{"processing_scope": `"region"`})
	case drift.InDataZone:
		return tokens.with(args{"processing_scope": `"geo"`})
	case drift.Provisioned:
		return args{"throughput": `{ mode = "provisioned", units = 15 }`, "deletion_protection": "false"}
	case drift.Batch:
		return args{"throughput": `{ mode = "batch" }`}
	case drift.Router:
		return tokens.with(args{"model": `"openai/model-router"`})
	case drift.Anthropic:
		return tokens.with(args{"model": `"anthropic/claude-sonnet-5"`})
	case drift.FineTuned:
		return tokens.with(args{"model": `"openai/gpt-4.1"`})
	}
	return tokens
}

// azureBlock places the deployment and gives it what only its kind has.
func (m *driftMatrix) azureBlock(a args, c *driftCell) {
	parts := []string{fmt.Sprintf("account_id = %q", c.account)}
	switch c.kind {
	case drift.Router:
		parts = append(parts, `routing = { mode = "cost", models = [`+routed+`] }`)
	case drift.Anthropic:
		parts = append(parts, `attestation = { organization = "Contoso", country_code = "DE", industry = "retail" }`)
	case drift.FineTuned:
		parts = append(parts, fmt.Sprintf(`model = { format = "OpenAI", name = "gpt-4.1", version = "2025-04-14", source = %q }`, fineTuned))
	}
	if c.change.azure != "" {
		parts = append(parts, c.change.azure)
	}
	a["azure"] = "{ " + strings.Join(parts, ", ") + " }"
}

// fineTuned is where the fine-fineTuned model of the matrix comes from.
var fineTuned = sandbox.AzureAccountID() + "/jobs/ftjob-1"

func (m *driftMatrix) bedrockKind(kind drift.Kind) args {
	region := args{"processing_scope": `"region"`}
	units := region.with(args{"throughput": `{ mode = "provisioned", units = 1 }`, "deletion_protection": "false"})
	switch kind {
	case drift.CopyOfModel:
		return region
	case drift.CopyOfGlobal:
		return args{"model": `"amazon/nova-2-lite"`, "processing_scope": `"global"`}
	case drift.Units:
		return units.with(args{"model": `"amazon.nova-lite-v1:0:24k"`})
	case drift.CustomUnits:
		return units.with(args{"bedrock": fmt.Sprintf(`{ model_id = %q }`, m.tuned[0])})
	case drift.CustomDemand:
		return region.with(args{"bedrock": fmt.Sprintf(`{ model_id = %q }`, m.tuned[0])})
	}
	return args{}
}

// room raises the quotas that a few dozen deployments of one kind run into.
func (m *driftMatrix) room() {
	for _, usage := range []string{"OpenAI.GlobalProvisionedManaged", "OpenAI.Standard.gpt4.1-mini", "OpenAI.DataZoneStandard.gpt4.1-mini"} {
		m.w.ok(m.w.sb.SetQuota(sandbox.AzureLocation, usage, 100_000))
	}
	for _, models := range []string{"base", "custom"} {
		code := sandbox.QuotaCode("Model units no-commitment Provisioned Throughputs across " + models + " models")
		m.w.ok(m.w.sb.SetServiceQuota(region, code, 1000))
	}
	m.w.ok(m.w.sb.ApproveModifiedFilters(true))
	m.named = m.w.published(region, "named")
	m.tuned = [2]string{m.w.customModel("first"), m.w.customModel("second")}
}

// accountFor makes an account in the sandbox's region.
func (m *driftMatrix) accountFor(name string) string {
	id := accountID(name)
	if !m.accounts[name] {
		m.accounts[name] = true
		m.w.do("PUT", id, fmt.Sprintf(`{"kind":"AIServices","location":%q,"sku":{"name":"S0"},"properties":{"customSubDomainName":%q}}`, sandbox.AzureLocation, name))
	}
	return id
}
