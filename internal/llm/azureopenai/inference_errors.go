package azureopenai

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/chat"
)

// refusal says what an answer that is not a success means.
func (at *callee) refusal(resp *http.Response, body []byte) error {
	told, ok := chat.ReadRefusal(body)
	if !ok && len(body) > 0 {
		return at.strange(resp, errors.New("what answered is neither the model nor its gateway; its body is not shown"))
	}
	id := modelRequestID(resp)
	if isFiltered(told) {
		return llm.Blocked(at.to.Model, cmp.Or(told.Code, told.Inner), id)
	}
	meaning := at.meaning(resp.StatusCode, told)
	return &llm.Error{
		Op: invokeOp, Object: at.to.Model, Code: meaning.code, Cloud: oneLine(told.Code, excerptLimit), Status: resp.StatusCode, RequestID: id,
		Message: oneLine(told.Message, messageLimit), Field: meaning.field, Fix: meaning.fix,
	}
}

// isFiltered tells a prompt that the content filter stopped: code and inner code
// are documented with the content filter (2026-11).
func isFiltered(told chat.Refusal) bool {
	return told.Code == "content_filter" || told.Inner == "ResponsibleAIPolicyViolation"
}

func (at *callee) meaning(status int, told chat.Refusal) meaning {
	switch status {
	case http.StatusUnauthorized:
		return at.unauthorized(told)
	case http.StatusForbidden:
		return meaning{code: llm.CodeDenied, fix: "Run it from a network that the account lets in, and grant the identity the role " + at.role() + "."}
	case http.StatusNotFound:
		return meaning{llm.CodeNotFound, llm.FieldEndpoint, "A deployment or route that was just made may need some minutes until it answers. If it is older, it is gone: plan to see."}
	case http.StatusGone:
		return meaning{llm.CodeNotFound, llm.FieldEndpoint, "The model has retired. Choose another model for the deployment."}
	case http.StatusLocked:
		return meaning{llm.CodeLocked, llm.FieldEndpoint, "The deployment is paused. Set azure.paused to false and apply."}
	case http.StatusTooManyRequests:
		return meaning{code: llm.CodeThrottled, fix: "It was not tried again, since every try may be paid for. Try later, or raise throughput.tokens_per_minute."}
	}
	m := byStatus(status)
	if m.code == llm.CodeUnavailable {
		m.fix = "It was not tried again, since every try may be paid for. Try later."
	}
	return m
}

// unauthorized tells an identity without a role from no valid credential.
func (at *callee) unauthorized(told chat.Refusal) meaning {
	if strings.EqualFold(told.Code, "PermissionDenied") {
		return meaning{code: llm.CodeDenied, fix: "Grant the identity the role " + at.role() + ". It takes some minutes until a grant is in force."}
	}
	return meaning{code: llm.CodeUnauthenticated, fix: "Check that the credential is of this tenant and, for a route, that the subscription is active."}
}

// role is what lets an identity ask the model.
func (at *callee) role() string {
	switch {
	case at.account == nil:
		return "that the gateway's own policies ask for"
	case at.to.URLs.OpenAI == "":
		return "Cognitive Services User on " + at.account.id.String()
	}
	return "Cognitive Services OpenAI User on " + at.account.id.String()
}

// modelRequestID is what Microsoft's support asks for, of a model or of its gateway.
func modelRequestID(resp *http.Response) string {
	return oneLine(cmp.Or(resp.Header.Get("apim-request-id"), resp.Header.Get("x-request-id"), requestID(resp)), excerptLimit)
}
