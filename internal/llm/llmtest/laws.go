package llmtest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func created(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, choice := create(t, h, w, c.Spec)
	read := get(t, w, made.ID)
	if change := w.Deployments.Diff(read, llm.Draft{Spec: c.Spec, Kept: choice}); change.Action != llm.Same {
		t.Errorf("diff after create: %s %v", change.Action, change.Fields)
	}
	if read.Phase != llm.Ready {
		t.Errorf("phase = %s (%s), want ready", read.Phase, read.Reason)
	}
	if read.Endpoint.Model == "" || read.Location == "" || read.Reference == "" || len(read.Native.Locations) == 0 {
		t.Errorf("what an application needs is missing: %+v", read)
	}
	if !read.Native.Scope.Within(c.Spec.Scope) {
		t.Errorf("scope %s is not within %s", read.Native.Scope, c.Spec.Scope)
	}
}

func changed(t *testing.T, h Harness, c Case) {
	if len(c.Changes) == 0 {
		t.Fatal("a kind whose arguments cannot change is not described well")
	}
	for _, change := range c.Changes {
		t.Run(string(change.Field), func(t *testing.T) {
			w := h.New(t)
			made, choice := create(t, h, w, c.Spec)
			spec := c.Spec
			change.Apply(&spec)
			diff := w.Deployments.Diff(get(t, w, made.ID), llm.Draft{Spec: spec, Kept: choice})
			if diff.Action != change.Action || change.Action != llm.Same && !diff.Has(change.Field) {
				t.Fatalf("diff = %s %v, want %s of %s", diff.Action, diff.Fields, change.Action, change.Field)
			}
			if change.Action == llm.Update {
				updated(t, h, w, made, spec, choice)
			}
		})
	}
}

func updated(t *testing.T, h Harness, w World, made *llm.Deployment, spec llm.DeploymentSpec, choice *llm.Choice) {
	t.Helper()
	have, choice, err := w.Deployments.Update(t.Context(), made, spec, choice, h.Timeout)
	if err != nil {
		t.Fatalf("update: %v", err)
	}
	if have.ID != made.ID {
		t.Errorf("id changed from %v to %v", made.ID, have.ID)
	}
	if change := w.Deployments.Diff(get(t, w, made.ID), llm.Draft{Spec: spec, Kept: choice}); change.Action != llm.Same {
		t.Errorf("diff after update: %s %v", change.Action, change.Fields)
	}
}

func idempotent(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, choice := create(t, h, w, c.Spec)
	expectNoWrites(t, w, func() {
		if _, _, err := w.Deployments.Update(t.Context(), made, c.Spec, choice, h.Timeout); err != nil {
			t.Errorf("update: %v", err)
		}
	})
}

func taken(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, _ := create(t, h, w, c.Spec)
	expectNoWrites(t, w, func() {
		_, _, err := w.Deployments.Create(t.Context(), c.Spec, h.Timeout)
		var exists *llm.ExistsError
		if !errors.As(err, &exists) || exists.Existing.ID != made.ID {
			t.Errorf("second create: %v, want an ExistsError that names %s", err, made.ID.Value)
		}
	})
}

func deleted(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, _ := create(t, h, w, c.Spec)
	for range 2 {
		if err := w.Deployments.Delete(t.Context(), made.ID, h.Timeout); err != nil {
			t.Fatalf("delete: %v", err)
		}
	}
	if _, err := w.Deployments.Get(t.Context(), made.ID); !llm.IsNotFound(err) {
		t.Errorf("get after delete: %v, want not found", err)
	}
	if found, err := w.Deployments.Find(t.Context(), c.Spec); found != nil || err != nil {
		t.Errorf("find after delete: %v, %v; want nothing", found, err)
	}
}

func listed(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, _ := create(t, h, w, c.Spec)
	read, count := get(t, w, made.ID), 0 // others may be there, too
	for d, err := range w.Deployments.List(t.Context(), llm.Filter{Parent: made.ID.Parent, Location: made.ID.Location}) {
		if err != nil {
			t.Fatalf("list: %v", err)
		}
		if d.ID != made.ID {
			continue
		}
		count++
		if diff := cmp.Diff(read, d, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(llm.Deployment{}, "Partial")); diff != "" {
			t.Errorf("a list differs from a read (-read +list):\n%s", diff)
		}
	}
	if count != 1 {
		t.Errorf("listed %d times, want once", count)
	}
}

// partial reports whether the list that holds the deployment tells less than a read.
func partial(t *testing.T, w World, id llm.ID) bool {
	t.Helper()
	for d, err := range w.Deployments.List(t.Context(), llm.Filter{Parent: id.Parent, Location: id.Location}) {
		if err != nil {
			t.Fatalf("list: %v", err)
		}
		if d.ID == id {
			return d.Partial
		}
	}
	return false
}

// glanced is a law of the drivers' lists as well as of what is made of them:
// what a read would show differently must not be taken for unchanged.
func glanced(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, choice := create(t, h, w, c.Spec)
	read := get(t, w, made.ID)
	later := llm.NewDeployments(w.Deployments.DeploymentDriver, w.Deployments.Now) // another process
	for range 2 {
		glanced, events, sure := later.Glance(t.Context(), made.ID, choice, nil)
		if !sure && !partial(t, w, made.ID) {
			t.Error("not sure of what nobody has touched: every plan would read it by itself")
		}
		if !sure {
			continue // it is read
		}
		if diff := cmp.Diff(read, glanced, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("a glance differs from a read (-read +glance):\n%s", diff)
		}
		if diff := cmp.Diff(llm.Drifted(choice, read), events, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("events (-read +glance):\n%s", diff)
		}
	}
}

func tagsKept(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	spec := c.Spec
	spec.Tags = map[string]string{"team": "search", "policy-added": "by somebody else"}
	made, choice := create(t, h, w, spec)
	spec.Tags = map[string]string{"team": "ads"}
	spec.IgnoreTags = llm.TagRules{Keys: []string{"policy-added"}}
	if _, _, err := w.Deployments.Update(t.Context(), made, spec, choice, h.Timeout); err != nil {
		t.Fatalf("update: %v", err)
	}
	want := map[string]string{"team": "ads", "policy-added": "by somebody else"}
	if diff := cmp.Diff(want, get(t, w, made.ID).Tags); diff != "" {
		t.Errorf("tags (-want +have):\n%s", diff)
	}
}

func canonical(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, _ := create(t, h, w, c.Spec)
	id, err := w.Deployments.ParseID(made.ID.Value)
	if err != nil {
		t.Fatalf("parse %s: %v", made.ID.Value, err)
	}
	again, err := w.Deployments.ParseID(id.Value)
	if err != nil || again != id {
		t.Errorf("parse is not idempotent: %v, then %v (%v)", id, again, err)
	}
	if read := get(t, w, id); read.ID != made.ID {
		t.Errorf("read by the parsed id gives %v, want %v", read.ID, made.ID)
	}
	respelled(t, w, made)
}

// respelled reads by the id in other letter case: where a platform takes that
// for the same object, the answer is the same, or an import would replace it.
func respelled(t *testing.T, w World, made *llm.Deployment) {
	t.Helper()
	for _, text := range []string{strings.ToUpper(made.ID.Value), strings.ToLower(made.ID.Value)} {
		id, err := w.Deployments.ParseID(text)
		if err != nil {
			continue
		}
		read, err := w.Deployments.Get(t.Context(), id)
		if err == nil && (read.ID != made.ID || read.Name != made.Name) {
			t.Errorf("read by %s gives %v named %q, want %v named %q", text, read.ID, read.Name, made.ID, made.Name)
		}
	}
}

func cancelled(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	made, choice := create(t, h, w, c.Spec)
	other := c.Spec
	other.Name += "2"
	expectNoWrites(t, w, func() {
		for name, operation := range map[string]func(context.Context) error{
			"create": func(ctx context.Context) error {
				_, _, err := w.Deployments.Create(ctx, other, h.Timeout)
				return err
			},
			"read": func(ctx context.Context) error {
				_, _, _, err := w.Deployments.Read(ctx, made.ID, choice, nil)
				return err
			},
			"delete": func(ctx context.Context) error { return w.Deployments.Delete(ctx, made.ID, h.Timeout) },
		} {
			soon(t, func(ctx context.Context) {
				if err := operation(ctx); err == nil || llm.IsNotFound(err) {
					t.Errorf("%s: %v, want an error that is not NotFound", name, err)
				}
			})
		}
	})
}

func hostile(t *testing.T, h Harness, c Case) {
	w := h.New(t)
	expectNoWrites(t, w, func() {
		for _, name := range HostileNames() {
			spec := c.Spec
			spec.Name = name
			if !blocked(w.Deployments.Check(llm.Draft{Spec: spec}), llm.FieldName) {
				t.Errorf("name %q passes the check", name)
			}
			if _, _, err := w.Deployments.Create(t.Context(), spec, h.Timeout); err == nil {
				t.Errorf("name %q was created", name)
			}
		}
	})
}

func blocked(problems []llm.Problem, field llm.Field) bool {
	for _, p := range problems {
		if p.Field == field && p.Severity == llm.Blocking {
			return true
		}
	}
	return false
}
