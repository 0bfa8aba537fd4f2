package llm_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestDigest(t *testing.T) {
	if got := llm.Digest("abc"); got != "ba7816bf8f01cfea" { // FIPS 180-4's own example, cut
		t.Errorf("the digest of abc is %q", got)
	}
	if got := llm.Digest(""); got != "" {
		t.Errorf("nothing has the digest %q", got)
	}
	seen := map[string]string{}
	for _, text := range []string{"a", "A", "a ", " a", "ä", "a\n", strings.Repeat("a", 10_000), "project-x", "project-y"} {
		digest := llm.Digest(text)
		if !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(digest) {
			t.Errorf("the digest of %.20q is %q", text, digest)
		}
		if other, taken := seen[digest]; taken {
			t.Errorf("%.20q and %.20q have one digest", text, other)
		}
		seen[digest] = text
	}
}
