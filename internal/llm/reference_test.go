package llm

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseReference(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		in   string
		want Reference
	}{
		"publisher and name":                    {"anthropic/claude-sonnet-4-5", Reference{"anthropic", "claude-sonnet-4-5", ""}},
		"dots stay as written":                  {"openai/gpt-5.6-sol", Reference{"openai", "gpt-5.6-sol", ""}},
		"case makes no difference":              {"Meta/Llama-3.3-70B-Instruct", Reference{"meta", "llama-3.3-70b-instruct", ""}},
		"underscores are dashes":                {"meta/llama_3_3", Reference{"meta", "llama-3-3", ""}},
		"a date with dashes":                    {"openai/gpt-4o@2024-11-20", Reference{"openai", "gpt-4o", "20241120"}},
		"a date without dashes":                 {"anthropic/claude-sonnet-4-5@20250929", Reference{"anthropic", "claude-sonnet-4-5", "20250929"}},
		"a counter as version":                  {"microsoft/phi-4@7", Reference{"microsoft", "phi-4", "7"}},
		"a label as version":                    {"openai/whisper@001", Reference{"openai", "whisper", "001"}},
		"a label in capitals":                   {"openai/gpt-4@0125-Preview", Reference{"openai", "gpt-4", "0125-preview"}},
		"a Bedrock revision as version":         {"amazon/nova-reel@v1:1", Reference{"amazon", "nova-reel", "v1:1"}},
		"a date at the end of the name":         {"openai/gpt-4o-2024-11-20", Reference{"openai", "gpt-4o", "20241120"}},
		"a glued date at the end of the name":   {"anthropic/claude-opus-4-5-20251101", Reference{"anthropic", "claude-opus-4-5", "20251101"}},
		"the date twice, equal":                 {"openai/gpt-4o-2024-11-20@20241120", Reference{"openai", "gpt-4o", "20241120"}},
		"four digits in a name are no date":     {"deepseek/deepseek-r1-0528", Reference{"deepseek", "deepseek-r1-0528", ""}},
		"month and year in a name are no date":  {"cohere/command-r-08-2024", Reference{"cohere", "command-r-08-2024", ""}},
		"eight digits that are no day":          {"acme/model-20251399", Reference{"acme", "model-20251399", ""}},
		"a publisher spelled as Azure's format": {"Mistral AI/Mistral-Large-3", Reference{"mistral", "mistral-large-3", ""}},
		"a publisher spelled as OpenRouter":     {"meta-llama/llama-3.3-70b-instruct", Reference{"meta", "llama-3.3-70b-instruct", ""}},
		"a publisher with a dot":                {"Z.AI/glm-5", Reference{"zai", "glm-5", ""}},
		"a publisher nobody knows":              {"New Lab/model-1", Reference{"new-lab", "model-1", ""}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseReference(c.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("ParseReference(%q) (-want +got):\n%s", c.in, diff)
			}
			again, err := ParseReference(got.String())
			if err != nil || again != got {
				t.Errorf("String() = %q reads back as %v, %v", got, again, err)
			}
		})
	}
}

func TestParseReference_errorsSayWhatIsRightInstead(t *testing.T) {
	t.Parallel()
	const example = `"anthropic/claude-sonnet-4-5"`
	cases := map[string]struct{ in, want string }{
		"empty":                              {"", example},
		"a bare word":                        {"assistant", example},
		"a known family without publisher":   {"gpt-5.6-sol", `write "openai/gpt-5.6-sol"`},
		"a Bedrock id":                       {"anthropic.claude-opus-5", `write "anthropic/claude-opus-5"`},
		"a Bedrock id with revision":         {"amazon.nova-lite-v1:0", example},
		"an Azure id":                        {"OpenAI/gpt-4o/2024-11-20", `more than one "/"`},
		"a platform as publisher":            {"azure/gpt-4o", `write "openai/gpt-4o"`},
		"a platform as publisher, no guess":  {"bedrock/assistant", "publishes none; " + `write publisher/name`},
		"a gateway's prefix":                 {"openrouter/anthropic/claude-opus-5", `more than one "/"`},
		"no name":                            {"openai/", `the name ""`},
		"no publisher":                       {"/gpt-4o", `the publisher ""`},
		"dots for a name":                    {"openai/..", `the name ".."`},
		"a blank in front":                   {" openai/gpt-4o", `the publisher " openai"`},
		"a blank in the name":                {"openai/gpt 4o", `the name "gpt 4o"`},
		"a colon in the name":                {"openai/gpt-oss-120b:free", "letters, digits"},
		"a line break":                       {"openai/gpt\n4o", `\n`},
		"a right-to-left mark":               {"openai/gpt\u200f4o", `\u200f`},
		"a letter beyond ASCII":              {"openai/gpt-4о", "letters, digits"},
		"a percent escape":                   {"openai/gpt%2F4o", "letters, digits"},
		"nothing after @":                    {"openai/gpt-4o@", "leave \"@\" out"},
		"latest as version":                  {"openai/gpt-4o@latest", `"latest" is not a version`},
		"a version with a slash":             {"openai/gpt-4o@a/b", "neither a date"},
		"two versions":                       {"openai/gpt-4o@1@2", "neither a date"},
		"a day no calendar has":              {"openai/gpt-4o@2024-02-30", "no such day"},
		"eight digits that are no day":       {"openai/gpt-4o@20241399", "no such day"},
		"a day with one digit":               {"openai/gpt-4o@2024-2-3", "write it as 2025-09-29"},
		"dates that contradict":              {"openai/gpt-4o-2024-11-20@2024-08-06", "write one of them"},
		"two dates in the name":              {"openai/gpt-4o-2024-11-20-20240806", "two dates"},
		"nothing but a date and separators":  {"openai/a.-20240806", "no name stands before"},
		"300 characters":                     {"openai/" + strings.Repeat("x", 300), "longer than 160 bytes"},
		"an ARN":                             {"arn:aws:bedrock:us-east-1:123456789012:custom-model-deployment/abc", "the publisher \"arn:aws"},
		"a deployment's parent path, broken": {"../../accounts", `more than one "/"`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseReference(c.in)
			if err == nil {
				t.Fatalf("ParseReference(%q) = %v, want an error", c.in, got)
			}
			if text := err.Error(); !strings.HasPrefix(text, "read model reference ") || !strings.Contains(text, c.want) {
				t.Errorf("error %q\nwant a part of it: %s", text, c.want)
			}
		})
	}
}

func TestSameModel(t *testing.T) {
	t.Parallel()
	same := map[string][2]string{
		"dot and dash":                    {"anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"},
		"the publisher's spelling":        {"mistralai/mistral-large-3", "mistral/mistral-large-3"},
		"the publisher's word in front":   {"deepseek/deepseek-v3.2", "deepseek/v3.2"},
		"glued digits":                    {"alibaba/qwen-3-32b", "qwen/qwen3-32b"},
		"case":                            {"meta/Llama-3.3-70B-Instruct", "meta/llama-3.3-70b-instruct"},
		"a closing zero":                  {"cohere/embed-v-4-0", "cohere/embed-v4"},
		"a first revision":                {"amazon/nova-lite-v1", "amazon/nova-lite"},
		"the date's form":                 {"openai/gpt-4o@2024-11-20", "openai/gpt-4o-20241120"},
		"the order of words by synonym":   {"cohere/embed-english-v3", "cohere/embed-v3-english"},
		"another publisher by synonym":    {"microsoft/model-router", "openai/model-router"},
		"a native id, letter by letter":   {"amazon.nova-lite-v1:0", "amazon.nova-lite-v1:0"},
		"something that is no reference":  {"..", ".."},
		"a month for a number by synonym": {"mistralai/mistral-large-2512", "mistral/mistral-large-3"},
	}
	for name, pair := range same {
		t.Run("makes no difference: "+name, func(t *testing.T) {
			t.Parallel()
			if !SameModel(pair[0], pair[1]) || !SameModel(pair[1], pair[0]) {
				t.Errorf("SameModel(%q, %q) = false", pair[0], pair[1])
			}
		})
	}
	different := map[string][2]string{
		"a version":                 {"openai/gpt-4o", "openai/gpt-4o@2024-11-20"},
		"a suffix that may matter":  {"meta/llama-3.3-70b", "meta/llama-3.3-70b-instruct"},
		"a size":                    {"openai/gpt-oss-20b", "openai/gpt-oss-120b"},
		"a generation":              {"anthropic/claude-opus-4", "anthropic/claude-opus-4-8"},
		"a publisher":               {"nvidia/llama-3.3-70b", "meta/llama-3.3-70b"},
		"a native id and its model": {"amazon.nova-lite-v1:0", "amazon/nova-lite"},
		"the case of a native id":   {"OpenAI/gpt-4o/1", "openai/gpt-4o/1"},
		"a second revision":         {"amazon/titan-embed-text-v2", "amazon/titan-embed-text-v1"},
	}
	for name, pair := range different {
		t.Run("makes a difference: "+name, func(t *testing.T) {
			t.Parallel()
			if SameModel(pair[0], pair[1]) || SameModel(pair[1], pair[0]) {
				t.Errorf("SameModel(%q, %q) = true", pair[0], pair[1])
			}
		})
	}
}

func TestReference_CheckPin(t *testing.T) {
	t.Parallel()
	for reference, pinnable := range map[string]bool{
		"openai/gpt-chat-latest":            false,
		"mistralai/mistral-medium-latest":   false,
		"openai/gpt-chat-latest@2026-08-06": true,
		"openai/gpt-5.6-sol":                true,
		"acme/latest-and-greatest":          true,
	} {
		t.Run(reference, func(t *testing.T) {
			t.Parallel()
			ref, err := ParseReference(reference)
			if err != nil {
				t.Fatal(err)
			}
			if err := ref.CheckPin(); (err == nil) != pinnable {
				t.Errorf("CheckPin() = %v, want pinnable %t", err, pinnable)
			}
		})
	}
}

func FuzzParseReference(f *testing.F) {
	for _, seed := range []string{
		"", "/", "@", "openai/gpt-4o", "Z.AI/GLM-5@1", "openai/gpt-4o-2024-11-20", "a/b-20240101-20240102", "a/b_20240101@20240101",
		"a/0-20240101", "mistral ai/x@v1:0", "ai21/ai21-jamba", "o/o@20240230", "x/20240101", "a/a.-20240101", "azure/gpt-4o", "a.b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		ref, err := ParseReference(in)
		if err != nil {
			return
		}
		again, err := ParseReference(ref.String())
		if err != nil || again != ref {
			t.Fatalf("%q reads as %#v, whose String() %q reads as %#v, %v", in, ref, ref, again, err)
		}
		if !SameModel(in, ref.String()) {
			t.Fatalf("SameModel(%q, %q) = false", in, ref)
		}
		entry := Entry{NativeID: "x", Publisher: ref.Publisher, Name: ref.Name, Version: ref.Version, Date: ReleaseDate(ref.Version)}
		matched, err := Match(ref, nil, []Entry{entry})
		if err != nil || matched.Level != ExactLevel {
			t.Fatalf("Match(%q) in a catalog of itself: level %d, %v", ref, matched.Level, err)
		}
		_ = ref.CheckPin()
	})
}
