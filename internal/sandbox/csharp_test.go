package sandbox

import (
	"fmt"
	"strings"
	"testing"
)

// someScope holds a JObject and a random number's maker, as policies have them.
func someScope() csharpScope {
	return csharpScope{
		"o":       &jsonObject{members: map[string]any{"s": "text", "n": 7.0, "inner": map[string]any{"x": "y"}, "list": []any{1.0}, "none": nil}},
		"Convert": csharpConvert, "Newtonsoft": csharpNamespace("Newtonsoft"),
	}
}

func TestCSharp_computesWhatPoliciesAreWrittenIn(t *testing.T) {
	for expression, want := range map[string]any{
		`plain text`:                               "plain text",
		`@(1 + 2 * 3)`:                             7,
		`@((1 + 2) * 3 % 5)`:                       4,
		`@(10 / 4 - 1)`:                            1,
		`@("a" + 1 + true + null)`:                 "a1True",
		`@(1 < 2 && 2 <= 2 && 3 > 2 && 3 >= 3)`:    true,
		`@(1 == 2 || !(1 != 2))`:                   false,
		`@(-1 < 0 ? "below" : "above")`:            "below",
		`@(null ?? "default")`:                     "default",
		`@("quote \" and \\")`:                     `quote " and \`,
		`@(o["s"])`:                                "text",
		`@((int)o["n"] == 7)`:                      true,
		`@((string)o["none"] == null)`:             true,
		`@(((JObject)o["inner"])["x"])`:            "y",
		`@(Convert.ToString(o["nothing"]) == "")`:  true,
		`@(Convert.ToInt32("12") + 1)`:             13,
		`@(o["list"] == o["list"])`:                false, // two reads are two objects
		`@(o.ContainsKey("s"))`:                    true,
		`@(new Random(7).Next(5))`:                 2,
		`@(true || o["x"]["y"] == null)`:           true, // the right side is left alone
		`@(new JObject().ToString())`:              `{}`,
		`@{ return 1; }`:                           1,
		`@{ var a = 1; var b = a + 1; return b; }`: 2,
		`@{ var j = new JObject(); j["a"] = o["inner"]; j["b"] = 1; return j.ToString(Newtonsoft.Json.Formatting.None); }`: `{"a":{"x":"y"},"b":1}`,
	} {
		t.Run(expression, func(t *testing.T) {
			got, err := evaluated(expression, someScope())
			if err != nil || got != want {
				t.Errorf("got %v (%T), %v; want %v", got, got, err, want)
			}
		})
	}
}

func TestCSharp_saysWhatItDoesNotKnow(t *testing.T) {
	for expression, saying := range map[string]string{
		`@(context)`:               "context",
		`@(o.Deep)`:                ".Deep of *jsonObject",
		`@(1 +)`:                   "C#",
		`@(1 2)`:                   `"2"`,
		`@(1 / 0)`:                 "cannot be computed",
		`@(1 - "a")`:               "cannot be computed",
		`@(!1)`:                    "cannot be computed",
		`@((int)"a")`:              "no int",
		`@((JObject)1)`:            "no JObject",
		`@(1.s)`:                   "does not know .s of int",
		`@("a"["b"])`:              "nothing at b",
		`@(new Uri("x"))`:          "new Uri",
		`@(new Random("x"))`:       "new Random",
		`@(new Random(1).Next(0))`: ".Next of csharpRandom",
		`@(o => o)`:                "C#",
		`@{ var a = 1; }`:          "C#",
		`@{ o = 1; return o; }`:    "C#",
		`@{ return 1 }`:            "C#",
		`@(new)`:                   "C#",
		`@(o.)`:                    "C#",
		`@(o[)`:                    "C#",
		`@(#)`:                     "C#",
		`@(` + strings.Repeat("(", 20000) + `1` + strings.Repeat(")", 20000) + `)`: "at most",
	} {
		t.Run(fmt.Sprintf("%.40s", expression), func(t *testing.T) {
			if got, err := evaluated(expression, someScope()); err == nil || !strings.Contains(err.Error(), saying) {
				t.Errorf("got %v, %v; want an error with %q", got, err, saying)
			}
		})
	}
}

func FuzzCSharp(f *testing.F) {
	for _, seed := range []string{`1+2`, `o["s"]`, `(int)o["n"]<3?"a":"b"`, `new Random(1).Next(2)`, `Convert.ToString(o["inner"])`, `var a=1;return a;`} {
		f.Add(seed)
	}
	f.Fuzz(func(_ *testing.T, text string) {
		for _, expression := range []string{"@(" + text + ")", "@{" + text + "}"} {
			_, _ = evaluated(expression, someScope()) // whatever it is, it ends and breaks nothing
		}
	})
}
