package azureopenai

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// A property that no specification has is warned about, and no write takes it away.
func TestGuardrailDrift_whatNobodyKnowsStaysAndIsTold(t *testing.T) {
	for name, member := range map[string]string{"of the policy": "properties.shiny", "of a filter": "properties.contentFilters.0.shiny"} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			have := g.create()
			if _, err := g.sb.Overlay(have.ID.Value, member, "new"); err != nil {
				t.Fatal(err)
			}
			have = g.wantSame(have)
			if len(have.Beside) != 1 || have.Beside[0].Child != aPolicy || !strings.Contains(have.Beside[0].Detail, "shiny") {
				t.Errorf("beside it: %v", have.Beside)
			}
			sent := g.bodies("raiPolicies/")
			g.spec.Azure.Mode = "asynchronous"
			g.repaired(have)
			if len(*sent) != 1 || !strings.Contains((*sent)[0], `"shiny":"new"`) {
				t.Errorf("an update sent %v", *sent)
			}
		})
	}
}

// What the api-version has and no argument manages is a difference, and taken away.
func TestGuardrailDrift_whatNoArgumentManagesIsTakenAway(t *testing.T) {
	for name, tt := range map[string]struct {
		member string
		value  any
	}{
		"a provider of others": {"properties.safetyProviders", []any{map[string]any{"safetyProviderName": "by hand"}}},
		"a topic of others":    {"properties.customTopics", []any{map[string]any{"topicName": "by hand"}}},
	} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			have := g.create()
			if _, err := g.sb.Overlay(have.ID.Value, tt.member, tt.value); err != nil {
				t.Fatal(err)
			}
			have = g.read(have)
			if found := g.differences(have); len(found) != 1 || strings.Contains(found[0], "by hand") {
				t.Fatalf("a plan shows %v", found)
			}
			g.repaired(have)
		})
	}
}

// A filter that the service has and nobody asked for is turned off, or left out where that takes Microsoft's approval.
func TestGuardrailDrift_aFilterNobodyAskedForIsTurnedOff(t *testing.T) {
	there := []document{}
	for _, text := range []string{
		`{"name":"Task Drift","source":"Prompt","enabled":true,"blocking":true,"action":"HITL","shiny":1}`,
		`{"name":"Hate","source":"PreToolCall","enabled":true,"blocking":true,"severityThreshold":"High"}`,
		`{"name":"jailbreak","source":"PROMPT","enabled":false,"blocking":true,"shiny":2}`,
	} {
		var one document
		if err := json.Unmarshal([]byte(text), &one); err != nil {
			t.Fatal(err)
		}
		there = append(there, one)
	}
	bodies, err := raiFilterBodies([]wireRaiFilter{{Name: "Jailbreak", Source: "Prompt", Enabled: new(true), Blocking: new(true)}}, there)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(bodies)
	want := `[{"blocking":true,"enabled":true,"name":"Jailbreak","shiny":2,"source":"Prompt"},` +
		`{"blocking":true,"enabled":false,"name":"Task Drift","shiny":1,"source":"Prompt"}]`
	if err != nil || string(text) != want {
		t.Errorf("it sends %s, %v; want %s", text, err, want)
	}
}

func TestGuardrailDrift_tagsOfOthersAreNeitherSeenNorTaken(t *testing.T) {
	g := guarding(t, standard())
	g.spec.IgnoreTags = llm.TagRules{Keys: []string{"policy-added"}, Prefixes: []string{"sys:"}}
	g.p.cfg.IgnoreTags = g.spec.IgnoreTags
	have := g.create()
	tags := map[string]string{"team": "search", "policy-added": "yes", "sys:a": "b"}
	p := g.policy(have.ID)
	p.Tags = tags
	g.putPolicy(have.ID, p)
	g.do(http.MethodPut, listPath("standard-blocked"), `{"properties":{"description":"llm_guardrail standard"},"tags":{"team":"search","policy-added":"yes","sys:a":"b"}}`)
	have = g.wantSame(have)

	g.spec.Tags, tags["team"] = map[string]string{"team": "ads"}, "ads"
	g.repaired(have)
	var list wireBlocklist
	g.get(listPath("standard-blocked"), &list)
	if now := g.policy(have.ID).Tags; !maps.Equal(now, tags) || !maps.Equal(list.Tags, tags) {
		t.Errorf("tags are %v and %v, want %v", now, list.Tags, tags)
	}
}

// A default that the service has renamed is written under its new name.
func TestGuardrailDrift_aRenamedDefaultIsKept(t *testing.T) {
	g := guarding(t, standard())
	have := g.create()
	if err := g.sb.RenameDefaultPolicy("Microsoft.DefaultV3"); err != nil {
		t.Fatal(err)
	}
	p := g.policy(have.ID)
	p.Properties.Base = "Microsoft.DefaultV3"
	g.putPolicy(have.ID, p)
	have = g.wantSame(have)
	g.spec.Profanity = false
	g.repaired(have)
	if base := g.policy(have.ID).Properties.Base; base != "Microsoft.DefaultV3" {
		t.Errorf("an update made it %s", base)
	}
}
