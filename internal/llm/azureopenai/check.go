package azureopenai

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Check implements [llm.DeploymentDriver].
func (d *deployments) Check(want llm.Draft) []llm.Problem {
	c := &checker{p: d.p, Draft: want}
	c.account()
	c.name()
	c.model()
	c.placement()
	c.throughput()
	c.sku()
	c.guardrail()
	c.spillover()
	c.options()
	c.routing()
	c.anthropic()
	c.tags()
	return c.problems
}

// checker collects what a draft asks for and Azure cannot give. It judges only
// what is known.
type checker struct {
	llm.Draft

	p        *Platform
	home     *accountID // nil: not known
	problems []llm.Problem
}

// report adds a problem unless one of the fields is not known yet.
func (c *checker) report(field llm.Field, summary, detail, fix string, needs ...llm.Field) {
	if c.Unknown.Has(field) || c.Unknown.Any(needs...) {
		return
	}
	c.problems = append(c.problems, llm.Problem{
		Field: field, Severity: llm.Blocking, Summary: summary, Detail: detail,
		Fix: fix,
	})
}

func (c *checker) reportError(field llm.Field, summary string, err error, fix string) {
	detail := err.Error()
	if known, ok := errors.AsType[*llm.Error](err); ok {
		detail = known.Message
		if known.Fix != "" {
			fix = known.Fix
		}
	}
	c.report(field, summary, detail, fix)
}

func (c *checker) account() {
	if c.Unknown.Has(llm.FieldAccountID) {
		return
	}
	if c.p.cfg.Unconfigured && c.Spec.Azure.AccountID == "" {
		return // there may be a default
	}
	id, err := c.p.accountOf(c.Spec)
	if err != nil {
		c.reportError(llm.FieldAccountID, "Azure account not usable", err, accountFix)
		return
	}
	c.home = &id
}

const nameFix = `Use 2 to 64 letters, digits, ".", "_" and "-", with a letter or digit at both ends.`

func nameProblem(name string) string {
	return quoted(name) + " cannot be the name of an Azure deployment"
}

// madeLength is how much Create adds to a prefix at most: eight digits and a number.
const madeLength = len("01234567-20")

func (c *checker) name() {
	switch name, prefix := c.Spec.Name, c.Spec.NamePrefix; {
	case name != "":
		if !nameRule.MatchString(name) {
			c.report(llm.FieldName, "Invalid name", nameProblem(name), nameFix)
		}
	case prefix != "" && !nameRule.MatchString(prefix+strings.Repeat("0", madeLength)):
		c.report(llm.FieldNamePrefix, "Invalid name prefix",
			fmt.Sprintf("no name that starts with %s and %d more characters can be a deployment's",
				quoted(prefix), madeLength), nameFix)
	}
}

func (c *checker) model() {
	if m := c.Spec.Azure.Model; m != nil {
		c.azureModel(*m)
		return
	}
	model := llm.FollowAliases(c.Spec.Model, c.Spec.ModelAliases)
	if format, name, version, native := parseNativeID(model); native || c.Unknown.Has(llm.FieldModel) {
		if native && !areModelWords(format, name, version) {
			c.report(llm.FieldModel, "Invalid model reference", quoted(model)+" is not Azure's format/name/version", modelWordFix)
		}
		return
	}
	ref, err := llm.ParseReference(model)
	if err != nil {
		c.reportError(llm.FieldModel, "Invalid model reference", err,
			`Write publisher/name, or Azure's own "format/name/version".`)
		return
	}
	if err := ref.CheckPin(); err != nil && c.Spec.VersionUpgrade == llm.Pinned && !c.mayBeAlias() {
		c.report(llm.FieldModel, "Model cannot be pinned", err.Error(),
			`Add @version to the model, or set version_upgrade = "on_new_default".`, llm.FieldVersionUpgrade)
	}
}

const modelWordFix = `Write each part with up to 128 letters, digits, blanks, ".", "_", ":", "+" and "-", as in "OpenAI/gpt-4.1/2025-04-14".`

// mayBeAlias reports whether the provider block, which is not read yet, may say
// that the model means another.
func (c *checker) mayBeAlias() bool {
	_, _, _, native := parseNativeID(c.Spec.Model)
	return c.p.cfg.Unconfigured && c.Spec.Azure.Model == nil && !native
}

func (c *checker) azureModel(m llm.AzureModel) {
	if !areModelWords(m.Format, m.Name, cmp.Or(m.Version, "1")) && m.Format != "" && m.Name != "" {
		c.report(llm.FieldAzureModel, "Invalid model",
			quoted(nativeID(m.Format, m.Name, m.Version))+" is not Azure's format/name/version", modelWordFix)
	}
	if m.Format == "" || m.Name == "" {
		c.report(llm.FieldAzureModel, "Incomplete model", "azure.model needs a format and a name",
			`Set both, such as format = "OpenAI" and name = "gpt-4o".`)
	}
	if m.Source != "" && !resourceRule.MatchString(m.Source) {
		c.report(llm.FieldAzureModel, "Invalid source", quoted(m.Source)+" is no ARM id",
			"Set azure.model.source to an ARM id, such as that of the account that trained the model: "+accountForm+".")
	}
	if m.SourceAccount != "" {
		if _, err := parseAccountID(m.SourceAccount); err != nil {
			c.reportError(llm.FieldAzureModel, "Invalid source account", err,
				"Set azure.model.source_account to the ARM id of an account.")
		}
	}
	if m.SourceAccount != "" && m.Source == "" {
		c.report(llm.FieldAzureModel, "Source account without source",
			"azure.model.source_account is set and azure.model.source is not",
			"Set azure.model.source to the fine-tuned model, or remove source_account.")
	}
}

func (c *checker) placement() {
	for _, location := range c.Spec.AllowedLocations {
		if !llm.IsPlace(location) {
			c.report(llm.FieldAllowedLocations, "Invalid location",
				quoted(location)+" is neither a geography nor a region",
				"Write geographies ("+strings.Join(llm.Geographies(), ", ")+"), or regions as the platform does, such as \"swedencentral\" or \"eu-central-1\".")
		}
	}
	if !slices.Contains([]llm.VersionUpgrade{llm.Pinned, llm.OnNewDefault, llm.OnRetirement}, c.Spec.VersionUpgrade) {
		c.report(llm.FieldVersionUpgrade, "Invalid upgrade policy", quoted(string(c.Spec.VersionUpgrade))+" is not known",
			`Use "pinned", "on_new_default" or "on_retirement".`)
	}
}

func (c *checker) throughput() {
	t := c.Spec.Throughput
	if t.Commitment != "" {
		c.report(llm.FieldCommitment, "No commitment on Azure deployments",
			"Azure sells commitments as reservations, apart from deployments",
			"Remove throughput.commitment and buy a reservation for provisioned throughput in the Azure portal.")
	}
	switch {
	case t.Mode == llm.Provisioned && t.Units == nil:
		c.report(llm.FieldUnits, "Units missing", `mode "provisioned" reserves throughput and needs to know how much`,
			"Set throughput.units to the number of PTUs.", llm.FieldMode)
	case t.Mode != llm.Provisioned && t.Units != nil:
		c.report(llm.FieldUnits, "Units without provisioned throughput",
			fmt.Sprintf("units are set and the mode is %q", t.Mode),
			`Set throughput.mode = "provisioned", or remove throughput.units.`, llm.FieldMode)
	case t.Units != nil && *t.Units < 1:
		c.report(llm.FieldUnits, "Too few units", fmt.Sprintf("%d units cannot be reserved", *t.Units),
			"Set throughput.units to 1 or more.")
	}
	switch {
	case t.TokensPerMinute != nil && t.Mode != llm.OnDemand:
		c.report(llm.FieldTokensPerMinute, "Tokens per minute of another mode",
			fmt.Sprintf("tokens_per_minute limits on-demand deployments; the mode is %q", t.Mode),
			`Set throughput.mode = "on_demand", or remove throughput.tokens_per_minute.`, llm.FieldMode)
	case t.TokensPerMinute != nil && *t.TokensPerMinute < 1:
		c.report(llm.FieldTokensPerMinute, "Too few tokens",
			fmt.Sprintf("%d tokens per minute cannot be served", *t.TokensPerMinute),
			"Set throughput.tokens_per_minute to 1 or more.")
	}
	if t.Mode == llm.Batch && c.Spec.Scope == llm.ScopeRegion {
		c.report(llm.FieldScope, "No batch within one region", "Azure processes batches in a data zone or globally only",
			`Set processing_scope to "geo" or "global", or choose another throughput.mode.`, llm.FieldMode)
	}
}

func (c *checker) sku() {
	name := c.Spec.Azure.SKU
	if name == "" {
		return
	}
	if !regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{1,63}$`).MatchString(name) {
		c.report(llm.FieldSKU, "Invalid SKU", quoted(name)+" cannot be the name of a SKU",
			`Write it as Azure does, such as "DataZoneStandard".`)
		return
	}
	how := servingOf(name)
	if !how.scope.Within(c.Spec.Scope) {
		c.report(llm.FieldSKU, "SKU beyond the processing scope",
			fmt.Sprintf("requests to %s may be processed at scope %q, which is wider than %q",
				name, how.scope, c.Spec.Scope), "Widen processing_scope, or choose a SKU within it.", llm.FieldScope)
	}
	if how.mode != c.Spec.Throughput.Mode {
		c.report(llm.FieldSKU, "SKU of another mode", fmt.Sprintf("%s sells mode %q and throughput.mode is %q", name, how.mode,
			c.Spec.Throughput.Mode),
			fmt.Sprintf("Set throughput.mode = %q, or choose another SKU.", how.mode), llm.FieldMode)
	}
	if name == "DeveloperTier" && (c.Spec.Azure.Model == nil || c.Spec.Azure.Model.Source == "") {
		c.report(llm.FieldSKU, "Developer tier without a fine-tuned model", "DeveloperTier serves fine-tuned models only",
			"Set azure.model.source to the fine-tuned model, or choose another SKU.", llm.FieldAzureModel)
	}
}

// sameAccount reports an id that leaves the deployment's own account.
func (c *checker) sameAccount(field llm.Field, id accountID, what string) {
	if c.home != nil && !c.home.same(id) {
		c.report(field, "Another account", fmt.Sprintf("the %s belongs to %s and the deployment to %s", what, id, *c.home),
			"Azure refers within one account only: use one of the deployment's own account.")
	}
}
