package acceptance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// moved is a block that hands over what a peer's state calls "old".
func moved(state held) string {
	return fmt.Sprintf("moved {\n  from = %s\n  to   = %s\n}\n", state.label(), chat)
}

// moveCase is one object of a peer's with the configuration that takes it over.
type moveCase struct {
	made maker
	args args
	plan string // the planned action; empty is "move", by which nothing differs

	defaults string // the default_tags of the provider block, empty for none
}

// config is what takes the object over, beside the block that moves its state.
func (m moveCase) config(state held) string {
	a := m.args.named("chat")
	if a["model"] == itsModel {
		a["model"] = quoted(state.values["model_arn"].(string))
	}
	if m.defaults == "" {
		return a.block("chat")
	}
	return "provider \"llm\" {\n  default_tags = " + m.defaults + "\n}\n" + a.block("chat")
}

// What a peer deployed is taken over whole: the plan reads it, shows at most what
// only the provider keeps, and its apply sends nothing. State is then what an
// import of the same object would have made of it.
func TestAccDeployment_movedFromPeers(t *testing.T) {
	all := map[string]moveCase{}
	for sentence, row := range azurermCases() {
		all["azurerm "+sentence] = row
	}
	for sentence, row := range awsCases() {
		all["aws "+sentence] = row
	}
	for sentence, row := range all {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			id, state := row.made(w)
			w.age()
			w.forget()
			c := w.terraform()
			c.adopt(row.config(state)+moved(state), state)
			want := row.plan
			if want == "" {
				want = "move"
			}
			if s := c.plan().must(t, 2); s.actions[chat] != want || len(s.actions) != 1 {
				t.Fatalf("planned %v, want %s:\n%s", s.actions, want, s.output)
			}
			c.apply().must(t, 0)
			c.configure(row.config(state)) // without the former provider
			c.beside = nil
			c.plan().must(t, 0)
			imported := w.imported(row.config(state), id)
			if diff := cmp.Diff(imported, c.values(chat)); diff != "" {
				t.Errorf("a move makes another state than an import (-import +move):\n%s", diff)
			}
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
		})
	}
	t.Logf("moves: cells=%d", len(all))
}

// imported is the state of an object after it was imported with a configuration.
func (w *world) imported(config, id string) map[string]any {
	w.t.Helper()
	c := w.terraform()
	c.configure(config + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", chat, id))
	c.apply().must(w.t, 0)
	return c.values(chat)
}

// values are all attributes of a resource in state.
func (c *cli) values(address string) map[string]any {
	c.w.t.Helper()
	var shown struct {
		Values struct {
			Root struct {
				Resources []struct {
					Address string         `json:"address"`
					Values  map[string]any `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	c.w.decode(json.RawMessage(c.run("show", "-json").must(c.w.t, 0).output), &shown)
	for _, r := range shown.Values.Root.Resources {
		if r.Address == address {
			return maps.Clone(r.Values)
		}
	}
	c.w.t.Fatalf("state holds no %s", address)
	return nil
}
