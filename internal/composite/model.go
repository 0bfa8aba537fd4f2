package composite

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Common is what the state of every composite holds. A model embeds it.
type Common struct {
	ID          types.String   `tfsdk:"id"`
	Platform    types.String   `tfsdk:"platform"`
	DriftPolicy types.Map      `tfsdk:"drift_policy"`
	Health      types.Object   `tfsdk:"health"`
	Drift       types.List     `tfsdk:"drift"`
	Children    types.Map      `tfsdk:"children"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

// Shared is the part of a model that it embeds.
func (c Common) Shared() Common { return c }

// isBare reports whether an import has brought no more than an id.
func (c Common) isBare() bool { return c.Children.IsNull() }

// Model is a resource as Terraform holds it, in configuration, plan and state:
// a struct that embeds [Common] and is M itself.
type Model[S llm.CompositeSpec, M any] interface {
	Shared() Common

	// With is the model with another shared part.
	With(shared Common) M

	// Label is what a sentence calls this one.
	Label() string

	// On is the platform that it is on; empty where that is not known, or is
	// nobody's.
	On(data *framework.Data) llm.Platform

	// Draft is what the configuration or plan asks for, and which of it is not
	// known yet. It is the way out of Terraform.
	Draft(data *framework.Data) (llm.Wanted[S], diag.Diagnostics)

	// Staying is the spec with the place under an id where the arguments name
	// none: what exists does not move because the provider's default does.
	Staying(spec S, at llm.ID) S

	// Check adds what is wrong with the draft: what no platform can give, and
	// what its own cannot.
	Check(data *framework.Data, draft llm.Wanted[S], diags *diag.Diagnostics)

	// Recall adds to the composite that state tells of whatever stands in other
	// attributes than the shared ones.
	Recall(have *llm.Composite, r *framework.Reader)

	// WithArguments takes over what differs between what the arguments meant, as
	// the children would tell it, and what the children tell.
	WithArguments(data *framework.Data, meant, seen S) (M, diag.Diagnostics)

	// WithResults takes over what the provider alone writes, beside the shared
	// part. The model is that of after the look, before the one of before it.
	WithResults(look Look[S], before M) (M, diag.Diagnostics)

	// Imported is the configuration that an existing one would have. What is as
	// it would be without an argument is left out.
	Imported(look Look[S]) M

	// Settled gives the attributes that the provider alone writes, beside the
	// shared part, their value in a plan. With nothing to write that is what state
	// holds.
	Settled(p *Planning[S, M]) M

	// Filled is the plan with its unknowns, beside the shared part, taken from
	// what was observed.
	Filled(observed M) M
}

// Look is what was seen of a composite.
type Look[S llm.CompositeSpec] struct {
	Data       *framework.Data
	Composites *llm.Composites[S]
	Have       *llm.Composite // as the policy shows it
	Complete   bool           // all that was asked for is there
}
