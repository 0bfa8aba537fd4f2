package azureopenai

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func policies() map[string]llm.RouteSpec {
	everything := translatedRoute()
	everything.CircuitBreaker, everything.TokensPerMinute = true, new(int64(60_000))
	everything.FallbackOn.FirstByteTimeout = 8 * time.Second
	timeoutOnly := translatedRoute()
	timeoutOnly.FallbackOn = llm.Triggers{FirstByteTimeout: 5 * time.Second}
	renamed := sharedRoute()
	renamed.Name = "gpt" // what the targets call it
	chosen := translatedRoute()
	chosen.Fallbacks = nil
	return map[string]llm.RouteSpec{
		"pool": sharedRoute(), "pool_of_the_same_name": renamed, "choice_without_fallbacks": chosen,
		"fallbacks": translatedRoute(), "everything": everything, "only_a_timeout": timeoutOnly,
	}
}

func TestPolicyText(t *testing.T) {
	for name, spec := range policies() {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", "TestPolicyText", name+".xml")
			text := policyText(parametersOf(spec)) + "\n"
			if *update {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			golden, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(golden), text); diff != "" {
				t.Errorf("(-golden +text)\n%s", diff)
			}
		})
	}
}

// contentOfText is what a policy of that text holds.
func contentOfText(text string) map[string]string {
	return contentOf(kindPolicy, map[string]any{"format": "xml", "value": text})
}

func TestPolicyContent(t *testing.T) {
	text := policyText(parametersOf(policies()["everything"]))
	same := map[string]func(string) string{
		"line endings":     func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"indentation":      func(s string) string { return strings.ReplaceAll(s, "\t", "  ") },
		"blanks around it": func(s string) string { return "\n" + s + "\r\n" },
		"lines of expressions": func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, "<set-body>@{", "<set-body>\n\t@{"), "); }</", "); }\n</")
		},
		"no layout":      func(s string) string { return strings.ReplaceAll(strings.ReplaceAll(s, "\t", ""), "\n", "") },
		"empty elements": func(s string) string { return strings.ReplaceAll(s, "<base />", "<base></base>") },
		"comments":       func(s string) string { return strings.Replace(s, "<base />", "<!-- hello --><base />", 1) },
		"a declaration":  func(s string) string { return `<?xml version="1.0"?>` + s },
		"other quotes": func(s string) string {
			return strings.ReplaceAll(s, `buffer-response="false"`, `buffer-response='false'`)
		},
		"the order of attributes": func(s string) string {
			return strings.ReplaceAll(s, `code="400" reason="Bad Request"`, `reason="Bad Request"  code="400"`)
		},
		"another escape": func(s string) string { return strings.ReplaceAll(s, "&quot;", "&#34;") },
	}
	for name, change := range same {
		t.Run(name+" are the same policy", func(t *testing.T) {
			if change(text) == text {
				t.Fatal("nothing was changed")
			}
			if diff := cmp.Diff(contentOfText(text), contentOfText(change(text))); diff != "" {
				t.Error(diff)
			}
		})
	}
	other := map[string]func(string) string{
		"a weight":       func(s string) string { return strings.Replace(s, "&lt; 90", "&lt; 91", 1) },
		"a removed base": func(s string) string { return strings.Replace(s, "<base />", "", 1) },
		"the order of sections": func(s string) string {
			return strings.Replace(strings.Replace(s, "outbound", "x", 2), "x", "on-error", 2)
		},
		"an added header": func(s string) string {
			return strings.Replace(s, "<base />", `<base /><set-header name="x"><value>`+aKey+`</value></set-header>`, 1)
		},
		"a blank in an expression": func(s string) string { return strings.Replace(s, "return body", "return  body", 1) },
		"another backend":          func(s string) string { return strings.Replace(s, "chat-v2-blue-", "chat-v2-blau-", 2) },
		"unescaped text":           func(s string) string { return strings.ReplaceAll(s, "&quot;", `"`) },
		"text without an end":      func(s string) string { return strings.TrimSuffix(s, "</policies>") + aKey },
		"a blank in an answer":     func(s string) string { return strings.Replace(s, "<value>application", "<value> application", 1) },
		"no policy":                func(string) string { return aKey },
	}
	for name, change := range other {
		t.Run(name+" is another policy, whose text is not shown", func(t *testing.T) {
			content := contentOfText(change(text))
			if cmp.Equal(contentOfText(text), content) {
				t.Error("it counts as the same")
			}
			for path, value := range content {
				if strings.Contains(value, aKey) {
					t.Errorf("%s shows %s", path, value)
				}
			}
		})
	}
}

func TestPolicyParameters_areReadBackOnlyAsTheyWereWritten(t *testing.T) {
	p := parametersOf(policies()["everything"])
	read, ok := readParameters(p.text())
	if diff := cmp.Diff(p, read); !ok || diff != "" {
		t.Errorf("ok=%v\n%s", ok, diff)
	}
	for _, text := range []string{"", "{}", `{"route":"x","secret":"` + aKey + `"}`, p.text() + " ", strings.Replace(p.text(), "{", `{"note":"`+aKey+`",`, 1)} {
		if _, ok := readParameters(text); ok {
			t.Errorf("%s is taken for parameters", text)
		}
	}
}
