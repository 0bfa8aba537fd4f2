package faults_test

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ending is how an operation ends.
type ending string

// The endings.
const (
	succeeds ending = "succeeds"
	fails    ending = "fails"               // with a code
	waits    ending = "is still waited for" // a *llm.PendingError, which keeps the id
	breaks   ending = "failed for good"     // a *llm.FailedError, which keeps the id
	warns    ending = "warns"               // of Preflight
)

// outcome is what is declared of a cell.
type outcome struct {
	endings []ending // any of them
	code    llm.Code // of what fails, or of what the wait ended with; empty: not looked at
	effort  effort
	unmade  bool // nothing may exist afterwards

	alsoTimeout bool // where it waits, the deadline alone may be told: something else was under way, too
}

// expect derives the cell's outcome from what the fault declares, by the rules of the operation.
func expect(k kind, o operation, c call, f fault) outcome {
	d := f.read
	if c.stage == write {
		d = f.write
	}
	if special, found := exception(k, o, c, f); found {
		return special
	}
	if d.code == "" {
		return outcome{endings: []ending{succeeds}}
	}
	switch {
	case o.name == "Preflight":
		return outcome{endings: []ending{warns}, code: d.code, effort: d.effort}
	case d.code == broken:
		return outcome{endings: []ending{breaks}}
	case d.code == pending:
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}
	case o.name == opCreate && c.stage == write:
		return expectCreate(k, d, f)
	case o.name == opCreate && c.stage == after:
		return outcome{endings: []ending{waits}, code: d.code}
	case (o.name == opUpdate || o.name == opDelete) && c.stage == after:
		return outcome{endings: []ending{waits, fails}, code: d.code}
	}
	return outcome{endings: []ending{fails}, code: d.code, effort: d.effort}
}

// expectCreate is of the create call itself. What took effect is found and waited for, or kept to be waited for; what
// may have is kept where the platform's ids are known beforehand; all else leaves nothing.
func expectCreate(k kind, d declared, f fault) outcome {
	cut := d.code == llm.CodeTimeout || d.code == llm.CodeCancelled
	switch {
	case cut && f.done:
		return outcome{endings: []ending{waits, succeeds}, code: d.code}
	case cut && k.platform == llm.Azure:
		return outcome{endings: []ending{waits}, code: d.code}
	case f.done:
		return outcome{endings: []ending{succeeds}}
	}
	return outcome{endings: []ending{fails}, code: d.code, effort: d.effort, unmade: true}
}

// ended is how an operation ended in fact, and the code that says why.
func (r verdict) ended() (ending, llm.Code) {
	var (
		refused *llm.ProblemsError
		failed  *llm.FailedError
		pending *llm.PendingError
		known   *llm.Error
	)
	switch {
	case r.err == nil && slices.ContainsFunc(r.problems, func(p llm.Problem) bool { return p.Severity == llm.Blocking }):
		return fails, llm.CodeInvalid
	case r.err == nil && len(r.problems) > 0:
		return warns, ""
	case r.err == nil:
		return succeeds, ""
	case errors.As(r.err, &refused):
		return fails, llm.CodeInvalid
	case errors.As(r.err, &failed):
		return breaks, ""
	case errors.As(r.err, &pending):
		return waits, causeCode(pending.Cause)
	case errors.As(r.err, &known):
		return fails, known.Code
	}
	return ending(fmt.Sprintf("fails with a %T", r.err)), ""
}

func causeCode(cause error) llm.Code {
	switch {
	case llm.CodeOf(cause) != llm.CodeUnknown:
		return llm.CodeOf(cause)
	case errors.Is(cause, context.Canceled):
		return llm.CodeCancelled
	case errors.Is(cause, context.DeadlineExceeded):
		return llm.CodeTimeout
	}
	return llm.CodeUnknown
}
