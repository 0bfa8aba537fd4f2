package acceptance_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// refuseLast makes the gateway refuse the object that a route makes last, once.
func (w *world) refuseLast(e engine) {
	pattern, body := `/rules$`, `{"message":"not authorized"}`
	if e.name == "API Management" {
		pattern, body = `/policies/policy$`, `{"error":{"code":"AuthorizationFailed","message":"not authorized"}}`
	}
	w.sb.Hook(sandbox.Hook{
		Match: func(r *http.Request) bool {
			return r.Method != http.MethodGet && sandbox.On("", pattern)(r)
		},
		Times:  1,
		Before: notAllowed(body),
	})
}

// notAllowed is the answer to who may not do this.
func notAllowed(body string) func(*http.Request) *http.Response {
	return func(r *http.Request) *http.Response {
		return &http.Response{
			StatusCode: http.StatusForbidden, Status: "403 Forbidden", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
			Header: http.Header{"Content-Type": {"application/json"}, "X-Amzn-Errortype": {"AccessDeniedException"}}, Body: io.NopCloser(strings.NewReader(body)),
		}
	}
}

// A create that fails before its end is in state as far as it came; the next
// apply makes it whole, and nothing is left of either in the end.
func TestRoute_createThatFailsHalfway(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		for _, isBefore := range []bool{false, true} {
			t.Run(fmt.Sprintf("create_before_destroy %v", isBefore), func(t *testing.T) {
				inner := &world{t: t, sb: w.sb, own: map[int]bool{}}
				c := inner.terraform()
				config := e.route(e.full())
				if isBefore {
					config = strings.TrimSuffix(config, "}\n") + "  lifecycle {\n    create_before_destroy = true\n  }\n}\n"
				}
				c.configure(config)
				inner.refuseLast(e)
				c.apply().must(t, 1).tells(t, "error", "Permission denied")
				if len(inner.routeObjects()) == 0 {
					t.Error("nothing was made before the refusal, so that the test shows nothing")
				}
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				if lost := inner.pointsNowhere(e); lost != "" {
					t.Error(lost)
				}
				c.emptied()
			})
		}
	})
}

// What an apply whose state was lost has left is completed by the next one.
func TestRoute_leftoverIsCompleted(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		first, c := w.terraform(), w.terraform()
		first.configure(e.route(e.full()))
		w.refuseLast(e)
		first.apply().must(t, 1)
		left := len(w.routeObjects())
		c.configure(e.route(e.full()))
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if now := len(w.routeObjects()); left == 0 || now <= left-1 {
			t.Errorf("there were %d objects, now %d", left, now)
		}
		c.emptied()
	})
}

// An update that fails halfway leaves in state what is there, and the next apply
// does the rest.
func TestRoute_updateThatFailsHalfway(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c := w.terraform()
		c.configure(e.route(e.full()))
		c.apply().must(t, 0)
		more := e.full().with(args{"targets": strings.NewReplacer("gpt-oss-120b-1:0", "gpt-oss-safeguard-20b", `model = "chat"`, `model = "chat-2"`).Replace(e.split(90, 10))})
		c.configure(e.route(more))
		w.refuseUpdate(e)
		c.apply().must(t, 1).tells(t, "error", "Permission denied")
		if lost := w.pointsNowhere(e); lost != "" {
			t.Error(lost)
		}
		c.plan().must(t, 2)
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.emptied()
	})
}

func (w *world) refuseUpdate(e engine) {
	if e.name == "API Management" {
		w.refuseLast(e)
		return
	}
	w.sb.Hook(sandbox.Hook{
		Match: func(r *http.Request) bool { return r.Method == http.MethodPatch }, Times: 1,
		Before: notAllowed(`{"message":"not authorized"}`),
	})
}

// A wait that does not come to its end is a warning; the next plan resumes it in
// place, and the apply after that ends it.
func TestRoute_waitIsResumed(t *testing.T) {
	e := engines()[0] // what API Management makes is there at once
	w := newWorld(t, sandbox.ProvisioningTime(time.Hour))
	c := w.terraform()
	c.configure(strings.TrimSuffix(e.route(nil), "}\n") + "  timeouts {\n    create = \"2s\"\n    update = \"2s\"\n    delete = \"2s\"\n  }\n}\n")
	c.apply().must(t, 0).tells(t, "warning", "Still in progress")
	if s := c.plan().must(t, 2); s.actions[theRoute] != "update" {
		t.Errorf("planned %v", s.actions)
	}
	for range 3 { // targets, then the rule, each with an hour
		w.age()
		w.age()
		c.apply().must(t, 0)
	}
	w.age()
	c.plan().must(t, 0)
	for range 3 { // the rule, then the targets one by one
		c.apply("-destroy")
		w.age()
		w.age()
	}
	c.emptied()
}

// Another kind of gateway is another route: the one is destroyed and the other
// made.
func TestRoute_movesToAnotherKindOfGateway(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	both := engines()
	for i, e := range []engine{both[0], both[1], both[0]} {
		c.configure(e.route(nil))
		if s := c.plan().must(t, 2); i > 0 && s.actions[theRoute] != "replace" {
			t.Errorf("planned %v", s.actions)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if lost := w.pointsNowhere(e); lost != "" {
			t.Error(lost)
		}
	}
	c.emptied()
}
