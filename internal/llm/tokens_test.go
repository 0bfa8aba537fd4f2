package llm

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNameTokens(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ publisher, name, want string }{
		"glued digits come apart":               {"meta", "llama3-3-70b-instruct", "llama 3 3 70b instruct"},
		"letters behind digits stay":            {"openai", "gpt-4o", "gpt 4o"},
		"parameter counts stay whole":           {"qwen", "qwen3-235b-a22b-2507", "3 235b a22b 2507"},
		"mixtures of experts stay whole":        {"mistral", "mixtral-8x7b-instruct", "mixtral 8x7b instruct"},
		"effective sizes stay whole":            {"google", "gemma-4-e2b", "gemma 4 e2b"},
		"quantisations stay whole":              {"meta", "Llama-4-Maverick-17B-128E-Instruct-FP8", "llama 4 maverick 17b 128e instruct fp8"},
		"the publisher's word goes":             {"deepseek", "DeepSeek-R1", "r 1"},
		"the publisher's word goes, two tokens": {"ai21", "AI21-Jamba-1.5-Large", "jamba 1 5 large"},
		"the publisher's word alone stays":      {"qwen", "qwen", "qwen"},
		"a closing zero goes":                   {"cohere", "embed-v-4-0", "embed v 4"},
		"a zero before a word goes":             {"cohere", "Cohere-rerank-v4.0-fast", "rerank v 4 fast"},
		"a zero within a number stays":          {"acme", "model-1.0.1", "model 1 0 1"},
		"a zero with no number before stays":    {"acme", "model-0", "model 0"},
		"a first revision goes":                 {"amazon", "titan-embed-text-v1", "titan embed text"},
		"a second generation stays":             {"amazon", "titan-embed-text-v2", "titan embed text v 2"},
		"a name that is a first revision stays": {"acme", "v1", "v 1"},
		"letters beyond ASCII separate":         {"acme", "modèle-1", "mod le 1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, strings.Join(nameTokens(c.publisher, c.name), " ")); diff != "" {
				t.Errorf("nameTokens(%q, %q) (-want +got):\n%s", c.publisher, c.name, diff)
			}
		})
	}
}

func FuzzNameTokens(f *testing.F) {
	for _, seed := range []string{"", "llama3-3-70b", "0-0-0", "v1", "x-v1.0", "8x7b", "ааа", "a22b-e2b", "--", "1-0-v1"} {
		f.Add("acme", seed)
	}
	f.Fuzz(func(t *testing.T, publisher, name string) {
		want := tokens(name)
		got := nameTokens(publisher, name)
		if len(want) > 0 && len(got) == 0 {
			t.Fatalf("nameTokens(%q, %q) is empty", publisher, name)
		}
		if again := tokens(strings.Join(want, "-")); !cmp.Equal(again, want) {
			t.Fatalf("tokens of %q: %q, again: %q", name, want, again)
		}
	})
}

func TestAgreement(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		a, b string
		want MatchLevel
	}{
		"the same tokens":                          {"llama3-3-70b", "Llama-3.3-70B", ExactLevel},
		"instruct on one side":                     {"llama-3.3-70b", "llama-3.3-70b-instruct", SuffixLevel},
		"different noise on each side":             {"gemma-3-27b-it", "gemma-3-27b-bf16", SuffixLevel},
		"a size on one side":                       {"llama-4-maverick", "llama-4-maverick-17b", SizeLevel},
		"a size and noise on one side":             {"large-3", "large-3-675b-instruct", SizeLevel},
		"one of two sizes on one side":             {"llama-4-maverick-17b-instruct", "llama-4-maverick-17b-128e-instruct-fp8", SizeLevel},
		"sizes that contradict":                    {"gpt-oss-20b", "gpt-oss-120b", NoLevel},
		"a size on each side":                      {"mixtral-8x7b", "mixtral-22b", NoLevel},
		"sizes in another order":                   {"llama-4-17b-128e", "llama-4-128e-17b", NoLevel},
		"a longer generation":                      {"claude-opus-4", "claude-opus-4-8", NoLevel},
		"a month is not a size":                    {"qwen-3-235b-a22b", "qwen-3-235b-a22b-2507", NoLevel},
		"a context length is not a size":           {"phi-3-mini-instruct", "phi-3-mini-4k-instruct", NoLevel},
		"nothing but a size against nothing else":  {"7b", "7b-instruct", SuffixLevel},
		"nothing but noise against nothing but it": {"instruct", "it", NoLevel},
		"nothing but a size against another":       {"7b", "8x7b", NoLevel},
		"nothing but sizes, one more":              {"7b", "7b-128e", NoLevel},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := agreement(tokens(c.a), tokens(c.b)); got != c.want {
				t.Errorf("agreement(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
			}
			if got := agreement(tokens(c.b), tokens(c.a)); got != c.want {
				t.Errorf("agreement(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
			}
		})
	}
}
