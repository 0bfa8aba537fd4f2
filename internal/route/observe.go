package route

import (
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// observation is everything that a read has found out.
type observation struct {
	have  *llm.Composite // as the policy shows it
	real  *llm.Composite // as it is
	drift []llm.Drift
}

// observe is the state that an observation makes of what was known before. An
// argument that means the same stays as it was written; one that the children
// contradict becomes what they say. It is the way back of draft.
func (m tfModel) observe(data *framework.Data, routes *llm.Routes, o observation) (tfModel, diag.Diagnostics) {
	before, diags := m.draft(data)
	wanted := routes.Render(before.Spec)
	s := m
	s.ID = framework.Kept(m.ID, strings.EqualFold(m.ID.ValueString(), o.have.ID.Value), framework.Text(o.have.ID.Value))
	if complete(o.have, wanted) {
		known, d := s.withArguments(routes.Decode(wanted), routes.Decode(o.have.Children))
		diags.Append(d...)
		s = known
	}
	after, d := s.draft(data)
	diags.Append(d...)
	phase, reason := o.real.Health()
	s.Endpoint = m.endpoint(o.have, wanted, after.Spec.Supports())
	s.Health = framework.Health(phase, reason)
	s.Drift = framework.Drift(o.drift)
	s.Children = children(o.have.Children)
	return s, diags
}

// endpoint is what clients call. What is left of a route does not tell which
// protocols it speaks: then it stays as it was known.
func (m tfModel) endpoint(have *llm.Composite, wanted []llm.Child, supports llm.Supports) types.Object {
	endpoint := have.Endpoint
	if !complete(have, wanted) && !m.Endpoint.IsNull() && !m.Endpoint.IsUnknown() {
		endpoint = framework.NewReader().Endpoint("endpoint", m.Endpoint)
	}
	endpoint.Supports = supports
	return framework.Endpoint(endpoint)
}

// complete reports whether all that was asked for is there. What is left of a
// route does not tell its arguments: which child is missing tells more.
func complete(have *llm.Composite, wanted []llm.Child) bool {
	return !slices.ContainsFunc(wanted, func(c llm.Child) bool { return have.Child(c.Name) == nil })
}

// withArguments takes over what differs between what the arguments meant, as the
// children would tell it, and what the children tell.
func (m tfModel) withArguments(meant, seen llm.RouteSpec) (tfModel, diag.Diagnostics) {
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
