package llm

import (
	"cmp"
	"slices"
	"time"
)

// Route is a route as its gateway holds it: several objects of the platform's,
// its children, that together send one model name to several deployments.
type Route struct {
	ID       ID // Parent is the gateway
	Name     string
	Gateway  string   // native id of the gateway
	Children []Child  // in the order in which they have to stand
	Endpoint Endpoint // what clients call; Model is the route's name
	Beside   []Beside // what the gateway holds that gets in the route's way
}

// Child is one object of a route.
type Child struct {
	Name    string            // kind and native name, such as "target/chat-blue-1a2b3c4d"; unique in the route
	ID      string            // native id; empty: the platform chooses it
	Content map[string]string // what it holds, whole, by the platform's own path; see [Flatten]
	Root    bool              // it sends requests to the children before it, so that those have to be ready first
	Last    bool              // it is made last, so that a route which has it was made to the end
	Foreign bool              // it bears the name of a child and was made by nobody's route
	Phase   Phase
	Reason  string    // the platform's own word or message for the phase
	Created time.Time // zero: not told
}

// Beside is an object of somebody else's that changes what a route does.
type Beside struct {
	Child  string // the object, as a child's name would be written
	Detail string // what it does to the route, as a sentence
}

// RouteSpec is what a user asks of a route, in full: defaults are filled in.
type RouteSpec struct {
	Name            string
	Gateway         string                 // ARN of an AgentCore Gateway or ARM id of an API Management service
	Targets         map[string]RouteTarget // by key; keys name the children
	Fallbacks       []RouteTarget          // in the order in which they are tried
	FallbackOn      Triggers
	CircuitBreaker  bool   // leave out for a while what keeps failing
	TokensPerMinute *int64 // of all callers together; nil: no limit
	Priority        *int64 // AgentCore: of the rule among the gateway's, lower first; nil: made from the name
	Requires        Supports
	Policy          Policy // what to do about drift; nil: the defaults
}

// RouteTarget is one place that a route sends requests to.
type RouteTarget struct {
	Endpoint   Endpoint
	Weight     int64    // share of the requests, 0 to 100; 0: none. Not used in fallbacks
	Credential string   // native id of what holds the credential; empty: the gateway's own identity
	Supports   Supports // what the model takes, where it is not nil, in place of what the endpoint says
}

// Triggers are what makes a gateway try the next fallback.
type Triggers struct {
	Statuses         []string // "429", "5XX": a status of 400 to 599 or a class of them; sorted
	ConnectionError  bool
	FirstByteTimeout time.Duration // how long to wait for the first byte of an answer; zero: as long as the gateway does
}

// DefaultTriggers count where a route says nothing: throttling, failures of the
// target, and a target that cannot be reached.
func DefaultTriggers() Triggers {
	return Triggers{Statuses: []string{"429", "5XX"}, ConnectionError: true}
}

// RouteDraft is a plan's spec.
type RouteDraft struct {
	Spec    RouteSpec
	Unknown FieldSet
}

// Known is the spec without the targets and fallbacks of which something is
// unknown. Those whose credential is known stay, for that to be looked for.
func (d RouteDraft) Known() RouteSpec {
	spec := d.Spec
	spec.Targets, spec.Fallbacks = map[string]RouteTarget{}, nil
	for _, place := range d.Spec.Places() {
		isOpen := d.Unknown.Any(place.Field("endpoint"), place.Field("credential"), place.Field("weight"))
		switch {
		case isOpen && place.Credential == "":
		case place.Fallback > 0:
			spec.Fallbacks = append(spec.Fallbacks, place.RouteTarget)
		default:
			spec.Targets[place.Key] = place.RouteTarget
		}
	}
	return spec
}

// Protocols are the client protocols that all targets and fallbacks speak, of
// "openai" and "anthropic".
func (s RouteSpec) Protocols() []string {
	shared := []string{"openai", "anthropic"}
	for _, p := range s.Places() {
		speaks := p.Endpoint.URLs.Protocols()
		shared = slices.DeleteFunc(shared, func(name string) bool { return !slices.Contains(speaks, name) })
	}
	return shared
}

// Child returns the child of that name, nil if there is none.
func (r *Route) Child(name string) *Child {
	i := slices.IndexFunc(r.Children, func(c Child) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &r.Children[i]
}

// Finished reports whether the route was made to the end: what a create makes
// last is there.
func (r *Route) Finished() bool {
	return slices.ContainsFunc(r.Children, func(c Child) bool { return c.Last })
}

// Made is when the youngest of the children was made; zero where none is told.
func (r *Route) Made() time.Time {
	var youngest time.Time
	for _, child := range r.Children {
		if child.Created.After(youngest) {
			youngest = child.Created
		}
	}
	return youngest
}

// Health is the worst phase among the children, with the platform's reason. A
// route that lacks what is made last serves nobody.
func (r *Route) Health() (Phase, string) {
	for _, phase := range []Phase{Failed, Pending} {
		i := slices.IndexFunc(r.Children, func(c Child) bool { return c.Phase == phase })
		if i >= 0 {
			return phase, r.Children[i].Name + ": " + cmp.Or(r.Children[i].Reason, string(phase))
		}
	}
	if !r.Finished() {
		return Failed, "not whole: what sends requests to the targets is not there"
	}
	return Ready, ""
}

// subject is the route as an error tells of it.
func (r *Route) subject() Subject {
	_, reason := r.Health()
	return Subject{Noun: "route", ID: r.ID, Name: r.Name, Reason: reason}
}
