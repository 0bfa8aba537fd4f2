package sandbox

import (
	"slices"
	"time"
)

// awsLife is where a guardrail or an object of AgentCore stands: what was asked for last takes effect at ReadyAt.
type awsLife struct {
	Serial  int       `json:"serial"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
	// Doing is the status until ReadyAt: CREATING, UPDATING, VERSIONING or DELETING.
	Doing   string    `json:"doing,omitempty"`
	ReadyAt time.Time `json:"ready_at"`
	// Held is a status that was set from outside; it lasts until the next write.
	Held    string   `json:"held_status,omitempty"`
	Reasons []string `json:"status_reasons,omitempty"`
}

// status is what the object shows at the sandbox's time now; settled is its status when nothing is under way.
func (l *awsLife) status(now time.Time, settled string) string {
	switch {
	case l.Held != "":
		return l.Held
	case now.Before(l.ReadyAt):
		return l.Doing
	}
	return settled
}

// busy tells whether something is under way that another write has to wait for.
func (l *awsLife) busy(now time.Time) bool {
	return slices.Contains([]string{
		"CREATING", "UPDATING", "VERSIONING", "DELETING", "SYNCHRONIZING", "CREATE_PENDING_AUTH", "UPDATE_PENDING_AUTH", "SYNCHRONIZE_PENDING_AUTH",
	}, l.status(now, ""))
}

// gone tells whether the object's deletion has come to its end.
func (l *awsLife) gone(now time.Time) bool {
	return l.Doing == "DELETING" && l.status(now, "") == ""
}

// start notes what a write asks for. A deletion changes nothing in what is there, and neither does a version of it.
func (l *awsLife) start(r *request, doing string) {
	l.Doing, l.ReadyAt, l.Held, l.Reasons = doing, later(r), "", nil
	if doing != "DELETING" && doing != "VERSIONING" {
		l.Updated = r.now
	}
}

func (l *awsLife) number() int { return l.Serial }

// living is what comes and goes over time.
type living interface{ gone(now time.Time) bool }

// present returns what of a list is not gone.
func present[T living](list []T, now time.Time) []T {
	return without(list, func(item T) bool { return item.gone(now) })
}
