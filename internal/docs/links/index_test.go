package links

import (
	"path/filepath"
	"strings"
	"testing"
)

// The first page of the registry names every guide, and the README every page.
func TestIndex(t *testing.T) {
	for _, row := range []struct{ index, pages, from string }{
		{"docs/index.md", "docs/guides/*.md", "docs"},
		{"README.md", "docs/*/*.md", "."},
	} {
		pages, err := filepath.Glob(filepath.Join(root, row.pages))
		if err != nil || len(pages) < 10 {
			t.Fatalf("only %d pages match %s: %v", len(pages), row.pages, err)
		}
		text := prose(t, filepath.Join(root, row.index))
		for _, page := range pages {
			target, err := filepath.Rel(filepath.Join(root, row.from), page)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(text, "]("+filepath.ToSlash(target)) {
				t.Errorf("%s does not point to %s", row.index, target)
			}
		}
	}
}
