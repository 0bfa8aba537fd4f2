package functions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func TestModelReference_readsEverySpellingAsOne(t *testing.T) {
	t.Parallel()
	for canonical, spellings := range map[string][]string{
		"anthropic/claude-sonnet-4-5": {
			"anthropic/claude-sonnet-4.5", // OpenRouter, Vercel AI Gateway
			"anthropic/claude-sonnet-4-5", // models.dev
			"Anthropic/Claude_Sonnet_4.5", // by hand
			"anthropic.claude-sonnet-4-5", // Bedrock's other endpoint
		},
		"anthropic/claude-sonnet-4-5@20250929": {
			"anthropic/claude-sonnet-4-5@2025-09-29", "anthropic/claude-sonnet-4-5-20250929", "Anthropic/claude-sonnet-4-5/20250929",
			"anthropic.claude-sonnet-4-5-20250929-v1:0", "eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "global.anthropic.claude-sonnet-4-5-20250929-v1:0",
			"arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0",
			"arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
		},
		"meta/llama-3-3-70b-instruct": {
			"meta-llama/llama-3.3-70b-instruct", "meta/llama-3.3-70b-instruct", "Meta/Llama-3.3-70B-Instruct", "meta/llama3-3-70b-instruct",
		},
		"meta/llama-3-3-70b-instruct@v1:0": {"meta.llama3-3-70b-instruct-v1:0", "us.meta.llama3-3-70b-instruct-v1:0"},
		"meta/llama-3-3-70b-instruct@9":    {"Meta/Llama-3.3-70B-Instruct/9"},
		"mistral/large-3":                  {"mistralai/mistral-large-2512", "mistral/mistral-large-3", "Mistral AI/Mistral-Large-3"},
		"mistral/large-3@1":                {"Mistral AI/Mistral-Large-3/1"},
		"qwen/3-32b":                       {"qwen/qwen3-32b", "alibaba/qwen-3-32b", "alibaba/qwen3-32b", "Alibaba/qwen3-32b"},
		"openai/gpt-4o@20241120":           {"openai/gpt-4o-2024-11-20", "OpenAI/gpt-4o/2024-11-20", "openai/gpt-4o@20241120"},
		"deepseek/v-3-1":                   {"deepseek/deepseek-chat-v3.1", "DeepSeek/DeepSeek-V3.1", "deepseek.v3.1"},
		"cohere/embed-v-4":                 {"cohere/embed-v4.0", "cohere/embed-v-4-0"},
		"cohere/embed-v-3-english":         {"cohere/embed-english-v3", "cohere.embed-english-v3", "Cohere/Cohere-embed-v3-english"},
		"xai/grok-4-6":                     {"x-ai/grok-4.6", "xai.grok-4.6"},
		"zai/glm-4-7":                      {"z-ai/glm-4.7", "zai/glm-4.7", "zhipuai/glm-4.7", "zai.glm-4.7"},
		"moonshotai/kimi-k-2-thinking":     {"moonshotai/kimi-k2-thinking", "moonshot.kimi-k2-thinking"},
		"amazon/nova-lite@v1:0":            {"amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0:300k", "apac.amazon.nova-lite-v1:0"},
		"newlab/model-x":                   {"newlab/Model-X", "NewLab/model.x"},
	} {
		for _, spelling := range spellings {
			t.Run(spelling, func(t *testing.T) {
				t.Parallel()
				got := referenceTo(t, spelling)
				if got["canonical"] != canonical {
					t.Errorf("canonical %s, want %s", got["canonical"], canonical)
				}
				if again := referenceTo(t, got["canonical"]); !cmp.Equal(got, again) {
					t.Errorf("%v reads again as %v", got, again)
				}
				model, version, _ := strings.Cut(canonical, "@")
				if got["publisher"]+"/"+got["name"] != model || got["version"] != version {
					t.Errorf("%v is not the parts of %s", got, canonical)
				}
			})
		}
	}
}

func referenceTo(t *testing.T, model string) map[string]string {
	t.Helper()
	got, err := call(t, "model_reference", types.StringValue(model))
	if err != nil {
		t.Fatalf("model_reference(%q): %v", model, err)
	}
	return texts(got)
}

func TestModelReference_refusesWithTheWayOut(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ model, want string }{
		"nothing":                          {"", "it is empty"},
		"no publisher":                     {"claude-sonnet-4-5", `write "anthropic/claude-sonnet-4-5"`},
		"a gateway for a publisher":        {"bedrock/claude-opus-5", `write "anthropic/claude-opus-5"`},
		"a gateway before a reference":     {"openrouter/anthropic/claude-opus-5", "publishes none"},
		"a version that is none":           {"openai/gpt-4o@latest", `leave "@latest" out`},
		"no day of the calendar":           {"openai/gpt-4o@2024-13-40", "no such day"},
		"an application inference profile": {inBedrock + "application-inference-profile/abcdefghijkl", "has no portable reference"},
		"a custom model":                   {inBedrock + "custom-model/amazon.nova-lite-v1:0:300k/abcdefghijkl", "has no portable reference"},
		"another service's ARN":            {"arn:aws:s3:::bucket", "not to bedrock"},
		"a deployment's id":                {account + "/deployments/chat", "Give publisher/name"},
		"a path":                           {"OpenAI/../../accounts", "Give publisher/name"},
		"two slashes and a query":          {"OpenAI/gpt-4o?x=1/1", "format/name/version"},
		"a line break":                     {"openai/gpt-4o\n", "letters, digits"},
		"what looks like a letter":         {"openai/gpt-4о", "letters, digits"},
		"an interpolation":                 {"${var.model}", "Give publisher/name"},
		"very much":                        {strings.Repeat("a", 1<<20), "longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := call(t, "model_reference", types.StringValue(row.model))
			if err == nil {
				t.Fatalf("model_reference(%q) = %v", row.model, texts(got))
			}
			if err.FunctionArgument == nil || *err.FunctionArgument != 0 || !strings.Contains(err.Text, row.want) || !strings.Contains(err.Text, "Give publisher/name") {
				t.Errorf("the error is %q, want %q in it, at the argument", err.Text, row.want)
			}
			if len(err.Text) > 2000 {
				t.Errorf("the error repeats too much: %.200s", err.Text)
			}
		})
	}
}
