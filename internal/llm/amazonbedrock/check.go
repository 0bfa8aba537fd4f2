package amazonbedrock

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const regionFix = `Set bedrock.region in the resource or in the provider block, or the environment variable AWS_REGION.`

// Check tells what Bedrock cannot give, from the draft alone. What is not known yet is judged at apply.
func (d *driver) Check(want llm.Draft) []llm.Problem {
	var problems []llm.Problem
	for _, check := range []func(llm.Draft) []llm.Problem{
		d.checkNames, d.checkRegion, d.checkModel, checkProfile, checkThroughput, checkAbsent, d.checkAttached, checkPlaces, checkPlace, checkTags,
	} {
		problems = append(problems, check(want)...)
	}
	return problems
}

// problem makes the usual one: it stops the plan.
func problem(field llm.Field, summary, detail, fix string) []llm.Problem {
	return []llm.Problem{{Field: field, Severity: llm.Blocking, Summary: summary, Detail: detail, Fix: fix}}
}

func (d *driver) checkNames(want llm.Draft) []llm.Problem {
	if want.Unknown.Any(llm.FieldName, llm.FieldNamePrefix, llm.FieldMode, llm.FieldModel, llm.FieldModelID) && want.Spec.Name == "" {
		return nil
	}
	kind := kindOf(want.Spec)
	wrong, field := "", llm.FieldName
	switch {
	case want.Spec.Name != "" && !want.Unknown.Has(llm.FieldName):
		wrong = checkName(want.Spec.Name, kind)
	case want.Spec.NamePrefix != "":
		wrong, field = checkPrefix(want.Spec.NamePrefix, kind), llm.FieldNamePrefix
	}
	if wrong == "" {
		return nil
	}
	return problem(field, "Invalid name", wrong, nameFix(kind))
}

// The forms of names. Source: the service model of bedrock, 2026-08.
var (
	profileName = regexp.MustCompile(`^([0-9a-zA-Z][ _-]?)+$`)
	plainName   = regexp.MustCompile(`^([0-9a-zA-Z][_-]?)+$`)
)

// madeLength is what Create may add to a prefix: eight digits and "-20".
const madeLength = 11

// nameForm is the longest name of a kind and its form. A space at the end is allowed by the form and refused here, since
// it cannot be seen.
func nameForm(kind string) (longest int, form *regexp.Regexp) {
	if kind == kindProfile {
		return 64, profileName
	}
	return 63, plainName
}

// checkName says what is wrong with a name; empty: nothing.
func checkName(name, kind string) string {
	longest, form := nameForm(kind)
	switch {
	case name == "":
		return "The name is empty."
	case len(name) > longest:
		return fmt.Sprintf("The name has %d bytes; Amazon Bedrock takes at most %d.", len(name), longest)
	case !form.MatchString(name) || strings.HasSuffix(name, " "):
		return fmt.Sprintf("The name %q is not one that Amazon Bedrock takes.", name)
	}
	return ""
}

func checkPrefix(prefix, kind string) string {
	longest, form := nameForm(kind)
	switch {
	case len(prefix) > longest-madeLength:
		return fmt.Sprintf("The prefix has %d bytes; at most %d leave room for the rest of the name.", len(prefix), longest-madeLength)
	case !form.MatchString(prefix):
		return fmt.Sprintf("The prefix %q does not begin a name that Amazon Bedrock takes.", prefix)
	}
	return ""
}

func nameFix(kind string) string {
	if kind == kindProfile {
		return "Use 1 to 64 ASCII letters and digits, with single spaces, dashes or underscores between them; begin with a letter or digit."
	}
	return "Use 1 to 63 ASCII letters and digits, with single dashes or underscores between them; begin with a letter or digit."
}

func (d *driver) checkRegion(want llm.Draft) []llm.Problem {
	given := want.Spec.Bedrock.Region
	switch {
	case want.Unknown.Has(llm.FieldRegion):
	case given != "" && !regionPattern.MatchString(given):
		return problem(llm.FieldRegion, "Invalid region", fmt.Sprintf("%q is not an AWS region.", clip(given)), "Write a region such as \"eu-central-1\".")
	case given == "" && !d.platform.config.Unconfigured && d.platform.defaultRegion() == "":
		return problem(llm.FieldRegion, "Missing region", "No region is given for the deployment on Amazon Bedrock.", regionFix)
	case given == "" && d.platform.defaultRegion() != "" && !regionPattern.MatchString(d.platform.defaultRegion()):
		return problem(llm.FieldRegion, "Invalid region", fmt.Sprintf("The default region %q is not an AWS region.", clip(d.platform.defaultRegion())), regionFix)
	}
	return nil
}

// checkModel judges the forms of the two arguments that name a model.
func (d *driver) checkModel(want llm.Draft) []llm.Problem {
	wanted, field := wantedModel(want.Spec), modelField(want.Spec)
	if want.Unknown.Any(field, llm.FieldModelID) || wanted == "" {
		return nil
	}
	if isARN(wanted) {
		region := want.Spec.Bedrock.Region
		if region == "" && !want.Unknown.Has(llm.FieldRegion) {
			region = d.platform.defaultRegion()
		}
		if wrong := d.foreignModel(want.Spec, region, d.platform.config.AccountID); wrong != "" {
			return problem(field, "Invalid model ARN", strconv.QuoteToASCII(clip(wanted))+": "+wrong+".", "Give the ARN of a model in the deployment's own region and account.")
		}
		return nil
	}
	if field == llm.FieldModelID {
		return checkModelID(wanted)
	}
	if _, native := nativeModel(want.Spec); native {
		return nil
	}
	ref, err := llm.ParseReference(wanted)
	if err != nil {
		return problem(field, "Invalid model reference", err.Error()+".", modelFix)
	}
	if err := ref.CheckPin(); err != nil && !isAlias(want.Spec) && !d.platform.config.Unconfigured {
		return problem(field, "Model cannot be pinned", err.Error()+". Amazon Bedrock moves nothing, so every model is pinned.",
			"Add @version to the model, name a fixed one, or give its own id in bedrock.model_id.")
	}
	return nil
}

// isAlias reports whether the user's aliases say what the model means.
func isAlias(spec llm.DeploymentSpec) bool {
	for name := range spec.ModelAliases {
		if llm.SameModel(name, spec.Model) {
			return true
		}
	}
	return false
}

func checkModelID(id string) []llm.Problem {
	if prefix, model, ok := splitProfileID(id); ok {
		return problem(llm.FieldModelID, "Invalid model id", fmt.Sprintf("%q is an inference profile: %s of the model %s.", id, prefix, model),
			fmt.Sprintf("Set bedrock.model_id = %q and bedrock.inference_profile = %q.", model, id))
	}
	if !isNativeID(id) {
		return problem(llm.FieldModelID, "Invalid model id", fmt.Sprintf("%q is not the id of a model.", clip(id)),
			`Give an id such as "amazon.nova-lite-v1:0", or the ARN of a custom model.`)
	}
	return nil
}

// checkProfile compares the profile that is insisted on with the scope and the mode.
func checkProfile(want llm.Draft) []llm.Problem {
	id := want.Spec.Bedrock.InferenceProfile
	if id == "" || want.Unknown.Any(llm.FieldInferenceProfile, llm.FieldScope, llm.FieldMode, llm.FieldModelID, llm.FieldModel) {
		return nil
	}
	if isARN(id) {
		return problem(llm.FieldInferenceProfile, "Invalid inference profile", strconv.QuoteToASCII(clip(id))+" is an ARN.", "Give the id alone, such as \"eu.amazon.nova-lite-v1:0\".")
	}
	prefix, model, routes := splitProfileID(id)
	if !isNativeID(id) {
		return problem(llm.FieldInferenceProfile, "Invalid inference profile", fmt.Sprintf("%q is not the id of a system inference profile.", clip(id)),
			"Give an id such as \"eu.amazon.nova-lite-v1:0\".")
	}
	if kindOf(want.Spec) != kindProfile {
		return problem(llm.FieldInferenceProfile, "Conflicting arguments", "An inference profile serves foundation models on demand only.", "Remove bedrock.inference_profile.")
	}
	scope := llm.ScopeGeo
	if prefix == llm.Anywhere {
		scope = llm.ScopeGlobal
	}
	if routes && !scope.Within(want.Spec.Scope) {
		return problem(llm.FieldInferenceProfile, "Inference profile beyond the scope",
			fmt.Sprintf("%q processes requests of %s beyond processing_scope = %q.", id, model, want.Spec.Scope),
			fmt.Sprintf("Set processing_scope = %q, or choose another profile.", scope))
	}
	return nil
}
