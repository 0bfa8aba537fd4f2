package guardrail

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Clouds are the drivers whose answers the tables hold. No request is sent.
type Clouds struct{ Azure, Bedrock llm.GuardrailDriver }

// Into returns the text of a guide with its tables made current. A text without
// the marked places is an error.
func (c Clouds) Into(text string) (string, error) {
	for name, table := range map[string]string{"categories": c.Categories(), "strictness": c.Strictness()} {
		begin, end := "<!-- "+name+": begin -->", "<!-- "+name+": end -->"
		before, rest, opened := strings.Cut(text, begin)
		_, after, closed := strings.Cut(rest, end)
		if !opened || !closed {
			return "", fmt.Errorf("write guardrail tables: the text has no lines %q and %q", begin, end)
		}
		text = before + begin + "\n" + table + end + after
	}
	return text, nil
}

// Categories is the table of categories, side by side.
func (c Clouds) Categories() string {
	var b strings.Builder
	b.WriteString("| `filters.` | what it looks for | on Azure | by itself on Azure | on Bedrock |\n|---|---|---|---|---|\n")
	for _, category := range llm.Categories() {
		azure, bedrock := filterOf(c.Azure, category), filterOf(c.Bedrock, category)
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", category, meaning(category), azure.cell(), azure.alone(), bedrock.cell())
	}
	return b.String()
}

// Strictness is the table of degrees, by the platforms' own words.
func (c Clouds) Strictness() string {
	azure, bedrock := filterOf(c.Azure, llm.Hate), filterOf(c.Bedrock, llm.Hate)
	var b strings.Builder
	b.WriteString("| strictness | Azure: `severityThreshold` | Bedrock: `inputStrength`, `outputStrength` |\n|---|---|---|\n")
	for _, strictness := range strictnesses() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", strictness, word(azure.degrees[strictness]), word(bedrock.degrees[strictness]))
	}
	b.WriteString("| any but `off`, not graded | the filter is on | |\n")
	return b.String()
}

func word(degree string) string {
	if degree == "" {
		return "the filter is off"
	}
	return "`" + degree + "`"
}

// cell says what a platform has for a category.
func (f filter) cell() string {
	if f.name == "" {
		return "not there: an error at plan"
	}
	kind := "on or off"
	if f.graded() {
		kind = "graded"
	}
	return fmt.Sprintf("`%s`: %s; %s", f.name, strings.Join(f.sides, " and "), kind)
}

// alone says what a platform does where nothing is said of a category.
func (f filter) alone() string {
	if f.name == "" {
		return ""
	}
	var on []string
	for _, strictness := range []llm.Strictness{f.itself.Input, f.itself.Output} {
		if strictness != "" && strictness != llm.StrictnessOff && !slices.Contains(on, string(strictness)) {
			on = append(on, string(strictness))
		}
	}
	if len(on) == 0 {
		return "off"
	}
	if !f.graded() {
		on = []string{"on"}
	}
	return strings.Join(on, ", ") + map[bool]string{true: ", detects only"}[cmp.Or(f.itself.Action, llm.ActionBlock) == llm.ActionDetect]
}

// meaning is a category in words.
func meaning(category llm.Category) string {
	return map[llm.Category]string{
		llm.Hate:                  "hate and discrimination",
		llm.Sexual:                "sexual content",
		llm.Violence:              "violence",
		llm.SelfHarm:              "self-harm",
		llm.Insults:               "insults, bullying",
		llm.Misconduct:            "how to do what is criminal",
		llm.PromptAttack:          "a user who talks the model out of its instructions",
		llm.IndirectAttack:        "the same, hidden in documents",
		llm.ProtectedMaterialText: "known texts, such as lyrics",
		llm.ProtectedMaterialCode: "code of public repositories",
		llm.UngroundedMaterial:    "answers that their sources do not bear out",
	}[category]
}
