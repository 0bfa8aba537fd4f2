package llm_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// spelled is a reference as another catalog writes it, and what it means on each cloud; "" is not there.
type spelled struct{ reference, azure, bedrock string }

// catalogSpellings are references as OpenRouter, Vercel AI Gateway and models.dev write them (their catalogs of summer 2026), labelled
// by hand for the live lists of 2026-08-22 without the models of bedrock-mantle.
func catalogSpellings() map[string][]spelled {
	const (
		scoutAzure   = "Meta/Llama-4-Scout-17B-16E-Instruct"
		sonnetAzure  = "Anthropic/claude-sonnet-4-5"
		sonnet       = "anthropic.claude-sonnet-4-5-20250929-v1:0"
		llamaAzure   = "Meta/Llama-3.3-70B-Instruct"
		llama        = "meta.llama3-3-70b-instruct-v1:0"
		qwenAzure    = "Alibaba/qwen3-32b"
		qwen         = "qwen.qwen3-32b-v1:0"
		largeAzure   = "Mistral AI/Mistral-Large-3"
		large        = "mistral.mistral-large-3-675b-instruct"
		scout        = "meta.llama4-scout-17b-instruct-v1:0"
		kimiAzure    = "MoonshotAI/Kimi-K2.5"
		kimi         = "moonshotai.kimi-k2.5"
		deepseek31   = "deepseek.v3-v1:0"
		deepseek31Az = "DeepSeek/DeepSeek-V3.1"
		glm          = "zai.glm-4.7"
	)
	return map[string][]spelled{
		"OpenRouter": {
			{"anthropic/claude-sonnet-4.5", sonnetAzure, sonnet},
			{"anthropic/claude-haiku-4.5", "Anthropic/claude-haiku-4-5", "anthropic.claude-haiku-4-5-20251001-v1:0"},
			{"anthropic/claude-3.7-sonnet", "", "anthropic.claude-3-7-sonnet-20250219-v1:0"},
			{"meta-llama/llama-3.3-70b-instruct", llamaAzure, llama},
			{"meta-llama/llama-4-maverick", "Meta/Llama-4-Maverick-17B-128E-Instruct-FP8", "meta.llama4-maverick-17b-instruct-v1:0"},
			{"meta-llama/llama-4-scout", scoutAzure, scout},
			{"qwen/qwen3-32b", qwenAzure, qwen},
			{"qwen/qwen3-235b-a22b-2507", "", "qwen.qwen3-235b-a22b-2507-v1:0"},
			{"qwen/qwen3-next-80b-a3b-instruct", "", "qwen.qwen3-next-80b-a3b"},
			{"mistralai/mistral-large-2512", largeAzure, large},
			{"mistralai/ministral-8b-2512", "", "mistral.ministral-3-8b-instruct"},
			{"mistralai/devstral-2512", "", "mistral.devstral-2-123b"},
			{"mistralai/mistral-small-3.1-24b-instruct", "Mistral AI/mistral-small-2503", ""},
			{"mistralai/voxtral-small-24b-2507", "", "mistral.voxtral-small-24b-2507"},
			{"x-ai/grok-4.6", "", "xai.grok-4.6"},
			{"z-ai/glm-4.7", "", glm},
			{"amazon/nova-lite-v1", "", "amazon.nova-lite-v1:0"},
			{"amazon/nova-2-lite-v1", "", "amazon.nova-2-lite-v1:0"},
			{"deepseek/deepseek-chat-v3.1", deepseek31Az, deepseek31},
			{"deepseek/deepseek-r1", "DeepSeek/DeepSeek-R1", "deepseek.r1-v1:0"},
			{"moonshotai/kimi-k2.5", kimiAzure, kimi},
			{"moonshotai/kimi-k2-thinking", "", "moonshot.kimi-k2-thinking"},
			{"nvidia/nemotron-3-nano-30b-a3b", "", "nvidia.nemotron-nano-3-30b"},
			{"nvidia/nemotron-nano-12b-v2-vl", "", "nvidia.nemotron-nano-12b-v2"},
			{"openai/gpt-oss-120b", "OpenAI-OSS/gpt-oss-120b", "openai.gpt-oss-120b-1:0"},
			{"openai/gpt-4o-2024-11-20", "OpenAI/gpt-4o", ""},
			{"google/gemma-3-27b-it", "", "google.gemma-3-27b-it"},
			{"minimax/minimax-m2.5", "", "minimax.minimax-m2.5"},
			{"microsoft/phi-4", "Microsoft/Phi-4", ""},
			{"writer/palmyra-x5", "", "writer.palmyra-x5-v1:0"},
		},
		"Vercel AI Gateway": {
			{"anthropic/claude-sonnet-4.5", sonnetAzure, sonnet},
			{"meta/llama-3.3-70b", llamaAzure, llama},
			{"meta/llama-4-scout", scoutAzure, scout},
			{"alibaba/qwen-3-32b", qwenAzure, qwen},
			{"mistral/mistral-large-3", largeAzure, large},
			{"xai/grok-4.1-fast-reasoning", "xAI/grok-4-1-fast-reasoning", ""},
			{"zai/glm-4.7", "", glm},
			{"cohere/embed-v4.0", "Cohere/embed-v-4-0", "cohere.embed-v4:0"},
			{"cohere/command-a", "Cohere/cohere-command-a", ""},
			{"amazon/nova-pro", "", "amazon.nova-pro-v1:0"},
			{"bfl/flux-2-pro", "Black Forest Labs/FLUX.2-pro", ""},
			{"deepseek/deepseek-v3.1", deepseek31Az, deepseek31},
		},
		"models.dev": {
			{"anthropic/claude-sonnet-4-5", sonnetAzure, sonnet},
			{"anthropic/claude-sonnet-4-5-20250929", sonnetAzure, sonnet},
			{"anthropic/claude-opus-4-6", "Anthropic/claude-opus-4-6", "anthropic.claude-opus-4-6-v1"},
			{"meta/llama-3.3-70b-instruct", llamaAzure, llama},
			{"alibaba/qwen3-32b", qwenAzure, qwen},
			{"mistral/mistral-large-2512", largeAzure, large},
			{"xai/grok-4-1-fast-non-reasoning", "xAI/grok-4-1-fast-non-reasoning", ""},
			{"xai/grok-4.20-0309-reasoning", "xAI/grok-4-20-reasoning", ""},
			{"zhipuai/glm-4.7", "", glm},
			{"moonshotai/kimi-k2.5", kimiAzure, kimi},
		},
		"Azure's and Bedrock's own words": {
			{"Mistral AI/Mistral-Large-3", largeAzure, large},
			{"OpenAI-OSS/gpt-oss-20b", "OpenAI-OSS/gpt-oss-20b", "openai.gpt-oss-20b-1:0"},
			{"cohere/embed-english-v3", "Cohere/Cohere-embed-v3-english", "cohere.embed-english-v3"},
			{"cohere/Cohere-embed-v3-multilingual", "Cohere/Cohere-embed-v3-multilingual", "cohere.embed-multilingual-v3"},
			{"deepseek/DeepSeek-V3.1", deepseek31Az, deepseek31},
			{"meta/llama4-scout-17b-instruct", scoutAzure, scout},
			{"amazon/titan-embed-text-v1", "", "amazon.titan-embed-text-v1"},
			{"amazon/titan-embed-text-v2", "", "amazon.titan-embed-text-v2:0"},
			{"microsoft/model-router", "OpenAI/model-router", ""},
		},
	}
}

func TestMatch_spellingsOfOtherCatalogs(t *testing.T) {
	t.Parallel()
	azure := azureList(t, withTables())
	bedrock := bedrockList(t, withTables(), "bedrock_foundation_models_live_2026-08-22.tsv")
	for catalog, spellings := range catalogSpellings() {
		t.Run(catalog, func(t *testing.T) {
			t.Parallel()
			there, right := 0, 0
			for _, s := range spellings {
				for _, want := range []struct {
					id      string
					entries []llm.Entry
				}{{s.azure, azure}, {s.bedrock, bedrock}} {
					got, err := meaning(s.reference, want.entries)
					var missing *llm.NoMatchError
					if got != want.id || got == "" && !errors.As(err, &missing) {
						t.Errorf("%s means %q (%v), want %q", s.reference, got, err, want.id)
						continue
					}
					if want.id != "" {
						there++
						right++
					}
				}
			}
			t.Logf("%d of %d (name, cloud) pairs whose model exists are right", right, there)
		})
	}
}

// What a person cannot decide either is refused with the candidates, and what no rule can know is refused.
func TestMatch_spellingsThatAreRefused(t *testing.T) {
	t.Parallel()
	bedrock := bedrockList(t, withTables(), "bedrock_foundation_models_live_2026-08-22.tsv")
	cases := map[string]struct{ reference, want string }{
		"two sizes": {"qwen/qwen3-coder", "any of qwen/qwen3-coder-30b-a3b, qwen/qwen3-coder-480b-a35b;"},
		"three sizes": {
			"mistral/ministral-3",
			"any of mistral/ministral-3-14b-instruct, mistral/ministral-3-3b-instruct, mistral/ministral-3-8b-instruct;",
		},
		"an id that names another generation": {"deepseek/deepseek-v3", "not listed here; nearest: "},
		"a month left out":                    {"mistral/magistral-small", "not listed here; nearest: mistral/magistral-small-2509"},
		"a date where there is none":          {"anthropic/claude-opus-4-6@2026-02-05", "versions: v1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := meaning(c.reference, bedrock)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s means %q, error %v, want a part of it: %s", c.reference, got, err, c.want)
			}
		})
	}
}

// meaning returns the Bedrock id or the Azure format/name of what a reference means.
func meaning(reference string, entries []llm.Entry) (string, error) {
	ref, err := llm.ParseReference(reference)
	if err != nil {
		return "", err
	}
	got, err := llm.Match(ref, nil, entries)
	if err != nil {
		return "", err
	}
	id := got.Entry.NativeID
	if strings.Contains(id, "/") {
		id = withoutVersion(id)
	}
	return id, nil
}
