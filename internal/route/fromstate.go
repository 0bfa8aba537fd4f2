package route

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// fromState is the route as it was last observed: what a plan compares with,
// without asking anybody. It is the inverse of observe in everything that a
// comparison looks at.
func (m tfModel) fromState(data *framework.Data, routes *llm.Routes, id llm.ID) (*llm.Composite, diag.Diagnostics) {
	draft, diags := m.draft(data)
	r := framework.NewReader()
	have := &llm.Composite{
		ID:       id,
		Name:     m.Name.ValueString(),
		Place:    m.Gateway.ValueString(),
		Children: m.held(r, routes.Render(draft.Spec)),
		Endpoint: r.Endpoint("endpoint", m.Endpoint),
	}
	diags.Append(r.Diags...)
	return have, diags
}
