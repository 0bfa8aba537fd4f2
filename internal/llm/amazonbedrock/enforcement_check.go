package amazonbedrock

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// enforcedModelPattern is the id of a model, as an enforced configuration names it. Source: the service model of bedrock,
// 2026-08.
var enforcedModelPattern = regexp.MustCompile(`^[a-z0-9-]{1,63}\.[a-z0-9-]{1,63}(:[a-z0-9-]{1,63}){0,2}(/[a-z0-9]{12})?$`)

// Check tells what Bedrock cannot enforce, from the draft alone.
func (d *enforcementDriver) Check(want llm.EnforcementDraft) []llm.Problem {
	var problems []llm.Problem
	for _, check := range []func(llm.EnforcementDraft) []llm.Problem{
		d.checkEnforcedRegion, d.checkEnforcedGuardrail, checkGuarding, checkEnforcedModels,
	} {
		problems = append(problems, check(want)...)
	}
	return problems
}

func (d *enforcementDriver) checkEnforcedRegion(want llm.EnforcementDraft) []llm.Problem {
	region := d.regionOf(want.Spec)
	if want.Unknown.Has(llm.FieldEnforcedRegion) || region == "" && d.platform.config.Unconfigured || regionPattern.MatchString(region) {
		return nil
	}
	return problem(llm.FieldEnforcedRegion, "Missing or invalid region", fmt.Sprintf("%q is not an AWS region.", clip(region)), enforcedRegionFix)
}

func (d *enforcementDriver) checkEnforcedGuardrail(want llm.EnforcementDraft) []llm.Problem {
	const fix = "Give the ARN of a guardrail in the same account and region (the id of an llm_guardrail), and one of its published versions."
	var problems []llm.Problem
	if !want.Unknown.Has(llm.FieldGuardrail) {
		a, err := parseGuardrail(want.Spec.Guardrail)
		if err == nil {
			err = d.platform.foreign(a)
		}
		if region := d.regionOf(want.Spec); err == nil && regionPattern.MatchString(region) && a.Region != region && !want.Unknown.Has(llm.FieldEnforcedRegion) {
			err = fmt.Errorf("it is of the region %s, and is to be enforced in %s", a.Region, region)
		}
		if err != nil {
			problems = problem(llm.FieldGuardrail, "Invalid guardrail", fmt.Sprintf("%q: %s.", clip(want.Spec.Guardrail), err), fix)
		}
	}
	if !want.Unknown.Has(llm.FieldVersion) && !guardrailVersionPattern.MatchString(want.Spec.Version) {
		problems = append(problems, problem(llm.FieldVersion, "Invalid version", fmt.Sprintf("%q is not the number of a published version.", clip(want.Spec.Version)), fix)...)
	}
	return problems
}

func checkGuarding(want llm.EnforcementDraft) []llm.Problem {
	var problems []llm.Problem
	for field, mode := range map[llm.Field]string{llm.FieldSystemPrompts: want.Spec.System, llm.FieldGuardedMessages: want.Spec.Messages} {
		if !want.Unknown.Has(field) && !slices.Contains([]string{"", "selective", "comprehensive"}, mode) {
			problems = append(problems, problem(field, "Unknown mode", fmt.Sprintf("%q is not a mode.", clip(mode)), `Use "selective", which looks at what requests tag, or "comprehensive".`)...)
		}
	}
	return problems
}

func checkEnforcedModels(want llm.EnforcementDraft) []llm.Problem {
	var problems []llm.Problem
	for field, models := range map[llm.Field][]string{llm.FieldIncludedModels: want.Spec.IncludedModels, llm.FieldExcludedModels: want.Spec.ExcludedModels} {
		if want.Unknown.Has(field) {
			continue
		}
		for _, model := range models {
			if !enforcedModelPattern.MatchString(model) {
				problems = append(problems, problem(field, "Invalid model", fmt.Sprintf("%q is not the id of a model.", clip(model)), `Give ids such as "amazon.nova-lite-v1:0". To include every model, leave included_models out.`)...)
			}
		}
	}
	return problems
}

// Preflight looks whether the version is there to be enforced.
func (d *enforcementDriver) Preflight(ctx context.Context, spec llm.EnforcementSpec) []llm.Problem {
	const op = "list versions of guardrail"
	ctx, done := bounded(ctx)
	defer done()
	c, a, err := (&guardrailDriver{platform: d.platform}).open(ctx, op, spec.Guardrail)
	if err != nil {
		return unlookedGuardrail(err)
	}
	versions, err := listVersions(ctx, c, a)
	return unpublished(llm.FieldVersion, a, spec.Version, versions, translate(op, a.String(), err))
}
