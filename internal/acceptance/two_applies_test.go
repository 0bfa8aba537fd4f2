//go:build unix

package acceptance_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// applier is one of two who know nothing of each other: it brings the cloud to
// what it wants, and answers for nothing else.
type applier interface {
	apply(want wanted) error
}

// rounds is how often the two of a schedule apply at once: first what is made,
// then what is changed, destroyed and made in its place.
const rounds = 2

// schedule is one course of events, which its seed decides.
type schedule struct {
	t      *testing.T
	random *rand.Rand
	w      *world
}

func newSchedule(t *testing.T, seed uint64) *schedule {
	t.Helper()
	random := rand.New(rand.NewPCG(seed, 0))
	between := func(low, high int) time.Duration { return time.Duration(low+random.IntN(high-low)) * time.Millisecond }
	sb := sandbox.New(sandbox.WriteTime(between(5, 120)), sandbox.ProvisioningTime(between(0, 300)))
	s := &schedule{t: t, random: random, w: &world{t: t, sb: sb, own: map[int]bool{}}}
	sb.Hook(dawdle(random.Uint64(), between(1, 40)))
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

// run lets two apply at once, round after round, and compares what stands with
// what both want. It returns how many conflicts the cloud answered meanwhile.
func (s *schedule) run(first, second applier) (conflicts int, err error) {
	wants := []wanted{nil, nil}
	for round := range rounds {
		wants = []wanted{wants[0].next(s.random, "first"), wants[1].next(s.random, "second")}
		failed := make([]error, 2)
		var both sync.WaitGroup
		both.Go(func() { failed[0] = first.apply(wants[0]) })
		both.Go(func() { failed[1] = second.apply(wants[1]) })
		both.Wait()
		if err := errors.Join(failed...); err != nil {
			return s.conflicts(), fmt.Errorf("round %d: %w", round+1, err)
		}
		if diff := cmp.Diff(wants[0].beside(wants[1]), s.standing()); diff != "" {
			return s.conflicts(), fmt.Errorf("round %d: what stands is not what both want (-want +got):\n%s", round+1, diff)
		}
	}
	return s.conflicts(), nil
}

func (s *schedule) conflicts() int {
	count := 0
	for _, call := range s.w.sb.Calls() {
		if call.Status == http.StatusConflict {
			count++
		}
	}
	return count
}

// applies is what the test counts.
type applies struct {
	mu                   sync.Mutex
	schedules, processes int
	conflicts, failed    int
}

// TestTwoApplies lets two who share an Azure account apply at once: Azure lets
// one write at a time, and neither may hear of it or lose what it wrote.
func TestTwoApplies(t *testing.T) {
	if os.Getenv(resource.EnvTfAcc) == "" {
		t.Skipf("drives a real terraform binary: set %s", resource.EnvTfAcc)
	}
	bin := buildProvider(t)
	var counted applies
	t.Run("schedules", func(t *testing.T) {
		for seed := range proof.Size(12, 100) {
			t.Run(fmt.Sprintf("of two terraforms by seed %d", seed), func(t *testing.T) {
				t.Parallel()
				s := newSchedule(t, uint64(seed))
				served := httptest.NewServer(s.w.sb)
				defer served.Close()
				counted.add(s, true, newProcesses(t, bin, served.URL), newProcesses(t, bin, served.URL))
			})
		}
	})
	if counted.conflicts == 0 {
		t.Error("the two never met")
	}
	proof.Report(t, proof.Count{Of: "schedules", N: counted.schedules}, proof.Count{Of: "processes", N: counted.processes},
		proof.Count{Of: "conflicts", N: counted.conflicts}, proof.Count{Of: "failed", N: counted.failed})
}

// add runs a schedule and counts what came of it.
func (a *applies) add(s *schedule, processes bool, first, second applier) {
	s.t.Helper()
	conflicts, err := s.run(first, second)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.schedules++
	a.conflicts += conflicts
	if processes {
		a.processes++
	}
	if err != nil {
		a.failed++
		s.t.Error(err)
	}
}
