package framework

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AddWriteError is the one policy for what a write left behind. What is still
// in progress is a warning: an error would taint a new object, and the next
// apply would destroy what the platform is about to finish. The next plan goes
// on waiting. A create that only could not be marked as finished is one, too: the
// object serves, and the next plan takes the mark off. So is what could not be taken
// away since somebody uses it: after an error whoever depends on the object would
// not be written, and may be the one who uses it. Everything else is an error. It
// reports whether the write counts
// as done, so that state is the plan.
func AddWriteError(diags *diag.Diagnostics, resource string, err error) (done bool) {
	if err == nil {
		return true
	}
	if pending, ok := errors.AsType[*llm.PendingError](err); ok {
		diags.AddWarning("Still in progress", paragraphs(sentence(pending), pendingFix))
		return true
	}
	if unfinished, ok := errors.AsType[*llm.UnfinishedError](err); ok {
		diags.AddWarning("Not marked as finished", paragraphs(sentence(unfinished), unfinishedFix))
		return true
	}
	if held, ok := errors.AsType[*llm.HeldError](err); ok {
		diags.AddWarning("In use, not deleted yet", paragraphs(sentence(held), ownFix(held), heldFix))
		return true
	}
	AddError(diags, resource, err)
	return false
}

// ownFix is what the driver knows of what to do; empty: nothing.
func ownFix(err error) string {
	if failure, ok := errors.AsType[*llm.Error](err); ok {
		return failure.Fix
	}
	return ""
}

// AddResumed tells that a create took on what an interrupted one had left.
func AddResumed(diags *diag.Diagnostics, have *llm.Deployment) {
	diags.AddWarning("Interrupted create resumed", fmt.Sprintf(
		"%s was left unfinished by an earlier create of this configuration, which never came to state. It was taken on and "+
			"brought to the plan instead of being made again.\n\n"+
			"That it is this configuration's own is told by its tags %s and %s. Nothing has to be done.",
		have.ID.Value, llm.TagOwner, llm.TagUnfinished))
}

// AddPassedOver tells what bears an earlier name of a prefix: were it left by a
// create that was killed, nobody else would say so.
func AddPassedOver(diags *diag.Diagnostics, have *llm.Deployment, over []llm.ID) {
	if len(over) == 0 {
		return
	}
	ids := make([]string, len(over))
	for i, id := range over {
		ids[i] = id.Value
	}
	diags.AddAttributeWarning(Path(llm.FieldNamePrefix), "Name taken, the next one used", fmt.Sprintf(
		"%q was made, since earlier names of its prefix are taken on the platform by what no resource of this configuration holds:\n\n%s\n\n"+
			"If it is somebody else's, nothing has to be done. If an apply was interrupted before, it may be what that one made: delete it, or import it.",
		have.Name, strings.Join(ids, "\n")))
}
