package links

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../../.."

var (
	link    = regexp.MustCompile(`\]\(([^)\s]*)\)`)
	heading = regexp.MustCompile(`(?m)^#{1,6} +(.+)$`)
	dropped = regexp.MustCompile("[^a-z0-9 _-]")
)

// Every file and every heading that a page points to is there.
func TestLinks(t *testing.T) {
	pages, links := documents(t), 0
	for _, page := range pages {
		for _, found := range link.FindAllStringSubmatch(prose(t, page), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, ":") {
				continue // not ours
			}
			links++
			file := page
			if target != "" {
				file = filepath.Join(filepath.Dir(page), target)
			}
			if _, err := os.Stat(file); err != nil {
				t.Errorf("%s points to %s, which is not there", page, found[1])
			} else if anchor != "" && !hasHeading(t, file, anchor) {
				t.Errorf("%s points to %s, which has no such heading", page, found[1])
			}
		}
	}
	if len(pages) < 15 || links < 100 {
		t.Errorf("only %d pages with %d links were found", len(pages), links)
	}
	t.Logf("links: pages=%d links=%d", len(pages), links)
}

// documents are the pages that are published and those of the repository itself.
func documents(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, directory := range []string{"docs", "examples"} {
		err := filepath.WalkDir(filepath.Join(root, directory), func(path string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && filepath.Ext(path) == ".md" {
				pages = append(pages, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return pages
}

// prose is a page without its blocks of code.
func prose(t *testing.T, page string) string {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile("(?s)\n```.*?\n```").ReplaceAllString(string(text), "")
}

func hasHeading(t *testing.T, file, anchor string) bool {
	t.Helper()
	if filepath.Ext(file) != ".md" {
		return false
	}
	text := prose(t, file)
	if strings.Contains(text, `<a id="`+anchor+`"></a>`) {
		return true
	}
	for _, found := range heading.FindAllStringSubmatch(text, -1) {
		if slug(found[1]) == anchor {
			return true
		}
	}
	return false
}

// slug is how a heading becomes an anchor, here and in the registry.
func slug(text string) string {
	return strings.ReplaceAll(dropped.ReplaceAllString(strings.ToLower(strings.TrimSpace(text)), ""), " ", "-")
}
