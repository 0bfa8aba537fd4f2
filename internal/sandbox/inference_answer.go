package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"unicode/utf8"
)

// inferenceAnswer is what the sandbox says in place of a model. The same request is always answered the same.
type inferenceAnswer struct {
	text          string
	cut           bool // the limit of tokens ended it
	input, output int  // tokens
}

// standInAnswer answers a prompt that was sent to what is called by a name, in at most limit tokens; 0 is no limit.
func standInAnswer(name, prompt string, limit int) inferenceAnswer {
	a := inferenceAnswer{text: "This answer comes from the sandbox, not from a model. It stands for one of " + name + ".", input: tokens(prompt)}
	if limit > 0 && tokens(a.text) > limit {
		a.text, a.cut = string([]rune(a.text)[:limit*tokenLength]), true
	}
	a.output = tokens(a.text)
	return a
}

// tokenLength is how many characters count as a token.
const tokenLength = 4

// tokens counts a text, which has one at least.
func tokens(text string) int {
	return max((utf8.RuneCountInString(text)+tokenLength-1)/tokenLength, 1)
}

// answerID names an answer after its request.
func answerID(prefix string, body []byte) string {
	sum := sha256.Sum256(body)
	return prefix + "sandbox" + hex.EncodeToString(sum[:8])
}

// chatCompletion is the answer of Create chat completion.
type chatCompletion struct {
	ID      string       `json:"id"`
	Object  string       `json:"object"`
	Created int64        `json:"created"`
	Model   string       `json:"model"`
	Choices []chatChoice `json:"choices"`
	Usage   chatUsage    `json:"usage"`
	// Action tells on Bedrock whether a guardrail intervened; "" where none was asked for.
	Action string `json:"amazon-bedrock-guardrailAction,omitempty"`
}

type chatChoice struct {
	Index        int         `json:"index"`
	Message      chatMessage `json:"message"`
	FinishReason string      `json:"finish_reason"`
}

type chatMessage struct {
	Role    string  `json:"role"`
	Content *string `json:"content"`
	Refusal *string `json:"refusal"`
}

type chatUsage struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
	Total      int `json:"total_tokens"`
}

// The reasons for which a chat ends.
const (
	finishStop   = "stop"
	finishLength = "length"
	finishFilter = "content_filter"
)

func (a inferenceAnswer) chat(r *request, model string) chatCompletion {
	choice := chatChoice{Message: chatMessage{Role: "assistant", Content: &a.text}, FinishReason: finishStop}
	if a.cut {
		choice.FinishReason = finishLength
	}
	return chatCompletion{
		ID: answerID("chatcmpl-", r.body), Object: "chat.completion", Created: r.now.Unix(), Model: model, Choices: []chatChoice{choice},
		Usage: chatUsage{Prompt: a.input, Completion: a.output, Total: a.input + a.output},
	}
}

// modelResponse is the answer of Create response.
type modelResponse struct {
	ID         string           `json:"id"`
	Object     string           `json:"object"`
	Created    int64            `json:"created_at"`
	Status     string           `json:"status"`
	Model      string           `json:"model"`
	Error      *struct{}        `json:"error"`
	Incomplete *incomplete      `json:"incomplete_details"`
	Output     []responseOutput `json:"output"`
	Usage      responseUsage    `json:"usage"`
}

type incomplete struct {
	Reason string `json:"reason"`
}

type responseOutput struct {
	Type    string         `json:"type"`
	ID      string         `json:"id"`
	Status  string         `json:"status"`
	Role    string         `json:"role"`
	Content []responseText `json:"content"`
}

type responseText struct {
	Type        string   `json:"type"`
	Text        string   `json:"text"`
	Annotations []string `json:"annotations"`
}

type responseUsage struct {
	Input  int `json:"input_tokens"`
	Output int `json:"output_tokens"`
	Total  int `json:"total_tokens"`
}

func (a inferenceAnswer) response(r *request, model string) modelResponse {
	out := modelResponse{
		ID: answerID("resp_", r.body), Object: "response", Created: r.now.Unix(), Status: "completed", Model: model,
		Usage: responseUsage{Input: a.input, Output: a.output, Total: a.input + a.output},
	}
	if a.cut {
		out.Status, out.Incomplete = "incomplete", &incomplete{Reason: "max_output_tokens"}
	}
	out.Output = []responseOutput{{
		Type: "message", ID: answerID("msg_", r.body), Status: out.Status, Role: "assistant",
		Content: []responseText{{Type: "output_text", Text: a.text, Annotations: []string{}}},
	}}
	return out
}

// anthropicMessage is the answer of Create a Message.
type anthropicMessage struct {
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Role       string           `json:"role"`
	Model      string           `json:"model"`
	Content    []anthropicBlock `json:"content"`
	StopReason string           `json:"stop_reason"`
	StopAt     *string          `json:"stop_sequence"`
	Usage      anthropicUsage   `json:"usage"`
}

type anthropicBlock struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

type anthropicUsage struct {
	Input  int `json:"input_tokens"`
	Output int `json:"output_tokens"`
}

func (a inferenceAnswer) message(r *request, model string) anthropicMessage {
	out := anthropicMessage{
		ID: answerID("msg_", r.body), Type: "message", Role: "assistant", Model: model, StopReason: "end_turn",
		Content: []anthropicBlock{{Type: "text", Text: a.text}}, Usage: anthropicUsage{Input: a.input, Output: a.output},
	}
	if a.cut {
		out.StopReason = "max_tokens"
	}
	return out
}
