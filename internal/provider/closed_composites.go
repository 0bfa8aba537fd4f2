package provider

import (
	"context"
	"iter"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// closedComposites does for what is made of children what closed does for
// deployments.
type closedComposites[S llm.CompositeSpec] struct {
	llm.CompositeDriver[S]

	noun   string
	reason reason
}

// Preflight has nothing to say: nothing can be looked at.
func (c closedComposites[S]) Preflight(context.Context, S) []llm.Problem { return nil }

// Get fails.
func (c closedComposites[S]) Get(_ context.Context, id llm.ID, _ []string) (*llm.Composite, error) {
	return nil, c.reason.refuse("read "+c.noun, id.Value)
}

// Put fails.
func (c closedComposites[S]) Put(_ context.Context, _ S, have *llm.Composite, _ string) (llm.ID, error) {
	return llm.ID{}, c.reason.refuse("write "+c.noun, have.Name)
}

// Remove fails.
func (c closedComposites[S]) Remove(_ context.Context, have *llm.Composite, _ string) error {
	return c.reason.refuse("delete "+c.noun, have.ID.Value)
}

// List yields the failure.
func (c closedComposites[S]) List(context.Context, llm.Filter) iter.Seq2[llm.ID, error] {
	return func(yield func(llm.ID, error) bool) { yield(llm.ID{}, c.reason.refuse("list "+c.noun+"s", "")) }
}

// closedRoutes tells whose a gateway is.
type closedRoutes struct {
	closedComposites[llm.RouteSpec]

	open llm.RouteDriver
}

func closeRoutes(open llm.RouteDriver, why reason) llm.RouteDriver {
	return closedRoutes{closedComposites[llm.RouteSpec]{open, "route", why}, open}
}

// Owns is pure.
func (c closedRoutes) Owns(gateway string) bool { return c.open.Owns(gateway) }

// closedGuardrails tells how a guardrail is named.
type closedGuardrails struct {
	closedComposites[llm.GuardrailSpec]

	open llm.GuardrailDriver
}

func closeGuardrails(open llm.GuardrailDriver, why reason) llm.GuardrailDriver {
	return closedGuardrails{closedComposites[llm.GuardrailSpec]{open, "guardrail", why}, open}
}

// Reference is pure.
func (c closedGuardrails) Reference(have *llm.Composite) (reference, version string) {
	return c.open.Reference(have)
}

// Published fails.
func (c closedGuardrails) Published(_ context.Context, reference string) (llm.AttachedGuardrail, error) {
	return llm.AttachedGuardrail{}, c.reason.refuse("find the published version of guardrail", reference)
}

func closeEnforcements(open llm.EnforcementDriver, why reason) llm.EnforcementDriver {
	if open == nil {
		return nil
	}
	return closedComposites[llm.EnforcementSpec]{open, "guardrail enforcement", why}
}
