package faults_test

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// judge compares what happened with what is declared. Then nothing goes wrong any more, and one more attempt has to end
// what the first has begun.
func (r *composedTrial[S]) judge(t *testing.T, c cell, took time.Duration) []string {
	t.Helper()
	want := expectComposite(r.of, c.at, c.hit)
	wrong := judged(r.world.place, c, r.result.verdict, want, took)
	wrong = append(wrong, r.kept(t, c, want)...)
	wrong = append(wrong, shown(c, r.world.place, r.result.verdict, r.of.form.resource)...)
	return append(wrong, r.recovered(t, c)...)
}

// kept looks that nothing is lost, and that what serves goes on to.
func (r *composedTrial[S]) kept(t *testing.T, c cell, want outcome) (wrong []string) {
	t.Helper()
	end, _ := r.result.ended()
	op := r.of.op.operation
	there := lackingIn(r.of.empty, r.of.form.there(t, r.world.cloud))
	have := r.result.have
	switch {
	case op.name == opCreate && len(there) > 0 && (have == nil || have.ID.Value == "") && !r.of.form.marked:
		return []string{fmt.Sprintf("%v are lost: %v", there, r.result.err)}
	case op.name == opCreate && want.unmade && len(there) > 0:
		return []string{fmt.Sprintf("something was made: %v", there)}
	case op.name == opCreate && end == succeeds && !have.Finished():
		return []string{"it is not finished"}
	case op.name == opDelete && end == succeeds && len(there) > 0 && !c.hit.gone():
		return []string{fmt.Sprintf("there still are %v", there)}
	case op.name == opUpdate && (have == nil || have.ID != r.world.made.ID):
		return []string{fmt.Sprintf("state would be emptied: %+v", have)}
	case op.stands && op.name != opDelete && r.of.op.removing == "" && !slices.ContainsFunc(there, r.of.form.serves):
		return []string{fmt.Sprintf("what sends requests is gone, and left are %v", there)}
	}
	return nil
}

// recovered tries once more, as the next apply does in another process, and then takes everything down.
func (r *composedTrial[S]) recovered(t *testing.T, c cell) (wrong []string) {
	t.Helper()
	w := r.world
	w.keys.ended, w.wire.sent, w.wire.resting = false, 0, nil
	spec, next := w.spec(), w.process()
	var err error
	have, judged := w.made, true
	switch {
	case r.of.op.name == opCreate:
		have, err = w.createdAgain(t, next, r.result.have)
	case r.of.op.name == opDelete && c.hit.stuck:
		spec = w.changed()
		have, err = w.again(t.Context(), next, spec)
	case !r.of.op.stands, r.of.op.removing != "", r.of.op.name == opDelete:
		judged = false
	default:
		spec = w.changed()
		have, err = w.again(t.Context(), next, spec)
	}
	if err != nil {
		return []string{fmt.Sprintf("the next attempt does not complete it: %v", err)}
	}
	if have == nil {
		return nil
	}
	if diff := next.Diff(have, llm.Wanted[S]{Spec: spec}); judged && diff.Action != llm.Same {
		wrong = append(wrong, fmt.Sprintf("the next attempt leaves %v", diff.Children))
	}
	if judged {
		wrong = append(wrong, w.writtenOnce(have)...)
	}
	if err := next.Delete(t.Context(), have.ID, childNames(have), time.Hour); err != nil {
		wrong = append(wrong, fmt.Sprintf("it cannot be deleted afterwards: %v", err))
	}
	if diff := cmp.Diff(r.of.empty, r.of.form.there(t, w.cloud)); diff != "" {
		wrong = append(wrong, "a delete leaves something behind (-empty +left):\n"+diff)
	}
	return wrong
}

// createdAgain is what the next apply makes of a create: what state holds is read, what it does not hold is found or
// refused with the id that an import takes, and what is there is completed.
func (w *compositeWorld[S]) createdAgain(t *testing.T, next *llm.Composites[S], kept *llm.Composite) (*llm.Composite, error) {
	t.Helper()
	have, err := next.Create(t.Context(), w.spec(), time.Hour)
	exists, ok := errors.AsType[*llm.ExistsError](err)
	if !ok {
		return have, err
	}
	if kept != nil && kept.ID.Value != exists.Existing.ID.Value {
		return nil, fmt.Errorf("state holds %s, and %s exists", kept.ID.Value, exists.Existing.ID.Value)
	}
	if have, err = next.Get(t.Context(), exists.Existing.ID, nil); err != nil {
		return nil, err
	}
	return next.Update(t.Context(), have, w.spec(), time.Hour)
}

// writtenOnce looks that what counts its writes was written once for every content that it was to have: by the scene, and
// then by the change.
func (w *compositeWorld[S]) writtenOnce(have *llm.Composite) []string {
	child := have.Child(w.form.published)
	if child == nil {
		return nil
	}
	writes := 1
	if w.made != nil {
		writes++
	}
	if w.made != nil && w.form.earlier != nil {
		writes++
	}
	if child.ID != strconv.Itoa(writes) {
		return []string{fmt.Sprintf("%s is number %s, want %d", w.form.published, child.ID, writes)}
	}
	return nil
}

// lackingIn are the words of list that are not in known.
func lackingIn(known, list []string) []string {
	return slices.DeleteFunc(list, func(word string) bool { return slices.Contains(known, word) })
}
