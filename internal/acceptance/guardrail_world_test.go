package acceptance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// guarding is one platform with what belongs to guardrails on it.
type guarding struct {
	platform string
	draft    string // the child that holds the words
}

const theGuardrail = "llm_guardrail.standard"

func guardings() []guarding {
	return []guarding{{"azure", "blocklist/"}, {"bedrock", "guardrail"}}
}

// everyGuarding runs a test on each platform.
func everyGuarding(t *testing.T, test func(t *testing.T, g guarding, w *world)) {
	t.Helper()
	for _, g := range guardings() {
		t.Run(g.platform, func(t *testing.T) { test(t, g, newWorld(t)) })
	}
}

// args are a guardrail that either platform has.
func (g guarding) args() args {
	return args{
		"platform": quoted(g.platform), "name": `"standard"`, "blocked_words": `["project-x", "project-y"]`,
		"filters": `{ hate = { input = "high", output = "high" }, prompt_attack = { input = "high" } }`,
	}
}

// config is the block with some arguments replaced.
func (g guarding) config(edits args) string {
	return g.args().with(edits).blockOf("llm_guardrail", "standard")
}

// attribute is what state holds of the guardrail, as JSON.
func (c *cli) attribute(address, name string) string {
	c.w.t.Helper()
	return c.attributeIn(c.run("show", "-json").must(c.w.t, 0).output, address, name)
}

// attributeIn is what a state that is written down as JSON holds.
func (c *cli) attributeIn(shown, address, name string) string {
	c.w.t.Helper()
	var state struct {
		Values struct {
			Root struct {
				Resources []struct {
					Address string                     `json:"address"`
					Values  map[string]json.RawMessage `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err := json.Unmarshal([]byte(shown), &state); err != nil {
		c.w.t.Fatal(err)
	}
	for _, r := range state.Values.Root.Resources {
		if r.Address == address {
			return string(r.Values[name])
		}
	}
	c.w.t.Fatalf("state holds no %s", address)
	return ""
}

// text is an attribute that is a text.
func (c *cli) text(address, name string) string {
	c.w.t.Helper()
	return strings.Trim(c.attribute(address, name), `"`)
}

// endpointOf is what the endpoint of a deployment in state tells requests to name,
// as JSON.
func (c *cli) endpointOf(address string) string {
	c.w.t.Helper()
	var endpoint struct {
		Guardrail json.RawMessage `json:"guardrail"`
	}
	c.w.decode(json.RawMessage(c.attribute(address, "endpoint")), &endpoint)
	return string(endpoint.Guardrail)
}

// guardrailPath is where Bedrock has a guardrail.
func guardrailPath(arn string) string { return aws(region, "/guardrails/"+url.PathEscape(arn)) }

// unblock takes a word away behind terraform's back.
func (w *world) unblock(g guarding, id, word string) {
	w.t.Helper()
	if g.platform == "azure" {
		list := sandbox.AzureAccountID() + "/raiBlocklists/" + w.listNames()[0]
		for _, item := range w.listed(list+"/raiBlocklistItems", "value", "id") {
			if strings.Contains(w.do("GET", item, ""), quoted(word)) {
				w.do("DELETE", item, "")
				return
			}
		}
		w.t.Fatalf("%s holds no such word", list)
	}
	var have struct {
		Words struct {
			Words []map[string]any `json:"words"`
		} `json:"wordPolicy"`
		Filters struct {
			Filters []map[string]any `json:"filters"`
		} `json:"contentPolicy"`
		Name, BlockedInputMessaging, BlockedOutputsMessaging string
	}
	w.decode(json.RawMessage(w.do("GET", guardrailPath(id), "")), &have)
	rest := slices.DeleteFunc(have.Words.Words, func(entry map[string]any) bool { return entry["text"] == word })
	body := map[string]any{
		"name": have.Name, "blockedInputMessaging": have.BlockedInputMessaging, "blockedOutputsMessaging": have.BlockedOutputsMessaging,
		"contentPolicyConfig": map[string]any{"filtersConfig": have.Filters.Filters},
		"wordPolicyConfig":    map[string]any{"wordsConfig": rest},
	}
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.do("PUT", guardrailPath(id), string(raw))
}

// listNames are the blocklists of the sandbox's account.
func (w *world) listNames() []string {
	w.t.Helper()
	return w.listed(sandbox.AzureAccountID()+"/raiBlocklists", "value", "name")
}

// publications counts the versions that were published since forget.
func (w *world) publications() int {
	n := 0
	for _, call := range w.sb.Calls() {
		path, _, _ := strings.Cut(call.Path, "?")
		if call.Method == http.MethodPost && call.Status < 300 && strings.HasPrefix(path, "/guardrails/") {
			n++
		}
	}
	return n
}

// guardrailObjects lists what guardrails have made on both platforms.
func (w *world) guardrailObjects() []string {
	w.t.Helper()
	all := w.listed(aws(region, "/guardrails"), "guardrails", "arn")
	for _, kind := range []string{"raiPolicies", "raiBlocklists"} {
		for _, name := range w.listed(sandbox.AzureAccountID()+"/"+kind, "value", "name") {
			if !strings.HasPrefix(name, "Microsoft.") {
				all = append(all, kind+"/"+name)
			}
		}
	}
	return all
}

// unguarded destroys everything and fails the test unless no guardrail is left.
func (c *cli) unguarded() {
	c.w.t.Helper()
	c.apply("-destroy").must(c.w.t, 0)
	if left := c.w.guardrailObjects(); len(left) > 0 {
		c.w.t.Error(fmt.Errorf("the platforms still hold %v", left))
	}
}
