package provider

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// closedInference asks nothing and lends nothing.
type closedInference struct{ reason reason }

// Credential fails.
func (c closedInference) Credential(_ context.Context, to llm.Endpoint, _ llm.CredentialKind) (llm.Credential, error) {
	return llm.Credential{}, c.reason.refuse("get credential", to.Model)
}

// Invoke fails.
func (c closedInference) Invoke(_ context.Context, to llm.Endpoint, _ llm.Question) (llm.Answer, error) {
	return llm.Answer{}, c.reason.refuse("invoke model", to.Model)
}

var _ llm.InferenceDriver = closedInference{}
