// Package chat speaks the protocols in which models are asked over HTTP, OpenAI's
// and Anthropic's: what is sent for a question, and what an answer or a refusal
// says. It sends nothing itself, since every platform has its own way to
// authenticate. It imports the standard library and the vocabulary.
package chat

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Protocol is one way to ask a model.
type Protocol interface {
	// Request is the question as it is sent, but for what authenticates it.
	Request(ctx context.Context, question llm.Question) (*http.Request, error)

	// Answer reads what came back with status 200. An error never holds any of it.
	Answer(body []byte) (llm.Answer, error)
}

// Of is the protocol in which an endpoint is asked: OpenAI's where it speaks
// both. Nil: it speaks neither.
func Of(to llm.Endpoint) Protocol {
	switch {
	case to.URLs.OpenAI != "":
		return openAI{base: to.URLs.OpenAI, model: to.Model}
	case to.URLs.Anthropic != "":
		return anthropic{base: to.URLs.Anthropic, model: to.Model}
	}
	return nil
}

// Size is the most that is read of an answer, in bytes: far more than the tokens
// that one question may ask for.
const Size = 1 << 20

// ErrTooLarge is of an answer beyond [Size].
var ErrTooLarge = fmt.Errorf("the answer is larger than %d bytes", Size)

// Read reads an answer to its end and closes it.
func Read(resp *http.Response) ([]byte, error) {
	defer resp.Body.Close() //nolint:errcheck // only read from
	body, err := io.ReadAll(io.LimitReader(resp.Body, Size+1))
	if err != nil {
		return nil, err
	}
	if len(body) > Size {
		return nil, ErrTooLarge
	}
	return body, nil
}

// message is one turn of a conversation, in both protocols.
type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

func asked(question llm.Question) []message {
	return []message{{Role: "user", Content: question.Prompt}}
}

// post makes a request. It asks for an answer in one piece by asking for no other.
func post(ctx context.Context, base, path string, body any) (*http.Request, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, errors.New("encode question: it is no text") // the cause would quote it
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimRight(base, "/")+path, bytes.NewReader(text))
	if err != nil {
		return nil, errors.New("encode question: the endpoint's address is none")
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	return req, nil
}

// decode reads JSON. Its error never holds what was read.
func decode(body []byte, into any) error {
	if json.Unmarshal(body, into) != nil {
		return errNoAnswer
	}
	return nil
}

var errNoAnswer = errors.New("the body is no answer of the protocol; it is not shown, since it may hold what the model said")
