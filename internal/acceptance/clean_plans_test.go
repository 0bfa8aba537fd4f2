package acceptance_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// TestCleanPlans draws valid configurations of deployments and guardrails on both platforms and of routes on both gateways, in clouds that answer in other words of the same meaning,
// and holds each to: apply, and the plan is empty; a second apply sends no write; an import plans at most what only the
// provider knows, and its apply sends no write; destroy leaves the clouds as they were. What it draws is valid by the
// clouds' own lists, so a refusal is a fault, too.
func TestCleanPlans(t *testing.T) {
	count := &cleanCount{kinds: map[string]int{}}
	t.Cleanup(func(former int) func() { return func() { debug.SetGCPercent(former) } }(debug.SetGCPercent(400))) // much is thrown away at once
	azure, bedrock := &azureShops{shops: map[string][]azureOffer{}}, &bedrockShops{shops: map[string][]bedrockOffer{}}
	deployments := map[string]func(*rapid.T) *cleanCase{
		"azure":   func(rt *rapid.T) *cleanCase { return drawAzure(rt, azure) },
		"bedrock": func(rt *rapid.T) *cleanCase { return drawBedrock(rt, bedrock) },
	}
	guardrails := map[string]func(*rapid.T) *cleanCase{"azure": drawAzureGuardrail, "bedrock": drawBedrockGuardrail}
	routes := map[string]func(*rapid.T) *cleanCase{"agentcore": drawAgentCoreRoute, "apim": drawAPIMRoute}
	holdAll(t, "each", proof.Size(1000, 10_000)/2, deployments, count)
	holdAll(t, "routes", proof.Size(120, 2000)/2, routes, count)
	holdAll(t, "guardrails", proof.Size(200, 3000)/2, guardrails, count)
	count.terraform = agree(t, proof.Size(12, 100), deployments) + agree(t, proof.Size(4, 40), routes) + agree(t, proof.Size(4, 40), guardrails)
	t.Logf("kinds: %v", count.kinds)
	proof.Report(t, count.figures()...)
}

// holdAll runs so many cases of every draw.
func holdAll(t *testing.T, name string, each int, draws map[string]func(*rapid.T) *cleanCase, count *cleanCount) {
	t.Helper()
	if err := flag.Set("rapid.checks", strconv.Itoa(each)); err != nil {
		t.Fatal(err)
	}
	t.Run(name, func(t *testing.T) {
		for side, draw := range draws {
			t.Run(side, func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(rt *rapid.T) {
					c := draw(rt)
					err := c.hold(t.Context())
					count.add(c, err)
					if err != nil {
						rt.Fatalf("%v\n\nanswers: %+v\n%s\nsaved as %s", err, c.forms, c.hcl(), c.save(t))
					}
				})
			})
		}
	})
}

// cleanCount counts what really ran.
type cleanCount struct {
	mu                                          sync.Mutex
	kinds                                       map[string]int
	imports, terraform, rejected, dirty, writes int
}

func (n *cleanCount) add(c *cleanCase, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var refused *tfcore.RefusedError
	switch {
	case errors.As(err, &refused):
		n.rejected++
		return
	case errors.Is(err, errDirty):
		n.dirty++
	case errors.Is(err, errWrites):
		n.writes++
	case err == nil:
		n.imports++
	}
	n.kinds[c.kind]++
}

func (n *cleanCount) figures() []proof.Count {
	sides := map[string]int{}
	for kind, cases := range n.kinds {
		side, _, _ := strings.Cut(kind, "/")
		sides[side] += cases
	}
	return []proof.Count{
		{Of: "cases", N: sides["azure"] + sides["bedrock"] + sides["route"] + sides["guardrail"]},
		{Of: "azure", N: sides["azure"]},
		{Of: "bedrock", N: sides["bedrock"]},
		{Of: "routes", N: sides["route"]},
		{Of: "guardrails", N: sides["guardrail"]},
		{Of: "kinds", N: len(n.kinds)},
		{Of: "imports", N: n.imports},
		{Of: "terraform", N: n.terraform},
		{Of: "rejected", N: n.rejected},
		{Of: "dirty", N: n.dirty},
		{Of: "writes", N: n.writes},
	}
}

// save writes a configuration that failed beside rapid's own reproducer; the last of them is the smallest.
func (c *cleanCase) save(t *testing.T) string {
	path := filepath.Join("testdata", "rapid", filepath.FromSlash(t.Name())+".tf")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err.Error()
	}
	if err := os.WriteFile(path, []byte(fmt.Sprintf("# answers: %+v\n", c.forms)+c.hcl()), 0o600); err != nil {
		return err.Error()
	}
	return path
}

// patienceOfCase is far more than a case needs that waits for nothing.
const patienceOfCase = time.Minute

// hold runs a case from an empty world to an empty world.
func (c *cleanCase) hold(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patienceOfCase)
	defer cancel()
	w, err := c.world()
	if err != nil {
		return err
	}
	before, err := w.left() //nolint:contextcheck // the cloud is in this process
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{w.create, w.again, w.adopt, w.destroy} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	after, err := w.left() //nolint:contextcheck // the cloud is in this process
	if err == nil && !slices.Equal(before, after) {
		err = fmt.Errorf("%w: destroy left %v; before it all there was %v", errDirty, after, before)
	}
	return err
}

// providerOnly are the arguments that no cloud stores, or stores in one form alone: all that an import may have to change.
func providerOnly(platform string) map[string]bool {
	switch platform {
	case routeSide:
		return onlyOfRoutes()
	case guardSide:
		return onlyOfGuardrails()
	}
	only := []string{
		"model", "processing_scope", "allowed_locations", "deletion_protection", "on_commitment_lock", "timeouts", "name_prefix", "tags",
	}
	if platform == "azure" {
		only = append(only, "bedrock", "guardrail", "azure", "azure.account_id", "azure.sku", "azure.model", "azure.hosted_on",
			"azure.service_tier", "azure.paused", "azure.routing", "azure.routing.mode", "azure.routing.models", "azure.spillover_deployment",
			"azure.attestation")
	} else {
		only = append(only, "azure", "throughput.tokens_per_minute", "bedrock", "bedrock.region", "bedrock.model_id", "bedrock.inference_profile")
	}
	set := map[string]bool{}
	for _, name := range only {
		set[name] = true
	}
	return set
}

// onlyOfRoutes are what no gateway stores of a route (how callers authenticate to a target, what its model takes), what means
// the same as what an import finds (an ARM id in other letters), and what follows from them. Children are not among them.
func onlyOfRoutes() map[string]bool {
	return map[string]bool{
		"gateway": true, "targets": true, "fallbacks": true, "fallback_on": true, "circuit_breaker": true, "priority": true, "requires": true, "drift_policy": true, "timeouts": true,
		"endpoint.supports.input": true, "endpoint.supports.tools": true, "endpoint.supports.context": true,
		"fallback_on.statuses": true, "fallback_on.connection_error": true, "fallback_on.first_byte_timeout": true,
	}
}

// onlyOfGuardrails are the arguments of a guardrail, which can say the same in many ways: what is left out and what a platform does by
// itself, empty and none, a name in other letters on Azure. What it is made of is not among them: its children, its version.
func onlyOfGuardrails() map[string]bool {
	return map[string]bool{
		"filters": true, "blocked_words": true, "blocked_patterns": true, "profanity": true, "blocked_topics": true, "pii": true, "grounding": true, "messages": true,
		"azure": true, "bedrock": true, "keep_versions": true, "drift_policy": true, "name": true, "timeouts": true, "tags": true,
	}
}

// beyond are the changes of a plan that are not provider-only.
func beyond(platform string, changes []string) []string {
	allowed := providerOnly(platform)
	return slices.DeleteFunc(slices.Clone(changes), func(path string) bool {
		if root, _, _ := strings.Cut(path, "."); platform == guardSide && allowed[root] {
			return true
		}
		return slices.ContainsFunc(slices.Collect(maps.Keys(allowed)), func(only string) bool {
			return path == only || (only == "timeouts" || only == "bedrock" && platform == "azure" || only == "azure" && platform == "bedrock") &&
				strings.HasPrefix(path, only+".") || only == "azure.model" && strings.HasPrefix(path, only+".")
		})
	})
}
