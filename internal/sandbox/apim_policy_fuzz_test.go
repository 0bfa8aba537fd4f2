package sandbox

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// FuzzPolicy wants of every text that is a policy that it is printed the same way again and again, in both formats and
// from one to the other, so that reading a policy and writing it back changes nothing.
func FuzzPolicy(f *testing.F) {
	for _, text := range []string{
		`<policies/>`, `<policies><inbound><base /></inbound></policies>`, "<policies>\r\n\t<!-- a -->\r\n</policies>",
		`<a b='"x"' c="&lt;&amp;&#10;">text<d></d> more <![CDATA[<e>]]></a>`, `<a b=" @(x) "> @{ return "}"; } </a>`,
		`<a b="@(x < 1 && y == "z")">@(a<b)</a>`, `<a>@(x)</a>`, `<a b='@("it''s")'/>`, "<a b=\"1\r\n2\">\r</a>", `<a>&#13;</a>`,
	} {
		f.Add(text, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, raw bool) {
		document, err := parsePolicy(text, raw)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		first := printPolicy(document, false)
		for _, asRaw := range []bool{true, false} {
			again, err := parsePolicy(printPolicy(document, asRaw), asRaw)
			if err != nil {
				t.Fatalf("raw %v: what was printed is no policy: %v\n%s", asRaw, err, printPolicy(document, asRaw))
			}
			if diff := cmp.Diff(first, printPolicy(again, false)); diff != "" {
				t.Errorf("raw %v: it is printed otherwise (-first +again):\n%s", asRaw, diff)
			}
		}
	})
}
