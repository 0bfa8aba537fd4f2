package amazonbedrock

import (
	"context"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// inference asks deployments through Bedrock's runtime, and routes through their AgentCore Gateways.
type inference struct{ platform *Platform }

var _ llm.InferenceDriver = (*inference)(nil)

// Inference returns the driver that asks models.
func (p *Platform) Inference() llm.InferenceDriver { return &inference{platform: p} }

const (
	credentialOp = "get credential"
	invokeOp     = "invoke model"
)

// Credential makes a short-term Bedrock API key for a deployment. The credentials of AWS themselves are not given out: who signs requests finds its
// own, and a gateway takes nothing else.
func (i *inference) Credential(ctx context.Context, to llm.Endpoint, kind llm.CredentialKind) (llm.Credential, error) {
	at, err := i.callee(ctx, credentialOp, to)
	if err != nil {
		return llm.Credential{}, err
	}
	if at.isRoute() {
		return llm.Credential{}, at.invalid(credentialOp, llm.FieldEndpoint, "an AgentCore Gateway takes no key that could be given out",
			"Sign requests with SigV4 for the service "+gatewayService+", as the AWS SDKs do with the role of whatever runs the application.")
	}
	if kind != "" && kind != llm.BedrockAPIKey {
		return llm.Credential{}, at.invalid(credentialOp, llm.FieldKind, fmt.Sprintf("the endpoint does not take %s", kind),
			"It takes "+string(llm.BedrockAPIKey)+": write that, or leave kind out.")
	}
	return at.apiKey(ctx)
}

// Invoke sends one request, with the guardrail that the endpoint names.
func (i *inference) Invoke(ctx context.Context, to llm.Endpoint, question llm.Question) (llm.Answer, error) {
	at, err := i.callee(ctx, invokeOp, to)
	if err != nil {
		return llm.Answer{}, err
	}
	if at.isRoute() {
		return at.askGateway(ctx, question)
	}
	return at.converse(ctx, question)
}

func (at *callee) invalid(op string, field llm.Field, message, fix string) error {
	return &llm.Error{Op: op, Object: clip(at.to.Model), Code: llm.CodeInvalid, Field: field, Message: message, Fix: fix}
}

// invokeError is translate with the ways out that the runtime and the gateways have. It was tried once.
func (at *callee) invokeError(err error) error {
	told := *asError(invokeOp, clip(at.to.Model), withoutExcerpt(err))
	e := &told
	switch e.Code {
	case llm.CodeInvalid:
		if strings.Contains(e.Message, "model identifier is invalid") { // how the runtime says that there is none
			e.Code, e.Field, e.Fix = llm.CodeNotFound, llm.FieldEndpoint, goneFix
		}
	case llm.CodeNotFound:
		e.Field, e.Fix = llm.FieldEndpoint, goneFix
	case llm.CodeThrottled, llm.CodeQuota:
		e.Fix = "It was not tried again, since every try may be paid for. Try later, or ask for a higher quota of the model in Service Quotas."
	case llm.CodeUnavailable:
		e.Fix = "It was not tried again, since every try may be paid for. Try later."
	case llm.CodeDenied:
		e.Fix = "Allow " + at.action() + " on " + strings.Join(at.to.Auth.Resources, ", ") + " to these credentials."
	}
	return e
}

const goneFix = "A deployment or route that was just made may need some minutes until it answers. If it is older, it is gone: plan to see."

// action is what a policy has to allow.
func (at *callee) action() string {
	if at.isRoute() {
		return "bedrock-agentcore:InvokeGateway"
	}
	return "bedrock:InvokeModel"
}
