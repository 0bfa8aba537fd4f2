package route

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Draft is what the configuration or plan asks for, and which of it is not known
// yet. It is the way out of Terraform; WithArguments is the way back.
func (m tfModel) Draft(data *framework.Data) (llm.RouteDraft, diag.Diagnostics) {
	r := framework.NewReader()
	spec := llm.RouteSpec{
		Name:            r.String(llm.FieldName, m.Name),
		Gateway:         r.String(llm.FieldGateway, m.Gateway),
		Targets:         m.targets(r),
		Fallbacks:       m.fallbacks(r),
		FallbackOn:      m.triggers(r),
		CircuitBreaker:  m.CircuitBreaker.IsNull() || r.Bool(llm.FieldCircuitBreaker, m.CircuitBreaker),
		TokensPerMinute: m.tokens(r),
		Priority:        r.Int(llm.FieldPriority, m.Priority),
		Requires:        r.Supports(llm.FieldRequires, m.Requires),
		Policy:          data.Policy(m.DriftPolicy),
	}
	r.StringMap(llm.FieldDriftPolicy, m.DriftPolicy) // for what is unknown in it
	return llm.RouteDraft{Spec: spec, Unknown: r.Unknown}, r.Diags
}

func (m tfModel) targets(r *framework.Reader) map[string]llm.RouteTarget {
	r.Note(llm.FieldTargets, m.Targets)
	targets := make(map[string]llm.RouteTarget, len(m.Targets.Elements()))
	for key, element := range m.Targets.Elements() {
		at := func(argument string) llm.Field { return llm.FieldTarget(key, argument) }
		var t tfTarget
		readPlace(r, at, element, &t)
		target := t.fallback().read(r, at)
		target.Weight = t.weight(r, at)
		targets[key] = target
	}
	return targets
}

func (m tfModel) fallbacks(r *framework.Reader) []llm.RouteTarget {
	r.Note(llm.FieldFallbacks, m.Fallbacks)
	var fallbacks []llm.RouteTarget
	for i, element := range m.Fallbacks.Elements() {
		at := func(argument string) llm.Field { return llm.FieldFallback(i, argument) }
		var f tfFallback
		readPlace(r, at, element, &f)
		fallbacks = append(fallbacks, f.read(r, at))
	}
	return fallbacks
}

// readPlace takes a target or fallback apart. One that is unknown as a whole is
// unknown in all that it could hold.
func readPlace(r *framework.Reader, at func(argument string) llm.Field, element attr.Value, into any) {
	object, _ := element.(types.Object)
	for _, argument := range []string{"weight", "credential"} {
		r.Note(at(argument), object)
	}
	r.Object(at("endpoint"), object, into)
}

func (t tfTarget) fallback() tfFallback { return tfFallback{t.Endpoint, t.Credential, t.Supports} }

func (t tfTarget) weight(r *framework.Reader, at func(argument string) llm.Field) int64 {
	r.Note(at("weight"), t.Weight)
	return t.Weight.ValueInt64()
}

// read reads all but the weight. What the model takes is unknown where the
// override is: the endpoint is not judged before.
func (f tfFallback) read(r *framework.Reader, at func(argument string) llm.Field) llm.RouteTarget {
	return llm.RouteTarget{
		Endpoint:   r.Endpoint(at("endpoint"), f.Endpoint),
		Credential: r.String(at("credential"), f.Credential),
		Supports:   r.Supports(at("endpoint"), f.Supports),
	}
}

// triggers have their defaults one by one.
func (m tfModel) triggers(r *framework.Reader) llm.Triggers {
	var t tfTriggers
	r.Object(llm.FieldFallbackOn, m.FallbackOn, &t)
	triggers := llm.DefaultTriggers()
	if !t.Statuses.IsNull() {
		triggers.Statuses = r.Strings(llm.FieldStatuses, t.Statuses.Elements(), t.Statuses)
	}
	if !t.ConnectionError.IsNull() {
		triggers.ConnectionError = r.Bool(llm.FieldConnection, t.ConnectionError)
	}
	timeout, err := time.ParseDuration(r.String(llm.FieldFirstByte, t.FirstByteTimeout))
	if err == nil { // what is no duration is told by its validator
		triggers.FirstByteTimeout = timeout
	}
	return triggers
}

func (m tfModel) tokens(r *framework.Reader) *int64 {
	var limit tfRateLimit
	r.Object(llm.FieldRateLimit, m.RateLimit, &limit)
	return r.Int(llm.FieldRateTokens, limit.TokensPerMinute)
}
