package faults_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// cell is one operation on one kind, struck by one fault at one call.
type cell struct {
	kind kind
	op   operation
	at   call
	hit  fault
}

func (c cell) String() string {
	return fmt.Sprintf("%s %s: %s: %s at %q", c.kind.platform, c.kind.name, c.op.name, c.hit.name, c.at)
}

// judge compares what happened with what is declared, and lists the differences.
func judge(t *testing.T, c cell, w *world, r result, took time.Duration) []string {
	t.Helper()
	want := expect(c.kind, c.op, c.at, c.hit)
	var wrong []string
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }

	end, code := r.ended()
	if !slices.Contains(want.endings, end) {
		complain("it %s (%v %v), want %v %s", end, r.err, r.problems, want.endings, want.code)
	} else if want.code != "" && end != succeeds && end != warns && code != want.code {
		complain("it %s with code %q (%v), want %q", end, code, r.err, want.code)
	}
	switch {
	case end != fails && end != warns:
	case want.effort == once && w.wire.hits > 1:
		complain("it was tried %d times, want once", w.wire.hits)
	case want.effort == onward && (w.wire.hits < 3 || took < patience/2):
		complain("it was given up after %d tries in %s, want to go on until the deadline", w.wire.hits, took)
	}
	if c.hit.most > 0 && w.wire.hits > c.hit.most {
		complain("%d requests were sent, want at most %d", w.wire.hits, c.hit.most)
	}
	if w.wire.foreign > 0 {
		complain("%d requests went to another host", w.wire.foreign)
	}
	if w.wire.sent > flood {
		complain("the wire was flooded with requests")
	}
	wrong = append(wrong, kept(t, c, w, r, want)...)
	return append(wrong, shown(c, w, r)...)
}

// kept looks that nothing is lost and nothing is there twice.
func kept(t *testing.T, c cell, w *world, r result, want outcome) (wrong []string) {
	t.Helper()
	end, code := r.ended()
	there := w.objects(t)
	switch {
	case len(there) > 1:
		return []string{fmt.Sprintf("there are %d objects: %v", len(there), there)}
	case c.op.name == opCreate && len(there) == 1 && (r.have == nil || !strings.EqualFold(r.have.ID.Value, there[0])):
		return []string{fmt.Sprintf("%s is lost: %v", there[0], r.err)}
	case c.op.name == opCreate && want.unmade && (len(there) > 0 || r.have != nil):
		return []string{fmt.Sprintf("something was made: %v, %v", there, r.have)}
	case c.op.name == opCreate && end == waits && (r.have == nil || r.have.ID.Value == "" || r.have.Native.Name == ""):
		return []string{"the id is not kept"}
	case c.op.name == "Create" && end == fails && len(there) == 1 && r.id.Value == "" && !uncertain(code):
		return []string{fmt.Sprintf("code %q makes nobody look for %s", code, there[0])}
	case (c.op.name == "Create" || c.op.name == opCreate) && end == succeeds && len(there) == 0:
		return []string{"nothing was made"}
	case c.op.name == opDelete && end == succeeds && len(there) > 0 && !c.hit.gone():
		return []string{"it is still there"}
	case c.op.name == opUpdate && r.have != nil && (r.have.ID != w.made.ID || r.have.Native.Name == ""):
		return []string{fmt.Sprintf("state would be emptied: %+v", r.have)}
	case c.op.stands && c.op.name != "Delete" && c.op.name != opDelete && len(there) != 1:
		return []string{fmt.Sprintf("there are %d objects, want the one that stood", len(there))}
	}
	return nil
}

// uncertain are the codes after which llm.Deployments looks for what a create may have left.
func uncertain(code llm.Code) bool {
	return slices.Contains([]llm.Code{
		llm.CodeUnknown, llm.CodeUnavailable, llm.CodeProtocol, llm.CodeTimeout, llm.CodeCancelled,
	}, code)
}

// shown looks that the diagnostics name operation, object, the cloud's code and request id, and the way out.
func shown(c cell, w *world, r result) (wrong []string) {
	var diags diag.Diagnostics
	if r.err != nil {
		framework.AddWriteError(&diags, "llm_deployment", r.err)
	}
	framework.AddProblems(&diags, r.problems)
	var all string
	for _, d := range diags {
		all += d.Summary() + "\n\n" + d.Detail() + "\n"
		if !strings.Contains(d.Detail(), "\n\n") {
			wrong = append(wrong, "the diagnostic does not say what to do: "+all)
		}
	}
	if strings.Contains(all, canary) {
		wrong = append(wrong, "a diagnostic holds a credential: "+all)
	}
	if len(diags) > 0 && c.hit.start == nil && w.wire.hits > 0 && !c.hit.found(c) {
		wrong = append(wrong, lacking(all, "the cloud's code", c.hit.cloud)...)
		if !c.hit.silent {
			wrong = append(wrong, lacking(all, "the request id", w.wire.id)...)
		}
	}
	known, ok := errors.AsType[*llm.Error](r.err)
	if ok && (known.Op == "" || known.Object == "") {
		wrong = append(wrong, fmt.Sprintf("the error names no operation or no object: %#v", known))
	}
	return wrong
}

func lacking(text, what, word string) []string {
	if word == "" || strings.Contains(text, word) {
		return nil
	}
	return []string{fmt.Sprintf("no diagnostic has %s %q: %s", what, word, text)}
}

// found reports whether the platform's "not found" was a finding and no failure: of what is referred to, of tags that are
// behind, of what is deleted and can still be read.
func (f fault) found(c cell) bool {
	return f.gone() && (c.op.name == "Preflight" || c.at.name == "POST /listTagsForResource" || c.op.name == opDelete && c.at.stage == write)
}
