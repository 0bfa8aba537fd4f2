package llmtest

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// RouteWorld is one platform with a gateway on which nothing bears the names of
// the cases.
type RouteWorld struct {
	Routes *llm.Routes
	Writes func() int // requests so far that could change something; nil: they cannot be counted
}

// RouteCase is a route that the platform can realise: at least two targets, of
// which one has no weight in at least one case, and a fallback.
type RouteCase = CompositeCase[llm.RouteSpec]

// RouteChange is one change to one argument.
type RouteChange = CompositeChange[llm.RouteSpec]

// RouteHarness is a platform under test.
type RouteHarness struct {
	New     func(t *testing.T) RouteWorld
	Cases   []RouteCase
	Timeout time.Duration // for one operation; zero is a minute

	// Around runs a law, such as in fake time; nil runs it as it is.
	Around func(t *testing.T, law func(t *testing.T))
}

// RunRoutes holds the platform's routes to every law of composites, and to those
// of routes alone.
func RunRoutes(t *testing.T, h RouteHarness) {
	s := suite[llm.RouteSpec]{
		noun: "route", cases: h.Cases, timeout: h.Timeout, around: h.Around, whole: sendsToNothing,
		open: func(t *testing.T) world[llm.RouteSpec] {
			t.Helper()
			w := h.New(t)
			return world[llm.RouteSpec]{w.Routes.Composites, w.Writes}
		},
		named: func(spec llm.RouteSpec, suffix string) llm.RouteSpec {
			spec.Name += suffix
			if spec.Priority != nil {
				spec.Priority = new(*spec.Priority + 1)
			}
			return spec
		},
	}.withDefaults()
	r := routeLaws{s, h}
	s.run(t, append(s.laws(),
		law[llm.RouteSpec]{"an application finds what it needs", r.callable},
		law[llm.RouteSpec]{"what was made tells its name, gateway and keys", r.keys},
		law[llm.RouteSpec]{"the gateway's platform is told by its form", r.owns},
	))
}

// routeLaws are those of routes alone.
type routeLaws struct {
	suite[llm.RouteSpec]

	h RouteHarness
}

func (r routeLaws) callable(t *testing.T, c RouteCase) {
	w := r.open(t)
	endpoint := w.read(t, r.create(t, w, c.Spec).ID).Endpoint
	if endpoint.Model != c.Spec.Name || len(endpoint.URLs.Protocols()) == 0 || len(endpoint.Auth.Schemes) == 0 {
		t.Errorf("what an application needs is missing: %+v", endpoint)
	}
}

func (r routeLaws) keys(t *testing.T, c RouteCase) {
	w := r.open(t)
	decoded := w.Decode(r.create(t, w, c.Spec).Children)
	if decoded.Name != c.Spec.Name || decoded.Gateway != c.Spec.Gateway {
		t.Errorf("decoded %q on %q", decoded.Name, decoded.Gateway)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(c.Spec.Targets)), slices.Sorted(maps.Keys(decoded.Targets))); diff != "" {
		t.Errorf("keys (-spec +decoded):\n%s", diff)
	}
}

func (r routeLaws) owns(t *testing.T, c RouteCase) {
	routes := r.h.New(t).Routes
	if !routes.Owns(c.Spec.Gateway) || routes.Owns("gateway") || routes.Owns("") {
		t.Error("the gateway's platform is not told by its form")
	}
}

// sendsToNothing says what a route sends to that is not there: it never sends
// requests to what is not ready.
func sendsToNothing(w world[llm.RouteSpec], have *llm.Composite) string {
	for key, target := range w.Decode(have.Children).Targets {
		if target.Weight > 0 && target.Endpoint.URLs.Protocols() == nil {
			return fmt.Sprintf("target %s has weight %d and is not there", key, target.Weight)
		}
	}
	return ""
}
