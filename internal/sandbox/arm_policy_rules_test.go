package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// filter is a content filter; more are further members such as `,"severityThreshold":"Low"`.
func filter(name, source, more string) string {
	return fmt.Sprintf(`{"name":%q,"blocking":true,"enabled":true,"source":%q%s}`, name, source, more)
}

func TestRaiPolicy_refusals(t *testing.T) {
	const (
		severity = `,"severityThreshold":"Low"`
		content  = "InvalidRequestContent"
		props    = "InvalidResourceProperties"
		bad      = "Resource has invalid content filter"
		badBase  = "Resource has invalid base policy"
	)
	blocklists := func(list string) string { return filtersOf("", `,"customBlocklists":[`+list+`]`) }
	for name, c := range map[string]struct{ policy, body, code, message string }{
		"a name with a slash":               {"a%2Fb", filtersOf("", ""), "InvalidResourceName", "a/b"},
		"a name of one character":           {"a", filtersOf("", ""), "InvalidResourceName", "2 to 64"},
		"properties that are no object":     {"mine", `{"properties":[]}`, content, ""},
		"a member nobody knows":             {"mine", `{"Propertys":{}}`, content, "Propertys"},
		"no base policy":                    {"mine", `{"properties":{"contentFilters":[]}}`, badBase, ""},
		"a base policy that is not there":   {"mine", strings.Replace(filtersOf("", ""), "Microsoft.Default", "Microsoft.Other", 1), badBase, "Microsoft.Other"},
		"no properties":                     {"mine", `{}`, badBase, ""},
		"no filters":                        {"mine", `{"properties":{"basePolicyName":"Microsoft.Default"}}`, props, "Content filters cannot be null"},
		"a mode nobody knows":               {"mine", filtersOf("", `,"mode":"Strict"`), props, "Strict"},
		"a filter without a name":           {"mine", filtersOf(filter("", "Prompt", ""), ""), content, "name"},
		"a filter without a source":         {"mine", filtersOf(strings.Replace(hatePrompt, `"source":"Prompt",`, "", 1), ""), content, "source"},
		"a filter without blocking":         {"mine", filtersOf(strings.Replace(hatePrompt, `"blocking":true,`, "", 1), ""), content, "blocking"},
		"a filter nobody knows":             {"mine", filtersOf(filter("Sarcasm", "Prompt", ""), ""), bad, "Sarcasm"},
		"a severity where none is":          {"mine", filtersOf(filter("jailbreak", "Prompt", severity), ""), bad, "'Jailbreak' has no severityThreshold"},
		"a severity nobody knows":           {"mine", filtersOf(filter("Hate", "Prompt", `,"severityThreshold":"Extreme"`), ""), bad, "Extreme"},
		"a graded filter without severity":  {"mine", filtersOf(filter("Hate", "Prompt", ""), ""), bad, "severityThreshold"},
		"a source nobody knows":             {"mine", filtersOf(filter("Hate", "Image", severity), ""), bad, "Image"},
		"Jailbreak in completions":          {"mine", filtersOf(filter("Jailbreak", "Completion", ""), ""), bad, "Completion"},
		"Protected Material in prompts":     {"mine", filtersOf(filter("Protected Material Text", "Prompt", ""), ""), bad, "Prompt"},
		"an action nobody knows":            {"mine", filtersOf(filter("Jailbreak", "Prompt", `,"action":"SHOUT"`), ""), bad, "SHOUT"},
		"a filter twice, in other letters":  {"mine", filtersOf(hatePrompt+","+filter("HATE", "Prompt", severity), ""), bad, "twice"},
		"a graded filter that is off":       {"mine", filtersOf(strings.Replace(hatePrompt, `"enabled":true`, `"enabled":false`, 1), ""), bad, "not approved"},
		"a graded filter that only notes":   {"mine", filtersOf(strings.Replace(hatePrompt, `"blocking":true`, `"blocking":false`, 1), ""), bad, "not approved"},
		"a graded filter without enabled":   {"mine", filtersOf(strings.Replace(hatePrompt, `"enabled":true,`, "", 1), ""), bad, "not approved"},
		"a blocklist that is not there":     {"mine", blocklists(`{"blocklistName":"nope","blocking":true,"source":"Prompt"}`), props, "'nope' does not exist"},
		"a blocklist without a source":      {"mine", blocklists(`{"blocklistName":"words","blocking":true}`), content, "source"},
		"a blocklist of an unknown source":  {"mine", blocklists(`{"blocklistName":"words","blocking":true,"source":"Image"}`), props, "Image"},
		"a blocklist twice for one source":  {"mine", blocklists(`{"blocklistName":"words","blocking":true,"source":"Prompt"},{"blocklistName":"Words","blocking":true,"source":"Prompt"}`), props, "twice"},
		"a safety provider that is nowhere": {"mine", filtersOf("", `,"safetyProviders":[{"safetyProviderName":"ours","blocking":true,"source":"Prompt"}]`), props, "ours"},
	} {
		t.Run(name+" is refused", func(t *testing.T) {
			b := newARMBox(t)
			b.must("PUT", blocklistID("words"), `{}`)
			wantRefusal(t, b.send("PUT", policyID(c.policy), c.body), 400, c.code, c.message)
			if names := b.names(AzureAccountID() + "/raiPolicies"); slices.Contains(names, "mine") {
				t.Errorf("the refused policy is there: %v", names)
			}
		})
	}
}

func TestRaiPolicy_theServiceWritesNamesInItsOwnLetters(t *testing.T) {
	b := newARMBox(t)
	got := b.must("PUT", policyID("mine"), filtersOf(filter("PROTECTED material text", "Completion", "")+","+filter("hate", "Completion", `,"severityThreshold":"High"`), ""))
	for _, want := range []string{`"name":"Protected Material Text"`, `"name":"Hate"`} {
		if !strings.Contains(got.text, want) {
			t.Errorf("the answer lacks %s: %s", want, got.text)
		}
	}
}

func TestRaiPolicy_anApprovedSubscriptionTurnsFiltersOff(t *testing.T) {
	b := newARMBox(t)
	off := filtersOf(strings.Replace(hatePrompt, `"enabled":true`, `"enabled":false`, 1), "")
	wantStatus(t, b.send("PUT", policyID("mine"), off), 400)
	if err := b.ApproveModifiedFilters(true); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.send("PUT", policyID("mine"), off), 201)
	if err := b.ApproveModifiedFilters(false); err != nil {
		t.Fatal(err)
	}
	wantStatus(t, b.send("PUT", policyID("mine"), off), 400)
	wantStatus(t, b.send("PUT", policyID("other"), filtersOf(strings.Replace(filter("Jailbreak", "Prompt", ""), `"enabled":true`, `"enabled":false`, 1), "")), 201)
}

func TestRaiPolicy_filtersComeBackInAnotherOrder(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt+","+filter("Jailbreak", "Prompt", ""),
		`,"customBlocklists":[{"blocklistName":"words","blocking":true,"source":"Prompt"},{"blocklistName":"words","blocking":true,"source":"Completion"}]`))
	first := func(list, member string) any {
		got := b.must("GET", policyID("mine"), "")
		return got.json["properties"].(map[string]any)[list].([]any)[0].(map[string]any)[member]
	}
	for _, c := range []struct {
		reversed     bool
		name, source string
	}{{true, "Jailbreak", "Completion"}, {false, "Hate", "Prompt"}} {
		if err := b.ReverseFilters(c.reversed); err != nil {
			t.Fatal(err)
		}
		if got := first("contentFilters", "name"); got != c.name {
			t.Errorf("reversed %v: the first filter is %s, want %s", c.reversed, got, c.name)
		}
		if got := first("customBlocklists", "source"); got != c.source {
			t.Errorf("reversed %v: the first blocklist is of %s, want %s", c.reversed, got, c.source)
		}
	}
}
