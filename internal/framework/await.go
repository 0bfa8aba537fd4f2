package framework

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AddWriteError is the one policy for what a write left behind. What is still
// in progress is a warning: an error would taint a new object, and the next
// apply would destroy what the platform is about to finish. The next plan goes
// on waiting. Everything else is an error. It reports whether the write counts
// as done, so that state is the plan.
func AddWriteError(diags *diag.Diagnostics, resource string, err error) (done bool) {
	if err == nil {
		return true
	}
	if pending, ok := errors.AsType[*llm.PendingError](err); ok {
		diags.AddWarning("Still in progress", paragraphs(sentence(pending), pendingFix))
		return true
	}
	AddError(diags, resource, err)
	return false
}
