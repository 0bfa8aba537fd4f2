package deployment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState takes over what other providers deployed. The plan that follows
// reads it as after an import.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return framework.StateMovers(r.pure.Deployments, "deployment", slices.Concat(azurermSources(), awsSources()))
}

// isUnread reports whether state holds a deployment of which nothing is known
// but where it is, as between a move or an import and its first read.
func (m tfModel) isUnread() bool { return !m.ID.IsNull() && m.Resolved.IsNull() }

// forbidUnread adds the error for planning over one: what is not known cannot be
// kept, and protects nothing.
func (m tfModel) forbidUnread(diags *diag.Diagnostics) (unread bool) {
	if m.isUnread() {
		framework.AddUnread(diags, "deployment", m.ID.ValueString())
		return true
	}
	return false
}
