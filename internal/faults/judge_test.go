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
	on  subject
	at  call
	hit fault
}

func (c cell) String() string { return fmt.Sprintf("%s: %s at %q", c.on, c.hit.name, c.at) }

// judge compares what happened with what is declared, and lists the differences.
func (d *deployedTrial) judge(t *testing.T, c cell, took time.Duration) []string {
	t.Helper()
	w, r := d.world, d.result
	want := expect(d.of.kind, d.of.op.operation, c.at, c.hit)
	wrong := judged(w.place, c, r.verdict, want, took)
	wrong = append(wrong, kept(t, c, w, r, want)...)
	return append(wrong, shown(c, w.place, r.verdict, "llm_deployment")...)
}

// judged looks at how an operation ended, and at what it sent.
func judged(p *place, c cell, r verdict, want outcome, took time.Duration) []string {
	var wrong []string
	complain := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	end, code := r.ended()
	if !slices.Contains(want.endings, end) {
		complain("it %s (%v %v), want %v %s", end, r.err, r.problems, want.endings, want.code)
	} else if late := want.alsoTimeout && end == waits && code == llm.CodeTimeout; want.code != "" && end != succeeds && end != warns && code != want.code && !late {
		complain("it %s with code %q (%v), want %q", end, code, r.err, want.code)
	}
	switch {
	case end != fails && end != warns:
	case want.effort == once && p.wire.most() > 1:
		complain("it was tried %d times, want once", p.wire.most())
	case want.effort == onward && (p.wire.most() < 3 || took < patience/2):
		complain("it was given up after %d tries in %s, want to go on until the deadline", p.wire.hits, took)
	}
	if c.hit.most > 0 && p.wire.hits > c.hit.most {
		complain("%d requests were sent, want at most %d", p.wire.hits, c.hit.most)
	}
	if p.wire.foreign > 0 {
		complain("%d requests went to another host", p.wire.foreign)
	}
	if p.wire.sent > p.wire.flood {
		complain("the wire was flooded with requests")
	}
	return wrong
}

// kept looks that nothing is lost and nothing is there twice.
func kept(t *testing.T, c cell, w *world, r result, want outcome) (wrong []string) {
	t.Helper()
	op := c.on.does()
	end, code := r.ended()
	there := w.objects(t)
	switch {
	case len(there) > 1:
		return []string{fmt.Sprintf("there are %d objects: %v", len(there), there)}
	case op.name == opCreate && len(there) == 1 && (r.have == nil || !strings.EqualFold(r.have.ID.Value, there[0])):
		return []string{fmt.Sprintf("%s is lost: %v", there[0], r.err)}
	case op.name == opCreate && want.unmade && (len(there) > 0 || r.have != nil):
		return []string{fmt.Sprintf("something was made: %v, %v", there, r.have)}
	case op.name == opCreate && end == waits && (r.have == nil || r.have.ID.Value == "" || r.have.Native.Name == ""):
		return []string{"the id is not kept"}
	case op.name == "Create" && end == fails && len(there) == 1 && r.id.Value == "" && !uncertain(code):
		return []string{fmt.Sprintf("code %q makes nobody look for %s", code, there[0])}
	case (op.name == "Create" || op.name == opCreate) && end == succeeds && len(there) == 0:
		return []string{"nothing was made"}
	case op.name == opDelete && end == succeeds && len(there) > 0 && !c.hit.gone():
		return []string{"it is still there"}
	case op.name == opUpdate && r.have != nil && (r.have.ID != w.made.ID || r.have.Native.Name == ""):
		return []string{fmt.Sprintf("state would be emptied: %+v", r.have)}
	case op.stands && op.name != "Delete" && op.name != opDelete && len(there) != 1:
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
func shown(c cell, w *place, r verdict, resource string) (wrong []string) {
	var diags diag.Diagnostics
	if r.err != nil {
		framework.AddWriteError(&diags, resource, r.err)
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
			wrong = append(wrong, lackingOneOf(all, w.wire.ids)...)
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

// lackingOneOf asks for the id of one of the requests: of several at a time any may be told.
func lackingOneOf(text string, ids []string) []string {
	if len(ids) == 0 || slices.ContainsFunc(ids, func(id string) bool { return strings.Contains(text, id) }) {
		return nil
	}
	return []string{fmt.Sprintf("no diagnostic has the request id, one of %q: %s", ids, text)}
}

// found reports whether the platform's "not found" was a finding and no failure: of what is referred to, of tags that are
// behind, of what is deleted and can still be read.
func (f fault) found(c cell) bool {
	op := c.on.does()
	if _, isDeployment := c.on.(*deployed); !isDeployment && f.gone() {
		return true
	}
	return f.gone() && (op.name == "Preflight" || c.at.name == "POST /listTagsForResource" || op.name == opDelete && c.at.stage == write)
}
