package azureopenai

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/chat"
)

// ask sends the question once, outside of the pipeline that repeats requests to
// Resource Manager: an answer that was lost may have been paid for.
func (at *callee) ask(ctx context.Context, credential llm.Credential, question llm.Question) (llm.Answer, error) {
	protocol := chat.Of(at.to)
	if protocol == nil {
		return llm.Answer{}, &llm.Error{
			Op: invokeOp, Object: at.to.Model, Code: llm.CodeInvalid, Field: llm.FieldEndpoint, Message: "the endpoint speaks neither OpenAI's nor Anthropic's protocol",
			Fix: "Only deployments that answer chat requests can be invoked.",
		}
	}
	req, err := protocol.Request(ctx, question)
	if err != nil {
		return llm.Answer{}, &llm.Error{Op: invokeOp, Object: at.to.Model, Code: llm.CodeInvalid, Message: err.Error()}
	}
	req.Header.Set(credential.Header, credential.Prefix+credential.Value)
	begun := time.Now()
	resp, body, err := at.send(req) //nolint:bodyclose // it is read and closed there
	if err != nil {
		return llm.Answer{}, err
	}
	latency := time.Since(begun)
	if resp.StatusCode != http.StatusOK {
		return llm.Answer{}, at.refusal(resp, body)
	}
	answer, err := protocol.Answer(body)
	if err != nil {
		return llm.Answer{}, at.strange(resp, err)
	}
	answer.Latency, answer.RequestID = latency, modelRequestID(resp)
	return answer, nil
}

// send sends a request and reads the answer whole. The transport follows no redirect.
func (at *callee) send(req *http.Request) (*http.Response, []byte, error) {
	resp, err := at.c.transport.Do(req)
	if err != nil {
		return nil, nil, unsent(invokeOp, at.to.Model, err)
	}
	body, err := chat.Read(resp)
	if errors.Is(err, chat.ErrTooLarge) {
		return nil, nil, at.strange(resp, err)
	}
	if err != nil {
		return nil, nil, unsent(invokeOp, at.to.Model, err)
	}
	return resp, body, nil
}

// strange is of an answer that is none. Nothing of it is shown.
func (at *callee) strange(resp *http.Response, err error) error {
	return &llm.Error{
		Op: invokeOp, Object: at.to.Model, Code: llm.CodeProtocol, Status: resp.StatusCode, RequestID: modelRequestID(resp), Message: err.Error(),
		Fix: "Look whether a proxy or a login page answers in place of " + host(resp) + ".",
	}
}
