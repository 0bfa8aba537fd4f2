package acceptance_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func number(n int) string { return strconv.Itoa(n) }

// A roll-out is three applies in place, each of one write to what chooses
// between the targets, and at no moment does the route point to nothing.
func TestRoute_weightsMoveInPlace(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c := w.terraform()
		c.configure(e.route(args{"targets": e.split(90, 10)}))
		c.apply().must(t, 0)
		watched := w.watch(e)
		for _, weights := range [][2]int{{50, 50}, {0, 100}, {100, 0}, {90, 10}} {
			w.forget()
			c.configure(e.route(args{"targets": e.split(weights[0], weights[1])}))
			if s := c.plan().must(t, 2); s.actions[theRoute] != "update" {
				t.Errorf("%v: planned %v", weights, s.actions)
			}
			c.apply().must(t, 0)
			for _, write := range w.writes() {
				if strings.HasPrefix(write, http.MethodDelete) || strings.HasPrefix(write, http.MethodPost) && e.name == "AgentCore" {
					t.Errorf("%v: not in place: %s", weights, write)
				}
			}
			if sent := w.writes(); len(sent) == 0 {
				t.Errorf("%v: nothing was written", weights)
			}
			c.plan().must(t, 0)
		}
		if n := watched(); n < 4 {
			t.Errorf("the route was looked at %d times", n)
		}
		c.emptied()
	})
}

// Other deployments behind the same keys are made and ready before the route
// goes over to them, and the old ones go last.
func TestRoute_targetsAreExchangedUnderWay(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c := w.terraform()
		c.configure(e.route(e.full()))
		c.apply().must(t, 0)
		watched := w.watch(e)
		w.forget()
		other := strings.NewReplacer("gpt-oss-120b-1:0", "gpt-oss-safeguard-20b", `model = "chat"`, `model = "chat-2"`)
		c.configure(e.route(e.full().with(args{"targets": other.Replace(e.split(90, 10))})))
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if n := watched(); n < 4 {
			t.Errorf("the route was looked at %d times", n)
		}
		sent := w.writes()
		if last := sent[len(sent)-1]; !strings.HasPrefix(last, http.MethodDelete) {
			t.Errorf("what is not used any more does not go last: %v", sent)
		}
		c.emptied()
	})
}

// watch looks at the route after every write until it is told to stop: what
// clients ask for has to lead to something that is there. It returns what ends
// the watch and tells how often it looked.
func (w *world) watch(e engine) (end func() int) {
	var looks atomic.Int64
	remove := w.sb.Hook(sandbox.Hook{
		Match: func(r *http.Request) bool { return r.Method != http.MethodGet },
		After: func(_ *http.Request, resp *http.Response) *http.Response {
			if lost := w.pointsNowhere(e); lost != "" {
				w.t.Errorf("after write %d %s", looks.Load()+1, lost)
			}
			looks.Add(1)
			return resp
		},
	})
	return func() int {
		remove()
		return int(looks.Load())
	}
}

// pointsNowhere says what is missing of the route; empty where nothing is.
func (w *world) pointsNowhere(e engine) string {
	var there, wanted []string
	if e.name == "AgentCore" {
		there, wanted = w.found(gatewayAPI("/targets/"), `"name":"([^"]+)"`), w.found(gatewayAPI("/rules"), `"targetName":"([^"]+)"`)
	} else {
		backends, policy := e.gateway+"/backends", e.id+"/policies/policy?format=rawxml"
		there = w.found(backends, `"type":"Microsoft.ApiManagement/service/backends","name":"([^"]+)"`)
		wanted = append(w.found(policy, `backend-id=\\"([^"\\@]+)\\"`), w.found(backends, `"id":"[^"]*/backends/([^"]+)","priority"`)...)
		wanted = append(wanted, w.found(policy, `quot;(chat-[a-z]+-[0-9a-f]{8})\\u0026quot;`)...)
	}
	if len(wanted) == 0 {
		return "the route names no target"
	}
	for _, name := range wanted {
		if !slices.Contains(there, name) {
			return fmt.Sprintf("the route leads to %s, and there are only %v", name, there)
		}
	}
	return ""
}

// found are the parts of an answer that match an expression. It may be asked on
// any goroutine.
func (w *world) found(target, expression string) []string {
	var names []string
	_, answer := w.sb.Do(http.MethodGet, target, "")
	for _, match := range regexp.MustCompile(expression).FindAllStringSubmatch(answer, -1) {
		names = append(names, match[1])
	}
	return names
}
