package faults_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// subject is one operation on one kind of object.
type subject interface {
	fmt.Stringer

	platform() llm.Platform
	does() operation
	faults() []fault
	turn(call, fault int) bool // whether a quick run takes the cell
	set(t *testing.T)          // plays the scene, in a bubble of its own
	open(t *testing.T) trial   // in another bubble
}

// trial is the operation in a place of its own, which it is done in once.
type trial interface {
	at() *place
	run(ctx context.Context)
	end() (ending, string) // of what was run, and in words
	judge(t *testing.T, c cell, took time.Duration) []string
}

// subjects are all that is struck.
func subjects() []subject {
	var all []subject
	for _, k := range kinds() {
		for _, o := range operations() {
			all = append(all, &deployed{kind: k, op: o})
		}
	}
	return slices.Concat(all, composites(routeForms()), composites(guardrailForms()), composites(enforcementForms()))
}

// deployed is an operation on a kind of deployment.
type deployed struct {
	kind  kind
	op    deploying
	scene *scene
}

func (d *deployed) String() string {
	return fmt.Sprintf("%s %s %s", d.kind.platform, d.kind.name, d.op.name)
}

func (d *deployed) platform() llm.Platform { return d.kind.platform }

func (d *deployed) does() operation { return d.op.operation }

func (d *deployed) faults() []fault { return faultsOf(d.kind.platform) }

func (d *deployed) turn(call, fault int) bool { return d.kind.turn(call + fault) }

func (d *deployed) set(t *testing.T) {
	t.Helper()
	d.scene = setScene(t, d.kind, d.op.stands)
}

func (d *deployed) open(t *testing.T) trial {
	t.Helper()
	return &deployedTrial{of: d, world: newWorld(t, d.scene)}
}

// deployedTrial is one such operation.
type deployedTrial struct {
	of     *deployed
	world  *world
	result result
}

func (d *deployedTrial) at() *place { return d.world.place }

func (d *deployedTrial) run(ctx context.Context) { d.result = d.of.op.run(ctx, d.world) }

func (d *deployedTrial) end() (ending, string) {
	end, _ := d.result.ended()
	return end, fmt.Sprintf("%v %v", d.result.err, d.result.problems)
}
