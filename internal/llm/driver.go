package llm

import (
	"context"
	"iter"
	"slices"
)

// DeploymentDriver is what a platform implements. It translates and calls; it
// does not wait, lock or word advice. Check, Diff, Target and ParseID are pure:
// they call nothing and work before the provider is configured. All methods are
// safe for concurrent use. Errors are, or wrap, an [*Error].
type DeploymentDriver interface {
	// Check returns what the platform cannot give, from the draft alone.
	Check(want Draft) []Problem

	// Diff compares what is served with what is wanted and says whether the
	// platform can change it in place. It never asks the catalog: a changed
	// reference is judged by its name.
	Diff(have *Deployment, want Draft) Change

	// Target is where Create would put the deployment. Its Value is empty where
	// the platform chooses the id.
	Target(spec DeploymentSpec) (ID, error)

	// ParseID reads every accepted import form and returns the canonical id.
	ParseID(s string) (ID, error)

	// Resolve finds the native identity that a reference and its constraints
	// mean, in the live catalog. A reference that means nothing, or too much,
	// is an *Error with code Invalid whose Field says which argument to change.
	Resolve(ctx context.Context, spec DeploymentSpec) (Native, error)

	// Foresee reads what a write would run into (availability, retirement,
	// access, what is referred to) and what it takes of quotas that others
	// share. No permission to look is one warning, never an error.
	Foresee(ctx context.Context, ask Asking) ([]Problem, []Demand)

	// Find returns the deployment that already bears the spec's name at its
	// target, or nil.
	Find(ctx context.Context, spec DeploymentSpec) (*Deployment, error)

	// Create returns as soon as the platform has accepted. An id beside an
	// error means that the object may exist.
	Create(ctx context.Context, spec DeploymentSpec, native Native) (ID, error)

	// Get reads one deployment. An error with code NotFound means that it is
	// not there, and nothing else means that.
	Get(ctx context.Context, id ID) (*Deployment, error)

	// List yields the deployments that match, in the platform's order. An error is
	// of one place or kind: what comes after it is of the next.
	List(ctx context.Context, filter Filter) iter.Seq2[*Deployment, error]

	// Update writes the difference and returns as soon as it is accepted. Have
	// was read just before. On an error some of it may have been written.
	Update(ctx context.Context, have *Deployment, want DeploymentSpec, native Native) error

	// Delete returns as soon as the platform has accepted. Deleting what is
	// gone succeeds.
	Delete(ctx context.Context, id ID) error

	// Lifecycle reads what the catalog says of the model that is served.
	Lifecycle(ctx context.Context, d *Deployment) (Lifecycle, error)
}

// Filter narrows a list. Where all that counts on a platform is empty, what the
// driver's configuration defaults to is listed.
type Filter struct {
	Parent   string // Azure account id; of routes a gateway's id. What else is said does not count then
	Group    string // Azure resource group: all of its accounts or services
	Location string // Bedrock region
}

// Action is what a difference asks for.
type Action int

// The actions, least first.
const (
	Same Action = iota
	Update
	Replace
)

// String is for logs and tests.
func (a Action) String() string {
	return [...]string{"same", "update", "replace"}[a]
}

// Change is the outcome of a comparison.
type Change struct { //nolint:recvcheck // Add fills a change, Has asks one that was returned
	Action   Action
	Fields   []Field   // what differs, in the order of the schema
	Replaced []Field   // those of them that ask for a replacement
	Problems []Problem // what to tell about the difference, whatever the action
}

// Add notes a difference in field that asks for action.
func (c *Change) Add(action Action, field Field) {
	c.Action = max(c.Action, action)
	if action == Replace {
		c.Replaced = append(c.Replaced, field)
	}
	c.Fields = append(c.Fields, field)
}

// Has reports whether field differs.
func (c Change) Has(field Field) bool {
	return slices.Contains(c.Fields, field)
}

// Writes reports whether the platform is to be sent something. That an object
// was recreated is only taken note of.
func (c Change) Writes() bool {
	return slices.ContainsFunc(c.Fields, func(f Field) bool { return f != FieldCreatedAt })
}

// Severity says whether a problem stops the plan.
type Severity int

// The severities.
const (
	Blocking Severity = iota
	Warning
)

// Problem is something wrong with a draft. Summary is a sentence fragment
// without names; Detail says what was found, on what; Fix says what to do.
type Problem struct {
	Field    Field
	Severity Severity
	Summary  string
	Detail   string
	Fix      string
	Drift    DriftClass // the drift that it warns about; empty if none
}
