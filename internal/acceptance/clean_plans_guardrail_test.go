package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// guardSide stands where the platform of a deployment would.
const guardSide = "guardrails"

// guardDraw is a guardrail's case on its way.
type guardDraw struct {
	*cleanCase

	rt *rapid.T
}

func drawGuardrail(rt *rapid.T, platform, name string) *guardDraw {
	d := &guardDraw{
		cleanCase: &cleanCase{typeName: "llm_guardrail", kind: "guardrail/" + platform, provider: tfcore.Tree{}, resource: tfcore.Tree{"platform": platform}}, rt: rt,
	}
	d.resource["name"] = rapid.StringMatching(name).Filter(func(name string) bool { return !strings.HasPrefix(strings.ToLower(name), "microsoft.") }).Draw(rt, "name")
	return d
}

// strictness draws a degree; nil leaves it out.
func (d *guardDraw) strictness(label string) any {
	return oneOf(d.rt, label, nil, "off", "low", "medium", "high")
}

// filter draws a filter that looks on the sides that are named.
func (d *guardDraw) filter(category string, sides ...string) tfcore.Tree {
	f := tfcore.Tree{}
	for _, side := range []string{"input", "output"} {
		if slices.Contains(sides, side) {
			argue(f, side, d.strictness(category+"."+side))
		} else {
			argue(f, side, oneOf(d.rt, category+"."+side, nil, nil, "off"))
		}
	}
	argue(f, "action", oneOf(d.rt, category+".action", nil, "block", "detect"))
	return f
}

// drawFilters draws some of the categories, by the sides on which each looks.
func (d *guardDraw) drawFilters(categories map[string][]string) {
	filters := tfcore.Tree{}
	for _, category := range slices.Sorted(maps.Keys(categories)) {
		if maybe(d.rt, category, 40) {
			filters[category] = d.filter(category, categories[category]...)
		}
	}
	argue(d.resource, "filters", whole(d.rt, "filters", filters))
}

// text draws a text of so many characters at most, as anybody might write it.
func (d *guardDraw) text(label string, most int) string {
	inner := fmt.Sprintf(`[a-zA-Z0-9äßé'"<>&{}\\.,:/_ -]{0,%d}`, most-2)
	return rapid.StringMatching(`[a-zA-Z0-9ä]`+inner+`[a-zA-Z0-9ß]`).Draw(d.rt, label)
}

// words draws a set of phrases of up to so many words.
func (d *guardDraw) words(label, form string) []string {
	seen := map[string]bool{}
	words := []string{}
	for _, word := range rapid.SliceOfN(rapid.StringMatching(form), 0, 6).Draw(d.rt, label) {
		if key := strings.ToLower(word); !seen[key] {
			seen[key] = true
			words = append(words, word)
		}
	}
	return words
}

// drawRest draws what both platforms take alike.
func (d *guardDraw) drawRest(words []string) *cleanCase {
	if len(words) > 0 || maybe(d.rt, "blocked_words = []", 20) {
		d.resource["blocked_words"] = words
	}
	argue(d.resource, "profanity", oneOf(d.rt, "profanity", nil, false, true))
	argue(d.resource, "keep_versions", oneOf(d.rt, "keep_versions", nil, nil, int64(1), int64(5)))
	d.drawTags(d.rt, nil)
	argue(d.provider, "owner", oneOf(d.rt, "owner", nil, "platform-team/prod"))
	times := tfcore.Tree{}
	for _, operation := range []string{"create", "read", "update", "delete"} {
		argue(times, operation, oneOf(d.rt, "timeouts."+operation, nil, nil, "10m", "90s"))
	}
	argue(d.resource, "timeouts", whole(d.rt, "timeouts", times))
	if maybe(d.rt, "drift_policy", 20) {
		d.resource["drift_policy"] = map[string]string{"changed": "warn"}
	}
	d.forms = drawForms(d.rt, d.provider)
	if d.resource["profanity"] != true && len(words) == 0 { // something has to be looked for
		d.resource["profanity"] = true
	}
	return d.cleanCase
}

// drawAzureGuardrail draws a valid guardrail on Azure.
func drawAzureGuardrail(rt *rapid.T) *cleanCase {
	d := drawGuardrail(rt, "azure", `[a-zA-Z0-9][a-zA-Z0-9._-]{0,61}[a-zA-Z0-9]`)
	both, input, output := []string{"input", "output"}, []string{"input"}, []string{"output"}
	d.drawFilters(map[string][]string{
		"hate": both, "sexual": both, "violence": both, "self_harm": both, "prompt_attack": input, "indirect_attack": input,
		"protected_material_text": output, "protected_material_code": output, "ungrounded_material": output,
	})
	patterns := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{`ab+c`, `[0-9]{4}-[0-9]{2}`, `(?i)secret`, `^x$`, `\bword\b`, `a\"b`}), 0, 3, rapid.ID[string]).Draw(rt, "blocked_patterns")
	if len(patterns) > 0 || maybe(rt, "blocked_patterns = []", 20) {
		d.resource["blocked_patterns"] = patterns
	}
	azure := tfcore.Tree{}
	if maybe(rt, "account_id", 40) {
		azure["account_id"] = lettered(rt, sandbox.AzureAccountID())
	}
	argue(azure, "base_policy", oneOf(rt, "base_policy", nil, "Microsoft.DefaultV2", "Microsoft.Default", "Microsoft.Nil"))
	argue(azure, "mode", oneOf(rt, "mode", nil, "blocking", "asynchronous"))
	argue(d.resource, "azure", whole(rt, "azure", azure))
	if maybe(rt, "bedrock", 20) {
		d.resource["bedrock"] = tfcore.Tree{"region": "eu-central-1", "description": "for the other one"}
	}
	d.prepare = append(d.prepare, func(sb *sandbox.Sandbox) error { return sb.ApproveModifiedFilters(true) },
		put(sandbox.AzureAccountID()+"/raiBlocklists/somebodys", `{"properties":{"description":"somebody's"}}`))
	d.holds = []string{sandbox.AzureAccountID() + "/raiPolicies", sandbox.AzureAccountID() + "/raiBlocklists"}
	return d.drawRest(d.words("blocked_words", `[a-zA-Z0-9äß'"<>&][a-zA-Z0-9äß'"<>& .-]{0,30}[a-z0-9é]`))
}
