package framework

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AddDrift warns of what no difference in the plan shows, as far as the policy
// asks for it.
func AddDrift(diags *diag.Diagnostics, of llm.Subject, events []llm.Drift, policy llm.Policy) {
	for _, event := range events {
		if policy.Warns(event.Class) {
			summary, end := warning(of.Noun, event.Class)
			diags.AddAttributeWarning(Path(event.Field), summary,
				fmt.Sprintf("%s %q: %s.\n\n%s", capital(of.Noun), of.Name, strings.TrimSuffix(event.Detail, "."), end))
		}
	}
}

// warning is the summary for drift of a class, and how the warning ends.
func warning(noun string, class llm.DriftClass) (summary, end string) {
	switch class {
	case llm.DriftHealth:
		return capital(noun) + " does not serve", `drift_policy plans no repair. Remove the cause, or apply drift_policy = { health = "plan" } to have it repaired where the platform can.`
	case llm.DriftChanged:
		return "Changed outside Terraform", "drift_policy plans no difference. The next apply that writes the " + noun + " for another reason takes it back too."
	case llm.DriftUnmanaged:
		if noun != "deployment" {
			return "Changed outside Terraform", "It is somebody else's, so no apply touches it. The warning ends when it is changed or deleted."
		}
	}
	return "Changed outside Terraform", "The warning ends with the next apply that writes it."
}

// AddNotRefreshed warns of what was not read because the platform's part of the
// provider block is not known.
func AddNotRefreshed(diags *diag.Diagnostics, of llm.Subject, platform llm.Platform) {
	diags.AddWarning("Not refreshed", fmt.Sprintf(
		"%s %q was not read: the provider's %s configuration is not known before apply. This plan shows none of its drift.",
		capital(of.Noun), of.Name, platform))
}

// AddMissing warns of what is gone and kept in state by its drift_policy. Place
// completes "is not … any more".
func AddMissing(diags *diag.Diagnostics, of llm.Subject, place string) {
	diags.AddAttributeWarning(Path(llm.FieldName), capital(of.Noun)+" is missing", fmt.Sprintf(
		"%s %q is not %s any more. drift_policy keeps it in state.\n\n"+
			"To make it again, run terraform apply -replace=<its address>. To forget it, remove its block, or run terraform state rm <its address>.",
		capital(of.Noun), of.Name, place))
}
