package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// SetGuardrailStatus makes the draft of a guardrail, or one version of it, show a status with reasons until it is written
// to. The id is the ARN of the guardrail, followed by ":" and a number for a version. A reason that is FAILED's also
// stands as what is recommended to do about it.
func (s *Sandbox) SetGuardrailStatus(id, status string, reasons ...string) error {
	part := guardrailPartOf(id)
	known := []string{"CREATING", "UPDATING", "VERSIONING", "READY", "FAILED", "DELETING"}
	switch {
	case !part.known():
		return fmt.Errorf("set status of %q: it is no guardrail of the sandbox", id)
	case !slices.Contains(known, status):
		return fmt.Errorf("set status of %q: %s is none of %v", id, status, known)
	}
	return s.edit(func(st *state) error {
		e := part.find(st, st.now(time.Now()))
		if e == nil {
			return fmt.Errorf("set status of %q: it does not exist", id)
		}
		e.Held, e.Reasons, e.Recommendations = status, reasons, nil
		if status == "FAILED" {
			e.Recommendations = reasons
		}
		return nil
	})
}

// failDeletes makes deletions of the part fail; see FailDeletes.
func (p guardrailPart) failDeletes(st *state, now time.Time) error {
	e := p.find(st, now)
	if e == nil {
		return fmt.Errorf("fail deletes of guardrail %q, version %d: it does not exist", p.id, p.version)
	}
	e.Stuck = true
	return nil
}
