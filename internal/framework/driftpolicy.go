package framework

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// DriftPolicyMarkdown says in Markdown which classes there are and what each
// may be answered with, the default first.
func DriftPolicyMarkdown() string {
	var classes []string
	for _, rule := range llm.DriftRules() {
		classes = append(classes, fmt.Sprintf("`%s` (%s)", rule.Class, quoted(rule.Responses)))
	}
	return strings.Join(classes, ", ") + ". `service_changed` is `warn` by default where `version_upgrade` allows moves"
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

// DriftPolicy validates the map of a drift_policy.
type DriftPolicy struct{}

// Description says what is accepted.
func (DriftPolicy) Description(context.Context) string {
	return "classes of drift, each with a response that it has"
}

// MarkdownDescription says the same.
func (v DriftPolicy) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateMap refuses classes that do not exist and responses that a class does
// not have. What is unknown is judged when it is known.
func (DriftPolicy) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	for class, element := range req.ConfigValue.Elements() {
		response, _ := element.(types.String)
		if fault := driftPolicyFault(llm.DriftClass(class), response); fault != "" {
			resp.Diagnostics.AddAttributeError(req.Path, "Invalid drift policy", fault)
		}
	}
}

// driftPolicyFault is empty where there is none.
func driftPolicyFault(class llm.DriftClass, response types.String) string {
	rule, found := llm.DriftRuleOf(class)
	if !found {
		return fmt.Sprintf("There is no class of drift %q. Use one of %s.", class, classes())
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

func classes() string {
	var names []llm.DriftClass
	for _, rule := range llm.DriftRules() {
		names = append(names, rule.Class)
	}
	return plain(names)
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
