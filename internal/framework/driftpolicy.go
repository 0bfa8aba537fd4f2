package framework

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// DriftPolicyMarkdown says in Markdown what each of the classes may be answered
// with, the default first.
func DriftPolicyMarkdown(classes []llm.DriftClass) string {
	var told []string
	for _, rule := range llm.DriftRules() {
		if slices.Contains(classes, rule.Class) {
			told = append(told, fmt.Sprintf("`%s` (%s)", rule.Class, quoted(rule.Responses)))
		}
	}
	text := strings.Join(told, ", ")
	if slices.Contains(classes, llm.DriftServiceChanged) {
		text += ". `service_changed` is `warn` by default where `version_upgrade` allows moves"
	}
	return text
}

// DriftPolicyArgument is the drift_policy of a resource that has those classes.
func DriftPolicyArgument(classes []llm.DriftClass) schema.Attribute {
	return schema.MapAttribute{
		Optional: true, ElementType: types.StringType,
		MarkdownDescription: "What to do about drift, by class; what is left out is as in the provider block. `plan`: a plan shows a difference. `warn`: no difference, " +
			"a warning at every plan and an entry in `drift`. `list`: an entry only. `ignore`: neither. Classes, with what each can be, the default first: " +
			DriftPolicyMarkdown(classes) + ". Takes effect once it has been applied, which writes nothing to the platform.",
		Validators: []validator.Map{DriftPolicy{Classes: classes}},
	}
}

// DriftPolicyOf reads what is known of a drift_policy. A class that is null or
// not known yet is left open.
func DriftPolicyOf(value types.Map) llm.Policy {
	policy := llm.Policy{}
	for class, element := range value.Elements() {
		if response, ok := element.(types.String); ok && response.ValueString() != "" {
			policy[llm.DriftClass(class)] = llm.Response(response.ValueString())
		}
	}
	return policy
}

// Policy is what a resource's drift_policy says, over what the provider block
// says.
func (d *Data) Policy(own types.Map) llm.Policy { return DriftPolicyOf(own).Over(d.DriftPolicy) }

// DriftPolicy validates the map of a drift_policy.
type DriftPolicy struct {
	Classes []llm.DriftClass // those that the resource has
}

// Description says what is accepted.
func (DriftPolicy) Description(context.Context) string {
	return "classes of drift, each with a response that it has"
}

// MarkdownDescription says the same.
func (v DriftPolicy) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateMap refuses classes that do not exist and responses that a class does
// not have. What is unknown is judged when it is known.
func (v DriftPolicy) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	for class, element := range req.ConfigValue.Elements() {
		response, _ := element.(types.String)
		if fault := v.fault(llm.DriftClass(class), response); fault != "" {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid drift policy", fault)
		}
	}
}

// fault is empty where there is none.
func (v DriftPolicy) fault(class llm.DriftClass, response types.String) string {
	rule, found := llm.DriftRuleOf(class)
	if !found || !slices.Contains(v.Classes, class) {
		return fmt.Sprintf("There is no class of drift %q. Use one of %s.", class, plain(v.Classes))
	}
	if response.IsNull() || response.IsUnknown() {
		return ""
	}
	for _, allowed := range rule.Responses {
		if response.ValueString() == string(allowed) {
			return ""
		}
	}
	return fmt.Sprintf("Drift of the class %q cannot be answered with %q. Use one of %s; %q is the default.",
		class, response.ValueString(), plain(rule.Responses), rule.Responses[0])
}

func plain[T ~string](words []T) string {
	var marked []string
	for _, w := range words {
		marked = append(marked, `"`+string(w)+`"`)
	}
	return strings.Join(marked, ", ")
}

func quoted[T ~string](words []T) string {
	var marked []string
	for _, w := range words {
		marked = append(marked, "`"+string(w)+"`")
	}
	return strings.Join(marked, ", ")
}
