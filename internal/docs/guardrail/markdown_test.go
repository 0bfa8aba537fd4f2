package guardrail_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/guardrail"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

func clouds() guardrail.Clouds {
	return guardrail.Clouds{
		Azure:   azureopenai.NewPlatform(azureopenai.Config{Unconfigured: true}).Guardrails(),
		Bedrock: amazonbedrock.NewPlatform(amazonbedrock.Config{Unconfigured: true}).Guardrails(),
	}
}

// The guide and its template hold what the drivers answer now.
func TestInto_isCurrent(t *testing.T) {
	for _, file := range []string{"templates/guides/guardrails.md.tmpl", "docs/guides/guardrails.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", filepath.FromSlash(file)))
		if err != nil {
			t.Fatal(err)
		}
		current, err := clouds().Into(string(text))
		if err != nil {
			t.Errorf("%s: %v", file, err)
		} else if current != string(text) {
			t.Errorf("%s is not current: run make generate", file)
		}
	}
}

func TestInto_needsMarkedPlaces(t *testing.T) {
	if _, err := clouds().Into("no marks"); err == nil {
		t.Error("a text without marks was taken")
	}
}

// What the design says of both clouds, in lines of the tables: were the drivers
// asked wrongly, all cells could say the same.
func TestTables_sayWhatTheDesignSays(t *testing.T) {
	text := clouds().Categories() + clouds().Strictness()
	for _, line := range []string{
		"| `high` | `Low` | `HIGH` |",
		"| `medium` | `Medium` | `MEDIUM` |",
		"| `low` | `High` | `LOW` |",
		"| `off` | the filter is off | `NONE` |",
		"| `hate` | hate and discrimination | `Hate`: input and output; graded | medium | `HATE`: input and output; graded |",
		"| `Jailbreak`: input; on or off | on | `PROMPT_ATTACK`: input; graded |",
		"| `Protected Material Code`: output; on or off | on, detects only | not there: an error at plan |",
		"| `insults` | insults, bullying | not there: an error at plan |  | `INSULTS`: input and output; graded |",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no line holds %s\n%s", line, text)
		}
	}
	if rows := strings.Count(clouds().Categories(), "\n") - 2; rows != len(llm.Categories()) {
		t.Errorf("%d rows for %d categories", rows, len(llm.Categories()))
	}
}

// Bedrock has no column for what it does by itself.
func TestBedrock_doesNothingByItself(t *testing.T) {
	driver := clouds().Bedrock
	spec := driver.Decode(driver.Render(llm.GuardrailSpec{Name: "guide", BlockedWords: []string{"word"}}))
	if len(spec.Filters)+len(spec.Topics)+len(spec.PII.Entities)+len(spec.PII.Patterns) > 0 || spec.Profanity || spec.Grounding != (llm.Grounding{}) {
		t.Errorf("it does: %+v", spec)
	}
}
