package main

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// weather is how the clouds answer while something is measured.
type weather struct {
	name  string
	hooks func() []sandbox.Hook // new ones for each plan: buckets are full at its start
}

func weathers() []weather {
	return []weather{
		{"0 ms", func() []sandbox.Hook { return nil }},
		{"100 ms", func() []sandbox.Hook { return []sandbox.Hook{sandbox.DelaySend(nil, 100*time.Millisecond)} }},
		{"token bucket", func() []sandbox.Hook { return []sandbox.Hook{sandbox.Throttle()} }},
	}
}

// result is what was measured of one number of deployments in one weather.
type result struct {
	size, accounts int
	weather        string
	llm, nothing   []cost
	routes         map[string]int // calls of one plan by route, the most that any plan made
	throttled      int            // answers 429 in all plans
}

// calls is how many requests a plan makes.
func (r *result) calls() int {
	sum := 0
	for n := range maps.Values(r.routes) {
		sum += n
	}
	return sum
}

// bench is a state, the world that it tells of, and those who plan it.
type bench struct {
	world        *world
	terraform    *terraform
	llm, nothing provider
}

// measure plans by turns with both providers, as often as runs says, so that whatever else the machine does falls on both.
func (b *bench) measure(ctx context.Context, in weather, runs int) (*result, error) {
	r := &result{size: b.world.size, accounts: b.world.accounts(), weather: in.name, routes: map[string]int{}}
	for i := range runs {
		turns := []func() error{
			func() error { return b.planNothing(ctx, r) },
			func() error { return b.plan(ctx, in, r) },
		}
		if i%2 == 1 {
			slices.Reverse(turns)
		}
		for _, turn := range turns {
			if err := turn(); err != nil {
				return nil, fmt.Errorf("plan %d deployments, %s: %w", b.world.size, in.name, err)
			}
		}
	}
	return r, nil
}

func (b *bench) planNothing(ctx context.Context, r *result) error {
	one, err := b.terraform.plan(ctx, b.nothing)
	r.nothing = append(r.nothing, one)
	return err
}

func (b *bench) plan(ctx context.Context, in weather, r *result) error {
	for _, hook := range in.hooks() {
		defer b.world.sandbox.Hook(hook)() //nolint:revive // they stay until the plan has ended
	}
	b.world.sandbox.ResetCalls()
	one, err := b.terraform.plan(ctx, b.llm)
	r.llm = append(r.llm, one)
	r.count(b.world.sandbox)
	return err
}

// count adds the calls of one plan.
func (r *result) count(sb *sandbox.Sandbox) {
	routes := map[string]int{}
	for _, call := range sb.Calls() {
		routes[sb.Route(call)]++
		if call.Status == http.StatusTooManyRequests {
			r.throttled++
		}
	}
	for route, n := range routes {
		r.routes[route] = max(r.routes[route], n)
	}
}
