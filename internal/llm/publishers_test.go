package llm

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
)

func TestCanonicalPublisher(t *testing.T) {
	t.Parallel()
	// Every spelling of the live lists of 2026-08-22 and of three catalogs that users know.
	cases := map[string][]string{
		"ai21":              {"AI21 Labs", "ai21"},
		"amazon":            {"amazon", "Amazon", "aws"},
		"anthropic":         {"Anthropic", "anthropic"},
		"black-forest-labs": {"Black Forest Labs", "black-forest-labs", "bfl"},
		"cohere":            {"Cohere", "cohere"},
		"core42":            {"Core42"},
		"deepseek":          {"DeepSeek", "deepseek", "deepseek-ai"},
		"google":            {"google"},
		"luma":              {"luma", "Luma AI"},
		"meta":              {"Meta", "meta", "meta-llama"},
		"microsoft":         {"Microsoft", "microsoft"},
		"minimax":           {"minimax", "MiniMax", "MiniMaxAI"},
		"mistral":           {"Mistral AI", "mistral", "mistralai", "mistral-ai"},
		"moonshotai":        {"MoonshotAI", "moonshot", "moonshotai", "Moonshot AI"},
		"nvidia":            {"nvidia", "NVIDIA"},
		"openai":            {"OpenAI", "OpenAI-OSS", "openai"},
		"qwen":              {"Alibaba", "alibaba", "qwen", "Qwen"},
		"stability":         {"stability", "Stability AI", "stabilityai"},
		"twelvelabs":        {"twelvelabs", "TwelveLabs"},
		"writer":            {"writer", "Writer"},
		"xai":               {"xAI", "x-ai", "xai"},
		"zai":               {"zai", "Z.AI", "z-ai", "zhipuai"},
		"new-lab":           {"New Lab", "new.lab", "NEW_LAB", "new-lab"},
	}
	for want, spellings := range cases {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			for _, spelling := range append(spellings, want) {
				if got := canonicalPublisher(spelling); got != want {
					t.Errorf("canonicalPublisher(%q) = %q, want %q", spelling, got, want)
				}
			}
		})
	}
}

func TestGuessPublisher(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"claude-opus-5": "anthropic", "gpt-5.6-sol": "openai", "o3-mini": "openai", "Llama-3.3-70B": "meta", "DeepSeek-V3.1": "deepseek",
		"GLM-5": "zai", "Kimi-K2.5": "moonshotai", "MiniMax-M2.5": "minimax", "Qwen3-14B": "qwen", "Phi-4": "microsoft", "assistant": "", "": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := GuessPublisher(name); got != want {
				t.Errorf("GuessPublisher(%q) = %q, want %q", name, got, want)
			}
		})
	}
}

// The table is written in token form; a line in any other form would never be found.
func TestStandardName_holdsTokenFormOnly(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "publishers_synonyms_table.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	ast.Inspect(file, func(node ast.Node) bool {
		literal, ok := node.(*ast.BasicLit)
		if !ok || literal.Kind != token.STRING {
			return true
		}
		name, err := strconv.Unquote(literal.Value)
		if err != nil {
			t.Fatal(err)
		}
		lines++
		publisher, model, _ := strings.Cut(name, "/")
		if got := plainSpelling(publisher, model).String(); got != name {
			t.Errorf("%q is not in token form: %q", name, got)
		}
		standard := standardName(name)
		if standardName(standard) != standard {
			t.Errorf("%q stands for %q, which stands for %q", name, standard, standardName(standard))
		}
		return true
	})
	if lines < 20 {
		t.Errorf("read %d names, want the whole table", lines)
	}
}
