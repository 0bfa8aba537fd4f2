package acceptance_test

import (
	"bytes"
	"io"
	"net/http"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// conceals keeps a member of Azure's answers from whoever asks, under another
// name that says nothing.
func (w *world) conceals(member string) {
	w.t.Helper()
	hide := func(_ *http.Request, resp *http.Response) *http.Response {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return resp
		}
		_ = resp.Body.Close()
		body = bytes.ReplaceAll(body, []byte(`"`+member+`":{`), []byte(`"capabilities":{`))
		resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		resp.Header.Del("Content-Length")
		return resp
	}
	w.sb.Hook(sandbox.Hook{Match: sandbox.On("GET", "/deployments"), After: hide})
}
