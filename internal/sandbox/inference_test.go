package sandbox

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
)

// asked sends a request of the data plane in process, and returns what a client sees.
func asked(t *testing.T, sb *Sandbox, url, body string, header http.Header) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	noError(t, err)
	r.Header = header
	resp, err := sb.RoundTrip(r)
	noError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	noError(t, err)
	got := answer{status: resp.StatusCode, header: resp.Header, text: string(text)}
	if err := json.Unmarshal(text, &got.json); err != nil {
		t.Fatalf("%s is no JSON: %v", text, err)
	}
	return got
}

// carrying is a header with one credential in it.
func carrying(name, value string) http.Header {
	return http.Header{http.CanonicalHeaderKey(name): {value}}
}

func entraHeader() http.Header {
	token, _ := EntraToken("https://cognitiveservices.azure.com/.default")
	return carrying("Authorization", "Bearer "+token)
}

// said is the text of a chat's answer.
func (a answer) said() string {
	choices, _ := a.json["choices"].([]any)
	if len(choices) == 0 {
		return ""
	}
	return answer{json: choices[0].(map[string]any)}.at("message", "content")
}

// finished is why a chat's answer ends.
func (a answer) finished() string {
	choices, _ := a.json["choices"].([]any)
	if len(choices) == 0 {
		return ""
	}
	return answer{json: choices[0].(map[string]any)}.at("finish_reason")
}

// chatOf is a small chat with a model.
func chatOf(model, more string) string {
	return `{"model":"` + model + `","messages":[{"role":"user","content":"Say hello."}]` + more + `}`
}

func TestInference_whatIsNotThereIsToldInTheServicesForm(t *testing.T) {
	sb := New()
	for url, want := range map[string]struct {
		status int
		code   string
	}{
		"https://sandbox.openai.azure.com/openai/v1/nothing":                     {404, `"code":"404"`},
		"https://sandbox.openai.azure.com/openai/deployments/x/chat/completions": {404, `"code":"404"`},
		"https://bedrock-runtime.us-east-1.amazonaws.com/model/x/nothing":        {404, "UnknownOperationException"},
		"https://bedrock.us-east-1.amazonaws.com/model/x/converse":               {404, "UnknownOperationException"},
	} {
		header := entraHeader()
		if strings.Contains(url, "amazonaws") {
			header = carrying("Authorization", scoped("us-east-1", "bedrock"))
		}
		if got := asked(t, sb, url, "{}", header); got.status != want.status || !strings.Contains(got.text, want.code) {
			t.Errorf("%s answers %d %s", url, got.status, got.text)
		}
	}
}

func TestInference_theSameQuestionIsAnsweredTheSame(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	const url = "https://sandbox.openai.azure.com/openai/v1/chat/completions"
	first := asked(t, b.Sandbox, url, chatOf("chat", ""), entraHeader())
	second := asked(t, b.Sandbox, url, chatOf("chat", ""), entraHeader())
	other := asked(t, b.Sandbox, url, chatOf("chat", `,"seed":1`), entraHeader())
	if first.at("id") != second.at("id") || first.said() != second.said() {
		t.Errorf("two answers to one question: %s and %s", first.text, second.text)
	}
	if first.at("id") == other.at("id") {
		t.Error("two questions have one id")
	}
}
