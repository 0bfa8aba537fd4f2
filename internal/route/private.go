package route

import (
	"context"
	"encoding/json"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// keyMade is the key of private state under which stands when the route was made.
const keyMade = "made"

type privateReader interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
}

type privateWriter interface {
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// readMade is the zero time where nothing was kept, as after an import.
func readMade(ctx context.Context, private privateReader, diags *diag.Diagnostics) time.Time {
	raw, d := private.GetKey(ctx, keyMade)
	diags.Append(d...)
	var made time.Time
	if len(raw) == 0 || json.Unmarshal(raw, &made) != nil {
		return time.Time{}
	}
	return made
}

func writeMade(ctx context.Context, private privateWriter, made time.Time, diags *diag.Diagnostics) {
	raw, err := json.Marshal(made.UTC().Truncate(time.Second))
	if err != nil {
		diags.AddError("Unwritable private state", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, keyMade, raw)...)
}
