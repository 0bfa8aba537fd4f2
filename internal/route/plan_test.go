package route

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// bench is a resource over a fake gateway, with a route in its state.
type bench struct {
	*Resource

	data  *framework.Data
	fake  *fake
	state tfModel
}

func newBench(t *testing.T) *bench {
	t.Helper()
	gateway := &fake{children: map[string]llm.Child{}}
	routes := llm.NewRoutes(gateway, nil)
	data := &framework.Data{Routes: map[llm.Platform]*llm.Routes{"fake": routes}}
	b := &bench{Resource: newResource(data), data: data, fake: gateway}
	b.state = written90()
	id, _ := routes.Target(llm.RouteSpec{Name: "chat", Gateway: fakeGateway})
	draft, _ := b.state.Draft(b.data)
	for _, c := range routes.Render(draft.Spec) {
		_, _ = gateway.Put(t.Context(), draft.Spec, &llm.Composite{ID: id}, c.Name)
	}
	b.state.ID = types.StringValue(id.Value)
	b.look(t)
	return b
}

// look brings state to what the gateway holds, as a refresh does.
func (b *bench) look(t *testing.T) {
	t.Helper()
	routes := b.data.Routes["fake"].Composites
	id, _ := routes.ParseID(b.state.ID.ValueString())
	have, err := routes.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	before, diags := b.FromState(b.state, routes, id)
	state, _, more := b.Observe(b.state, routes, have, before)
	if diags.Append(more...); diags.HasError() {
		t.Fatal(diags)
	}
	b.state = state
}

// plan plans a configuration over the state.
func (b *bench) plan(t *testing.T, config tfModel) *planning {
	t.Helper()
	p := &planning{Plan: config, Prior: b.state}
	var diags diag.Diagnostics
	b.Compare(p, &diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	b.Settle(p)
	return p
}

// config is the state without what only the provider writes.
func (b *bench) config() tfModel {
	config := b.state
	config.ID, config.Platform = types.StringUnknown(), types.StringUnknown()
	return config
}

func endpointOf(model string) types.Object {
	tools := true
	return framework.Endpoint(llm.Endpoint{
		Platform: "fake", Model: model, URLs: llm.URLs{OpenAI: "https://" + model}, Supports: llm.Supports{Input: []string{"text"}, Tools: &tools},
	})
}

func share(model string, weight int64) attr.Value {
	return tfTarget{endpointOf(model), types.Int64Value(weight), types.StringNull(), types.ObjectNull(framework.SupportsType())}.object()
}

func written90() tfModel {
	m := bareModel(llm.ID{})
	m.Name, m.Gateway = types.StringValue("chat"), types.StringValue(fakeGateway)
	m.Targets = mapOf(map[string]attr.Value{"blue": share("nova", 90), "green": share("gpt", 10)})
	return m
}

func weighed(m tfModel, blue, green int64) tfModel {
	m.Targets = mapOf(map[string]attr.Value{"blue": share("nova", blue), "green": share("gpt", green)})
	return m
}

func TestPlan_nothingToDoIsThePriorState(t *testing.T) {
	b := newBench(t)
	p := b.plan(t, b.config())
	if p.Change.Action != llm.Same || !framework.Same(p.Plan, b.state) {
		t.Errorf("%v:\n%s", p.Change, cmp.Diff(b.state, p.Plan, cmp.Comparer(func(x, y attr.Value) bool { return x.Equal(y) })))
	}
}

// Weights are written in place, the plan names the one child that changes, and
// promises all of it.
func TestPlan_ofWeightsPromisesTheRule(t *testing.T) {
	b := newBench(t)
	p := b.plan(t, weighed(b.config(), 50, 50))
	if p.Change.Action != llm.Update || !p.Plan.ID.Equal(b.state.ID) || !p.Plan.Endpoint.Equal(b.state.Endpoint) {
		t.Errorf("action %v, id %s, endpoint %s", p.Change.Action, p.Plan.ID, p.Plan.Endpoint)
	}
	var changed []string
	for name, child := range p.Plan.Children.Elements() {
		if !child.Equal(b.state.Children.Elements()[name]) {
			changed = append(changed, name)
		}
	}
	if diff := cmp.Diff([]string{"rule"}, changed); diff != "" || p.Plan.Children.IsUnknown() {
		t.Errorf("children that change (-want +have):\n%s", diff)
	}
	if !p.Plan.Health.IsUnknown() || !p.Plan.Drift.IsUnknown() {
		t.Error("health and drift are promised over a write")
	}
}

func TestPlan_whatIsNotKnownLeavesChildrenOpen(t *testing.T) {
	b := newBench(t)
	config := b.config()
	open := config.Targets.Elements()["green"].(types.Object).Attributes()
	open = maps.Clone(open)
	open["endpoint"] = types.ObjectUnknown(framework.EndpointType())
	config.Targets = mapOf(map[string]attr.Value{"blue": share("nova", 90), "green": types.ObjectValueMust(targetType(), open)})
	p := b.plan(t, config)
	if !p.Plan.Children.IsUnknown() || !p.Plan.Endpoint.IsUnknown() || !p.Plan.ID.Equal(b.state.ID) {
		t.Errorf("children %s, endpoint %s, id %s", p.Plan.Children, p.Plan.Endpoint, p.Plan.ID)
	}
}

func TestPlan_anotherNameOrGatewayReplaces(t *testing.T) {
	for argument, change := range map[string]func(*tfModel){
		"name":    func(m *tfModel) { m.Name = types.StringValue("other") },
		"gateway": func(m *tfModel) { m.Gateway = types.StringValue("gw/other") },
	} {
		t.Run(argument, func(t *testing.T) {
			b := newBench(t)
			config := b.config()
			change(&config)
			p := b.plan(t, config)
			var marks []string
			for _, mark := range p.Replacing() {
				marks = append(marks, mark.String())
			}
			if p.Change.Action != llm.Replace || !slices.Contains(marks, argument) {
				t.Errorf("action %v, marks %v", p.Change.Action, marks)
			}
			for name, child := range p.Plan.Children.Elements() {
				if !child.(types.Object).Attributes()["id"].IsUnknown() {
					t.Errorf("%s keeps an id", name)
				}
			}
		})
	}
}

// What no gateway stores plans in place, leaves the children as they are and
// what the name can be relied on for follows at once.
func TestPlan_ofWhatNoGatewayStoresWritesNothing(t *testing.T) {
	b := newBench(t)
	config := b.config()
	tools := false
	loose := tfTarget{endpointOf("gpt"), types.Int64Value(10), types.StringNull(), framework.Supports(llm.Supports{Tools: &tools})}
	config.Targets = mapOf(map[string]attr.Value{"blue": share("nova", 90), "green": loose.object()})
	p := b.plan(t, config)
	if p.Change.Action != llm.Same || !p.Plan.Children.Equal(b.state.Children) || !p.Plan.Health.Equal(b.state.Health) {
		t.Errorf("action %v, health %s", p.Change.Action, p.Plan.Health)
	}
	supports := p.Plan.Endpoint.Attributes()["supports"].(types.Object).Attributes()
	if !supports["tools"].Equal(types.BoolValue(false)) {
		t.Errorf("the route still promises %v", supports)
	}
}

func TestLook_atAWeightThatWasChangedByHand(t *testing.T) {
	b := newBench(t)
	config := b.config()
	rule := b.fake.children["rule"]
	rule.Content = maps.Clone(rule.Content)
	rule.Content["weight.blue"] = "60"
	b.fake.children["rule"] = rule
	b.look(t)
	if weight := b.state.Targets.Elements()["blue"].(types.Object).Attributes()["weight"]; !weight.Equal(types.Int64Value(60)) {
		t.Errorf("state holds the weight %s", weight)
	}
	if endpoint := b.state.Targets.Elements()["blue"].(types.Object).Attributes()["endpoint"]; !endpoint.Equal(endpointOf("nova")) {
		t.Errorf("the endpoint became %s", endpoint)
	}
	if p := b.plan(t, config); p.Change.Action != llm.Update || len(p.Change.Children) != 1 {
		t.Errorf("planned %+v", p.Change)
	}
}

func TestLook_atAChildThatIsGoneKeepsTheArguments(t *testing.T) {
	b := newBench(t)
	before := b.state
	delete(b.fake.children, "rule")
	b.look(t)
	if !b.state.Targets.Equal(before.Targets) {
		t.Errorf("targets became %s", b.state.Targets)
	}
	p := b.plan(t, b.config())
	if p.Change.Action != llm.Update || p.Change.Children[0].Kind != llm.ChildMissing {
		t.Errorf("planned %+v", p.Change)
	}
	id := p.Plan.Children.Elements()["rule"].(types.Object).Attributes()["id"]
	if !id.IsUnknown() {
		t.Errorf("the rule that is made anew has the id %s", id)
	}
}

// Where a policy asks for it, a plan takes note of a child that is another
// object, once, and writes nothing.
func TestPlan_takesNoteOfARecreatedChild(t *testing.T) {
	b := newBench(t)
	b.state.DriftPolicy = types.MapValueMust(types.StringType, map[string]attr.Value{"recreated": types.StringValue("plan")})
	rule := b.fake.children["rule"]
	rule.ID = "another"
	b.fake.children["rule"] = rule
	b.look(t)
	if len(b.state.Drift.Elements()) != 1 {
		t.Fatalf("drift is %s", b.state.Drift)
	}
	p := b.plan(t, b.config())
	if p.Change.Action != llm.Same || len(p.Plan.Drift.Elements()) != 0 || p.Plan.Drift.IsUnknown() {
		t.Errorf("planned %v with drift %s", p.Change.Action, p.Plan.Drift)
	}
}

func TestCheck_aGatewayOfNeitherKind(t *testing.T) {
	b := newBench(t)
	config := b.config()
	config.Gateway = types.StringValue("arn:aws:lambda:us-east-1:000000000000:function:x")
	draft, _ := config.Draft(b.data)
	var diags diag.Diagnostics
	config.Check(b.data, draft, &diags)
	if len(diags) != 1 || !strings.Contains(diags[0].Detail(), "bedrock-agentcore") || !strings.Contains(diags[0].Detail(), "Microsoft.ApiManagement") {
		t.Errorf("got %v", diags)
	}
}
