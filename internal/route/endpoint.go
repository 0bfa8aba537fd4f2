package route

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// WithResults takes over what clients call. What is left of a route does not tell
// which protocols it speaks: then it stays as it was known.
func (m tfModel) WithResults(look composite.Look[llm.RouteSpec], before tfModel) (tfModel, diag.Diagnostics) {
	draft, diags := m.Draft(look.Data)
	endpoint := look.Have.Endpoint
	if !look.Complete && !before.Endpoint.IsNull() && !before.Endpoint.IsUnknown() {
		endpoint = framework.NewReader().Endpoint("endpoint", before.Endpoint)
	}
	endpoint.Supports = draft.Spec.Supports()
	m.Endpoint = framework.Endpoint(endpoint)
	return m, diags
}

// Settled keeps the endpoint unless another protocol is spoken now. What the
// model name can be relied on for follows from the arguments alone. What
// endpoints have learned since is no change by itself.
func (m tfModel) Settled(p *planning) tfModel {
	m.Endpoint = types.ObjectUnknown(framework.EndpointType())
	if p.Change.Action == llm.Replace || len(p.Draft.Unknown) > 0 || p.Prior.Endpoint.IsNull() {
		return m
	}
	r := framework.NewReader()
	before := llm.RouteSpec{Targets: p.Prior.targets(r), Fallbacks: p.Prior.fallbacks(r)}
	if !slices.Equal(before.Protocols(), p.Draft.Spec.Protocols()) {
		return m
	}
	endpoint := r.Endpoint("endpoint", p.Prior.Endpoint)
	endpoint.Supports = p.Draft.Spec.Supports()
	m.Endpoint = framework.Endpoint(endpoint)
	return m.unlessLearned(p.Prior)
}

// Filled takes the endpoint over where the plan left it open.
func (m tfModel) Filled(observed tfModel) tfModel {
	m.Endpoint = framework.Known(m.Endpoint, observed.Endpoint)
	return m
}

// Recall adds what state says of a route beside its children.
func (m tfModel) Recall(have *llm.Composite, r *framework.Reader) {
	have.Name, have.Place = m.Name.ValueString(), m.Gateway.ValueString()
	have.Endpoint = r.Endpoint("endpoint", m.Endpoint)
}
