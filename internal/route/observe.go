package route

import (
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// WithArguments takes over what differs between what the arguments meant, as the
// children would tell it, and what the children tell.
func (m tfModel) WithArguments(_ *framework.Data, meant, seen llm.RouteSpec) (tfModel, diag.Diagnostics) {
	r := framework.NewReader()
	m.Targets = observeTargets(r, m.Targets, meant.Targets, seen.Targets)
	m.Fallbacks = observeFallbacks(r, m.Fallbacks, meant.Fallbacks, seen.Fallbacks)
	m.FallbackOn = observeTriggers(r, m.FallbackOn, meant.FallbackOn, seen.FallbackOn)
	m.CircuitBreaker = framework.Kept(m.CircuitBreaker, meant.CircuitBreaker == seen.CircuitBreaker, types.BoolValue(seen.CircuitBreaker))
	m.RateLimit = framework.Kept(m.RateLimit, same(meant.TokensPerMinute, seen.TokensPerMinute), rateLimit(seen.TokensPerMinute))
	m.Priority = framework.Kept(m.Priority, same(meant.Priority, seen.Priority), types.Int64PointerValue(seen.Priority))
	return m, r.Diags
}

func same(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

func rateLimit(tokens *int64) types.Object {
	if tokens == nil {
		return types.ObjectNull(rateLimitType())
	}
	return types.ObjectValueMust(rateLimitType(), map[string]attr.Value{"tokens_per_minute": types.Int64Value(*tokens)})
}

// observeTriggers overlays them one by one. A group that was not written appears
// only where something is not its default.
func observeTriggers(r *framework.Reader, written types.Object, meant, seen llm.Triggers) types.Object {
	var t tfTriggers
	r.Object(llm.FieldFallbackOn, written, &t)
	statuses := slices.Equal(meant.Statuses, seen.Statuses)
	if statuses && meant.ConnectionError == seen.ConnectionError && meant.FirstByteTimeout == seen.FirstByteTimeout {
		return written
	}
	if t.Statuses.IsNull() {
		t.Statuses = types.SetNull(types.StringType)
	}
	if !statuses {
		t.Statuses = types.SetValueMust(types.StringType, framework.List(seen.Statuses).Elements())
	}
	t.ConnectionError = framework.Kept(t.ConnectionError, meant.ConnectionError == seen.ConnectionError, types.BoolValue(seen.ConnectionError))
	t.FirstByteTimeout = framework.Kept(t.FirstByteTimeout, meant.FirstByteTimeout == seen.FirstByteTimeout, duration(seen.FirstByteTimeout))
	return types.ObjectValueMust(triggersType(), map[string]attr.Value{
		"statuses": t.Statuses, "connection_error": t.ConnectionError, "first_byte_timeout": t.FirstByteTimeout,
	})
}

// duration is null for none.
func duration(d time.Duration) types.String {
	if d == 0 {
		return types.StringNull()
	}
	return types.StringValue(d.String())
}
