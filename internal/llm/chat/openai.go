package chat

import (
	"context"
	"net/http"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// openAI is Chat Completions of OpenAI's v1 API, which every model that speaks
// the protocol has; not all have Responses.
type openAI struct{ base, model string }

type completionRequest struct {
	Model     string    `json:"model"`
	Messages  []message `json:"messages"`
	MaxTokens int64     `json:"max_completion_tokens"` // max_tokens is refused by reasoning models, from o1 and gpt-5 on
}

// Request asks for one choice.
func (o openAI) Request(ctx context.Context, question llm.Question) (*http.Request, error) {
	return post(ctx, o.base, "/chat/completions", completionRequest{Model: o.model, Messages: asked(question), MaxTokens: question.MaxTokens})
}

type completion struct {
	Model   string `json:"model"`
	Choices []struct {
		FinishReason string `json:"finish_reason"`
		Message      struct {
			Content string `json:"content"` // null where all tokens went into reasoning
			Refusal string `json:"refusal"`
		} `json:"message"`
	} `json:"choices"`
	Usage struct {
		Input  int64 `json:"prompt_tokens"`
		Output int64 `json:"completion_tokens"`
	} `json:"usage"`
}

// Answer reads the first choice.
func (openAI) Answer(body []byte) (llm.Answer, error) {
	var c completion
	if err := decode(body, &c); err != nil {
		return llm.Answer{}, err
	}
	if len(c.Choices) == 0 {
		return llm.Answer{}, errNoAnswer
	}
	choice := c.Choices[0]
	text := choice.Message.Content
	if text == "" {
		text = choice.Message.Refusal
	}
	return llm.Answer{
		Text: text, Model: c.Model, StopReason: choice.FinishReason, InputTokens: c.Usage.Input, OutputTokens: c.Usage.Output,
	}, nil
}
