package amazonbedrock

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	smithy "github.com/aws/smithy-go"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// allModels stands for every model among those that are included.
const allModels = "ALL"

// enforcementReadOnly is what nobody can set. InputTags is the older form of selectiveContentGuarding, which no request
// takes any more.
func enforcementReadOnly() []string {
	return []string{"configId", "createdAt", "createdBy", "guardrailId", "inputTags", "owner", "updatedAt", "updatedBy"}
}

// enforcementContent is what can be changed of a configuration that was read.
func enforcementContent(enforced *types.AccountEnforcedGuardrailOutputConfiguration) map[string]string {
	return enforcedForm(enforced, "guardrailArn")
}

// enforcedForm describes a request or an answer, which have the guardrail's ARN under different names.
func enforcedForm(value smithy.Serializable, guardrail string) map[string]string {
	object := describe(value)
	for _, name := range enforcementReadOnly() {
		delete(object, name)
	}
	if named := object[guardrail]; named != nil {
		delete(object, guardrail)
		object["guardrail"] = named
	}
	if models, limited := object["modelEnforcement"].(map[string]any); limited && everyModel(models) {
		delete(object, "modelEnforcement") // the same as saying nothing
	}
	flat, _ := tidy("", object).(map[string]any)
	return llm.Flatten(flat)
}

func everyModel(models map[string]any) bool {
	included, _ := models["includedModels"].([]any)
	excluded, _ := models["excludedModels"].([]any)
	return len(excluded) == 0 && (len(included) == 0 || len(included) == 1 && included[0] == allModels)
}

// Render gives the one child.
func (d *enforcementDriver) Render(spec llm.EnforcementSpec) []llm.Child {
	content := enforcedForm(toEnforcement(spec).GuardrailInferenceConfig, "guardrailIdentifier")
	return []llm.Child{{Name: childEnforcement, Content: content, Last: true}}
}

// toEnforcement writes out what the service would do by itself, since nothing says what that is.
func toEnforcement(spec llm.EnforcementSpec) *bedrock.PutEnforcedGuardrailConfigurationInput {
	config := &types.AccountEnforcedGuardrailInferenceInputConfiguration{
		GuardrailIdentifier: new(spec.Guardrail), GuardrailVersion: new(spec.Version),
		SelectiveContentGuarding: &types.SelectiveContentGuarding{System: guarding(spec.System), Messages: guarding(spec.Messages)},
	}
	if len(spec.IncludedModels)+len(spec.ExcludedModels) > 0 {
		config.ModelEnforcement = &types.ModelEnforcement{
			IncludedModels: slices.Clone(spec.IncludedModels), ExcludedModels: append([]string{}, spec.ExcludedModels...),
		}
		if len(spec.IncludedModels) == 0 {
			config.ModelEnforcement.IncludedModels = []string{allModels}
		}
	}
	return &bedrock.PutEnforcedGuardrailConfigurationInput{GuardrailInferenceConfig: config}
}

// guarding is how much is looked at; all of it, where nothing is said.
func guarding(mode string) types.SelectiveGuardingMode {
	if mode == "" {
		return types.SelectiveGuardingModeComprehensive
	}
	return types.SelectiveGuardingMode(strings.ToUpper(mode))
}

// Decode reads the spec back.
func (d *enforcementDriver) Decode(children []llm.Child) llm.EnforcementSpec {
	at := slices.IndexFunc(children, func(c llm.Child) bool { return c.Name == childEnforcement })
	if at < 0 {
		return llm.EnforcementSpec{}
	}
	content := children[at].Content
	spec := llm.EnforcementSpec{
		Guardrail: content["guardrail"], Version: content["guardrailVersion"],
		System: guardedMode(content["selectiveContentGuarding.system"]), Messages: guardedMode(content["selectiveContentGuarding.messages"]),
		IncludedModels: items(content, "modelEnforcement.includedModels"), ExcludedModels: items(content, "modelEnforcement.excludedModels"),
	}
	if slices.Equal(spec.IncludedModels, []string{allModels}) {
		spec.IncludedModels = nil
	}
	return spec
}

// guardedMode undoes guarding: what counts where nothing is said is not said.
func guardedMode(mode string) string {
	if mode == string(types.SelectiveGuardingModeComprehensive) {
		return ""
	}
	return strings.ToLower(mode)
}
