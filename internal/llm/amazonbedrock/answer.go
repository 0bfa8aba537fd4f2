package amazonbedrock

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// strangeError is an answer that is not the service's own: the page of a proxy, a document that is cut. The SDK never
// sees one: its decoder of Service Quotas reads a cut list for ever (smithy-go 1.28.8), and an empty list of the others
// would mean that nothing is there.
type strangeError struct {
	status  int
	header  http.Header
	host    string
	excerpt string
	err     error // why it was not read to its end; nil: it was
}

// Unwrap gives why it was not read to its end.
func (s *strangeError) Unwrap() error { return s.err }

// Error shows what came instead.
func (s *strangeError) Error() string {
	kind := s.header.Get("Content-Type")
	if kind == "" {
		kind = "none"
	}
	if s.err != nil {
		return fmt.Sprintf("%s: %s", s.host, s.err)
	}
	return fmt.Sprintf("%s answered with content type %s and a body that is not the service's: %q", s.host, oneLine(kind), s.excerpt)
}

// asError says so of an operation.
func (s *strangeError) asError(op, object string) *llm.Error {
	return &llm.Error{
		Op: op, Object: object, Code: llm.CodeProtocol, Status: s.status, RequestID: oneLine(requestIDOf(s.header)), Message: s.Error(), Err: s,
		Fix: "Look whether a proxy or a login page stands between this machine and AWS, and whether the endpoint is the right one.",
	}
}

func requestIDOf(h http.Header) string { return h.Get("X-Amzn-Requestid") }

// whole reads an answer to its end and hands it on if it is a JSON object, or empty where the service says nothing.
func whole(resp *http.Response, host string) (*http.Response, error) {
	body, err := io.ReadAll(&limitedBody{ReadCloser: resp.Body, left: maxAnswer})
	_ = resp.Body.Close() // it was read
	if errors.Is(err, errAnswerTooLong) {
		return nil, &strangeError{status: http.StatusOK, header: resp.Header, host: host, err: err}
	}
	if err != nil {
		return nil, err
	}
	text := bytes.TrimSpace(body)
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
	case len(text) == 0 && mayBeEmpty(resp):
		body = []byte("{}")
	case !bytes.HasPrefix(text, []byte("{")) || !json.Valid(text):
		return nil, &strangeError{status: resp.StatusCode, header: resp.Header, host: host, excerpt: clip(oneLine(string(text)))}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return resp, nil
}

// mayBeEmpty reports whether an answer without a body says all there is to say: a refusal by its status, and the end of
// what returns nothing.
func mayBeEmpty(resp *http.Response) bool {
	r := resp.Request
	if resp.StatusCode >= http.StatusBadRequest || r.Method == http.MethodDelete || r.Method == http.MethodPatch {
		return true
	}
	return strings.HasSuffix(r.URL.Path, "/tagResource") || strings.HasSuffix(r.URL.Path, "/untagResource")
}
