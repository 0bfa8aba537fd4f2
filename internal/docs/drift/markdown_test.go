package drift_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// The guide and its template hold the table as it is now.
func TestMarkdown_isCurrent(t *testing.T) {
	for _, file := range []string{"templates/guides/drift.md.tmpl", "docs/guides/drift.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		current, err := drift.Into(string(text))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		} else if current != string(text) {
			t.Errorf("%s is not current: run make generate", file)
		}
	}
}

func TestMarkdown_needsAMarkedPlace(t *testing.T) {
	if _, err := drift.Into("no marks"); err == nil {
		t.Error("a text without marks was taken")
	}
}

// Every row is one line of five cells.
func TestMarkdown_holdsEveryRow(t *testing.T) {
	lines := 0
	for line := range strings.Lines(drift.Markdown()) {
		if strings.HasPrefix(line, "|") {
			lines++
			if cells := strings.Count(line, "|") - strings.Count(line, `\|`); cells != 6 {
				t.Errorf("%d cells: %s", cells-1, line)
			}
		}
	}
	if want := len(drift.Rows()) + 2*len(drift.Objects()); lines != want {
		t.Errorf("%d lines, want %d", lines, want)
	}
}
