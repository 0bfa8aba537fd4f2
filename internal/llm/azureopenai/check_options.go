package azureopenai

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func (c *checker) guardrail() {
	text := c.Spec.Guardrail
	if text == "" || c.Unknown.Has(llm.FieldGuardrail) {
		return
	}
	id, err := parsePolicyID(text)
	if err != nil {
		c.reportError(llm.FieldGuardrail, "Not an Azure guardrail", err, attachFix)
		return
	}
	c.sameAccount(llm.FieldGuardrail, id.account, "guardrail")
}

func (c *checker) spillover() {
	text := c.Spec.Azure.Spillover
	if text == "" || c.Unknown.Has(llm.FieldSpillover) {
		return
	}
	id, err := parseDeploymentID(text)
	if err != nil {
		c.reportError(llm.FieldSpillover, "Not an Azure deployment", err,
			"Use the ARM id of a standard deployment of the same account.")
		return
	}
	c.sameAccount(llm.FieldSpillover, id.account, "spillover deployment")
	if c.home != nil && c.home.same(id.account) && strings.EqualFold(id.name, c.Spec.Name) {
		c.report(llm.FieldSpillover, "Spillover to itself", "a deployment cannot take its own overflow",
			"Name another deployment.", llm.FieldName)
	}
	if c.Spec.Throughput.Mode != llm.Provisioned {
		c.report(llm.FieldSpillover, "Spillover without provisioned throughput",
			fmt.Sprintf("only provisioned deployments overflow; the mode is %q", c.Spec.Throughput.Mode),
			`Set throughput.mode = "provisioned", or remove azure.spillover_deployment.`, llm.FieldMode)
	}
}

// options are those that only standard deployments have.
func (c *checker) options() {
	mode, azure := c.Spec.Throughput.Mode, c.Spec.Azure
	switch azure.ServiceTier {
	case "", tierDefault:
	case tierPriority:
		if mode != llm.OnDemand || c.Spec.Scope == llm.ScopeRegion {
			c.report(llm.FieldServiceTier, "No priority tier here",
				fmt.Sprintf("priority processing is sold on demand in a data zone or globally; mode is %q and processing_scope %q",
					mode, c.Spec.Scope), `Set throughput.mode = "on_demand" and a wider processing_scope, or remove azure.service_tier.`, llm.FieldMode, llm.FieldScope)
		}
	default:
		c.report(llm.FieldServiceTier, "Invalid service tier", quoted(azure.ServiceTier)+" is not known",
			`Use "default" or "priority".`)
	}
	if azure.Paused && (mode != llm.OnDemand || azure.SKU != "" && !isStandard(azure.SKU)) {
		c.report(llm.FieldPaused, "Cannot be paused", "Azure pauses standard deployments only",
			`Set throughput.mode = "on_demand" without another SKU, or azure.paused = false.`, llm.FieldMode, llm.FieldSKU)
	}
}

func (c *checker) routing() {
	r := c.Spec.Azure.Routing
	if r.Mode == "" && len(r.Models) == 0 {
		return
	}
	if !slices.Contains([]string{"", modeBalanced, "cost", "quality"}, r.Mode) {
		c.report(llm.FieldRouting, "Invalid routing mode", quoted(r.Mode)+" is not known",
			`Use "balanced", "cost" or "quality".`)
	}
	seen := map[string]bool{}
	for _, member := range r.Models {
		if format, name, version, ok := parseNativeID(member); !ok || !areModelWords(format, name, version) || seen[member] {
			c.report(llm.FieldRouting, "Invalid routing member",
				quoted(member)+" is not format/name/version, or stands there twice",
				`Write each member of azure.routing.models once, such as "OpenAI/gpt-4.1/2025-04-14".`)
		}
		seen[member] = true
	}
	if !c.mayBeAlias() && !meansName(c.Spec, llm.Native{Format: "OpenAI", Name: routerModel}) {
		c.report(llm.FieldRouting, "Routing of a model that does not route",
			"azure.routing configures model-router; the model is "+quoted(c.Spec.Model),
			`Set model = "openai/model-router", or remove azure.routing.`, llm.FieldModel, llm.FieldAzureModel)
	}
}

// anthropic checks what only Claude models have: an attestation, and a choice
// of who hosts them.
func (c *checker) anthropic() {
	claude, known := isAnthropic(c.Spec)
	known = known && !c.mayBeAlias()
	a, azure := c.Spec.Azure.Attestation, c.Spec.Azure
	given := a != llm.Attestation{}
	switch {
	case known && !claude && given:
		c.report(llm.FieldAttestation, "Attestation for another publisher", "only Anthropic models take an attestation",
			"Remove azure.attestation.", llm.FieldModel, llm.FieldAzureModel)
	case known && claude || given:
		if problem := attestationProblem(a); problem != "" {
			c.report(llm.FieldAttestation, "Attestation incomplete", problem, attestationFix, llm.FieldModel,
				llm.FieldAzureModel)
		}
	}
	if !slices.Contains([]string{"", hostAzure, hostAnthropic}, azure.HostedOn) {
		c.report(llm.FieldHostedOn, "Invalid host", quoted(azure.HostedOn)+" is not known",
			`Use "azure" or "anthropic".`)
	}
	if azure.HostedOn == hostAnthropic && known && !claude {
		c.report(llm.FieldHostedOn, "Host of another publisher's models", "Anthropic hosts its own models only",
			`Remove azure.hosted_on, or choose an Anthropic model.`, llm.FieldModel, llm.FieldAzureModel)
	}
}

const attestationFix = `Set azure.attestation with organization, country_code (such as "DE") and industry (such as "technology").`

// attestationProblem says what an attestation lacks; empty when it is complete.
func attestationProblem(a llm.Attestation) string {
	switch {
	case a.Organization == "" || a.Industry == "" || a.CountryCode == "":
		return "Anthropic models are deployed only for an organization that names itself, its country and its industry"
	case !regexp.MustCompile(`^[A-Z]{2}$`).MatchString(a.CountryCode):
		return fmt.Sprintf("country_code %s is not two capital letters of ISO 3166-1", quoted(a.CountryCode))
	case strings.ContainsFunc(a.Organization+a.Industry, breaksLines):
		return "organization or industry holds line breaks or control characters"
	case a.Industry != strings.ToLower(a.Industry):
		return fmt.Sprintf("industry %s has to be in lower case", quoted(a.Industry))
	}
	return ""
}

// breaksLines tells what stands in no legal name.
func breaksLines(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) }

// isAnthropic judges the publisher by the configuration alone, aliases included.
func isAnthropic(spec llm.DeploymentSpec) (claude, known bool) {
	if m := spec.Azure.Model; m != nil {
		return m.Format == formatAnthropic, m.Format != ""
	}
	model := llm.FollowAliases(spec.Model, spec.ModelAliases)
	if format, _, _, native := parseNativeID(model); native {
		return format == formatAnthropic, true
	}
	ref, err := llm.ParseReference(model)
	return ref.Publisher == "anthropic", err == nil
}
