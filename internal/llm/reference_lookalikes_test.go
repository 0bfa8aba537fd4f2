package llm_test

import (
	"errors"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// lookAlikes are names of different models that differ little. Every pair is from the two clouds' lists or from catalogs that
// users know; a rule that takes one for the other deploys the wrong model.
func lookAlikes() [][2]string {
	return [][2]string{
		{"anthropic/claude-opus-4", "anthropic/claude-opus-4-8"},
		{"anthropic/claude-opus-4-1", "anthropic/claude-opus-4"},
		{"anthropic/claude-sonnet-4", "anthropic/claude-sonnet-4-5"},
		{"anthropic/claude-3-sonnet", "anthropic/claude-3-5-sonnet"},
		{"anthropic/claude-3-haiku", "anthropic/claude-haiku-3-5"},
		{"anthropic/claude-opus-5", "anthropic/claude-sonnet-5"},
		{"openai/gpt-5", "openai/gpt-5.1"},
		{"openai/gpt-5", "openai/gpt-5-mini"},
		{"openai/gpt-5.1-codex", "openai/gpt-5.1-codex-max"},
		{"openai/gpt-5.6-sol", "openai/gpt-5.6-luna"},
		{"openai/gpt-4", "openai/gpt-4o"},
		{"openai/gpt-4o", "openai/gpt-4o-mini"},
		{"openai/gpt-4.1", "openai/gpt-4"},
		{"openai/gpt-oss-20b", "openai/gpt-oss-120b"},
		{"openai/gpt-oss-20b", "openai/gpt-oss-safeguard-20b"},
		{"openai/o3", "openai/o3-mini"},
		{"openai/tts", "openai/tts-hd"},
		{"openai/text-embedding-3-large", "openai/text-embedding-3-small"},
		{"meta/llama3-8b-instruct", "meta/llama3-1-8b-instruct"},
		{"meta/llama3-1-8b-instruct", "meta/llama3-1-70b-instruct"},
		{"meta/llama3-70b-instruct", "meta/llama3-3-70b-instruct"},
		{"meta/llama-4-scout-17b-16e-instruct", "meta/llama-4-maverick-17b-128e-instruct"},
		{"mistral/ministral-3b", "mistral/ministral-3-3b-instruct"},
		{"mistral/mistral-large-2402", "mistral/mistral-large-2407"},
		{"mistral/mistral-large", "mistral/mistral-large-3"},
		{"mistral/mistral-large", "mistral/mistral-large-2407"},
		{"mistral/mistral-7b-instruct", "mistral/mixtral-8x7b-instruct"},
		{"mistral/mistral-medium-2505", "mistral/mistral-medium-3-5"},
		{"mistral/voxtral-mini-3b-2507", "mistral/voxtral-small-24b-2507"},
		{"deepseek/deepseek-v3", "deepseek/deepseek-v3.1"},
		{"deepseek/deepseek-r1", "deepseek/deepseek-r1-0528"},
		{"deepseek/deepseek-v4-flash", "deepseek/deepseek-v4-flash-0731"},
		{"deepseek/deepseek-v3.2", "deepseek/deepseek-v3.2-speciale"},
		{"qwen/qwen3-235b-a22b-2507", "qwen/qwen3-vl-235b-a22b"},
		{"qwen/qwen3-coder-next", "qwen/qwen3-next-80b-a3b"},
		{"qwen/qwen3-vl-235b-a22b-instruct", "qwen/qwen3-vl-235b-a22b-thinking"},
		{"zai/glm-4.7", "zai/glm-4.7-flash"},
		{"xai/grok-4-20-reasoning", "xai/grok-4-20-non-reasoning"},
		{"xai/grok-4.3", "xai/grok-4"},
		{"moonshotai/kimi-k2-thinking", "moonshotai/kimi-k2.5"},
		{"amazon/nova-lite", "amazon/nova-2-lite"},
		{"amazon/titan-embed-text-v1", "amazon/titan-embed-text-v2"},
		{"cohere/embed-english-v3", "cohere/embed-multilingual-v3"},
		{"cohere/command-r", "cohere/command-r-plus"},
		{"nvidia/nemotron-nano-9b-v2", "nvidia/nemotron-nano-12b-v2"},
		{"nvidia/llama-3.3-70b-instruct", "meta/llama-3.3-70b-instruct"},
		{"microsoft/mai-ds-r1", "deepseek/deepseek-r1"},
		{"microsoft/phi-3-mini-4k-instruct", "microsoft/phi-3-mini-128k-instruct"},
	}
}

func TestMatch_lookAlikesStayApart(t *testing.T) {
	t.Parallel()
	for _, pair := range lookAlikes() {
		t.Run(pair[0]+" is not "+pair[1], func(t *testing.T) {
			t.Parallel()
			staysApart(t, pair[0], pair[1])
			staysApart(t, pair[1], pair[0])
		})
	}
	t.Logf("%d pairs of look-alikes, both ways", len(lookAlikes()))
}

func staysApart(t *testing.T, wanted, offered string) {
	t.Helper()
	ref, err := llm.ParseReference(wanted)
	if err != nil {
		t.Fatal(err)
	}
	other, err := llm.ParseReference(offered)
	if err != nil {
		t.Fatal(err)
	}
	got, err := llm.Match(ref, nil, []llm.Entry{{NativeID: offered, Publisher: other.Publisher, Name: other.Name}})
	if _, ok := errors.AsType[*llm.NoMatchError](err); !ok {
		t.Errorf("%s is taken for %s at level %d (%v)", wanted, offered, got.Level, err)
	}
	if llm.SameModel(wanted, offered) {
		t.Errorf("SameModel(%q, %q) = true", wanted, offered)
	}
}
