package faults_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const (
	typeJSON = "application/json; charset=utf-8"
	typeHTML = "text/html; charset=utf-8"

	// A forward proxy's login page, shortened; nothing in it is anybody's API.
	loginPage = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form action=\"/login\">Your session has ended</form></body></html>"

	badGateway = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)

// refuse answers in the platform's own words: ARM's error body, or AWS's with the error's type in header and body.
func (x *exchange) refuse(status int, code, message string) *http.Response {
	if x.wire.platform == llm.Azure {
		return x.answer(status, typeJSON, encode(map[string]any{"error": map[string]string{"code": code, "message": message}}))
	}
	resp := x.answer(status, "application/json", encode(map[string]string{"__type": code, "message": message}))
	resp.Header.Set("X-Amzn-Errortype", code)
	return resp
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(text)
}

// altered is the cloud's answer with its JSON document changed.
func (x *exchange) altered(change func(document map[string]any)) (*http.Response, error) {
	resp, err := x.pass()
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var document map[string]any
	if json.Unmarshal(body, &document) == nil && resp.StatusCode < http.StatusMultipleChoices {
		change(document)
		body = []byte(encode(document))
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Del("Content-Length")
	return resp, nil
}

// items are what a list's page holds; nil where the document is no list.
func items(document map[string]any) []any {
	for key, value := range document {
		if found, ok := value.([]any); ok && listed(key) {
			return found
		}
	}
	return nil
}

// listed reports whether a page has its items under the key.
func listed(key string) bool {
	return strings.HasSuffix(key, "ummaries") || slices.Contains([]string{"value", "Quotas", "items", "gatewayRules", "rateLimits"}, key)
}

// each calls change with the document and every item of it, if it is a list.
func each(document map[string]any, change func(map[string]any)) {
	change(document)
	for _, item := range items(document) {
		if object, ok := item.(map[string]any); ok {
			change(object)
		}
	}
}

// cutBody ends in the middle, as a lost connection does.
type cutBody struct{ rest io.Reader }

// Read ends with an unexpected end.
func (b *cutBody) Read(p []byte) (int, error) {
	n, err := b.rest.Read(p)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func (b *cutBody) Close() error { return nil }

// endlessBody is JSON that never ends: a string of 17 MiB, then more.
type endlessBody struct{ begun bool }

// Read never ends.
func (b *endlessBody) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	if !b.begun {
		b.begun = true
		return copy(p, `{"value":[`), nil
	}
	return len(p), nil
}

func (b *endlessBody) Close() error { return nil }

// stalledBody sends its beginning and then nothing until the request is given up.
type stalledBody struct {
	begun bool
	req   *http.Request
}

// Read waits for the end of the request's context.
func (b *stalledBody) Read(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		return copy(p, `{"`), nil
	}
	<-b.req.Context().Done()
	return 0, b.req.Context().Err()
}

func (b *stalledBody) Close() error { return nil }
