package sandbox

import (
	"strings"
	"testing"
)

// guarded is a sandbox that holds a policy "mine", a blocklist "words" and an item "one" of it.
func guarded(t *testing.T) *armBox {
	t.Helper()
	b := newARMBox(t, ProvisioningTime(0))
	b.must("PUT", blocklistID("words"), `{"properties":{"description":"d"}}`)
	b.must("PUT", itemsOf("words")+"/one", word("alpha"))
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt, `,"customBlocklists":[{"blocklistName":"words","blocking":true,"source":"Prompt"}]`))
	return b
}

func TestOverlay_onGuardrails(t *testing.T) {
	all := AzureAccountID()
	for name, c := range map[string]struct {
		id, member string
		value      any
		shown      string
		lists      []string // where it shows once
		over       [3]string
	}{
		"a policy's mode": {
			policyID("mine"), "properties.mode", "Deferred", `"mode":"Deferred"`,
			[]string{policyID("mine"), all + "/raiPolicies"},
			[3]string{"PUT", policyID("mine"), filtersOf("", "")},
		},
		"a filter of a policy": {
			policyID("mine"), "properties.contentFilters.0.severityThreshold", "Extreme", `"severityThreshold":"Extreme"`,
			[]string{policyID("mine"), all + "/raiPolicies"},
			[3]string{"DELETE", policyID("mine"), ""},
		},
		"a blocklist": {
			blocklistID("words"), "properties.description", "other", `"description":"other"`,
			[]string{blocklistID("words"), all + "/raiBlocklists"},
			[3]string{"PUT", blocklistID("words"), `{}`},
		},
		"an item, over its own PUT": {
			itemsOf("words") + "/one", "properties.pattern", "beta", `"pattern":"beta"`,
			[]string{itemsOf("words") + "/one", itemsOf("words")},
			[3]string{"PUT", itemsOf("words") + "/one", word("alpha")},
		},
		"an item, over a batch that adds it": {
			itemsOf("words") + "/one", "properties.pattern", "beta", `"pattern":"beta"`,
			[]string{itemsOf("words") + "/one", itemsOf("words")},
			[3]string{"POST", blocklistID("words") + "/addRaiBlocklistItems", `[{"name":"one","properties":{"pattern":"gamma"}}]`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := guarded(t)
			if _, err := b.Overlay(c.id, c.member, c.value); err != nil {
				t.Fatal(err)
			}
			b.must("POST", blocklistID("words")+"/addRaiBlocklistItems", `[{"name":"two","properties":{"pattern":"delta"}}]`)
			for _, list := range c.lists {
				if got := b.must("GET", list, ""); strings.Count(got.text, c.shown) != 1 {
					t.Errorf("%s does not show %s once: %s", list, c.shown, got.text)
				}
			}
			b.must(c.over[0], c.over[1], c.over[2])
			if c.over[0] == "DELETE" { // and it does not come back with a new object of the name
				b.must("PUT", c.id, filtersOf(hatePrompt, ""))
			}
			for _, list := range c.lists {
				if got := b.must("GET", list, ""); strings.Contains(got.text, c.shown) {
					t.Errorf("%s still shows %s after the write: %s", list, c.shown, got.text)
				}
			}
		})
	}
}

func TestGuardrails_changedOutOfBand(t *testing.T) {
	b := guarded(t)
	if status, answer := b.Do("PUT", itemsOf("words")+"/one", word("beta")); status != 200 {
		t.Fatal(answer)
	}
	if status, answer := b.Do("PUT", policyID("mine"), filtersOf("", "")); status != 200 {
		t.Fatal(answer)
	}
	if status, answer := b.Do("DELETE", itemsOf("words")+"/one", ""); status != 202 {
		t.Fatal(answer)
	}
	wantStatus(t, b.send("GET", itemsOf("words")+"/one", ""), 404)
}
