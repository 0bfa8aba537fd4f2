package composite

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// FromState is the composite as it was last observed: what a plan compares with,
// without asking anybody. It is the inverse of Observe in everything that a
// comparison looks at.
func (r *Resource[S, M]) FromState(m M, composites *llm.Composites[S], id llm.ID) (*llm.Composite, diag.Diagnostics) {
	draft, diags := m.Draft(r.data)
	reader := framework.NewReader()
	have := &llm.Composite{ID: id, Children: m.Shared().held(reader, composites.Render(draft.Spec))}
	m.Recall(have, reader)
	diags.Append(reader.Diags...)
	return have, diags
}

// Observe is the state that a look makes of what was known before, as far as the
// policy shows it. An argument that means the same stays as it was written; one
// that the children contradict becomes what they say. It is the way back of
// Draft. Before is nil where nothing was applied yet.
func (r *Resource[S, M]) Observe(m M, composites *llm.Composites[S], have, before *llm.Composite) (M, []llm.Drift, diag.Diagnostics) {
	seen, drift := have.Tolerate(before, r.data.Policy(m.Shared().DriftPolicy))
	draft, diags := m.Draft(r.data)
	wanted := composites.Render(draft.Spec)
	look := Look[S]{Data: r.data, Composites: composites, Have: seen, Complete: complete(seen, wanted)}
	after := m
	if look.Complete {
		known, d := m.WithArguments(r.data, composites.Decode(wanted), composites.Decode(seen.Children))
		diags.Append(d...)
		after = known
	}
	after, d := after.WithResults(look, m)
	diags.Append(d...)
	return after.With(m.Shared().observed(have, seen, drift)), drift, diags
}

// observed is the shared part after a look. How it stands is told as it is,
// whatever the policy shows.
func (c Common) observed(have, seen *llm.Composite, drift []llm.Drift) Common {
	phase, reason := have.Health()
	c.ID = framework.Kept(c.ID, strings.EqualFold(c.ID.ValueString(), seen.ID.Value), framework.Text(seen.ID.Value))
	c.Health = framework.Health(phase, reason)
	c.Drift = framework.Drift(drift)
	c.Children = children(c.spelled(seen.Children))
	return c
}

// spelled are children with their ids as they were known, where the platform
// tells them in other letters alone.
func (c Common) spelled(seen []llm.Child) []llm.Child {
	spelled := slices.Clone(seen)
	for name, element := range c.Children.Elements() {
		known := readChild(framework.NewReader(), element).ID.ValueString()
		if i := place(spelled, name); i < len(spelled) && strings.EqualFold(spelled[i].ID, known) {
			spelled[i].ID = known
		}
	}
	return spelled
}

// complete reports whether all that was asked for is there. What is left of a
// composite does not tell its arguments: which child is missing tells more.
func complete(have *llm.Composite, wanted []llm.Child) bool {
	return !slices.ContainsFunc(wanted, func(c llm.Child) bool { return have.Child(c.Name) == nil })
}
