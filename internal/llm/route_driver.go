package llm

import "context"

// RouteDriver is what a platform implements for routes. Like a DeploymentDriver
// it translates and calls; it does not wait, lock or word advice. Owns, Check,
// Target, ParseID, Render and Decode are pure. All methods are safe for
// concurrent use. Errors are, or wrap, an [*Error].
type RouteDriver interface {
	// Owns reports whether a gateway's id has the form of this platform's. It
	// judges the form only as far as it takes to tell platforms apart.
	Owns(gateway string) bool

	// Check returns what the platform cannot give, from the draft alone. What
	// every platform asks for is checked by [CheckRoute].
	Check(want RouteDraft) []Problem

	// Target is the route's id; its Parent is the gateway. An id that the
	// platform does not accept is an *Error with code Invalid and its Field.
	Target(spec RouteSpec) (ID, error)

	// ParseID reads every accepted import form and returns the canonical id.
	ParseID(s string) (ID, error)

	// Render gives the children that the spec asks for, in the order in which
	// they have to be made: name, content, Root and Last. The spec has passed
	// its checks.
	Render(spec RouteSpec) []Child

	// Decode reads the spec back from children, as far as they tell it. For
	// every spec that passes its checks, Render(Decode(Render(spec))) is
	// Render(spec).
	Decode(children []Child) RouteSpec

	// Preflight reads what a write would run into: a gateway that is not there
	// or of the wrong kind, a credential that is not there. No permission to
	// look is one warning, never an error.
	Preflight(ctx context.Context, spec RouteSpec) []Problem

	// Get reads the route and all of its children: those of the names in known,
	// those that the gateway shows as the route's, and whatever bears the name
	// that one of them would have. An error with code NotFound means that there
	// is no child at all, or no gateway, and nothing else means that.
	Get(ctx context.Context, id ID, known []string) (*Route, error)

	// Put makes the child of that name, or changes it in place, to what the spec
	// asks for, and returns as soon as it is accepted. Have was read just before.
	Put(ctx context.Context, spec RouteSpec, have *Route, child string) error

	// Remove deletes a child and returns as soon as it is accepted. Removing what
	// is gone succeeds.
	Remove(ctx context.Context, have *Route, child string) error

	// List yields the ids of the routes on the gateways that are the provider's
	// own to see.
	List(ctx context.Context, gateway string) ([]ID, error)
}
