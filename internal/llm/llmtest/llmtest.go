// Package llmtest holds the laws that every platform keeps. A driver's
// conformance_test.go calls [Run] with a world of its own; the laws ask nothing
// else of it.
package llmtest

import (
	"context"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// World is one platform, on which nothing bears the names of the cases.
type World struct {
	Deployments *llm.Deployments
	Writes      func() int // requests so far that could change something; nil: they cannot be counted, as on a live account
}

// Case is a spec that the platform can give.
type Case struct {
	Name    string
	Spec    llm.DeploymentSpec
	Changes []SpecChange // every argument that may change in place or replace
}

// SpecChange is one change to one argument.
type SpecChange struct {
	Field  llm.Field
	Action llm.Action // what the platform's documentation says it takes
	Apply  func(*llm.DeploymentSpec)
}

// Harness is a platform under test.
type Harness struct {
	New   func(t *testing.T) World
	Cases []Case

	// Exempt names the fields of llm.Deployment, as Go paths such as
	// "Native.Serving", that Diff does not compare, each with the reason.
	Exempt map[string]string

	Timeout time.Duration // for one operation; zero is 30 seconds
}

// Run holds the platform to every law.
func Run(t *testing.T, h Harness) {
	if h.Timeout == 0 {
		h.Timeout = 30 * time.Second
	}
	laws := []struct {
		name string
		law  func(*testing.T, Harness, Case)
	}{
		{"what was created is what was asked for", created},
		{"any one field that changes is noticed", noticed},
		{"every change is written as promised", changed},
		{"an update that changes nothing writes nothing", idempotent},
		{"a name that is taken is an error and nothing is written", taken},
		{"what is deleted is gone and deleting it again succeeds", deleted},
		{"a list shows what a read shows", listed},
		{"a glance at a list shows what a read shows, or is not sure", glanced},
		{"a model that the catalog has dropped is told of", dropped},
		{"tags of others survive an update", tagsKept},
		{"ids are canonical", canonical},
		{"a caller who gives up is answered at once", cancelled},
		{"an interrupted create is resumed by the next", resumed},
		{"what is not surely one's own is not resumed", notResumed},
		{"an interrupted create of something else is not resumed", unlike},
		{"hostile names are refused and nothing is sent", hostile},
	}
	cells := 0
	for _, c := range h.Cases {
		for _, l := range laws {
			t.Run(c.Name+"/"+l.name, func(t *testing.T) { l.law(t, h, c) })
			cells++
		}
	}
	t.Logf("conformance: cells=%d kinds=%d laws=%d", cells, len(h.Cases), len(laws))
}

// create makes the case's deployment or ends the test.
func create(t *testing.T, h Harness, w World, spec llm.DeploymentSpec) (*llm.Deployment, *llm.Choice) {
	t.Helper()
	have, choice, err := w.Deployments.Create(t.Context(), spec, h.Timeout)
	if have != nil {
		t.Cleanup(func() { remove(t, h, w, have.ID) })
	}
	if err != nil {
		t.Fatalf("create: %v", err)
	}
	return have, choice
}

// remove leaves nothing behind, which on a live account would be billed.
func remove(t *testing.T, h Harness, w World, id llm.ID) {
	ctx := context.WithoutCancel(t.Context())
	if err := w.Deployments.Delete(ctx, id, h.Timeout); err != nil {
		t.Errorf("%s is left behind: %v", id.Value, err)
	}
}

func get(t *testing.T, w World, id llm.ID) *llm.Deployment {
	t.Helper()
	have, err := w.Deployments.Get(t.Context(), id)
	if err != nil {
		t.Fatalf("get %s: %v", id.Value, err)
	}
	return have
}

// expectNoWrites runs f and fails when it sent a write.
func expectNoWrites(t *testing.T, w World, f func()) {
	t.Helper()
	if w.Writes == nil {
		f()
		return
	}
	before := w.Writes()
	f()
	if sent := w.Writes() - before; sent != 0 {
		t.Errorf("%d writes were sent, want none", sent)
	}
}

// soon fails when f takes longer than a caller who gave up should wait.
func soon(t *testing.T, f func(context.Context)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	started := time.Now()
	f(ctx)
	if took := time.Since(started); took > 5*time.Second {
		t.Errorf("answered after %s", took)
	}
}
