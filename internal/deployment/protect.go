package deployment

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// lock says why a deployment may not be destroyed.
type lock struct {
	protected bool
	committed time.Time // end of a commitment; zero: none
	abandon   bool      // forget a committed one instead
}

// lock reads what state says. It is asked at plan, and again in Delete, since
// -replace and taint never show a destroy to a plan.
func (m tfModel) lock(ctx context.Context, diags *diag.Diagnostics) lock {
	var resolved tfResolved
	if !m.Resolved.IsNull() && !m.Resolved.IsUnknown() {
		diags.Append(m.Resolved.As(ctx, &resolved, basetypes.ObjectAsOptions{})...)
	}
	return lock{
		protected: m.DeletionProtection.ValueBool(),
		committed: instant(resolved.CommitmentEndsAt.ValueString()),
		abandon:   m.OnCommitmentLock.ValueString() == lockAbandon,
	}
}

func (l lock) held(now time.Time) bool { return l.protected || l.committed.After(now) }

// forbid adds the errors for destroying or replacing name. It reports whether a
// committed deployment is to be forgotten instead of deleted.
func (l lock) forbid(name string, now time.Time, diags *diag.Diagnostics) (abandon bool) {
	if l.protected {
		diags.AddAttributeError(path.Root("deletion_protection"), "Deployment is protected",
			fmt.Sprintf("Deployment %q has deletion_protection and would be destroyed or replaced.\n\n"+
				"To do that, set deletion_protection = false, apply, and plan again. "+
				"If it is only tainted, `terraform untaint` keeps it.", name))
	}
	if !l.committed.After(now) {
		return false
	}
	if l.abandon {
		diags.AddAttributeWarning(path.Root("on_commitment_lock"), "Committed deployment is abandoned",
			fmt.Sprintf("Deployment %q is committed until %s. It is forgotten here; the platform keeps it and bills it until it is "+
				"deleted there after that date.", name, l.committed.Format(time.DateOnly)))
		return true
	}
	diags.AddAttributeError(path.Root("throughput").AtName("commitment"), "Commitment has not ended",
		fmt.Sprintf("Deployment %q is committed until %s. The platform refuses to delete it before, and bills it until then.\n\n"+
			"Keep it until that date (`terraform untaint` if it is only tainted), or, to forget it here while the platform keeps it, "+
			"set on_commitment_lock = %q, apply, and plan again.", name, l.committed.Format(time.DateOnly), lockAbandon))
	return false
}
