package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

const (
	formatAnthropic = "Anthropic"
	// operationMessage is Create a Message of Anthropic's protocol.
	operationMessage = "messages"
)

// anthropicAsk is a request of Create a Message, as far as something depends on it.
type anthropicAsk struct {
	Model     string          `json:"model"`
	MaxTokens *int            `json:"max_tokens"`
	Messages  []openaiMessage `json:"messages"`
	System    json.RawMessage `json:"system"`
	Stream    bool            `json:"stream"`
}

// messageParameters are the members of Create a Message (anthropic-sdk-python, 2026-08).
func messageParameters() []string {
	return []string{
		"cache_control", "container", "context_management", "max_tokens", "mcp_servers", "messages", "metadata", "model", "output_config",
		"output_format", "service_tier", "stop_sequences", "stream", "system", "temperature", "thinking", "tool_choice", "tools", "top_k", "top_p",
	}
}

// anthropicError is an error in Anthropic's form.
func anthropicError(status int, kind, format string, args ...any) reply {
	return jsonReply(status, map[string]any{
		"type": "error", "error": map[string]string{"type": kind, "message": fmt.Sprintf(format, args...)},
	})
}

// accountMessage answers a Claude deployment. What the front end refuses has OpenAI's form [reported], what the model's
// own API refuses Anthropic's.
func accountMessage(st *state, r *request) reply {
	a, refusal := st.openAccount(r)
	if refusal != nil {
		return refusal.reply()
	}
	if r.header.Get("Anthropic-Version") == "" {
		return anthropicError(http.StatusBadRequest, invalidRequest, "anthropic-version: header is required")
	}
	ask, prompt, wrong := readMessage(r.body)
	if wrong != "" {
		return anthropicError(http.StatusBadRequest, invalidRequest, "%s", wrong)
	}
	d, refusal := st.serving(a, ask.Model, operationMessage, r.now)
	if refusal != nil {
		return refusal.reply()
	}
	if list := d.blocked(sourcePrompt, prompt, r.now); list != "" {
		return filteredPrompt(list).reply()
	}
	return accountReply(a, standInAnswer("deployment "+d.Name, prompt, *ask.MaxTokens).message(r, d.Model.Name))
}

// readMessage reads a request and everything that it says; wrong tells what the API refuses.
func readMessage(body []byte) (ask *anthropicAsk, prompt, wrong string) {
	var members map[string]json.RawMessage
	ask = &anthropicAsk{}
	if json.Unmarshal(body, &members) != nil || members == nil {
		return nil, "", "The request body is not valid JSON."
	}
	for _, name := range sortedKeys(members) {
		if !slices.Contains(messageParameters(), name) {
			return nil, "", name + ": Extra inputs are not permitted"
		}
	}
	if err := json.Unmarshal(body, ask); err != nil {
		return nil, "", "Invalid type in the request: " + err.Error()
	}
	switch {
	case ask.Model == "":
		return nil, "", "model: Field required"
	case ask.MaxTokens == nil:
		return nil, "", "max_tokens: Field required"
	case *ask.MaxTokens < 1:
		return nil, "", "max_tokens: Input should be greater than or equal to 1"
	case len(ask.Messages) == 0:
		return nil, "", "messages: at least one message is required"
	case ask.Stream:
		return nil, "", "stream: The sandbox does not stream."
	}
	prompt, wrong = anthropicPrompt(ask)
	return ask, prompt, wrong
}

func anthropicPrompt(ask *anthropicAsk) (prompt, wrong string) {
	var said []string
	if system, ok := openaiText(ask.System, "text"); ok {
		said = append(said, system)
	}
	for i, m := range ask.Messages {
		if m.Role != "user" && m.Role != "assistant" {
			return "", fmt.Sprintf("messages.%d.role: Input should be 'user' or 'assistant'", i)
		}
		text, ok := openaiText(m.Content, "text")
		if !ok || text == "" {
			return "", fmt.Sprintf("messages.%d.content: Field required", i)
		}
		said = append(said, text)
	}
	return strings.Join(said, "\n"), ""
}
