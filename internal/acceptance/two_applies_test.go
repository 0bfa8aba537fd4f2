//go:build unix

package acceptance_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// applier is one of two who know nothing of each other: it brings the cloud to
// what it wants, and answers for nothing else.
type applier interface {
	apply(want wanted) error
}

const (
	schedulesAtOnce = 12
	everyTerraform  = 20 // one schedule in so many is run by real processes
)

// rounds is how often the two of a schedule apply at once: first what is made,
// then what is changed, destroyed and made in its place.
const rounds = 2

// schedule is one course of events, which its seed decides.
type schedule struct {
	t        *testing.T
	random   *rand.Rand
	w        *world
	fresh    func(*rand.Rand) piece // something new to want
	standing func(*schedule) wanted // what the cloud says
}

func newSchedule(t *testing.T, seed uint64, fresh func(*rand.Rand) piece, standing func(*schedule) wanted) *schedule {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	between := func(low, high int) time.Duration { return time.Duration(low+random.IntN(high-low)) * time.Millisecond }
	sb := sandbox.New(sandbox.WriteTime(between(5, 120)), sandbox.ProvisioningTime(between(0, 300)))
	s := &schedule{t: t, random: random, w: &world{t: t, sb: sb, own: map[int]bool{}}, fresh: fresh, standing: standing}
	sb.Hook(dawdle(random.Uint64(), between(1, 15)))
	return s
}

// dawdle keeps every call back for a while of its own, and its answer for
// another.
func dawdle(seed uint64, most time.Duration) sandbox.Hook {
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(seed, 1))
	wait := func() {
		mu.Lock()
		d := time.Duration(random.Int64N(int64(most)))
		mu.Unlock()
		time.Sleep(d)
	}
	return sandbox.Hook{
		Before: func(*http.Request) *http.Response { wait(); return nil },
		After:  func(_ *http.Request, resp *http.Response) *http.Response { wait(); return resp },
	}
}

// course is what came of a schedule: how many conflicts the cloud answered, what either
// side was told, and what stands although nobody wants it so.
type course struct {
	conflicts int
	surfaced  error
	lost      string
}

// run lets two apply at once, round after round, and compares what stands with
// what both want.
func (s *schedule) run(first, second applier) course {
	wants := []wanted{nil, nil}
	for range rounds {
		wants = []wanted{wants[0].next(s.random, "first", s.fresh), wants[1].next(s.random, "second", s.fresh)}
		told := make([]error, 2)
		var both sync.WaitGroup
		both.Go(func() { told[0] = first.apply(wants[0]) })
		both.Go(func() { told[1] = second.apply(wants[1]) })
		both.Wait()
		c := course{conflicts: s.conflicts(), surfaced: errors.Join(told...), lost: cmp.Diff(wants[0].beside(wants[1]), s.standing(s))}
		if c.surfaced != nil || c.lost != "" {
			return c
		}
	}
	return course{conflicts: s.conflicts()}
}

func (s *schedule) conflicts() int {
	count := 0
	for _, call := range s.w.sb.Calls() {
		if call.Status == http.StatusConflict || call.Status == http.StatusPreconditionFailed {
			count++
		}
	}
	return count
}

// applies is what the test counts.
type applies struct {
	mu                                              sync.Mutex
	schedules, terraform, conflicts, surfaced, lost int
	routes, guardrails                              int // schedules of these
}

// TestTwoApplies lets two who share an Azure account, a gateway or a region apply at
// once: Azure lets one write at a time, routes share a rate limit, guardrails are
// published, and neither may hear of it or lose what it wrote. Most schedules are run by two providers of this
// process, which share nothing, some by two terraforms, whose providers are
// processes.
func TestTwoApplies(t *testing.T) {
	needsTerraform(t)
	bin := buildProvider(t)
	var counted applies
	schedules := func(seed int, of string, fresh func(*rand.Rand) piece, standing func(*schedule) wanted) {
		t.Run(fmt.Sprintf("%s, seed %d", of, seed), func(t *testing.T) {
			s := newSchedule(t, uint64(seed), fresh, standing)
			if seed%everyTerraform != 0 {
				counted.add(s, newInProcess(t.Context(), s.w.sb), newInProcess(t.Context(), s.w.sb))
				return
			}
			served := httptest.NewServer(s.w.sb)
			defer served.Close()
			counted.add(s, newProcesses(t, bin, served.URL), newProcesses(t, bin, served.URL))
		})
	}
	shared := []struct {
		of       string
		fresh    func(*rand.Rand) piece
		standing func(*schedule) wanted
	}{
		{"routes on an AgentCore Gateway", newAgentCoreRoute, agentCoreStanding},
		{"routes on API Management", newAPIMRoute, apimStanding},
		{"guardrails on Bedrock", newBedrockGuardrail, publishedStanding},
		{"guardrails and deployments on Azure", newOnAccount, accountStanding},
	}
	deployments, of := proof.Size(200, 2000), proof.Size(8, 400)
	counted.routes, counted.guardrails = 2*of, 2*of
	sideBySide(len(shared)*of+deployments, func(n int) { // those of composites take longest, and begin
		if n >= len(shared)*of {
			schedules(n-len(shared)*of, "deployments", newDeployment, deploymentsStanding)
			return
		}
		kind := shared[n%len(shared)]
		schedules(n/len(shared), kind.of, kind.fresh, kind.standing)
	})
	if counted.conflicts == 0 {
		t.Error("the two never met")
	}
	proof.Report(t, proof.Count{Of: "schedules", N: counted.schedules}, proof.Count{Of: "of_routes", N: counted.routes}, proof.Count{Of: "of_guardrails", N: counted.guardrails}, proof.Count{Of: "terraform", N: counted.terraform},
		proof.Count{Of: "conflicts", N: counted.conflicts}, proof.Count{Of: "surfaced", N: counted.surfaced}, proof.Count{Of: "lost", N: counted.lost})
}

// sideBySide calls run for every number below n, many at a time: a schedule
// waits far more than it works.
func sideBySide(n int, run func(int)) {
	next := make(chan int)
	var all sync.WaitGroup
	for range schedulesAtOnce {
		all.Go(func() {
			for i := range next {
				run(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	all.Wait()
}

// add runs a schedule and counts what came of it.
func (a *applies) add(s *schedule, first, second applier) {
	s.t.Helper()
	c := s.run(first, second)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.schedules++
	a.conflicts += c.conflicts
	if _, ok := first.(processes); ok {
		a.terraform++
	}
	if c.surfaced != nil {
		a.surfaced++
		s.t.Errorf("one of the two was told: %v", c.surfaced)
	}
	if c.lost != "" {
		a.lost++
		s.t.Errorf("what stands is not what both want (-want +got):\n%s", c.lost)
	}
}
