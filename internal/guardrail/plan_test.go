package guardrail

import (
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

// Versions are open exactly where one is published or taken away.
func TestPlan_ofVersions(t *testing.T) {
	for sentence, row := range map[string]struct {
		platform llm.Platform
		change   func(b *bench) tfModel
		open     []string
	}{
		"another word publishes":         {llm.Bedrock, func(b *bench) tfModel { return b.with("other") }, []string{"version", "versioned_id", "versions"}},
		"another word on Azure does not": {llm.Azure, func(b *bench) tfModel { return b.with("other") }, nil},
		"another name publishes nothing": {llm.Bedrock, func(b *bench) tfModel { c := b.state; c.Name = types.StringValue("other"); return c }, nil},
		"a tag publishes nothing": {llm.Bedrock, func(b *bench) tfModel {
			c := b.state
			c.Tags = framework.StringMap(map[string]string{"a": "b"})
			return c
		}, nil},
		"fewer that are kept take some away":    {llm.Bedrock, func(b *bench) tfModel { return b.kept(1) }, []string{"versions"}},
		"as many as there are take none away":   {llm.Bedrock, func(b *bench) tfModel { return b.kept(2) }, nil},
		"a word that is not known may publish":  {llm.Bedrock, func(b *bench) tfModel { c := b.state; c.BlockedWords = types.SetUnknown(types.StringType); return c }, []string{"version", "versioned_id", "versions"}},
		"a word that is not known, on Azure":    {llm.Azure, func(b *bench) tfModel { c := b.state; c.BlockedWords = types.SetUnknown(types.StringType); return c }, nil},
		"an argument of the other platform's":   {llm.Bedrock, func(b *bench) tfModel { return b.onAzure() }, nil},
		"a version that is gone is made again":  {llm.Bedrock, func(b *bench) tfModel { b.fake.versions = nil; return b.state }, []string{"version", "versioned_id", "versions"}},
		"a draft that was changed by hand only": {llm.Bedrock, func(b *bench) tfModel { b.fake.draft.Content["images"] = "on"; return b.state }, nil},
	} {
		t.Run(sentence, func(t *testing.T) {
			b := newBench(t, row.platform)
			if b.fake.publishes {
				b.fake.versions = append([]llm.Child{{Name: "version", ID: "0", Published: true}}, b.fake.versions...)
			}
			b.look(t)
			config := row.change(b)
			b.look(t)
			p := b.plan(t, config, false)
			var open []string
			for name, value := range map[string]attr.Value{"version": p.Plan.Version, "versioned_id": p.Plan.VersionedID, "versions": p.Plan.Versions} {
				if value.IsUnknown() {
					open = append(open, name)
				}
			}
			slices.Sort(open)
			if diff := cmp.Diff(row.open, open); diff != "" || !p.Plan.ID.Equal(b.state.ID) {
				t.Errorf("open (-want +have), id %s:\n%s", p.Plan.ID, diff)
			}
		})
	}
}

func (b *bench) kept(n int64) tfModel {
	config := b.state
	config.KeepVersions = types.Int64Value(n)
	return config
}

func (b *bench) onAzure() tfModel {
	config := b.state
	config.Azure = types.ObjectValueMust(azureType(), map[string]attr.Value{
		"account_id": types.StringUnknown(), "base_policy": types.StringNull(), "mode": types.StringNull(),
	})
	return config
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
