package acceptance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// driftMatrix is one batch of cells in a world of its own.
type driftMatrix struct {
	t        *testing.T
	fault    func(format string, args ...any) // what a cell did wrong
	n        *driftTally
	w        *world
	cells    []*driftCell
	accounts map[string]bool
	tuned    [2]string         // ARNs of custom models
	ends     []func()          // of what lasts only until the apply
	taken    map[string]string // ids of what took the place of a cell
	named    string            // ARN of a guardrail that deployments may name
}

func newMatrix(t *testing.T, n *driftTally, cells []*driftCell) *driftMatrix {
	t.Helper()
	m := &driftMatrix{t: t, fault: t.Errorf, n: n, w: newWorld(t), cells: cells, accounts: map[string]bool{}, taken: map[string]string{}}
	m.room()
	for i, c := range cells {
		c.label = fmt.Sprintf("c%03d", i)
		switch {
		case isRoute(c.kind):
			c.gateway = m.gatewayFor(c)
		case c.kind == drift.Enforced:
			c.region = enforcedRegions()[i]
			m.enforceable(c.region)
		case onAzureSide(c.kind):
			account := c.change.account
			if account == "" {
				account = fmt.Sprintf("shared%d", i/perAccount)
			}
			c.account = m.accountFor(account)
		}
	}
	return m
}

// block is the cell's block of the configuration.
func (m *driftMatrix) block(c *driftCell) string {
	kind := string(resourceOf(c.kind))
	switch resourceOf(c.kind) {
	case drift.Route:
		return m.routeOfKind(c).blockOf(kind, c.label)
	case drift.Guardrail:
		return m.guardrailOfKind(c).blockOf(kind, c.label)
	case drift.Enforcement:
		return m.enforcementOf(c).blockOf(kind, c.label)
	}
	return m.ofKind(c).block(c.label)
}

// run applies, changes, plans, applies and plans again.
func (m *driftMatrix) run() {
	c := m.w.terraform()
	var config strings.Builder
	config.WriteString(matrixProvider)
	for _, cell := range m.cells {
		config.WriteString(m.block(cell))
	}
	c.configure(config.String())
	c.apply().must(m.t, 0)
	m.w.age()
	ids := idsIn(m.t, c)
	for _, cell := range m.cells {
		cell.change.by(&driftScene{m: m, cell: cell, id: ids[cell.label]})
	}
	m.judgePlan(c.plan(), c.planned())
	for _, end := range m.ends {
		end()
	}
	if m.all(drift.Exists) {
		m.judgeExisting(c)
		return
	}
	if m.all(drift.Refuse) {
		c.plan().must(m.t, 0) // what was in the way has gone
	}
	m.w.forget()
	c.run("apply", "-json", "-input=false", "plan").must(m.t, 0)
	m.judgePublished(ids)
	m.judgeSettled(c.plan())
}

func (m *driftMatrix) all(effect drift.Effect) bool {
	return !slices.ContainsFunc(m.cells, func(c *driftCell) bool { return c.row.Plan != effect })
}

// idsIn reads the ids of what is in state, by label.
func idsIn(t *testing.T, c *cli) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	var state struct {
		Resources []struct {
			Name      string `json:"name"`
			Instances []struct {
				Attributes struct {
					ID string `json:"id"`
				} `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, r := range state.Resources {
		ids[r.Name] = r.Instances[0].Attributes.ID
	}
	return ids
}

// plannedChange is what a saved plan holds of one deployment.
type plannedChange struct {
	Address string `json:"address"`
	Change  struct {
		Actions []string `json:"actions"`
		Before  struct {
			Drift []struct {
				Class string `json:"class"`
			} `json:"drift"`
			Health struct {
				Reason string `json:"reason"`
			} `json:"health"`
			Children map[string]any `json:"children"`
		} `json:"before"`
		After struct {
			Children map[string]any `json:"children"`
		} `json:"after"`
	} `json:"change"`

	whole attributes
}

// attributes are what a plan shows of a resource: before, after, and what is known
// after the apply alone.
type attributes struct {
	Before  map[string]any `json:"before"`
	After   map[string]any `json:"after"`
	Unknown map[string]any `json:"after_unknown"`
}

// planned reads the plan that was saved last, by address; none after an error.
func (c *cli) planned() map[string]plannedChange {
	c.w.t.Helper()
	var plan struct {
		Changes []plannedChange `json:"resource_changes"`
	}
	shown := c.run("show", "-json", "plan")
	if shown.exit != 0 || json.Unmarshal([]byte(shown.output), &plan) != nil {
		return nil
	}
	var all struct {
		Changes []struct {
			Change attributes `json:"change"`
		} `json:"resource_changes"`
	}
	c.w.ok(json.Unmarshal([]byte(shown.output), &all))
	by := map[string]plannedChange{}
	for i, p := range plan.Changes {
		p.whole = all.Changes[i].Change
		by[p.Address] = p
	}
	return by
}
