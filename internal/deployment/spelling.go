package deployment

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// spelled is a deployment with its id and name in the letters in which they are
// known already. Azure may answer them in others at any time, which moves
// nothing; an import, which knows no name yet, takes what is answered.
func (m tfModel) spelled(have *llm.Deployment) *llm.Deployment {
	id, name := m.ID.ValueString(), m.Name.ValueString()
	if llm.Platform(m.Platform.ValueString()) != llm.Azure || !strings.EqualFold(name, have.Name) {
		return have
	}
	same := *have
	same.Name = name
	if strings.EqualFold(id, have.ID.Value) {
		same.ID.Value = id
	}
	if same.Endpoint.Model == have.Name {
		same.Endpoint.Model = name
	}
	return &same
}
