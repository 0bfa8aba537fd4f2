package llm

import (
	"slices"
	"strings"
	"time"
)

// RouteDriver is what a platform implements for routes. What every platform asks
// for is checked by [CheckRoute].
type RouteDriver interface {
	CompositeDriver[RouteSpec]

	// Owns reports whether a gateway's id has the form of this platform's. It is
	// pure, and judges the form only as far as it takes to tell platforms apart.
	Owns(gateway string) bool
}

// Routes is the portable half of every platform's routes.
type Routes struct {
	*Composites[RouteSpec]
	RouteDriver
}

// NewRoutes wraps a driver. Now tells the platform's time; nil is the machine's
// clock.
func NewRoutes(driver RouteDriver, now func() time.Time) *Routes {
	return &Routes{NewComposites("route", driver, now), driver}
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
type RouteDraft = Wanted[RouteSpec]

// Known is the spec without the targets and fallbacks of which something is
// unknown. Those whose credential is known stay, for that to be looked for.
func (s RouteSpec) Known(unknown FieldSet) RouteSpec {
	spec := s
	spec.Targets, spec.Fallbacks = map[string]RouteTarget{}, nil
	for _, place := range s.Places() {
		isOpen := unknown.Any(place.Field("endpoint"), place.Field("credential"), place.Field("weight"))
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

func (s RouteSpec) head() head { return head{name: s.Name, place: s.Gateway, policy: s.Policy} }

// ReplacedRoute is what every platform's Replaced says of a route: name and
// gateway are what it is.
func ReplacedRoute(have *Composite, want RouteDraft) []Field {
	var fields []Field
	if want.Unknown.Has(FieldName) || have.Name != want.Spec.Name {
		fields = append(fields, FieldName)
	}
	if want.Unknown.Has(FieldGateway) || !strings.EqualFold(have.Place, want.Spec.Gateway) {
		fields = append(fields, FieldGateway)
	}
	return fields
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
