package enforcement

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/composite"
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func newData() *framework.Data {
	return &framework.Data{Enforcements: map[llm.Platform]*llm.Enforcements{"fake": llm.NewEnforcements(fake{}, nil)}}
}

func bareModel(id llm.ID) tfModel {
	return tfModel{
		Common: composite.Common{
			ID: types.StringValue(id.Value), Platform: types.StringValue("fake"), DriftPolicy: types.MapNull(types.StringType),
			Health: types.ObjectNull(framework.HealthType()), Drift: framework.Drift(nil), Children: types.MapNull(composite.ChildrenType().ElemType),
		},
		IncludedModels: types.SetNull(types.StringType), ExcludedModels: types.SetNull(types.StringType),
	}
}

// What a platform holds survives the way into state and back, and writing it down
// twice changes nothing.
func TestObserve_isInvertedByFromState(t *testing.T) {
	data := newData()
	r, enforcements := newResource(data), data.Enforcements["fake"].Composites
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[a-z]{1,6}`)
		mode := rapid.SampledFrom([]string{"", "selective"})
		spec := llm.EnforcementSpec{
			Guardrail: "arn:a:" + word.Draw(rt, "region") + ":guardrail/" + word.Draw(rt, "guardrail"), Version: "3",
			System: mode.Draw(rt, "system"), Messages: mode.Draw(rt, "messages"),
			IncludedModels: slices.Sorted(slices.Values(rapid.SliceOfNDistinct(word, 0, 2, rapid.ID).Draw(rt, "included"))),
			ExcludedModels: slices.Sorted(slices.Values(rapid.SliceOfNDistinct(word, 0, 2, rapid.ID).Draw(rt, "excluded"))),
		}
		region := rapid.SampledFrom([]string{"here", "there"}).Draw(rt, "place")
		have := &llm.Composite{ID: llm.ID{Value: region + "/1", Location: region}, Name: spec.Guardrail, Place: region, Children: enforcements.Render(spec)}
		have.Children[0].ID, have.Children[0].Phase = "1", llm.Ready
		written := bareModel(have.ID).Imported(look{Data: data, Composites: enforcements, Have: have, Complete: true})
		state, _, diags := r.Observe(written, enforcements, have, nil)
		back, more := r.FromState(state, enforcements, have.ID)
		if diags.Append(more...); diags.HasError() {
			rt.Fatal(diags)
		}
		if diff := cmp.Diff(have, back, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("(-observed +read back):\n%s", diff)
		}
		again, _, diags := r.Observe(state, enforcements, have, nil)
		if diags.HasError() || !framework.Same(state, again) {
			rt.Fatalf("a second look changes the state (%v)", diags)
		}
		draft, _ := state.Draft(data)
		if change := enforcements.Diff(back, draft); change.Action != llm.Same {
			rt.Fatalf("what was observed is planned as another: %+v", change)
		}
	})
}

// A version stays where it was written.
func TestObserve_aVersionThatMoved(t *testing.T) {
	for sentence, row := range map[string]struct{ guardrail, version, wantGuardrail, wantVersion string }{
		"behind the id":               {"arn:x/g:1", "", "arn:x/g:2", ""},
		"beside it":                   {"arn:x/g", "1", "arn:x/g", "2"},
		"behind the id, and repeated": {"arn:x/g:1", "1", "arn:x/g:2", "2"},
	} {
		t.Run(sentence, func(t *testing.T) {
			m := bareModel(llm.ID{})
			m.Guardrail, m.Version = framework.Text(row.guardrail), framework.Text(row.version)
			draft, _ := m.Draft(newData())
			seen := draft.Spec
			seen.Version = "2"
			after, _ := m.WithArguments(nil, draft.Spec, seen)
			if after.Guardrail.ValueString() != row.wantGuardrail || after.Version.ValueString() != row.wantVersion {
				t.Errorf("became %s and %s", after.Guardrail, after.Version)
			}
		})
	}
}

func TestCheck_versions(t *testing.T) {
	for sentence, row := range map[string]struct {
		guardrail, version types.String
		summary            string
	}{
		"behind the id":             {types.StringValue("arn:x/g:1"), types.StringNull(), ""},
		"beside it":                 {types.StringValue("arn:x/g"), types.StringValue("1"), ""},
		"nowhere":                   {types.StringValue("arn:x/g"), types.StringNull(), "Missing version"},
		"two":                       {types.StringValue("arn:x/g:1"), types.StringValue("2"), "Two versions"},
		"a guardrail not known yet": {types.StringUnknown(), types.StringNull(), ""},
		"a version not known yet":   {types.StringValue("arn:x/g"), types.StringUnknown(), ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			data, m := newData(), bareModel(llm.ID{})
			m.Guardrail, m.Version = row.guardrail, row.version
			draft, _ := m.Draft(data)
			var diags diag.Diagnostics
			m.Check(data, draft, &diags)
			var told []string
			for _, d := range diags {
				told = append(told, d.Summary())
			}
			if have := strings.Join(told, ","); have != row.summary {
				t.Errorf("told %q, want %q", have, row.summary)
			}
		})
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
		"included_models": types.SetType{ElemType: types.StringType}, "excluded_models": types.SetType{ElemType: types.StringType},
		"health": types.ObjectType{AttrTypes: framework.HealthType()}, "children": composite.ChildrenType(),
		"drift": types.ListType{ElemType: types.ObjectType{AttrTypes: framework.DriftType()}},
	} {
		if have := resp.Schema.Attributes[name].GetType(); !have.Equal(want) {
			t.Errorf("%s: the schema has %s, the code %s", name, have, want)
		}
	}
}
