package composite

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

type tfChild struct {
	ID      types.String `tfsdk:"id"`
	Content types.Map    `tfsdk:"content"`
}

// children writes what a platform holds of a composite.
func children(held []llm.Child) types.Map {
	elements := make(map[string]attr.Value, len(held))
	for _, c := range held {
		elements[c.Name] = child(framework.Text(c.ID), c.Content)
	}
	return types.MapValueMust(types.ObjectType{AttrTypes: childType()}, elements)
}

func child(id types.String, content map[string]string) types.Object {
	return types.ObjectValueMust(childType(), map[string]attr.Value{"id": id, "content": framework.StringMap(content)})
}

// planned are the children that a write makes or keeps. The id of one that is
// made is the platform's to choose.
func planned(wanted []llm.Child, have *llm.Composite) types.Map {
	elements := make(map[string]attr.Value, len(wanted))
	for _, want := range wanted {
		id := want.ID
		if held := have.Child(want.Name); held != nil && !want.Anew(*held) {
			id = cmp.Or(held.ID, id)
		}
		if id == "" {
			elements[want.Name] = child(types.StringUnknown(), want.Content)
			continue
		}
		elements[want.Name] = child(types.StringValue(id), want.Content)
	}
	return types.MapValueMust(types.ObjectType{AttrTypes: childType()}, elements)
}

// filled are the planned children with the ids that became known.
func filled(plan types.Map, have *llm.Composite) types.Map {
	if plan.IsUnknown() {
		return children(have.Children)
	}
	elements := make(map[string]attr.Value, len(plan.Elements()))
	for name, element := range plan.Elements() {
		c := readChild(framework.NewReader(), element)
		if c.ID.IsUnknown() {
			c.ID = types.StringNull()
			if held := have.Child(name); held != nil {
				c.ID = framework.Text(held.ID)
			}
		}
		elements[name] = types.ObjectValueMust(childType(), map[string]attr.Value{"id": c.ID, "content": c.Content})
	}
	return types.MapValueMust(types.ObjectType{AttrTypes: childType()}, elements)
}

func readChild(r *framework.Reader, element attr.Value) tfChild {
	var c tfChild
	if object, ok := element.(types.Object); ok {
		r.Object(llm.FieldChildren, object, &c)
	}
	return c
}

// names are those of the children in state.
func (c Common) names() []string { return slices.Sorted(maps.Keys(c.Children.Elements())) }

// held are the children in state, in the order in which wanted has them, each
// ready but for the one that health tells of.
func (c Common) held(r *framework.Reader, wanted []llm.Child) []llm.Child {
	phase, reason := r.Health(c.Health)
	var held []llm.Child
	for name, element := range c.Children.Elements() {
		read := readChild(r, element)
		seen := llm.Child{Name: name, ID: read.ID.ValueString(), Content: r.StringMap(llm.FieldChildren, read.Content), Phase: llm.Ready}
		if why, told := strings.CutPrefix(reason, name+": "); told && (phase == llm.Failed || phase == llm.Pending) {
			seen.Phase, seen.Reason = phase, why
		}
		if i := place(wanted, name); i < len(wanted) {
			seen.Root, seen.Last, seen.Published = wanted[i].Root, wanted[i].Last, wanted[i].Published
			seen.With, seen.Texts = wanted[i].With, wanted[i].Texts
		}
		held = append(held, seen)
	}
	slices.SortFunc(held, func(a, b llm.Child) int {
		return cmp.Or(cmp.Compare(place(wanted, a.Name), place(wanted, b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return held
}

// place is where wanted has the child; behind all of them where it has not.
func place(wanted []llm.Child, name string) int {
	i := slices.IndexFunc(wanted, func(c llm.Child) bool { return c.Name == name })
	if i < 0 {
		return len(wanted)
	}
	return i
}
