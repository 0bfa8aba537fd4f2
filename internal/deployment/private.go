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

	// keyProtected is present while a destroy would be refused. Seen beside a
	// null prior state it tells that a replacement is about to make a second
	// object before it fails to destroy the first.
	keyProtected = "protected"
)

type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// readChoice is nil where nothing was kept, as after an import.
func readChoice(ctx context.Context, private privateReader, diags *diag.Diagnostics) *llm.Choice {
	raw, d := private.GetKey(ctx, keyChoice)
	diags.Append(d...)
	if len(raw) == 0 {
		return nil
	}
	choice := &llm.Choice{}
	if err := json.Unmarshal(raw, choice); err != nil {
		diags.AddError("Unreadable private state",
			"What this provider kept beside the state cannot be read: "+err.Error()+
				".\n\nRemove the resource from state and import it again.")
		return nil
	}
	return choice
}

func writePrivate(ctx context.Context, private privateWriter, choice *llm.Choice, protected bool, diags *diag.Diagnostics) {
	if choice != nil {
		raw, err := json.Marshal(choice)
		if err != nil {
			diags.AddError("Unwritable private state", err.Error())
			return
		}
		diags.Append(private.SetKey(ctx, keyChoice, raw)...)
	}
	var mark []byte // nil removes the key
	if protected {
		mark = []byte("true")
	}
	diags.Append(private.SetKey(ctx, keyProtected, mark)...)
}

func isProtected(ctx context.Context, private privateReader, diags *diag.Diagnostics) bool {
	raw, d := private.GetKey(ctx, keyProtected)
	diags.Append(d...)
	return len(raw) > 0
}
