package deployment

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// lock says why a deployment may not be destroyed.
type lock struct {
	Name      string    `json:"name"`
	Location  string    `json:"location"`
	Protected bool      `json:"protected,omitempty"`
	Committed time.Time `json:"committed,omitzero"` // end of a commitment; zero: none
	Abandon   bool      `json:"abandon,omitempty"`  // forget a committed one instead
}

// lock reads what state says. It is asked at plan, and again in Delete, since
// -replace and taint never show a destroy to a plan.
func (m tfModel) lock(_ context.Context, diags *diag.Diagnostics) lock {
	var resolved tfResolved
	if !m.Resolved.IsNull() && !m.Resolved.IsUnknown() {
		diags.Append(framework.FillObject(&resolved, m.Resolved)...)
	}
	return lock{
		Name:      m.Name.ValueString(),
		Location:  m.Location.ValueString(),
		Protected: m.DeletionProtection.ValueBool(),
		Committed: instant(resolved.CommitmentEndsAt.ValueString()),
		Abandon:   m.OnCommitmentLock.ValueString() == lockAbandon,
	}
}

// held is the lock while it holds, else nil. One that would be abandoned is held
// too: the platform keeps the object, and its name.
func (l lock) held(now time.Time) *lock {
	if l.Protected || l.Committed.After(now) {
		return &l
	}
	return nil
}

// refuses reports whether the object would not be let go.
func (l lock) refuses() bool { return l.Protected || !l.Abandon }

// keepsNameOf reports whether the object would stand in the way of the one that
// is planned: throughput at the same place by the same name, given or made.
func (l lock) keepsNameOf(p *planning) bool {
	spec := p.draft.Spec
	target, err := p.deployments.Target(spec)
	elsewhere := err == nil && target.Location != "" && target.Location != l.Location
	if elsewhere || spec.Throughput.Mode != llm.Provisioned || p.draft.Unknown.Any(llm.FieldMode, llm.FieldRegion) {
		return false
	}
	if spec.Name == "" {
		return spec.NamePrefix != "" && llm.MadeFrom(spec.NamePrefix, l.Name)
	}
	return spec.Name == l.Name
}

// forbidDestroy adds the errors for destroying what state holds. What somebody
// has deleted already is held up by nothing: core plans the destroy of a removed
// block without reading it. It reports whether to forget the deployment instead
// of deleting it: nothing that is locked is ever sent a delete, not even where a
// read that is behind the times calls it gone.
func (r *Resource) forbidDestroy(ctx context.Context, state tfModel, private framework.PrivateReader, diags *diag.Diagnostics) (forget bool) {
	if state.forbidUnread(diags) {
		return false
	}
	r.forbidDisowned(ctx, state, readChoice(ctx, private, diags), diags)
	l := state.lock(ctx, diags)
	if l.held(r.now(state.Platform)) != nil && r.isGone(ctx, state) {
		return true
	}
	return l.forbid(state.Name.ValueString(), r.now(state.Platform), diags)
}

func (r *Resource) isGone(ctx context.Context, state tfModel) bool {
	platform := llm.Platform(state.Platform.ValueString())
	deployments := r.data.Deployments[platform]
	id, err := deployments.ParseID(state.ID.ValueString())
	if err != nil || r.data.Unknown[platform] {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, lookAheadTimeout)
	defer cancel()
	young := &llm.Choice{Created: state.CreatedAt.ValueString()} // a young object is asked for again
	_, _, _, err = deployments.Read(ctx, id, young, nil)
	return llm.IsNotFound(err)
}

// forbidSecond adds the error for making a second deployment of which the first
// could not be destroyed then. It knows the first from private state alone.
func (l lock) forbidSecond(diags *diag.Diagnostics) {
	why, fix := "protected", " To replace it all the same, set deletion_protection = false and apply first."
	if !l.Protected {
		why = "committed until " + l.Committed.Format(time.DateOnly)
		fix = fmt.Sprintf(" It can be replaced after that date; to leave it to its commitment and make another, set on_commitment_lock = %q and apply first.", lockAbandon)
	}
	diags.AddError("Replacement of a protected deployment",
		"A second deployment would be made before the destroy of the first is refused, which is "+why+".\n\n"+
			"Drop -replace or `terraform untaint` it."+fix)
}

// addNameKept adds the error for making a second deployment under the name that
// an abandoned one keeps.
func addNameKept(name string, diags *diag.Diagnostics) {
	diags.AddAttributeError(path.Root("name"), "Name stays taken",
		fmt.Sprintf("The committed deployment %q would be abandoned and keeps its name on the platform, so a new one of that name could not be made.\n\n"+
			"Give the new one another name (or name_prefix), or keep the committed one as it is until its term ends.", name))
}

// forbid adds the errors for destroying or replacing name. It reports whether a
// committed deployment is to be forgotten instead of deleted.
func (l lock) forbid(name string, now time.Time, diags *diag.Diagnostics) (abandon bool) {
	if l.Protected {
		diags.AddAttributeError(path.Root("deletion_protection"), "Deployment is protected",
			fmt.Sprintf("Deployment %q has deletion_protection and would be destroyed or replaced.\n\n"+
				"To do that, set deletion_protection = false, apply, and plan again; where it is what somebody changed on the platform that asks for the "+
				"replacement, apply that with -refresh=false. If it is only tainted, `terraform untaint` keeps it.", name))
	}
	if !l.Committed.After(now) {
		return false
	}
	if l.Abandon {
		diags.AddAttributeWarning(path.Root("on_commitment_lock"), "Committed deployment is abandoned",
			fmt.Sprintf("Deployment %q is committed until %s. It is forgotten here; the platform keeps it and bills it until it is "+
				"deleted there after that date.", name, l.Committed.Format(time.DateOnly)))
		return true
	}
	diags.AddAttributeError(path.Root("throughput").AtName("commitment"), "Commitment has not ended",
		fmt.Sprintf("Deployment %q is committed until %s. The platform refuses to delete it before, and bills it until then.\n\n"+
			"Keep it until that date (`terraform untaint` if it is only tainted), or, to forget it here while the platform keeps it, "+
			"set on_commitment_lock = %q, apply, and plan again.", name, l.Committed.Format(time.DateOnly), lockAbandon))
	return false
}
