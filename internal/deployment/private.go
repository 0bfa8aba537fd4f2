package deployment

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"

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

type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// readChoice is nil where nothing was kept, as after an import.
func readChoice(ctx context.Context, private privateReader, diags *diag.Diagnostics) *llm.Choice {
	return readKey[llm.Choice](ctx, private, keyChoice, diags)
}

func readKey[T any](ctx context.Context, private privateReader, key string, diags *diag.Diagnostics) *T {
	raw, d := private.GetKey(ctx, key)
	diags.Append(d...)
	if len(raw) == 0 {
		return nil
	}
	value := new(T)
	if err := json.Unmarshal(raw, value); err != nil {
		diags.AddError("Unreadable private state",
			"What this provider kept beside the state cannot be read: "+err.Error()+
				".\n\nRemove the resource from state and import it again.")
		return nil
	}
	return value
}

// writePrivate keeps what was decided, and the lock; nil where there is none.
func writePrivate(ctx context.Context, private privateWriter, choice *llm.Choice, held *lock, diags *diag.Diagnostics) {
	if choice != nil {
		writeKey(ctx, private, keyChoice, choice, diags)
	}
	if held == nil {
		diags.Append(private.SetKey(ctx, keyProtected, nil)...) // nil removes the key
		return
	}
	writeKey(ctx, private, keyProtected, held, diags)
}

func writeKey(ctx context.Context, private privateWriter, key string, value any, diags *diag.Diagnostics) {
	raw, err := json.Marshal(value)
	if err != nil {
		diags.AddError("Unwritable private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, key, raw)...)
}

// markReplaced notes for the plan of the new object why the old one goes.
func markReplaced(ctx context.Context, private privateWriter, byDifference bool, diags *diag.Diagnostics) {
	if byDifference {
		writeKey(ctx, private, keyReplaced, true, diags)
		return
	}
	diags.Append(private.SetKey(ctx, keyReplaced, nil)...)
}

func isReplaced(ctx context.Context, private privateReader, diags *diag.Diagnostics) bool {
	return readKey[bool](ctx, private, keyReplaced, diags) != nil
}

// readLock is nil where a destroy would not be refused.
func readLock(ctx context.Context, private privateReader, diags *diag.Diagnostics) *lock {
	return readKey[lock](ctx, private, keyProtected, diags)
}
