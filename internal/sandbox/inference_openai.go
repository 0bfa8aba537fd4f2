package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// openaiRefusal is an error in OpenAI's form, which Azure and Bedrock share.
type openaiRefusal struct {
	status  int
	Message string          `json:"message"`
	Type    string          `json:"type,omitempty"`
	Param   string          `json:"param,omitempty"`
	Code    string          `json:"code"`
	Status  int             `json:"status,omitempty"`
	Inner   json.RawMessage `json:"innererror,omitempty"`
}

const invalidRequest = "invalid_request_error"

func (e openaiRefusal) reply() reply {
	return jsonReply(e.status, map[string]openaiRefusal{"error": e})
}

// openaiInvalid is a 400 about one parameter.
func openaiInvalid(param, code, format string, args ...any) *openaiRefusal {
	return &openaiRefusal{status: http.StatusBadRequest, Type: invalidRequest, Param: param, Code: code, Message: fmt.Sprintf(format, args...)}
}

// openaiAsk is a request of Chat Completions or Responses, as far as something depends on it.
type openaiAsk struct {
	Model               string          `json:"model"`
	Messages            []openaiMessage `json:"messages"`
	Input               json.RawMessage `json:"input"`
	Instructions        string          `json:"instructions"`
	MaxTokens           *int            `json:"max_tokens"`
	MaxCompletionTokens *int            `json:"max_completion_tokens"`
	MaxOutputTokens     *int            `json:"max_output_tokens"`
	Stream              bool            `json:"stream"`
}

// openaiMessage is one turn; its content is a text or a list of parts.
type openaiMessage struct {
	Role    string          `json:"role"`
	Content json.RawMessage `json:"content"`
}

// chatParameters are the members of Create chat completion (openai-python 2.x, 2026-08).
func chatParameters() []string {
	return []string{
		"audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs", "max_completion_tokens", "max_tokens", "messages",
		"metadata", "modalities", "model", "n", "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key", "reasoning_effort",
		"response_format", "safety_identifier", "seed", "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice",
		"tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
	}
}

// responseParameters are the members of Create response (openai-python 2.x, 2026-08).
func responseParameters() []string {
	return []string{
		"background", "conversation", "include", "input", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "model",
		"parallel_tool_calls", "previous_response_id", "prompt", "prompt_cache_key", "reasoning", "safety_identifier", "service_tier", "store",
		"stream", "stream_options", "temperature", "text", "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
	}
}

// readOpenAI reads a request and refuses members that the operation does not have, and a stream, which the sandbox has
// not.
func readOpenAI(body []byte, allowed []string) (*openaiAsk, *openaiRefusal) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(body, &members); err != nil || members == nil {
		return nil, openaiInvalid("", "invalid_json", "We could not parse the JSON body of your request.")
	}
	for _, name := range sortedKeys(members) {
		if !slices.Contains(allowed, name) {
			return nil, openaiInvalid(name, "unknown_parameter", "Unknown parameter: '%s'.", name)
		}
	}
	ask := &openaiAsk{}
	if err := json.Unmarshal(body, ask); err != nil {
		return nil, openaiInvalid("", "invalid_type", "Invalid type in the request: %s.", err)
	}
	switch {
	case ask.Model == "":
		return nil, openaiInvalid("model", "missing_required_parameter", "you must provide a model parameter")
	case ask.Stream:
		return nil, openaiInvalid("stream", "unsupported_value", "The sandbox does not stream.")
	}
	return ask, nil
}

// chatPrompt is everything that the messages of a chat say.
func (a *openaiAsk) chatPrompt() (string, *openaiRefusal) {
	if len(a.Messages) == 0 {
		return "", openaiInvalid("messages", "empty_array", "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.")
	}
	var said []string
	for i, m := range a.Messages {
		if !slices.Contains([]string{"system", "developer", "user", "assistant", "tool", "function"}, m.Role) {
			return "", openaiInvalid(fmt.Sprintf("messages[%d].role", i), "invalid_value", "Invalid value: '%s'. Supported values are: "+
				"'system', 'assistant', 'user', 'function', 'tool', and 'developer'.", m.Role)
		}
		text, ok := openaiText(m.Content, "text")
		if !ok {
			return "", openaiInvalid(fmt.Sprintf("messages[%d].content", i), "invalid_type", "Invalid type for 'messages[%d].content': "+
				"expected one of a string or array of objects.", i)
		}
		said = append(said, text)
	}
	return strings.Join(said, "\n"), nil
}

// responsePrompt is everything that the input of a response says: a text, or a list of messages.
func (a *openaiAsk) responsePrompt() (string, *openaiRefusal) {
	if text := ""; json.Unmarshal(a.Input, &text) == nil && text != "" {
		return a.Instructions + "\n" + text, nil
	}
	var items []openaiMessage
	if json.Unmarshal(a.Input, &items) != nil || len(items) == 0 {
		return "", openaiInvalid("input", "missing_required_parameter", "Missing required parameter: 'input'.")
	}
	said := []string{a.Instructions}
	for i, m := range items {
		text, ok := openaiText(m.Content, "input_text")
		if !ok {
			return "", openaiInvalid(fmt.Sprintf("input[%d].content", i), "invalid_type", "Invalid type for 'input[%d].content': "+
				"expected one of a string or array of objects.", i)
		}
		said = append(said, text)
	}
	return strings.Join(said, "\n"), nil
}

// openaiText returns the text of a content, whose parts other than texts say nothing to the sandbox.
func openaiText(content json.RawMessage, kind string) (text string, ok bool) {
	if len(content) == 0 || bytes.Equal(content, []byte("null")) {
		return "", false
	}
	if json.Unmarshal(content, &text) == nil {
		return text, true
	}
	var parts []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if json.Unmarshal(content, &parts) != nil || len(parts) == 0 {
		return "", false
	}
	var said []string
	for _, part := range parts {
		if part.Type == kind {
			said = append(said, part.Text)
		}
	}
	return strings.Join(said, "\n"), true
}

// limit returns how many tokens the answer may have, 0 for no limit. Which parameter says so depends on the model:
// OpenAI's reasoning models refuse the older one.
func (a *openaiAsk) limit(reasoning bool) (int, *openaiRefusal) {
	switch {
	case a.MaxTokens != nil && a.MaxCompletionTokens != nil:
		return 0, openaiInvalid("max_tokens", "invalid_parameter_combination", "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
	case a.MaxTokens != nil && reasoning:
		return 0, openaiInvalid("max_tokens", "unsupported_parameter", "Unsupported parameter: 'max_tokens' is not supported with this model. "+
			"Use 'max_completion_tokens' instead.")
	case a.MaxTokens != nil:
		return atLeast("max_tokens", *a.MaxTokens, 1)
	case a.MaxCompletionTokens != nil:
		return atLeast("max_completion_tokens", *a.MaxCompletionTokens, 1)
	case a.MaxOutputTokens != nil:
		return atLeast("max_output_tokens", *a.MaxOutputTokens, leastOutputTokens)
	}
	return 0, nil
}

// leastOutputTokens is the smallest max_output_tokens that Responses takes.
const leastOutputTokens = 16

func atLeast(param string, value, least int) (int, *openaiRefusal) {
	if value < least {
		return 0, openaiInvalid(param, "integer_below_min_value", "Invalid '%s': integer below minimum value. Expected a value >= %d, but got %d instead.",
			param, least, value)
	}
	return value, nil
}
