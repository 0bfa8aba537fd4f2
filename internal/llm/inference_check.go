package llm

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

const (
	credentialOp = "get credential"
	invokeOp     = "invoke model"
)

// Inference is the portable half of asking models: what every platform is asked
// in the same way, and what none may tell. It is an [InferenceDriver] itself.
type Inference struct{ driver InferenceDriver }

// NewInference wraps a driver.
func NewInference(driver InferenceDriver) *Inference { return &Inference{driver: driver} }

// Credential refuses kinds and addresses that are none before the driver is asked.
func (i *Inference) Credential(ctx context.Context, to Endpoint, kind CredentialKind) (Credential, error) {
	if err := to.callable(credentialOp); err != nil {
		return Credential{}, err
	}
	if kind != "" && !slices.Contains(CredentialKinds(), kind) {
		return Credential{}, &Error{
			Op: credentialOp, Object: to.Model, Code: CodeInvalid, Field: FieldKind, Message: fmt.Sprintf("%q is no kind of credential", kind),
			Fix: "Write one of " + listKinds(CredentialKinds()) + ", or leave kind out.",
		}
	}
	return i.driver.Credential(ctx, to, kind)
}

// Invoke asks once. An answer that a guardrail kept back is an error, on every
// platform, and no error repeats the prompt.
func (i *Inference) Invoke(ctx context.Context, to Endpoint, question Question) (Answer, error) {
	if err := to.callable(invokeOp); err != nil {
		return Answer{}, err
	}
	if err := question.check(to.Model); err != nil {
		return Answer{}, err
	}
	answer, err := i.driver.Invoke(ctx, to, question)
	switch {
	case err != nil:
		return Answer{}, question.conceal(onTime(err))
	case answer.blocked():
		return Answer{}, Blocked(to.Model, answer.StopReason, answer.RequestID)
	}
	return answer, nil
}

// onTime says what helps where the answer took too long.
func onTime(err error) error {
	known, ok := errors.AsType[*Error](err)
	if !ok || known.Code != CodeTimeout {
		return err
	}
	told := *known
	told.Fix = "The model gave no answer in time. It was not asked again, since every try may be paid for. Allow more time with timeout, or ask for fewer tokens."
	return &told
}

// callable asks for a place, a model, and addresses that are plain https.
func (e Endpoint) callable(op string) error {
	invalid := func(message, fix string) error {
		return &Error{Op: op, Object: e.Model, Code: CodeInvalid, Field: FieldEndpoint, Message: message, Fix: fix}
	}
	if e.Model == "" || len(e.Auth.Resources) == 0 {
		return invalid("endpoint.model or endpoint.auth.resources is empty", wholeEndpointFix)
	}
	named := map[string]string{"openai": e.URLs.OpenAI, "anthropic": e.URLs.Anthropic, "converse": e.URLs.Converse}
	for protocol, address := range named {
		if reason := unfit(address); address != "" && reason != "" {
			return invalid(fmt.Sprintf("endpoint.urls.%s %s; it is not shown, since it may hold a secret", protocol, reason), wholeEndpointFix)
		}
	}
	if e.URLs == (URLs{}) {
		return invalid("endpoint.urls holds no address", "A deployment tells its addresses once it is there; what speaks no protocol of the endpoint cannot be called.")
	}
	return nil
}

const wholeEndpointFix = "Give the endpoint of an llm_deployment or llm_route as it is."

func (q Question) check(model string) error {
	if strings.TrimSpace(q.Prompt) == "" {
		return &Error{Op: invokeOp, Object: model, Code: CodeInvalid, Message: "the prompt is empty", Fix: "Write a prompt."}
	}
	if q.MaxTokens < 1 {
		return &Error{
			Op: invokeOp, Object: model, Code: CodeInvalid, Field: FieldMaxTokens,
			Message: fmt.Sprintf("an answer of at most %d tokens is asked for", q.MaxTokens), Fix: "Set max_tokens to 1 or more.",
		}
	}
	return nil
}

// blocked reports whether a guardrail or a content filter kept the answer back:
// Azure's word, and the two of Bedrock's Converse (service model of
// bedrock-runtime, 2026-08).
func (a Answer) blocked() bool {
	return slices.Contains([]string{"content_filter", "guardrail_intervened", "content_filtered"}, a.StopReason)
}

// Blocked is the error of a request, or of an answer, that a guardrail or a
// content filter stopped. Cloud is the platform's own word for it.
func Blocked(model, cloud, requestID string) *Error {
	return &Error{
		Op: invokeOp, Object: model, Code: CodeInvalid, Cloud: cloud, RequestID: requestID,
		Message: "the model can be reached, and a guardrail or content filter refused the request or its answer",
		Fix:     "Ask something harmless, or change the guardrail if it is to let this through.",
	}
}

// echoLength is how many bytes in a row a message may have in common with a prompt.
const echoLength = 16

// conceal takes out of an error what repeats the prompt: platforms quote what
// they refuse. The cause goes in any case, since libraries keep whole answers
// in theirs.
func (q Question) conceal(err error) error {
	known, ok := errors.AsType[*Error](err)
	if !ok {
		return &Error{Op: invokeOp, Code: CodeUnknown, Message: "the driver failed in a way of its own, which is not shown"}
	}
	told := *known
	if told.Message == "" {
		told.Message = told.text()
	}
	if echoes(told.Message, q.Prompt) {
		told.Message = "the platform's message repeats the prompt and is not shown"
	}
	told.Err = nil
	return &told
}

// echoes reports whether a message holds a part of the prompt, in any letters
// and with any spaces between the words.
func echoes(message, prompt string) bool {
	message, prompt = plainWords(message), plainWords(prompt)
	if len(prompt) <= echoLength {
		return len(prompt) >= shortestSecret && strings.Contains(message, prompt)
	}
	for at := range len(prompt) - echoLength + 1 {
		if strings.Contains(message, prompt[at:at+echoLength]) {
			return true
		}
	}
	return false
}

func plainWords(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

func listKinds(kinds []CredentialKind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}
