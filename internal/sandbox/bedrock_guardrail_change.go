package sandbox

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
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

// guardrailPart names the draft of a guardrail, or a version of it, outside of any request: an ARN of a guardrail,
// followed by ":" and a number for a version.
type guardrailPart struct {
	region, id string
	version    int // 0 is the draft
}

// guardrailPartOf reads the name of a part; the zero part for anything else.
func guardrailPartOf(name string) guardrailPart {
	parts, ok := parseARN(name)
	if !ok || parts.kind != "guardrail" || parts.account != AWSAccount {
		return guardrailPart{}
	}
	id, number, versioned := strings.Cut(parts.id, ":")
	version, err := strconv.Atoi(number)
	if versioned && (err != nil || version < 1) {
		return guardrailPart{}
	}
	return guardrailPart{region: parts.region, id: id, version: version}
}

func (p guardrailPart) known() bool { return p.id != "" }

// find returns the part, or nil where it does not exist.
func (p guardrailPart) find(st *state, now time.Time) *guardrailEdition {
	g := st.AWS.at(p.region).guardrail(p.id, now)
	if g == nil {
		return nil
	}
	return g.edition(p.version, now)
}
