package azureopenai

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// armError is the body of a refused request.
type armError struct {
	Code    string     `json:"code"`
	Message string     `json:"message"`
	Details []armError `json:"details"`
}

type armErrorBody struct {
	Error armError `json:"error"`
}

// parseError reads an ARM error; false where the body is something else.
func parseError(body []byte) (armError, bool) {
	var b armErrorBody
	if json.Unmarshal(body, &b) != nil || b.Error.Code == "" {
		return armError{}, false
	}
	return b.Error, true
}

// text is the message with those of the details that add to it.
func (e armError) text() string {
	parts := []string{e.Message}
	for _, d := range e.Details {
		if d.Message != "" && !strings.Contains(e.Message, d.Message) {
			parts = append(parts, d.Message)
		}
	}
	return oneLine(strings.Join(parts, " "), messageLimit)
}

// failure says what an answer that is not a success means.
func failure(op, object string, resp *http.Response, body []byte) *llm.Error {
	arm, ok := parseError(body)
	if !ok {
		return unreadable(op, object, resp, body)
	}
	meaning := meaningOf(resp.StatusCode, arm)
	if resp.Header.Get(lostHeader) != "" && meaning.code != llm.CodeNotFound && meaning.code != llm.CodeUnavailable {
		meaning.code = llm.CodeUnknown // of the whole: the attempt before may have succeeded
	}
	return &llm.Error{
		Op: op, Object: object, Code: meaning.code, Cloud: oneLine(arm.Code, excerptLimit), Status: resp.StatusCode,
		RequestID: requestID(resp), Message: arm.text(), Field: meaning.field, Fix: meaning.fix,
	}
}

// unreadable is for a body that is not ARM's: a proxy's page, a login page, a
// cut answer. Only 401, 403, 429 and 5xx mean something without a body.
func unreadable(op, object string, resp *http.Response, body []byte) *llm.Error {
	code := llm.CodeProtocol
	if bare := meaningOf(resp.StatusCode, armError{}).code; strings.TrimSpace(string(body)) == "" && bare != llm.CodeNotFound {
		code = bare
	}
	contentType := cmp.Or(resp.Header.Get("Content-Type"), "none")
	return &llm.Error{
		Op: op, Object: object, Code: code, Status: resp.StatusCode, RequestID: requestID(resp),
		Message: fmt.Sprintf("%s answered with content type %s and a body that is not Azure Resource Manager's: %q",
			host(resp), oneLine(contentType, excerptLimit), oneLine(string(body), excerptLimit)),
		Fix: "Look whether a proxy or a login page answers in place of Azure Resource Manager, and whether the configured endpoint is right.",
	}
}

func host(resp *http.Response) string {
	if resp.Request == nil || resp.Request.URL == nil {
		return "the server"
	}
	return resp.Request.URL.Host
}

func requestID(resp *http.Response) string {
	id := cmp.Or(resp.Header.Get("x-ms-request-id"), resp.Header.Get("x-ms-correlation-request-id"))
	return oneLine(id, excerptLimit)
}

// unsent says what it means that no answer came.
func unsent(op, object string, err error) error {
	if known, ok := errors.AsType[*llm.Error](err); ok {
		told := *known
		told.Op, told.Object = op, object
		return &told
	}
	code, fix := llm.CodeUnavailable, ""
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		code = llm.CodeTimeout
	case errors.Is(err, context.Canceled):
		code = llm.CodeCancelled
	case isCredentialError(err):
		code = llm.CodeUnauthenticated
	case errors.Is(err, errTooLarge):
		code = llm.CodeProtocol
	}
	return &llm.Error{Op: op, Object: object, Code: code, Message: oneLine(err.Error(), messageLimit), Fix: fix, Err: err}
}
