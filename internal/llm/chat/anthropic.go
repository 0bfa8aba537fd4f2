package chat

import (
	"context"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// anthropic is Anthropic's Messages API.
type anthropic struct{ base, model string }

// anthropicVersion is the only version of the API (2026-11).
const anthropicVersion = "2023-06-01"

type messagesRequest struct {
	Model     string    `json:"model"`
	Messages  []message `json:"messages"`
	MaxTokens int64     `json:"max_tokens"`
}

// Request asks below the base address, which ends before the version.
func (a anthropic) Request(ctx context.Context, question llm.Question) (*http.Request, error) {
	req, err := post(ctx, a.base, "/v1/messages", messagesRequest{Model: a.model, Messages: asked(question), MaxTokens: question.MaxTokens})
	if err != nil {
		return nil, err
	}
	req.Header.Set("Anthropic-Version", anthropicVersion)
	return req, nil
}

type messagesAnswer struct {
	Type    string `json:"type"`
	Model   string `json:"model"`
	Content []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	} `json:"content"`
	StopReason string `json:"stop_reason"`
	Usage      struct {
		Input  int64 `json:"input_tokens"`
		Output int64 `json:"output_tokens"`
	} `json:"usage"`
}

// Answer joins the blocks of text; thinking and the like are left out.
func (anthropic) Answer(body []byte) (llm.Answer, error) {
	var m messagesAnswer
	if err := decode(body, &m); err != nil {
		return llm.Answer{}, err
	}
	if m.Type != "message" {
		return llm.Answer{}, errNoAnswer
	}
	var text strings.Builder
	for _, block := range m.Content {
		if block.Type == "text" {
			text.WriteString(block.Text)
		}
	}
	return llm.Answer{
		Text: text.String(), Model: m.Model, StopReason: m.StopReason, InputTokens: m.Usage.Input, OutputTokens: m.Usage.Output,
	}, nil
}
