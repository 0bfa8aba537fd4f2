package framework

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// identifiedState is a state of those texts; nil: there is none.
func identifiedState(t *testing.T, texts map[string]string) tfsdk.State {
	t.Helper()
	s := schema.Schema{Attributes: map[string]schema.Attribute{
		"id": schema.StringAttribute{Computed: true}, "platform": schema.StringAttribute{Computed: true}, "name": schema.StringAttribute{Required: true},
	}}
	shape := s.Type().TerraformType(t.Context())
	state := tfsdk.State{Schema: s, Raw: tftypes.NewValue(shape, nil)}
	if texts == nil {
		return state
	}
	values := map[string]tftypes.Value{}
	for name := range s.Attributes {
		values[name] = tftypes.NewValue(tftypes.String, orNull(texts[name]))
	}
	state.Raw = tftypes.NewValue(shape, values)
	return state
}

func TestIdentity_Keep(t *testing.T) {
	whole := func(id string) map[string]string {
		return map[string]string{"id": id, "platform": "azure", "name": "chat"}
	}
	bare := func(id string) map[string]string { return map[string]string{"id": id, "platform": "azure"} }
	for sentence, row := range map[string]struct {
		came          string
		before, after map[string]string
		want          string
	}{
		"a create tells it": {after: whole("/a"), want: "/a"},
		"a create does not take that of what it replaces":              {came: "/old", after: whole("/a"), want: "/a"},
		"a create of which nothing came has none":                      {},
		"a read of an older state fills it in":                         {before: whole("/a"), after: whole("/a"), want: "/a"},
		"so does one that finds nothing":                               {before: whole("/a"), want: "/a"},
		"what is there stays":                                          {came: "/a", before: whole("/a"), after: whole("/a"), want: "/a"},
		"also where it is gone":                                        {came: "/a", before: whole("/a"), want: "/a"},
		"also where its letters are not those of the id":               {came: "/A", before: whole("/a"), after: whole("/a"), want: "/A"},
		"also where the platform spells the id otherwise from now on":  {came: "/a", before: whole("/a"), after: whole("/A"), want: "/a"},
		"the read after an import takes the platform's spelling":       {came: "/a", before: bare("/a"), after: whole("/A"), want: "/A"},
		"and leaves what the import knew where that is the same":       {came: "/x", before: bare("/a"), after: whole("/a"), want: "/x"},
		"the read after an import without one, as of an old terraform": {before: bare("/a"), after: whole("/A"), want: "/A"},
	} {
		t.Run(sentence, func(t *testing.T) {
			identity, diags := ByID("what it is"), diag.Diagnostics{}
			target := &tfsdk.ResourceIdentity{Schema: identity.Schema, Raw: tftypes.NewValue(identity.Schema.Type().TerraformType(t.Context()), nil)}
			if row.came != "" {
				target.Raw = identity.value(t.Context(), row.came)
			}
			identity.Keep(t.Context(), target, identifiedState(t, row.before), identifiedState(t, row.after), &diags)
			if have := identity.imported(t.Context(), target, &diags); have != row.want || len(diags) > 0 {
				t.Errorf("have %q, want %q (%v)", have, row.want, diags)
			}
			identity.Keep(t.Context(), nil, identifiedState(t, row.before), identifiedState(t, row.after), &diags) // nobody asks
		})
	}
}

// identifiedThing has a shortcut and an identity.
type identifiedThing struct{ steadyThing }

func (*identifiedThing) Identity() Identity { return ByID("what it is") }

func (t *identifiedThing) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = t.Identity().Schema
}

// ownIdentity has an identity that is not one of these.
type ownIdentity struct{ steadyThing }

func (*ownIdentity) IdentitySchema(context.Context, resource.IdentitySchemaRequest, *resource.IdentitySchemaResponse) {
}

// The shortcut of a read tells the identity, too: the one that came, else the one that the state has.
func TestServer_ReadResource_identity(t *testing.T) {
	value := func(id string) *tfprotov6.ResourceIdentityData {
		raw := ByID("").value(t.Context(), id)
		encoded, err := tfprotov6.NewDynamicValue(raw.Type(), raw)
		if err != nil {
			t.Fatal(err)
		}
		return &tfprotov6.ResourceIdentityData{IdentityData: &encoded}
	}
	null, err := tfprotov6.NewDynamicValue(tftypes.String, tftypes.NewValue(tftypes.String, nil))
	if err != nil {
		t.Fatal(err)
	}
	for sentence, row := range map[string]struct {
		came *tfprotov6.ResourceIdentityData
		want *tfprotov6.ResourceIdentityData
	}{
		"the one that came":                       {came: value("A"), want: value("A")},
		"that of the state where none came":       {want: value("a")},
		"that of the state where an empty came":   {came: &tfprotov6.ResourceIdentityData{}, want: value("a")},
		"that of the state where a null one came": {came: &tfprotov6.ResourceIdentityData{IdentityData: &null}, want: value("a")},
	} {
		t.Run(sentence, func(t *testing.T) {
			s := NewServer(wholeServer{}, func(string) *SteadyType {
				return NewSteadyType(t.Context(), &identifiedThing{steadyThing{steady: true}})
			})
			resp, err := s.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{CurrentState: thingValue(t, 1), CurrentIdentity: row.came})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, resp.NewIdentity); diff != "" {
				t.Error(diff)
			}
		})
	}
	if NewSteadyType(t.Context(), &ownIdentity{}) != nil {
		t.Error("a resource whose identity nobody here can tell has a shortcut")
	}
}
