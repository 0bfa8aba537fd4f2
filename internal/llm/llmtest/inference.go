package llmtest

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// InferenceWorld is one platform, on which what the endpoint is of was made just
// now.
type InferenceWorld struct {
	Inference llm.InferenceDriver
	Endpoint  llm.Endpoint
	Secrets   *llm.Secrets                                      // those that the driver was given
	Asked     func() []string                                   // hosts of the requests for a model so far, whoever sent them
	Answer    func(status int, body string)                     // answers every further request for a model in this way
	Open      func(t *testing.T, credential llm.Credential) int // asks the endpoint by hand with a credential and returns the status
	Remove    func(t *testing.T)                                // deletes what the endpoint is of
}

// InferenceHarness is one kind of endpoint under test.
type InferenceHarness struct {
	New     func(t *testing.T) InferenceWorld
	Kinds   []llm.CredentialKind // those that the endpoint takes, the default first; none: nothing can be lent
	Guarded bool                 // what is made has a guardrail that blocks [BlockedWord]
}

// BlockedWord is what the guardrail of a harness blocks.
const BlockedWord = "project-zebra"

const (
	canaryPrompt = "Tell me what the prompt-canary-1618 of this house sings."
	canaryAnswer = "It sings of the answer-canary-2718 every morning."
)

// RunInference holds a platform to the laws of asking models.
func RunInference(t *testing.T, h InferenceHarness) {
	for name, law := range map[string]func(*testing.T, InferenceHarness){
		"what was just made answers":                           answers,
		"an answer is no longer than asked for":                bounded,
		"every kind that is taken is lent and opens the model": lends,
		"a kind that is not taken is invalid":                  refusesKinds,
		"a foreign host is told and sent nothing":              foreignHosts,
		"what is gone is not found":                            gone,
		"every question is sent once":                          once,
		"no error holds the prompt or an answer":               confidential,
		"who gives up is not kept waiting":                     givesUp,
		"what a guardrail stops is told as that":               guarded,
	} {
		t.Run(name, func(t *testing.T) { law(t, h) })
	}
}

func asked() llm.Question { return llm.Question{Prompt: canaryPrompt, MaxTokens: 64} }

func answers(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	answer, err := w.Inference.Invoke(t.Context(), w.Endpoint, asked())
	if err != nil {
		t.Fatal(err)
	}
	if answer.Text == "" || answer.StopReason == "" || answer.InputTokens < 1 || answer.OutputTokens < 1 || answer.Latency <= 0 {
		t.Errorf("answer %+v", answer)
	}
}

func bounded(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	answer, err := w.Inference.Invoke(t.Context(), w.Endpoint, llm.Question{Prompt: canaryPrompt, MaxTokens: 1})
	if err != nil || answer.OutputTokens != 1 {
		t.Errorf("%+v, %v, want one token", answer, err)
	}
	if _, err := w.Inference.Invoke(t.Context(), w.Endpoint, llm.Question{Prompt: canaryPrompt}); llm.CodeOf(err) != llm.CodeInvalid {
		t.Errorf("no token is asked for: %v", err)
	}
	if n := len(w.Asked()); n != 1 {
		t.Errorf("%d requests, want one", n)
	}
}

func lends(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	for i, kind := range h.Kinds {
		credential, err := w.Inference.Credential(t.Context(), w.Endpoint, kind)
		if err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
		ends := kind == llm.EntraToken || kind == llm.BedrockAPIKey
		if credential.Kind != kind || credential.Value == "" || credential.Header == "" || ends == credential.ExpiresAt.IsZero() {
			t.Errorf("%s: of kind %s in header %q until %v", kind, credential.Kind, credential.Header, credential.ExpiresAt)
		}
		if strings.Contains(w.Secrets.Hide("told: "+credential.Value+"."), credential.Value) {
			t.Errorf("%s could be shown in a diagnostic", kind)
		}
		if status := w.Open(t, credential); status != http.StatusOK {
			t.Errorf("%s opens nothing: status %d", kind, status)
		}
		wrong := credential
		wrong.Value = "x" + strings.Repeat("y", 40)
		if status := w.Open(t, wrong); status == http.StatusOK {
			t.Error("anything opens the model: this world proves nothing")
		}
		if byDefault, err := w.Inference.Credential(t.Context(), w.Endpoint, ""); i == 0 && (err != nil || byDefault.Kind != kind) {
			t.Errorf("by default %s, %v, want %s", byDefault.Kind, err, kind)
		}
	}
}

func refusesKinds(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	others := append(llm.CredentialKinds(), "password")
	if len(h.Kinds) == 0 {
		others = append(others, "")
	}
	for _, kind := range others {
		if slices.Contains(h.Kinds, kind) {
			continue
		}
		if credential, err := w.Inference.Credential(t.Context(), w.Endpoint, kind); llm.CodeOf(err) != llm.CodeInvalid || credential != (llm.Credential{}) {
			t.Errorf("%q: %v, want an error with code Invalid", kind, err)
		}
	}
}

func foreignHosts(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	for name, to := range foreign(t, w.Endpoint) {
		_, invoked := w.Inference.Invoke(t.Context(), to, asked())
		credential, lent := w.Inference.Credential(t.Context(), to, "")
		for _, err := range []error{invoked, lent} {
			if code := llm.CodeOf(err); err == nil || code != llm.CodeRefused && code != llm.CodeInvalid {
				t.Errorf("%s: %v, want a refusal", name, err)
			}
		}
		if credential != (llm.Credential{}) {
			t.Errorf("%s: a credential was lent", name)
		}
	}
	if sent := w.Asked(); len(sent) > 0 {
		t.Errorf("requests were sent to %v", sent)
	}
}

// foreign are copies of an endpoint, each with one address that leads elsewhere.
func foreign(t *testing.T, to llm.Endpoint) map[string]llm.Endpoint {
	t.Helper()
	all := map[string]llm.Endpoint{}
	for protocol, at := range map[string]func(*llm.Endpoint) *string{
		"openai":    func(e *llm.Endpoint) *string { return &e.URLs.OpenAI },
		"anthropic": func(e *llm.Endpoint) *string { return &e.URLs.Anthropic },
		"converse":  func(e *llm.Endpoint) *string { return &e.URLs.Converse },
	} {
		own, err := url.Parse(*at(&to))
		if err != nil {
			t.Fatal(err)
		}
		for name, host := range map[string]string{
			"another host": "evil.example", "a host that ends as its own": "evil-" + own.Host, "a host that begins as its own": own.Host + ".evil.example",
			"its own host at another port": own.Host + ":8443",
		} {
			if own.Host == "" && name != "another host" {
				continue
			}
			changed, moved := to, *own
			moved.Scheme, moved.Host = "https", host
			*at(&changed) = moved.String()
			all[protocol+" at "+name] = changed
		}
		if own.Host != "" {
			plain, changed := *own, to
			plain.Scheme = "http"
			*at(&changed) = plain.String()
			all[protocol+" in the clear"] = changed
		}
	}
	return all
}

func gone(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	w.Remove(t)
	if answer, err := w.Inference.Invoke(t.Context(), w.Endpoint, asked()); !llm.IsNotFound(err) {
		t.Errorf("%+v, %v, want an error with code NotFound", answer, err)
	}
}

func once(t *testing.T, h InferenceHarness) {
	for _, status := range []int{http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable, http.StatusGatewayTimeout, 0} {
		w := h.New(t)
		w.Answer(status, `{"message":"later","error":{"code":"later","message":"later"}}`)
		_, err := w.Inference.Invoke(t.Context(), w.Endpoint, asked())
		if code := llm.CodeOf(err); code != llm.CodeThrottled && code != llm.CodeUnavailable {
			t.Errorf("%d: %v with code %q", status, err, code)
		}
		if sent := w.Asked(); len(sent) != 1 {
			t.Errorf("%d: %d requests were sent, want one", status, len(sent))
		}
	}
}

func confidential(t *testing.T, h InferenceHarness) {
	for status, body := range map[int]string{
		http.StatusBadRequest:          `{"message":"I do not like: ` + canaryPrompt + `","error":{"code":"bad","message":"I do not like: ` + canaryPrompt + `"}}`,
		http.StatusInternalServerError: `<html>You asked: ` + canaryPrompt,
		http.StatusOK:                  `{"output":{"message":{"content":[{"text":"` + canaryAnswer,
		http.StatusAccepted:            `{"choices":[{"message":{"content":"` + canaryAnswer + `"}}],"content":[{"type":"text","text":"` + canaryAnswer + `"}]}`,
	} {
		w := h.New(t)
		w.Answer(status, body)
		answer, err := w.Inference.Invoke(t.Context(), w.Endpoint, asked())
		if err == nil {
			t.Errorf("%d: no error, and the answer %+v", status, answer)
		}
		for ; err != nil; err = errors.Unwrap(err) {
			if text := strings.ToLower(err.Error()); strings.Contains(text, "canary") {
				t.Errorf("%d: %q repeats what nobody else may read", status, err)
			}
		}
	}
}

func givesUp(t *testing.T, h InferenceHarness) {
	w := h.New(t)
	ctx, done := context.WithTimeout(t.Context(), time.Nanosecond)
	defer done()
	<-ctx.Done()
	if _, err := w.Inference.Invoke(ctx, w.Endpoint, asked()); llm.CodeOf(err) != llm.CodeTimeout {
		t.Errorf("%v with code %q, want Timeout", err, llm.CodeOf(err))
	}
}

func guarded(t *testing.T, h InferenceHarness) {
	if !h.Guarded {
		return // what is under test bears no guardrail
	}
	w := h.New(t)
	question := asked()
	question.Prompt = "What is " + BlockedWord + "?"
	_, err := w.Inference.Invoke(t.Context(), w.Endpoint, question)
	known, ok := errors.AsType[*llm.Error](err)
	if !ok || known.Code != llm.CodeInvalid || !strings.Contains(known.Message, "guardrail") || strings.Contains(err.Error(), BlockedWord) {
		t.Errorf("%v, want an error that tells of the guardrail and not of the word", err)
	}
	if _, err := w.Inference.Invoke(t.Context(), w.Endpoint, asked()); err != nil {
		t.Errorf("what is harmless is stopped: %v", err)
	}
}
