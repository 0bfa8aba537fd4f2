package drift_test

import (
	"encoding/json"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/schemas"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// summarised makes of the paths of a list of guardrails those of a read, which
// has other words for the id and the ARN.
func summarised(paths []string) []string {
	items := listed(paths)
	for i, item := range items {
		switch item {
		case "id":
			items[i] = "guardrailId"
		case "arn":
			items[i] = "guardrailArn"
		}
	}
	return items
}

// Every field of the official model of guardrails is classified, of drafts, of
// versions and of what is enforced.
func TestRows_classifyTheModelOfGuardrails(t *testing.T) {
	var m smithy
	if err := json.Unmarshal(shared(t, "aws", "models", "bedrock.service-2.json"), &m); err != nil {
		t.Fatal(err)
	}
	read := unique(append(m.output("GetGuardrail"), summarised(m.output("ListGuardrails"))...))
	judge(t, drift.GuardrailDraft, read)
	judge(t, drift.GuardrailVersion, read)
	judge(t, drift.GuardrailTags, m.output("ListTagsForResource"))
	judge(t, drift.EnforcedConfig, unique(listed(m.output("ListEnforcedGuardrailsConfiguration"))))
}

// The SDK may be newer than the recorded model.
func TestRows_classifyTheSchemasOfGuardrails(t *testing.T) {
	read := unique(append(paths(schemas.GetGuardrailResponse, "", nil), summarised(paths(schemas.ListGuardrailsResponse, "", nil))...))
	judge(t, drift.GuardrailDraft, read)
	judge(t, drift.GuardrailVersion, read)
	judge(t, drift.GuardrailTags, unique(paths(schemas.ListTagsForResourceResponse, "", nil)))
	judge(t, drift.EnforcedConfig, unique(listed(paths(schemas.ListEnforcedGuardrailsConfigurationResponse, "", nil))))
}
