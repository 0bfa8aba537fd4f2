package azureopenai

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Every leaf of what a guardrail holds is changed by hand: a plan names the child, and one update ends it.
func TestGuardrailDrift_everyLeafIsSeenAndRepaired(t *testing.T) {
	cells := 0
	for _, name := range slices.Sorted(maps.Keys(leafEdits())) {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			if err := g.sb.ApproveModifiedFilters(true); err != nil {
				t.Fatal(err)
			}
			have := g.create()
			edit := leafEdits()[name]
			edit.apply(g, have.ID)
			have = g.read(have)
			found := g.differences(have)
			if len(found) != 1 || !strings.HasPrefix(found[0], edit.child+" is ") {
				t.Fatalf("a plan shows %v, want one difference of %s", found, edit.child)
			}
			if said := strings.Join(found, " "); strings.Contains(said, "canary") || strings.Contains(said, "project") || strings.Contains(said, "by hand") {
				t.Errorf("a plan shows a word: %s", said)
			}
			g.repaired(have)
		})
		cells++
	}
	t.Logf("leaves of a guardrail changed by hand: cells=%d", cells)
}

// leafEdit is a change by hand, and the child that a plan has to name for it.
type leafEdit struct {
	child string
	apply func(g *guarded, id llm.ID)
}

const (
	aPolicy    = "policy/standard"
	aBlocklist = "blocklist/standard-blocked"
)

func leafEdits() map[string]leafEdit {
	edits := map[string]leafEdit{}
	policy := policyEdits()
	policy["a blocklist only watches"] = func(p *wireRaiPolicy) { p.Properties.Blocklists[0].Blocking = new(false) }
	policy["a blocklist less"] = func(p *wireRaiPolicy) { p.Properties.Blocklists = p.Properties.Blocklists[1:] }
	policy["no tags"] = func(p *wireRaiPolicy) { p.Tags = nil }
	delete(policy, "no filter") // the least of them, one by one:
	for i, f := range raiPropertiesOf(standard()).Filters {
		policy["without "+f.Name+" of "+f.Source] = func(p *wireRaiPolicy) { p.Properties.Filters = slices.Delete(p.Properties.Filters, i, i+1) }
		if !*f.Enabled {
			delete(policy, "without "+f.Name+" of "+f.Source) // which is off
		}
	}
	for name, change := range policy {
		edits[name] = leafEdit{aPolicy, func(g *guarded, id llm.ID) {
			p := g.policy(id)
			change(&p)
			g.putPolicy(id, p)
		}}
	}
	edits["a blocklist of others"] = leafEdit{aPolicy, func(g *guarded, id llm.ID) {
		g.do(http.MethodPut, listPath("others"), `{"properties":{}}`)
		p := g.policy(id)
		p.Properties.Blocklists = append(p.Properties.Blocklists, wireRaiList{Name: "others", Source: "Prompt", Blocking: new(true)})
		g.putPolicy(id, p)
	}}
	maps.Copy(edits, itemEdits())
	return edits
}

// itemEdits change the blocklist and everything in it.
func itemEdits() map[string]leafEdit {
	word, pattern := listPath("standard-blocked")+"/raiBlocklistItems/w-"+llm.Digest("canary-word"), listPath("standard-blocked")+"/raiBlocklistItems/p-"+llm.Digest(`canary-\d+`)
	edits := map[string]leafEdit{}
	for name, request := range map[string][3]string{
		"a word is deleted":               {http.MethodDelete, word, ""},
		"a pattern is deleted":            {http.MethodDelete, pattern, ""},
		"a word is another":               {http.MethodPut, word, `{"properties":{"pattern":"by hand"}}`},
		"a word in other letters":         {http.MethodPut, word, `{"properties":{"pattern":"CANARY-word"}}`},
		"a word is a pattern":             {http.MethodPut, word, `{"properties":{"pattern":"canary-word","isRegex":true}}`},
		"a pattern is a word":             {http.MethodPut, pattern, `{"properties":{"pattern":"canary-\\d+","isRegex":false}}`},
		"a word more":                     {http.MethodPut, listPath("standard-blocked") + "/raiBlocklistItems/mine", `{"properties":{"pattern":"by hand"}}`},
		"a word twice":                    {http.MethodPut, listPath("standard-blocked") + "/raiBlocklistItems/mine", `{"properties":{"pattern":"canary-word"}}`},
		"the description is another":      {http.MethodPut, listPath("standard-blocked"), `{"properties":{"description":"mine"},"tags":{"team":"search"}}`},
		"the blocklist has no tags":       {http.MethodPut, listPath("standard-blocked"), `{"properties":{"description":"llm_guardrail standard"}}`},
		"the blocklist has a tag by hand": {http.MethodPut, listPath("standard-blocked"), `{"properties":{"description":"llm_guardrail standard"},"tags":{"team":"search","mine":"x"}}`},
	} {
		edits[name] = leafEdit{aBlocklist, func(g *guarded, _ llm.ID) { g.do(request[0], request[1], request[2]) }}
	}
	return edits
}

func listPath(name string) string { return sandbox.AzureAccountID() + "/raiBlocklists/" + name }

// What the service does by itself, or shows otherwise than it was sent, is no difference, now and after an update.
func TestGuardrailDrift_whatMeansTheSameIsNone(t *testing.T) {
	overlay := func(member string, value any) func(*guarded, llm.ID) {
		return func(g *guarded, id llm.ID) {
			g.Helper()
			if _, err := g.sb.Overlay(id.Value, member, value); err != nil {
				g.Fatal(err)
			}
		}
	}
	off := slices.IndexFunc(raiPropertiesOf(standard()).Filters, func(f wireRaiFilter) bool { return !*f.Enabled })
	for name, change := range map[string]func(*guarded, llm.ID){
		"filters in another order": func(g *guarded, _ llm.ID) {
			if err := g.sb.ReverseFilters(true); err != nil {
				g.Fatal(err)
			}
		},
		"a filter's name in other letters":   overlay("properties.contentFilters.0.name", "hATE"),
		"a filter's source in other letters": overlay("properties.contentFilters.0.source", "prompt"),
		"a threshold in other letters":       overlay("properties.contentFilters.0.severityThreshold", "low"),
		"an action that says nothing":        overlay("properties.contentFilters.0.action", "None"),
		"an action that blocking says":       overlay("properties.contentFilters.0.action", "BLOCKING"),
		"no mode, as it was recorded":        overlay("properties.mode", nil),
		"the default mode":                   overlay("properties.mode", "Default"),
		"a mode in other letters":            overlay("properties.mode", "blocking"),
		"a default policy of another name":   overlay("properties.basePolicyName", "Microsoft.Default"),
		"a default policy that is renamed":   overlay("properties.basePolicyName", "Microsoft.DefaultV3"),
		"an unknown filter that is off": overlay("properties.contentFilters."+strconv.Itoa(off),
			map[string]any{"name": "Task Drift", "source": "PreRun", "enabled": false, "blocking": true}),
		"no custom topics":             overlay("properties.customTopics", []any{}),
		"a state":                      overlay("properties.provisioningState", "Succeeded"),
		"a blocklist in other letters": overlay("properties.customBlocklists.0.blocklistName", "STANDARD-BLOCKED"),
	} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			have := g.create()
			_, before := g.sb.Do(http.MethodGet, have.ID.Value, "")
			change(g, have.ID)
			if _, after := g.sb.Do(http.MethodGet, have.ID.Value, ""); after == before {
				t.Fatal("the service shows what it showed before")
			}
			now := g.wantSame(have)
			if len(now.Beside) > 0 {
				t.Errorf("beside it: %v", now.Beside)
			}
		})
	}
}
