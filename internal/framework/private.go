package framework

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// PrivateReader reads what a resource keeps beside the state, by key.
type PrivateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

// PrivateWriter writes it. A nil value removes the key.
type PrivateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// ReadKey is nil where nothing was kept, as after an import.
func ReadKey[T any](ctx context.Context, private PrivateReader, key string, diags *diag.Diagnostics) *T {
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

// WriteKey keeps a value under a key.
func WriteKey(ctx context.Context, private PrivateWriter, key string, value any, diags *diag.Diagnostics) {
	raw, err := json.Marshal(value)
	if err != nil {
		diags.AddError("Unwritable private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, key, raw)...)
}
