package acceptance_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
)

// driftCell is one field of one kind of a resource, and what happens to it.
type driftCell struct {
	row     drift.Row
	kind    drift.Kind
	change  fieldChange
	label   string // name and address of the resource
	account string // of a deployment or guardrail on Azure
	gateway string // of a route
	region  string // of an enforced guardrail
}

// address is the cell's in terraform.
func (c *driftCell) address() string { return string(resourceOf(c.kind)) + "." + c.label }

func (c *driftCell) String() string {
	return fmt.Sprintf("%s, %s: %s %s", c.row.Object, c.kind, c.row.Field, c.row.Case)
}

// driftTally counts what ran.
type driftTally struct {
	mu                                                           sync.Mutex
	cells, routes, guardrails, detected, falseAlarms, undetected int // cells counts those of routes and guardrails, too
}

func (n *driftTally) add(count *int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	*count++
}

// Every field that a cloud shows of a resource of every kind is changed behind
// terraform's back: a plain plan says what the table of the guide says, and one
// apply leaves nothing to do. The cells are the rows of that table, which other
// tests hold to the clouds' own models; a row without a change to try fails.
func TestDriftMatrix(t *testing.T) {
	n := &driftTally{}
	fields, rows := map[[2]string]bool{}, drift.Rows()
	for _, r := range rows {
		fields[[2]string{string(r.Object), r.Field}] = true
	}
	batches := driftBatches(t, rows)
	t.Run("batches", func(t *testing.T) {
		for _, name := range slices.Sorted(maps.Keys(batches)) {
			t.Run(name, func(t *testing.T) { newMatrix(t, n, batches[name]).run() })
		}
	})
	proof.Report(t, proof.Count{Of: "fields", N: len(fields)}, proof.Count{Of: "classified", N: len(rows)}, proof.Count{Of: "cells", N: n.cells}, proof.Count{Of: "routes", N: n.routes}, proof.Count{Of: "guardrails", N: n.guardrails},
		proof.Count{Of: "detected", N: n.detected}, proof.Count{Of: "false_alarms", N: n.falseAlarms}, proof.Count{Of: "undetected", N: n.undetected})
	if n.cells == n.routes+n.guardrails || n.routes == 0 || n.guardrails == 0 || n.falseAlarms+n.undetected > 0 {
		t.Errorf("%d cells, %d false alarms, %d not detected", n.cells, n.falseAlarms, n.undetected)
	}
}

// perBatch is how many deployments share a run of terraform, and perAccount how
// many of them an account: Azure takes 32.
const (
	perBatch   = 60
	perAccount = 28
)

// sharing is how many cells like it share a run: of what a region has one of, one
// for each region.
func sharing(c *driftCell) int {
	if c.kind == drift.Enforced {
		return len(enforcedRegions())
	}
	return perBatch
}

// driftBatches puts the cells together that can share a run: their plans end with
// the same exit code, and no change of one reaches another.
func driftBatches(t *testing.T, rows []drift.Row) map[string][]*driftCell {
	t.Helper()
	together, batches := map[string][]*driftCell{}, map[string][]*driftCell{}
	for i, r := range rows {
		for _, kind := range kindsOf(r, i) {
			made, known := changeOf(r, kind)
			if !known {
				t.Errorf("%s, %s: nobody has said how %s %s is changed", r.Object, kind, r.Field, r.Case)
				continue
			}
			c := &driftCell{row: r, kind: kind, change: made}
			name := cmp.Or(made.batch, fmt.Sprintf("%s exit %d", sideOf(kind), r.Plan.ExitCode()))
			together[name] = append(together[name], c)
		}
	}
	for name, cells := range together {
		for i, part := range slices.Collect(slices.Chunk(cells, sharing(cells[0]))) {
			batches[fmt.Sprintf("%s part %d", name, i+1)] = part
		}
	}
	for i, c := range sampleOf(together) {
		alone := *c
		batches[fmt.Sprintf("alone %d", i+1)] = []*driftCell{&alone}
	}
	return batches
}

// kindsOf are the kinds that a row is tried on: all of them where something is to
// be seen. Where nothing is, a quick run tries every third kind, another third
// for each row; of the fields of the children of routes and guardrails, which both
// kinds on a place have alike, it tries one and the other in turn.
func kindsOf(r drift.Row, i int) []drift.Kind {
	kinds := r.Of()
	if r.Object.Of() != drift.Deployment && r.Field != "(the whole)" && !proof.Full() {
		return []drift.Kind{kinds[i%len(kinds)]}
	}
	if proof.Full() || r.Plan != drift.Nothing || len(kinds) < 3 {
		return kinds
	}
	var some []drift.Kind
	for k, kind := range kinds {
		if (k+i)%3 == 0 {
			some = append(some, kind)
		}
	}
	return some
}

// sampleOf are cells that run alone too, so that the exit code is theirs: of
// deployments one for each effect on each cloud, of what has children one for each
// exit code at each place, or all of them in a nightly run.
func sampleOf(together map[string][]*driftCell) []*driftCell {
	var chosen []*driftCell
	seen := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(together)) {
		for _, c := range together[name] {
			key := fmt.Sprintf("%s %s", sideOf(c.kind), c.row.Plan)
			if hasChildren(c.kind) {
				key = fmt.Sprintf("%s %d", sideOf(c.kind), c.row.Plan.ExitCode())
			}
			if proof.Full() || !seen[key] {
				seen[key] = true
				chosen = append(chosen, c)
			}
		}
	}
	return chosen
}
