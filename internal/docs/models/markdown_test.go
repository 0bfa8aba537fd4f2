package models_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/models"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// The guide and its template hold what the provider knows now.
func TestInto_isCurrent(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"templates/guides/models.md.tmpl", "docs/guides/models.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		current, err := models.Into(string(text), modelcard.Bundled())
		if err != nil {
			t.Errorf("%s: %v", file, err)
		} else if current != string(text) {
			t.Errorf("%s is not current: run make generate", file)
		}
	}
}

func TestInto_needsAMarkedPlace(t *testing.T) {
	t.Parallel()
	if _, err := models.Into("no marks", modelcard.Bundled()); err == nil {
		t.Error("a text without marks was taken")
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	table := models.Table(modelcard.Bundled())
	for _, line := range []string{
		"| `amazon/nova-pro` | `bedrock` | yes | 300000 | ? | 0.92 / 3.68 * | ? | 2026-09-28 | models.dev |\n",
		"| `openai/gpt-5` | `azure` | yes | 272000 | ? | 1.375 / 11 | 1.25 / 10 | 2026-08-01 | BerriAI/litellm, models.dev |\n",
		"| `google/gemma-3-4b-it` | `bedrock` | no | ",
	} {
		if !strings.Contains(table, line) {
			t.Errorf("the table lacks %s", line)
		}
	}
	rows := strings.Count(table, "\n") - 2
	known := len(modelcard.Bundled().Models(llm.Azure)) + len(modelcard.Bundled().Models(llm.Bedrock))
	if rows != known || known < 100 {
		t.Errorf("%d lines for %d models", rows, known)
	}
	t.Logf("%d lines", rows)
}
