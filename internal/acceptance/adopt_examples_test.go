package acceptance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// as gives what was made another name in the configuration of its peer, and the
// key of an instance.
func (m maker) as(w *world, name, key string) held {
	_, state := m(w)
	state.name, state.expands = name, key
	return state
}

// fromAzure makes what the example of azurerm takes over.
func fromAzure(w *world) []held {
	w.policy("strict")
	gpt41 := `"model":{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"},"versionUpgradeOption":"OnceCurrentVersionExpired","raiPolicyName":"strict"`
	return []held{
		fromAzurerm("chat", sandbox.AzureAccountID(), sold("GlobalStandard", 50), newDefault).as(w, "chat", "chat"),
		fromAzurerm("search", sandbox.AzureAccountID(), sold("GlobalStandard", 50), newDefault).as(w, "chat", "search"),
		fromAzurerm("reserved", sandbox.AzureAccountID(), sold("DataZoneProvisionedManaged", 15), gpt41).as(w, "reserved", ""),
	}
}

// fromAWS makes what the example of hashicorp/aws takes over.
func fromAWS(w *world) []held {
	tags := `,"tags":[{"key":"team","value":"search"},{"key":"cost_center","value":"42"}]`
	assistant, reserved := fromProfile("assistant", region, geoProfile, tags).as(w, "assistant", ""), fromThroughput("reserved", baseModel, "OneMonth").as(w, "reserved", "")
	w.do("POST", aws(region, "/tagResource"), fmt.Sprintf(`{"resourceARN":%q,"tags":[{"key":"cost_center","value":"42"}]}`, reserved.values["id"]))
	return []held{assistant, reserved}
}

// takesOver runs an example of moves: what it takes over stays as it is. The plan
// moves, the apply sends nothing, and the next plan is empty.
func takesOver(makes func(w *world) []held) func(t *testing.T, directory string) {
	return func(t *testing.T, directory string) {
		w := newWorld(t)
		states := makes(w)
		w.age()
		w.forget()
		c := w.terraform()
		c.copied(directory, []string{"main.tf"})
		c.inherits(states...)
		s := c.plan().must(t, 2)
		others := func(action string) bool { return action != "move" }
		if len(s.actions) != len(states) || slices.ContainsFunc(slices.Collect(maps.Values(s.actions)), others) {
			t.Errorf("planned %v", s.actions)
		}
		c.leavesAsItIs(s)
	}
}

// leavesAsItIs applies a plan that creates, replaces and destroys nothing; it
// sends nothing, and the plan after it is empty.
func (c *cli) leavesAsItIs(planned said) {
	c.w.t.Helper()
	for address, action := range planned.actions {
		if action != "move" && action != "import" && action != "update" {
			c.w.t.Errorf("%s: planned %q:\n%s", address, action, planned.output)
		}
	}
	c.apply().must(c.w.t, 0)
	c.plan().must(c.w.t, 0)
	if err := c.w.noWrites(); err != nil {
		c.w.t.Error(err)
	}
}

// importsInBulk runs the example whose one import block takes over what stands on
// two accounts of Azure and in two regions of AWS, in every mode.
func importsInBulk(t *testing.T, directory string) {
	w := newWorld(t)
	eu := "arn:aws:bedrock:eu-central-1:000000000000:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0"
	entries := map[string]map[string]any{}
	add := func(key string, of maker, entry map[string]any) {
		id, _ := of(w)
		entry["id"] = id
		entries[key] = entry
	}
	gpt := func(more map[string]any) map[string]any {
		entry := map[string]any{"model": "openai/gpt-4.1-mini", "processing_scope": "global", "version_upgrade": "on_new_default"}
		maps.Copy(entry, more)
		return entry
	}
	add("chat", fromAzurerm("chat", sandbox.AzureAccountID(), sold("GlobalStandard", 5), newDefault), gpt(map[string]any{"name": "chat"}))
	add("batch", fromAzurerm("batch", sandbox.AzureAccountID(), sold("GlobalBatch", 5), newDefault), gpt(map[string]any{"name": "batch", "mode": "batch"}))
	add("sweden", fromAzurerm("chat", w.swedishAccount(), sold("GlobalProvisionedManaged", 15), newDefault), gpt(map[string]any{"name": "chat", "mode": "provisioned", "units": 15}))
	add("nova", fromProfile("nova", region, geoProfile, inTags), map[string]any{
		"name": "nova", "model": "amazon/nova-lite", "processing_scope": "geo", "tags": map[string]any{"team": "search", "cost": "42"},
	})
	add("claude", fromProfile("claude", "eu-central-1", eu, ""), map[string]any{"name": "claude", "model": "anthropic/claude-sonnet-4-5", "processing_scope": "global"})
	add("reserved", fromThroughput("reserved", baseModel, "OneMonth"), map[string]any{
		"name": "reserved", "model": "amazon.nova-lite-v1:0:24k", "processing_scope": "region", "mode": "provisioned", "units": 1, "commitment": "one_month",
	})
	w.age()
	w.forget()
	c := w.terraform()
	c.copied(directory, []string{"main.tf"})
	raw, err := json.Marshal(map[string]any{"deployments": entries})
	w.ok(err)
	w.ok(os.WriteFile(filepath.Join(c.dir, "terraform.tfvars.json"), raw, 0o600))
	s := c.plan().must(t, 2)
	for key := range entries {
		if s.actions[fmt.Sprintf("llm_deployment.adopted[%q]", key)] == "" {
			t.Errorf("nothing is planned for %s", key)
		}
	}
	c.leavesAsItIs(s)
	t.Logf("bulk import: objects=%d actions=%v", len(entries), s.actions)
}
