package route

import (
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func newRoutes() *llm.Routes { return llm.NewRoutes(&fake{children: map[string]llm.Child{}}, nil) }

// What a gateway holds survives the way into state and back, in everything that
// a plan compares; and writing it down twice changes nothing.
func TestObserve_isInvertedByFromState(t *testing.T) {
	data, routes := &framework.Data{}, newRoutes().Composites
	r := newResource(data)
	rapid.Check(t, func(rt *rapid.T) {
		have := drawRoute(rt, routes)
		bare := bareModel(have.ID)
		written := bare.Imported(composite.Look[llm.RouteSpec]{Data: data, Composites: routes, Have: have, Complete: true})
		state, _, diags := r.Observe(written, routes, have, nil)
		if diags.HasError() {
			rt.Fatal(diags)
		}
		back, diags := r.FromState(state, routes, have.ID)
		if diags.HasError() {
			rt.Fatal(diags)
		}
		want := *have
		want.Endpoint.Supports = llm.Supports{}
		if diff := cmp.Diff(&want, back, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("(-observed +read back):\n%s", diff)
		}
		again, _, diags := r.Observe(state, routes, have, nil)
		if diags.HasError() || !framework.Same(state, again) {
			rt.Fatalf("a second look changes the state (%v)", diags)
		}
		draft, diags := state.Draft(data)
		if diags.HasError() || routes.Diff(back, draft).Action == llm.Replace {
			rt.Fatalf("what was observed is another route (%v)", diags)
		}
	})
}

func bareModel(id llm.ID) tfModel {
	return tfModel{
		Common: composite.Common{
			ID: types.StringValue(id.Value), Platform: types.StringValue("fake"), DriftPolicy: types.MapNull(types.StringType),
			Health: types.ObjectNull(framework.HealthType()), Drift: framework.Drift(nil),
			Children: types.MapNull(composite.ChildrenType().ElemType),
		},
		Targets: types.MapNull(types.ObjectType{AttrTypes: targetType()}), Fallbacks: types.ListNull(types.ObjectType{AttrTypes: fallbackType()}),
		FallbackOn: types.ObjectNull(triggersType()), Requires: types.ObjectNull(framework.SupportsType()), RateLimit: types.ObjectNull(rateLimitType()),
		Endpoint: types.ObjectNull(framework.EndpointType()),
	}
}

func drawRoute(t *rapid.T, routes *llm.Composites[llm.RouteSpec]) *llm.Composite {
	word := rapid.StringMatching(`[a-z]{1,6}`)
	spec := llm.RouteSpec{
		Name: word.Draw(t, "name"), Gateway: fakeGateway, Targets: map[string]llm.RouteTarget{},
		FallbackOn: llm.Triggers{
			Statuses:         rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"429", "500", "5XX"}), 0, 1, rapid.ID).Draw(t, "statuses"),
			ConnectionError:  rapid.Bool().Draw(t, "connection"),
			FirstByteTimeout: time.Duration(rapid.IntRange(0, 90).Draw(t, "seconds")) * time.Second,
		},
		CircuitBreaker: rapid.Bool().Draw(t, "breaker"),
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "targets") {
		spec.Targets[word.Draw(t, "key")+strconv.Itoa(i)] = drawTarget(t)
	}
	for range rapid.IntRange(0, 2).Draw(t, "fallbacks") {
		fallback := drawTarget(t)
		fallback.Weight = 0
		spec.Fallbacks = append(spec.Fallbacks, fallback)
	}
	if rapid.Bool().Draw(t, "limited") {
		spec.TokensPerMinute = new(rapid.Int64Range(1, 1000).Draw(t, "tokens"))
	}
	if rapid.Bool().Draw(t, "ranked") {
		spec.Priority = new(rapid.Int64Range(8, 1000).Draw(t, "priority"))
	}
	id, _ := routes.Target(spec)
	have := &llm.Composite{ID: id, Name: spec.Name, Place: spec.Gateway, Children: routes.Render(spec), Endpoint: llm.Endpoint{Model: spec.Name}}
	for i := range have.Children {
		have.Children[i].ID, have.Children[i].Phase = "id-"+strconv.Itoa(i), llm.Ready
	}
	if rapid.Bool().Draw(t, "fails") {
		ill := &have.Children[rapid.IntRange(0, len(have.Children)-1).Draw(t, "child")]
		ill.Phase, ill.Reason = rapid.SampledFrom([]llm.Phase{llm.Failed, llm.Pending}).Draw(t, "phase"), word.Draw(t, "reason")
	}
	return have
}

func drawTarget(t *rapid.T) llm.RouteTarget {
	word := rapid.StringMatching(`[a-z]{1,6}`)
	return llm.RouteTarget{
		Endpoint:   llm.Endpoint{Model: word.Draw(t, "model"), URLs: llm.URLs{OpenAI: "https://" + word.Draw(t, "host")}},
		Weight:     rapid.Int64Range(0, 100).Draw(t, "weight"),
		Credential: rapid.OneOf(rapid.Just(""), word).Draw(t, "credential"),
	}
}

// The attribute types written by hand are those of the schema.
func TestAttributeTypes_areTheSchemas(t *testing.T) {
	var resp resource.SchemaResponse
	(&Resource{}).Schema(context.Background(), resource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Fatal(diags)
	}
	for name, want := range map[string]attr.Type{
		"targets":     types.MapType{ElemType: types.ObjectType{AttrTypes: targetType()}},
		"fallbacks":   types.ListType{ElemType: types.ObjectType{AttrTypes: fallbackType()}},
		"fallback_on": types.ObjectType{AttrTypes: triggersType()},
		"requires":    types.ObjectType{AttrTypes: framework.SupportsType()},
		"rate_limit":  types.ObjectType{AttrTypes: rateLimitType()},
		"endpoint":    types.ObjectType{AttrTypes: framework.EndpointType()},
		"health":      types.ObjectType{AttrTypes: framework.HealthType()},
		"drift":       types.ListType{ElemType: types.ObjectType{AttrTypes: framework.DriftType()}},
		"children":    composite.ChildrenType(),
	} {
		if have := resp.Schema.Attributes[name].GetType(); !have.Equal(want) {
			t.Errorf("%s: the schema has %s, the code %s", name, have, want)
		}
	}
}
