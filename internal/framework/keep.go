package framework

import (
	"cmp"
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Keep puts what is true into state. What has just been made and cannot be
// written down whole stays at least by its id.
func Keep(ctx context.Context, state *tfsdk.State, after any, id llm.ID, diags *diag.Diagnostics) {
	diags.Append(state.Set(ctx, after)...)
	if diags.HasError() && state.Raw.IsNull() {
		diags.Append(state.SetAttribute(ctx, path.Root("id"), id.Value)...)
	}
}

// AddKept tells that a delete let go of what another resource holds by now.
func AddKept(diags *diag.Diagnostics, noun string, id llm.ID) {
	diags.AddWarning(capital(noun)+" kept", fmt.Sprintf(
		"%s had not been made to its end, and was completed in this run as the %s of another resource or of this one's replacement. "+
			"It stays as that; nothing was deleted.", id.Value, noun))
}

// AddStays tells that something stays at its place although the provider's default
// is another one by now.
func AddStays(diags *diag.Diagnostics, noun string, standard, stays llm.ID) {
	diags.AddWarning(capital(noun)+" stays where it is", fmt.Sprintf(
		"The provider's default is %s and the %s is in %s.\n\nTo move it, name the place in its own block; that replaces it.",
		cmp.Or(standard.Parent, standard.Location), noun, cmp.Or(stays.Parent, stays.Location)))
}
