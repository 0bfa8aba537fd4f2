package guardrail

import (
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// WithResults takes over which version is in force, and all that is managed of the
// tags. What is left of a guardrail does not tell its tags: then they stay as they
// were known.
func (m tfModel) WithResults(seen look, before tfModel) (tfModel, diag.Diagnostics) {
	reference, version := seen.Data.Guardrails[m.On(seen.Data)].Reference(seen.Have)
	m.VersionedID = framework.Kept(m.VersionedID, strings.EqualFold(m.VersionedID.ValueString(), reference), framework.Text(reference))
	m.Version = framework.Text(version)
	m.Versions = versions(seen.Have)
	at := place(seen.Have.ID)
	m.Location = framework.Kept(m.Location, strings.EqualFold(m.Location.ValueString(), at.ValueString()), at)
	if seen.Complete || before.TagsAll.IsNull() || before.TagsAll.IsUnknown() {
		m.TagsAll = framework.StringMap(seen.Data.IgnoreTags.Managed(seen.Composites.Decode(seen.Have.Children).Tags))
	}
	return m, nil
}

// versions are all that are published, the oldest first. An edition is named by
// the child, a slash and its own number.
func versions(have *llm.Composite) types.List {
	var numbers []string
	for _, child := range have.Children {
		if child.Published {
			for _, edition := range have.Editions {
				numbers = append(numbers, strings.TrimPrefix(edition, child.Name+"/"))
			}
			numbers = append(numbers, child.ID)
		}
	}
	return framework.List(numbers)
}

// place is where it stands: a region, or what the children are part of.
func place(id llm.ID) types.String { return framework.Text(cmp.Or(id.Location, id.Parent)) }

// Recall adds what state says of a guardrail beside its children.
func (m tfModel) Recall(have *llm.Composite, r *framework.Reader) {
	have.Name, have.Place = m.Name.ValueString(), m.Location.ValueString()
	last := slices.IndexFunc(have.Children, func(c llm.Child) bool { return c.Published })
	if last < 0 {
		return
	}
	for _, number := range r.Ordered(llm.FieldVersions, m.Versions) {
		if number != have.Children[last].ID {
			have.Editions = append(have.Editions, have.Children[last].Name+"/"+number)
		}
	}
}

// Settled keeps the version in force unless one is published. What is written to a
// platform that publishes none leaves it null.
func (m tfModel) Settled(p *planning) tfModel {
	m.TagsAll = framework.PlannedTags(p.Draft.Spec.Tags, p.Draft.Unknown)
	if !p.IsNew && p.Data.SameTags(m.Tags, p.Prior.Tags) {
		m.Tags = p.Prior.Tags
	}
	m.Location = p.Prior.Location
	if p.Change.Action == llm.Replace {
		m.Location = settledPlace(p.ID)
		return m.unversioned(p)
	}
	m.VersionedID, m.Version, m.Versions = p.Prior.VersionedID, p.Prior.Version, p.Prior.Versions
	if publishes(p) {
		m.VersionedID, m.Version, m.Versions = types.StringUnknown(), types.StringUnknown(), types.ListUnknown(types.StringType)
	}
	if prunes(p) {
		m.Versions = types.ListUnknown(types.StringType)
	}
	return m
}

func settledPlace(id llm.ID) types.String {
	if at := place(id); !at.IsNull() {
		return at
	}
	return types.StringUnknown()
}

// unversioned is one that is made: the first version is not known before, and as
// little as the id is what deployments name.
func (m tfModel) unversioned(p *planning) tfModel {
	m.VersionedID, m.Version, m.Versions = types.StringUnknown(), types.StringUnknown(), types.ListUnknown(types.StringType)
	if p.Composites == nil || len(p.Draft.Unknown) > 0 {
		return m
	}
	if !slices.ContainsFunc(p.Composites.Render(p.Draft.Spec), func(c llm.Child) bool { return c.Published }) {
		m.Version, m.Versions = types.StringNull(), framework.List(nil)
	}
	return m
}

// publishes reports whether an update may make a new version: what governs
// requests is not known, or is not what the version in force holds.
func publishes(p *planning) bool {
	return p.Change.Action == llm.Update && slices.ContainsFunc(p.Composites.Render(p.Draft.Spec), func(want llm.Child) bool {
		held := p.Have.Child(want.Name)
		return want.Published && (governs(p.Draft.Unknown) || held == nil || want.Anew(*held))
	})
}

// governs reports whether one of the fields is part of what is published.
func governs(fields llm.FieldSet) bool {
	idle := llm.Fields(llm.FieldName, llm.FieldTags, llm.FieldDescription, llm.FieldKMSKey, llm.FieldDriftPolicy, llm.FieldKeepVersions)
	for field := range fields {
		if !idle.Has(field) {
			return true
		}
	}
	return false
}

// prunes reports whether an update takes published versions away. How many stay
// is no less sure while something else is not known.
func prunes(p *planning) bool {
	change := p.Change
	if len(p.Draft.Unknown) > 0 {
		change = p.Composites.Diff(p.Have, llm.GuardrailDraft{Spec: p.Draft.Spec})
	}
	return p.Draft.Unknown.Has(llm.FieldKeepVersions) && len(p.Have.Editions) > 0 ||
		slices.ContainsFunc(change.Children, func(change llm.ChildChange) bool { return slices.Contains(p.Have.Editions, change.Name) })
}

// Filled takes over what the plan left open.
func (m tfModel) Filled(observed tfModel) tfModel {
	m.VersionedID = framework.Known(m.VersionedID, observed.VersionedID)
	m.Version = framework.Known(m.Version, observed.Version)
	m.Versions = framework.Known(m.Versions, observed.Versions)
	m.Location = framework.Known(m.Location, observed.Location)
	m.TagsAll = framework.Known(m.TagsAll, observed.TagsAll)
	return m
}
