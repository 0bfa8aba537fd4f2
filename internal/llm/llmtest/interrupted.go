package llmtest

import (
	"context"
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const owner = "platform/prod"

// killed is a platform that is heard of no more after a create: the call is
// committed, and neither its answer nor anything later arrives.
type killed struct {
	llm.DeploymentDriver

	dead bool
}

func (k *killed) gone() error {
	if k.dead {
		return &llm.Error{Op: "ask the platform", Code: llm.CodeUnknown, Message: "the process was killed"}
	}
	return nil
}

// Create commits and loses the answer.
func (k *killed) Create(ctx context.Context, spec llm.DeploymentSpec, native llm.Native) (llm.ID, error) {
	if _, err := k.DeploymentDriver.Create(ctx, spec, native); err != nil {
		return llm.ID{}, err
	}
	k.dead = true
	return llm.ID{}, k.gone()
}

// Find is lost after the create.
func (k *killed) Find(ctx context.Context, spec llm.DeploymentSpec) (*llm.Deployment, error) {
	if err := k.gone(); err != nil {
		return nil, err
	}
	return k.DeploymentDriver.Find(ctx, spec)
}

// another is the same platform in another process.
func another(w World) World {
	w.Deployments = llm.NewDeployments(w.Deployments.DeploymentDriver, w.Deployments.Now)
	return w
}

func owned(spec llm.DeploymentSpec, by string) llm.DeploymentSpec {
	tags := maps.Clone(spec.Tags)
	if tags == nil {
		tags = map[string]string{}
	}
	tags[llm.TagOwner] = by
	spec.Tags = tags
	return spec
}

// interrupt leaves what a create of the spec has made when it is killed.
func interrupt(t *testing.T, h Harness, w World, spec llm.DeploymentSpec) *llm.Deployment {
	t.Helper()
	dying := llm.NewDeployments(&killed{DeploymentDriver: w.Deployments.DeploymentDriver}, w.Deployments.Now)
	if have, _, err := dying.Create(t.Context(), spec, h.Timeout); have != nil || err == nil {
		t.Fatalf("a create that was killed answers %v, %v", have, err)
	}
	left, err := w.Deployments.Find(t.Context(), spec)
	if err != nil || left == nil {
		t.Fatalf("find what was left: %v, %v", left, err)
	}
	t.Cleanup(func() { remove(t, h, another(w), left.ID) })
	if left.Tags[llm.TagOwner] != owner || left.Tags[llm.TagUnfinished] == "" {
		t.Fatalf("what was left bears %v", left.Tags)
	}
	return left
}

func resumed(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	spec := owned(c.Spec, owner)
	left := interrupt(t, h, w, spec)
	next := another(w)
	have, choice, err := next.Deployments.Create(t.Context(), spec, h.Timeout)
	if err != nil || have.ID != left.ID || !next.Deployments.Adopted(left.ID) {
		t.Fatalf("the next create gives %+v, %v; want %s, resumed", have, err, left.ID.Value)
	}
	read := get(t, next, left.ID)
	if _, there := read.Tags[llm.TagUnfinished]; there || choice.Unfinished {
		t.Errorf("it still bears %v, and kept is unfinished: %v", read.Tags, choice.Unfinished)
	}
	if change := next.Deployments.Diff(read, llm.Draft{Spec: spec, Kept: choice}); change.Action != llm.Same {
		t.Errorf("diff after it was resumed: %s %v", change.Action, change.Fields)
	}
	if named := bearers(t, next, left); named != 1 {
		t.Errorf("%d deployments bear the name, want one", named)
	}
	expectNoWrites(t, next, func() {
		if err := next.Deployments.Delete(t.Context(), left.ID, h.Timeout); llm.CodeOf(err) != llm.CodeRefused {
			t.Errorf("delete of what this process took on: %v", err)
		}
	})
}

// bearers counts what stands under the name of a deployment.
func bearers(t *testing.T, w World, of *llm.Deployment) (count int) {
	t.Helper()
	for d, err := range w.Deployments.List(t.Context(), llm.Filter{Parent: of.ID.Parent, Location: of.ID.Location}) {
		if err != nil {
			t.Fatalf("list: %v", err)
		}
		if d.Name == of.Name {
			count++
		}
	}
	return count
}

func notResumed(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	spec := owned(c.Spec, owner)
	left := interrupt(t, h, w, spec)
	holder := another(w)
	holder.Deployments.Hold(left.ID)
	for name, row := range map[string]struct {
		world World
		spec  llm.DeploymentSpec
		words string
	}{
		"another owner's":             {another(w), owned(c.Spec, "platform/test"), owner},
		"one without an owner":        {another(w), c.Spec, ""},
		"one that this process holds": {holder, spec, "holds it"},
	} {
		expectNoWrites(t, row.world, func() {
			_, _, err := row.world.Deployments.Create(t.Context(), row.spec, h.Timeout)
			exists, ok := errors.AsType[*llm.ExistsError](err)
			if !ok || exists.Existing.ID != left.ID || !strings.Contains(exists.NotResumed, row.words) {
				t.Errorf("%s: %v (%+v), want an ExistsError that says %q", name, err, exists, row.words)
			}
		})
	}
}

// unlike asks for something that the object of an interrupted create cannot
// become: every change that replaces and still finds it under its name.
func unlike(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	left := interrupt(t, h, w, owned(c.Spec, owner))
	cells := 0
	for _, change := range c.Changes {
		spec := owned(c.Spec, owner)
		change.Apply(&spec)
		found, err := w.Deployments.Find(t.Context(), spec)
		if change.Action != llm.Replace || err != nil || found == nil {
			continue
		}
		cells++
		next := another(w)
		expectNoWrites(t, next, func() {
			if _, _, err := next.Deployments.Create(t.Context(), spec, h.Timeout); err == nil || next.Deployments.Adopted(left.ID) {
				t.Errorf("with another %s: %v, taken on: %v", change.Field, err, next.Deployments.Adopted(left.ID))
			}
		})
	}
	t.Logf("unlike: cells=%d", cells)
}
