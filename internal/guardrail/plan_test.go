package guardrail

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// bench is a resource over fake platforms, with a guardrail of one in its state.
type bench struct {
	*Resource

	data     *framework.Data
	fake     *fake
	platform llm.Platform
	state    tfModel
}

func newBench(t *testing.T, platform llm.Platform) *bench {
	t.Helper()
	fakes := map[llm.Platform]*fake{llm.Azure: {}, llm.Bedrock: {publishes: true}}
	data := &framework.Data{Guardrails: map[llm.Platform]*llm.Guardrails{}}
	for name, f := range fakes {
		data.Guardrails[name] = llm.NewGuardrails(f, nil)
	}
	b := &bench{Resource: newResource(data), data: data, fake: fakes[platform], platform: platform, state: bareModel(platform, llm.ID{})}
	b.state.Name, b.state.BlockedWords = types.StringValue("standard"), framework.Set([]string{"project-x", "project-y"})
	draft, _ := b.state.Draft(data)
	for _, c := range b.fake.Render(draft.Spec) {
		_, _ = b.fake.Put(t.Context(), draft.Spec, nil, c.Name)
	}
	b.state.ID = types.StringValue(b.fake.id().Value)
	b.look(t)
	return b
}

// look brings state to what the platform holds, as a refresh does.
func (b *bench) look(t *testing.T) {
	t.Helper()
	guardrails := b.data.Guardrails[b.platform].Composites
	id, _ := guardrails.ParseID(b.state.ID.ValueString())
	have, err := guardrails.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	before, diags := b.FromState(b.state, guardrails, id)
	state, _, more := b.Observe(b.state, guardrails, have, before)
	if diags.Append(more...); diags.HasError() {
		t.Fatal(diags)
	}
	b.state = state
}

// plan plans a configuration over the state, or over none.
func (b *bench) plan(t *testing.T, config tfModel, isNew bool) *planning {
	t.Helper()
	p := &planning{Plan: config, Prior: b.state, IsNew: isNew}
	if isNew {
		p.Prior = bareModel("", llm.ID{})
	}
	var diags diag.Diagnostics
	b.Compare(p, &diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	b.Settle(p)
	return p
}

// with is the state as a configuration with other words.
func (b *bench) with(words ...string) tfModel {
	config := b.state
	config.BlockedWords = framework.Set(words)
	return config
}

func TestPlan_nothingToDoIsThePriorState(t *testing.T) {
	for platform := range fakes() {
		b := newBench(t, platform)
		p := b.plan(t, b.state, false)
		if p.Change.Action != llm.Same || !framework.Same(p.Plan, b.state) {
			t.Errorf("%s: %v:\n%s", platform, p.Change, cmp.Diff(b.state, p.Plan, cmp.Comparer(func(x, y attr.Value) bool { return x.Equal(y) })))
		}
	}
}

// What is made has no id before, so that nobody looks for it; what it will hold is
// promised.
func TestPlan_ofACreate(t *testing.T) {
	for platform := range fakes() {
		b := newBench(t, platform)
		p := b.plan(t, b.with("a"), true)
		if !p.Plan.ID.IsUnknown() || !p.Plan.VersionedID.IsUnknown() || p.Plan.Children.IsUnknown() || p.Plan.Location.IsUnknown() {
			t.Errorf("%s: id %s, versioned_id %s, location %s, children %s", platform, p.Plan.ID, p.Plan.VersionedID, p.Plan.Location, p.Plan.Children)
		}
		if publishes := b.fake.publishes; p.Plan.Version.IsUnknown() != publishes || p.Plan.Versions.IsUnknown() != publishes {
			t.Errorf("%s: version %s, versions %s", platform, p.Plan.Version, p.Plan.Versions)
		}
	}
}

func TestPlan_replaces(t *testing.T) {
	b := newBench(t, llm.Azure)
	config := b.state
	config.Name = types.StringValue("other")
	p := b.plan(t, config, false)
	var marks []string
	for _, mark := range p.Replacing() {
		marks = append(marks, mark.String())
	}
	if diff := cmp.Diff([]string{"id", "name"}, marks); p.Change.Action != llm.Replace || diff != "" || !p.Plan.ID.IsUnknown() {
		t.Errorf("action %v, id %s, marks:\n%s", p.Change.Action, p.Plan.ID, diff)
	}
}

// What is wrong with what is confidential is told at the line of the name, with
// neither the text nor a key of it.
func TestCheck_showsNothingConfidential(t *testing.T) {
	const secret = "s3cr3t"
	for sentence, change := range map[string]func(*tfModel){
		"a padded word":          func(m *tfModel) { m.BlockedWords = framework.Set([]string{secret + " "}) },
		"a pattern in two lines": func(m *tfModel) { m.BlockedPatterns = framework.Set([]string{secret + "\n"}) },
		"a topic that Azure lacks": func(m *tfModel) {
			topic := types.ObjectValueMust(topicType(), map[string]attr.Value{"definition": types.StringValue(secret), "examples": types.ListNull(types.StringType)})
			m.BlockedTopics = types.MapValueMust(types.ObjectType{AttrTypes: topicType()}, map[string]attr.Value{secret: topic})
		},
		"an action of a pattern": func(m *tfModel) {
			pattern := types.ObjectValueMust(patternType(), map[string]attr.Value{
				"pattern": types.StringValue(secret), "description": types.StringNull(), "action": types.StringValue(secret),
			})
			m.PII = types.ObjectValueMust(piiType(), map[string]attr.Value{
				"entities": types.MapNull(types.StringType),
				"patterns": types.MapValueMust(types.ObjectType{AttrTypes: patternType()}, map[string]attr.Value{secret: pattern}),
			})
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := newBench(t, llm.Azure)
			config := b.state
			change(&config)
			draft, _ := config.Draft(b.data)
			var diags diag.Diagnostics
			config.Check(b.data, draft, &diags)
			if !diags.HasError() {
				t.Fatal("nothing is wrong")
			}
			for _, d := range diags {
				at, ok := d.(diag.DiagnosticWithPath)
				if !ok || at.Path().String() != "name" || strings.Contains(d.Summary()+d.Detail(), secret) || !strings.Contains(d.Detail(), "Argument: ") {
					t.Errorf("at %v: %s\n%s", at.Path(), d.Summary(), d.Detail())
				}
			}
		})
	}
}
