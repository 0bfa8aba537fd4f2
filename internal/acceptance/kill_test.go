//go:build unix

package acceptance_test

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// killSeed makes the sample of a quick run the same every time.
const killSeed = 4

// killTally is what the matrix counts.
type killTally struct {
	mu                                        sync.Mutex
	all, points, operations                   int
	lost, resumed, imports, window, unclaimed int
	orphans, duplicates, second               int
	routes, guardrails                        int
}

// add counts the verdict on a point.
func (k *killTally) add(s scenario, v verdict) {
	k.mu.Lock()
	defer k.mu.Unlock()
	is := map[bool]int{true: 1}
	k.points++
	k.routes += is[s.typeName == routeType]
	k.guardrails += is[s.isGuardrail()]
	k.lost += v.lost
	k.resumed += is[v.resumed]
	k.imports += is[v.imported]
	k.window += is[v.imported && v.window]
	k.unclaimed += is[v.imported && s.resumes() && !v.window]
	k.second += is[v.second]
	k.orphans += v.orphans
	k.duplicates += v.duplicates
}

func (k *killTally) enumerated(points int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.operations++
	k.all += points
}

func (k *killTally) report(t *testing.T, scenarios int) {
	t.Helper()
	if k.orphans+k.duplicates+k.unclaimed > 0 {
		t.Error("something was lost or made twice, or took an import despite an owner")
	}
	if k.operations == scenarios && (k.resumed == 0 || k.imports == 0) {
		t.Error("no kill ever came between a create and its state")
	}
	proof.Report(t,
		proof.Count{Of: "points", N: k.points}, proof.Count{Of: "of", N: k.all}, proof.Count{Of: "operations", N: k.operations},
		proof.Count{Of: "points_of_routes", N: k.routes}, proof.Count{Of: "points_of_guardrails", N: k.guardrails},
		proof.Count{Of: "lost", N: k.lost}, proof.Count{Of: "resumed", N: k.resumed}, proof.Count{Of: "imports", N: k.imports},
		proof.Count{Of: "imports_in_the_window", N: k.window}, proof.Count{Of: "imports_despite_owner", N: k.unclaimed},
		proof.Count{Of: "second_by_prefix_in_the_window", N: k.second},
		proof.Count{Of: "orphans", N: k.orphans}, proof.Count{Of: "duplicates", N: k.duplicates})
}

// TestKillMatrix kills provider and terraform at every call of every operation,
// applies once more, and compares what stands with what would have stood.
func TestKillMatrix(t *testing.T) {
	needsTerraform(t)
	bin := buildProvider(t)
	var tally killTally
	all := (&world{t: t, sb: sandbox.New(), own: map[int]bool{}}).scenarios()
	t.Run("points", func(t *testing.T) {
		for _, s := range all {
			t.Run(s.String(), func(t *testing.T) {
				t.Parallel()
				tally.run(t, prepare(t, bin, s))
			})
		}
	})
	tally.report(t, len(all))
}

func (k *killTally) run(t *testing.T, g stage) {
	t.Helper()
	u := g.rehearse(t)
	all := points(u.calls)
	k.enumerated(len(all))
	for _, p := range chosen(g, all) {
		t.Run(p.String(), func(t *testing.T) { k.add(g.scenario, g.try(t, u, p)) })
	}
}

// points are all kills of an operation that sends these calls.
func points(calls []sandbox.Call) []point {
	var all []point
	for i, call := range calls {
		for _, at := range moments() {
			for _, who := range victims() {
				all = append(all, point{n: i, call: call, at: at, who: who})
			}
		}
	}
	return all
}

// pointsOfComposite is how many kills of one operation on a route or guardrail a quick run tries, beside the last.
const pointsOfComposite = 2

// chosen are the points to try: all in a full run. Else every call has its
// turn with one of the two owners, and what may write with both; of a route or
// guardrail, which sends far more calls, some of those that write.
func chosen(g stage, all []point) []point {
	if proof.Full() {
		return all
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(g.String()))
	random := rand.New(rand.NewPCG(killSeed, h.Sum64()))
	turn := 0
	if g.owned {
		turn = 1
	}
	var some []point
	for calls := range slices.Chunk(all, len(moments())*len(victims())) {
		if p := calls[random.IntN(len(calls))]; changes(p.call) || p.n%2 == turn {
			some = append(some, p)
		}
	}
	if !g.isComposite() {
		return some
	}
	some = slices.DeleteFunc(some, func(p point) bool { return !changes(p.call) })
	last := some[len(some)-1]
	last.at = afterCommit // of a create it is the point at which nobody but an import brings it back
	some = some[:len(some)-1]
	random.Shuffle(len(some), func(i, j int) { some[i], some[j] = some[j], some[i] })
	return append(some[:min(len(some), pointsOfComposite)], last)
}
