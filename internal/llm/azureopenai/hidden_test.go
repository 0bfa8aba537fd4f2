package azureopenai

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestHidden_noErrorRepeatsIt(t *testing.T) {
	for name, tt := range map[string]struct {
		texts []string
		body  string
		gone  []string
		stays string
	}{
		"a word":                        {[]string{"canary"}, `{"error":{"code":"Bad","message":"the pattern 'canary' is bad"}}`, []string{"canary"}, "is bad"},
		"a word in other letters":       {[]string{"Canary"}, `{"error":{"code":"Bad","message":"the pattern 'cANARY' is bad"}}`, []string{"anary"}, llm.Digest("Canary")},
		"a word in a detail":            {[]string{"canary"}, `{"error":{"code":"Bad","message":"m","details":[{"code":"d","message":"canary again"}]}}`, []string{"canary"}, "again"},
		"a pattern that JSON escapes":   {[]string{`canary\d+"`}, `{"error":{"code":"Bad","message":"got {\"pattern\":\"canary\\\\d+\\\"\"}"}}`, []string{"canary"}, "pattern"},
		"a text with two spaces":        {[]string{"big  canary"}, `{"error":{"code":"Bad","message":"'big canary' is bad"}}`, []string{"canary"}, "is bad"},
		"one that begins another":       {[]string{"canary", "canary-bird"}, `{"error":{"code":"Bad","message":"canary-bird and canary"}}`, []string{"canary", "bird"}, " and "},
		"a short one":                   {[]string{"ox"}, `{"error":{"code":"Bad","message":"the ox is bad"}}`, []string{"ox"}, notShown},
		"a text in a page of a proxy's": {[]string{"canary"}, `<html>canary</html>`, []string{"canary"}, notShown},
		"what nobody knows of, there":   {nil, `<html>canary</html>`, []string{"canary"}, notShown},
	} {
		t.Run(name, func(t *testing.T) {
			h := &hidden{texts: tt.texts}
			resp := &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}}
			said := failure("write blocklist", "b", resp, h.refusal([]byte(tt.body))).Error()
			for _, text := range tt.gone {
				if strings.Contains(said, text) {
					t.Errorf("it says %q", said)
				}
			}
			if !strings.Contains(said, tt.stays) {
				t.Errorf("it says %q, without %q", said, tt.stays)
			}
		})
	}
}

func TestHidden_nilHidesNothing(t *testing.T) {
	var h *hidden
	body := []byte(`{"error":{"code":"Bad","message":"canary"}}`)
	if !bytes.Equal(h.refusal(body), body) || !bytes.Equal(h.excerpt(body), body) {
		t.Error("something is hidden")
	}
}

// An answer that breaks off in the middle is quoted in no error: it may be the words.
func TestHidden_cutAnswersAreNotQuoted(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	g.sb.Hook(cut(func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/raiBlocklistItems") }))
	_, err := g.all.Read(t.Context(), have.ID, namesOf(have))
	if err == nil || strings.Contains(err.Error(), "canary") || !strings.Contains(err.Error(), "not shown") {
		t.Errorf("it says %v", err)
	}
}

// cut breaks an answer off after its first half.
func cut(match func(*http.Request) bool) sandbox.Hook {
	return sandbox.Hook{Match: match, After: func(_ *http.Request, resp *http.Response) *http.Response {
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return sandbox.Lost()
		}
		body = body[:len(body)/2]
		resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
		return resp
	}}
}
