package deployment

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The keys of private state.
const (
	// keyChoice holds the [llm.Choice]: what was decided when the deployment
	// was last written.
	keyChoice = "choice"

	// keyProtected holds the [lock] while a destroy would be refused. Seen beside
	// a null prior state it tells that a replacement is about to make a second
	// object before it fails to destroy the first.
	keyProtected = "protected"

	// keyReplaced is there from the first of the two plans of a replacement to
	// the second where a difference asks for it, and not where -replace does.
	keyReplaced = "replaced"
)

// readChoice is nil where nothing was kept, as after an import.
func readChoice(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) *llm.Choice {
	return framework.ReadKey[llm.Choice](ctx, private, keyChoice, diags)
}

// writePrivate keeps what was decided, and the lock; nil where there is none.
func writePrivate(ctx context.Context, private framework.PrivateWriter, choice *llm.Choice, held *lock, diags *diag.Diagnostics) {
	if choice != nil {
		framework.WriteKey(ctx, private, keyChoice, choice, diags)
	}
	if held == nil {
		diags.Append(private.SetKey(ctx, keyProtected, nil)...) // nil removes the key
		return
	}
	framework.WriteKey(ctx, private, keyProtected, held, diags)
}

// markReplaced notes for the plan of the new object why the old one goes.
func markReplaced(ctx context.Context, private framework.PrivateWriter, byDifference bool, diags *diag.Diagnostics) {
	if byDifference {
		framework.WriteKey(ctx, private, keyReplaced, true, diags)
		return
	}
	diags.Append(private.SetKey(ctx, keyReplaced, nil)...)
}

func isReplaced(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) bool {
	return framework.ReadKey[bool](ctx, private, keyReplaced, diags) != nil
}

// readLock is nil where a destroy would not be refused.
func readLock(ctx context.Context, private framework.PrivateReader, diags *diag.Diagnostics) *lock {
	return framework.ReadKey[lock](ctx, private, keyProtected, diags)
}
