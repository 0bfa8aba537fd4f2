package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// SetAgentCoreStatus makes a gateway or something in it show a status, with reasons where its kind has any, until it is
// written to. The id is the ARN of a gateway, followed by "/target/", "/rule/" or "/rate-limit/" and an id for what is in
// it. The status has to be one that the kind can have; a rule and a rate limit know of no failure.
func (s *Sandbox) SetAgentCoreStatus(id, status string, reasons ...string) error {
	part := agentcorePartOf(id)
	if !part.known() {
		return fmt.Errorf("set status of %q: it is no gateway of the sandbox and nothing in one", id)
	}
	if !slices.Contains(part.statuses(), status) {
		return fmt.Errorf("set status of %q: %s is none of %v", id, status, part.statuses())
	}
	return s.edit(func(st *state) error {
		life := part.find(st, st.now(time.Now()))
		if life == nil {
			return fmt.Errorf("set status of %q: it does not exist", id)
		}
		life.Held, life.Reasons = status, reasons
		return nil
	})
}

// statuses returns what the part's kind can show.
func (p agentcorePart) statuses() []string {
	switch p.kind {
	case "":
		return []string{"CREATING", "UPDATING", "UPDATE_UNSUCCESSFUL", "DELETING", "READY", "FAILED"}
	case "target":
		return []string{
			"CREATING", "UPDATING", "UPDATE_UNSUCCESSFUL", "DELETING", "READY", "FAILED", "SYNCHRONIZING", "SYNCHRONIZE_UNSUCCESSFUL",
			"CREATE_PENDING_AUTH", "UPDATE_PENDING_AUTH", "SYNCHRONIZE_PENDING_AUTH",
		}
	}
	return []string{"CREATING", "ACTIVE", "UPDATING", "DELETING"}
}

// find returns where the part stands, or nil where it does not exist.
func (p agentcorePart) find(st *state, now time.Time) *awsLife {
	g := st.AWS.at(p.region).gateway(p.gateway, now)
	if g == nil {
		return nil
	}
	switch p.kind {
	case "":
		return &g.awsLife
	case "target":
		if t := g.target(p.id, now); t != nil {
			return &t.awsLife
		}
	case "rule":
		if a := g.rule(p.id, now); a != nil {
			return &a.awsLife
		}
	case "rate-limit":
		if l := g.rateLimit(p.id, now); l != nil {
			return &l.awsLife
		}
	}
	return nil
}
