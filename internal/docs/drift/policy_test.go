package drift

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const template = "../../../templates/guides/drift.md.tmpl"

func TestGuide_tellsTheTableOfClasses(t *testing.T) {
	content, err := os.ReadFile(template)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(content), "<!-- policy: begin -->\n")
	table, _, ended := strings.Cut(rest, "<!-- policy: end -->")
	if !begun || !ended {
		t.Fatal("the guide has no place for the table of classes")
	}
	if diff := cmp.Diff(rendered(), table); diff != "" {
		t.Errorf("the guide's table is not that of llm.DriftRules; between its marks has to stand\n%s\n(-want +got):\n%s", rendered(), diff)
	}
}

func rendered() string {
	var b strings.Builder
	b.WriteString("| class | what it is | default | can also be |\n|---|---|---|---|\n")
	for _, rule := range llm.DriftRules() {
		standard := marked(rule.Responses[:1])
		if rule.Class == llm.DriftServiceChanged {
			standard = "`plan` where `version_upgrade` is `pinned`, else `warn`"
		}
		b.WriteString("| `" + string(rule.Class) + "` | " + rule.Meaning + " | " + standard + " | " + marked(rule.Responses[1:]) + " |\n")
	}
	return b.String()
}

func marked(responses []llm.Response) string {
	var words []string
	for _, r := range responses {
		words = append(words, "`"+string(r)+"`")
	}
	return strings.Join(words, ", ")
}
