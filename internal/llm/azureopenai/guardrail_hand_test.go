package azureopenai

import (
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onHand is the same sandbox for another test to change by hand.
func (g *guarded) onHand(t *testing.T) *guarded {
	t.Helper()
	other := *g
	other.T = t
	return &other
}

// do changes something behind the provider's back. The path is an ARM id, with
// what is below it.
func (g *guarded) do(method, path, body string) {
	g.Helper()
	if status, answer := g.sb.Do(method, path, body); status >= http.StatusBadRequest {
		g.Fatalf("%s %s: %d %s", method, path, status, answer)
	}
}

// get reads an object as it is.
func (g *guarded) get(path string, into any) {
	g.Helper()
	status, answer := g.sb.Do(http.MethodGet, path, "")
	if err := json.Unmarshal([]byte(answer), into); err != nil || status != http.StatusOK {
		g.Fatalf("get %s: %d %s", path, status, answer)
	}
}

func (g *guarded) policy(id llm.ID) wireRaiPolicy {
	g.Helper()
	var p wireRaiPolicy
	g.get(id.Value, &p)
	if p.Tags == nil {
		p.Tags = map[string]string{}
	}
	return p
}

func (g *guarded) putPolicy(id llm.ID, p wireRaiPolicy) {
	g.Helper()
	p.ID, p.Name, p.Properties.Type = "", "", ""
	text, err := json.Marshal(map[string]any{"properties": p.Properties, "tags": p.Tags})
	if err != nil {
		g.Fatal(err)
	}
	g.do(http.MethodPut, id.Value, string(text))
}

// bodies collects what is sent in writes of paths with the segment from here on.
func (g *guarded) bodies(segment string) *[]string {
	sent := &[]string{}
	g.sb.Hook(sandbox.Hook{Match: isWriteOf(segment), After: func(r *http.Request, resp *http.Response) *http.Response {
		if body, err := r.GetBody(); err == nil {
			text, _ := io.ReadAll(body)
			*sent = append(*sent, string(text))
		}
		return resp
	}})
	return sent
}
