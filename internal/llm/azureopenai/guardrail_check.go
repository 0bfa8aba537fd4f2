package azureopenai

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The limits of blocklists (Microsoft, "Use a blocklist", 2026).
const (
	itemLimit     = 10_000 // items of a list
	patternLength = 1000   // characters of an item
)

const bedrockFix = `Use platform = "bedrock" for it, or leave it out here; in a block with for_each, by each.key.`

// Check implements [llm.CompositeDriver].
func (g *guardrails) Check(want llm.GuardrailDraft) []llm.Problem {
	c := &guardrailCheck{GuardrailDraft: want}
	c.account(g.p)
	if problem := guardrailNameProblem(want.Spec.Name); problem != "" {
		c.add(llm.FieldName, "Invalid name", problem+".", guardrailNameFix)
	}
	c.filters()
	c.lacking()
	c.items()
	c.options()
	for _, problem := range tagProblems(want.Spec.Tags, len(want.Spec.Tags)) {
		c.add(problem.Field, problem.Summary, problem.Detail+".", problem.Fix)
	}
	return c.problems
}

// guardrailCheck gathers what is wrong with one draft.
type guardrailCheck struct {
	llm.GuardrailDraft

	problems []llm.Problem
}

// add adds a problem unless the field is not known yet.
func (c *guardrailCheck) add(field llm.Field, summary, detail, fix string) {
	if !c.Unknown.Has(field) {
		c.problems = append(c.problems, llm.Problem{Field: field, Summary: summary, Detail: detail, Fix: fix})
	}
}

func (c *guardrailCheck) account(p *Platform) {
	if p.cfg.Unconfigured && c.Spec.Azure.AccountID == "" {
		return // there may be a default
	}
	_, err := p.guardedAccount(c.Spec.Azure.AccountID)
	if known, ok := errors.AsType[*llm.Error](err); ok {
		c.add(llm.FieldAccountID, "Azure account not usable", known.Message+".", known.Fix)
	}
}

// filters refuses categories, and directions of them, that Azure does not have.
// To turn off what is not there is no request.
func (c *guardrailCheck) filters() {
	for _, category := range llm.Categories() {
		want, said := c.Spec.Filters[category]
		if !said {
			continue
		}
		f, found := raiFilterOf(category)
		for _, way := range []struct {
			argument, source, what string
			strictness             llm.Strictness
		}{
			{"input", sourcePrompt, "what goes to the model", want.Input},
			{"output", sourceCompletion, "what comes from the model", want.Output},
		} {
			field := llm.FieldFilter(category, way.argument)
			switch {
			case way.strictness == "" || way.strictness == llm.StrictnessOff:
			case !found:
				c.add(field, "Filter not available", fmt.Sprintf("Azure has no filter for %s.", category), bedrockFix)
			case !f.has(way.source):
				c.add(field, "Filter not available", fmt.Sprintf("Azure does not look for %s in %s.", category, way.what),
					fmt.Sprintf("Leave %s out here, or set it to %q; in a block with for_each, by each.key.", way.argument, llm.StrictnessOff))
			}
		}
	}
}

// lacking refuses what Azure has nothing for.
func (c *guardrailCheck) lacking() {
	s := c.Spec
	for _, part := range []struct {
		field llm.Field
		given bool
		what  string
	}{
		{llm.FieldTopics, len(s.Topics) > 0, "Denied topics are"},
		{llm.FieldPIIEntities, len(s.PII.Entities) > 0, "A filter for personal data is"},
		{llm.FieldPIIPatterns, len(s.PII.Patterns) > 0, "A filter for personal data is"},
		{llm.FieldGrounding, s.Grounding != llm.Grounding{}, "A threshold for grounding is"},
		{llm.FieldMessages, s.Messages != llm.Messages{}, "A message of one's own for what is blocked is"},
	} {
		if part.given {
			fix := bedrockFix
			switch part.field {
			case llm.FieldGrounding:
				fix = "Use filters.ungrounded_material, which is on or off. " + fix
			case llm.FieldPIIPatterns:
				fix = "Use blocked_patterns, which block and do not mask. " + fix
			}
			c.add(part.field, "Not available on Azure", part.what+" not part of Azure's guardrails.", fix)
		}
	}
}

// items holds words and patterns to the limits of a list, naming them by digest.
func (c *guardrailCheck) items() {
	if n := len(c.Spec.BlockedWords) + len(c.Spec.BlockedPatterns); n > itemLimit {
		c.add(llm.FieldBlockedWords, "Too many words", fmt.Sprintf("There are %d words and patterns; a blocklist of Azure holds %d.", n, itemLimit), "Use fewer, or patterns that stand for several words.")
	}
	for _, list := range []struct {
		field llm.Field
		texts []string
	}{{llm.FieldBlockedWords, c.Spec.BlockedWords}, {llm.FieldBlockedPatterns, c.Spec.BlockedPatterns}} {
		for _, text := range list.texts {
			if n := utf8.RuneCountInString(text); n > patternLength {
				c.add(list.field, "Entry too long", fmt.Sprintf("An entry of %s (SHA-256 %s…) has %d characters; Azure takes %d.", list.field, llm.Digest(text), n, patternLength), "Shorten it, or split it up.")
			}
		}
	}
}

// options checks what only Azure has.
func (c *guardrailCheck) options() {
	azure := c.Spec.Azure
	switch azure.Mode {
	case "", "blocking", "asynchronous":
	default:
		c.add(llm.FieldFilterMode, "Unknown mode", quoted(azure.Mode)+" is no mode of Azure's guardrails.", `Use "blocking" or "asynchronous".`)
	}
	if azure.BasePolicy != "" && (!policyRule.MatchString(azure.BasePolicy) || !isReserved(azure.BasePolicy)) {
		c.add(llm.FieldBasePolicy, "Invalid base policy", quoted(azure.BasePolicy)+" is none of Microsoft's policies.",
			`Use one that every account has, such as "Microsoft.DefaultV2", or leave it out.`)
	}
}
