package azureopenai

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// inference asks the deployments of accounts, and the routes of API Management
// services.
type inference struct{ p *Platform }

var _ llm.InferenceDriver = (*inference)(nil)

// Inference is the driver that asks models on Azure.
func (p *Platform) Inference() llm.InferenceDriver { return &inference{p: p} }

const (
	credentialOp = "get credential"
	invokeOp     = "invoke model"
)

// Credential gives out a token of Entra ID or a key of the account for a
// deployment, and the key of a subscription for a route.
func (i *inference) Credential(ctx context.Context, to llm.Endpoint, kind llm.CredentialKind) (llm.Credential, error) {
	at, err := i.callee(ctx, credentialOp, to)
	if err != nil {
		return llm.Credential{}, err
	}
	return at.credential(ctx, kind)
}

// Invoke sends one request.
func (i *inference) Invoke(ctx context.Context, to llm.Endpoint, question llm.Question) (llm.Answer, error) {
	at, err := i.callee(ctx, invokeOp, to)
	if err != nil {
		return llm.Answer{}, err
	}
	credential, err := at.credential(ctx, "")
	if err != nil {
		return llm.Answer{}, err
	}
	return at.ask(ctx, credential, question)
}
