package azureopenai

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The limits of tags (Azure Resource Manager, "Use tags to organize your
// Azure resources", 2026-08).
const (
	tagCount       = 50
	tagKeyLength   = 512
	tagValueLength = 256
	tagKeyRefuses  = `<>%&\?/`
)

func (c *checker) tags() {
	for _, problem := range tagProblems(c.Spec.Tags, c.TagCount()) {
		c.report(problem.Field, problem.Summary, problem.Detail, problem.Fix)
	}
}

// tagProblems says what Azure does not take of tags, of which there will be count.
func tagProblems(tags map[string]string, count int) []llm.Problem {
	var problems []llm.Problem
	add := func(summary, detail, fix string) {
		problems = append(problems, llm.Problem{Field: llm.FieldTags, Summary: summary, Detail: detail, Fix: fix})
	}
	if count > tagCount {
		add("Too many tags", fmt.Sprintf("%d tags, default tags and those of the provider included; Azure takes %d", count, tagCount), "Remove some.")
	}
	seen := map[string]bool{}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		folded := strings.ToLower(key)
		switch {
		case key == "" || utf8.RuneCountInString(key) > tagKeyLength || strings.ContainsAny(key, tagKeyRefuses):
			add("Invalid tag key", quoted(key)+" cannot be a key in Azure", fmt.Sprintf("Use 1 to %d characters and none of %s.", tagKeyLength, tagKeyRefuses))
		case seen[folded]:
			add("Tag twice", fmt.Sprintf("Azure does not tell %s from another key that differs in case only", quoted(key)), "Keep one of them.")
		case utf8.RuneCountInString(tags[key]) > tagValueLength:
			add("Tag value too long", fmt.Sprintf("the value of %s is longer than %d characters", quoted(key), tagValueLength), "Shorten it.")
		case strings.ContainsFunc(key+tags[key], unicode.IsControl):
			add("Invalid tag", "the tag "+quoted(key)+" holds line breaks or control characters", "Remove them.")
		}
		seen[folded] = true
	}
	return problems
}
