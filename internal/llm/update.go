package llm

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Update brings a deployment to the spec in place and waits until it serves.
// Before is what was last observed. It first waits for what is still under way,
// then looks again, so that a resumed wait writes nothing. Where what was last
// observed asks for no write, none is sent: a plan has not shown one. The timeout counts
// from the moment its turn has come. A deployment beside an error is what is
// true now.
func (d *Deployments) Update(
	ctx context.Context, before *Deployment, spec DeploymentSpec, kept *Choice, timeout time.Duration,
) (*Deployment, *Choice, error) {
	release, err := d.turns.take(ctx, before.ID.Parent)
	if err != nil {
		return nil, nil, err
	}
	defer release()
	if d.claims.hold(before.ID) {
		return before, kept, shared("update deployment", before.ID)
	}
	d.snapshots.wrote(before.ID)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return d.bring(ctx, before, spec, kept)
}

// bring waits for what is under way, looks again and writes what differs.
func (d *Deployments) bring(ctx context.Context, before *Deployment, spec DeploymentSpec, kept *Choice) (*Deployment, *Choice, error) {
	planned := d.Diff(before, Draft{Spec: spec, Kept: kept})
	if before.Phase == Missing {
		return before, kept, missing(before, planned)
	}
	have, err := d.await(ctx, before.ID, false)
	if err != nil && have.Native.Name == "" {
		return before, kept, err // it could not be read, so that what was known stays true
	}
	if err != nil && have.Phase != Failed {
		return have, kept, err
	}
	recall(have, before)
	have.Native = have.Native.spelledAs(before.Native)
	wanted, err := d.rechoose(ctx, have, spec, kept)
	if err != nil {
		return have, kept, err
	}
	if !planned.Writes() {
		return withArgumentsOf(have, before, spec.IgnoreTags), d.unwritten(kept, wanted, spec, have, planned), nil
	}
	return d.write(ctx, have, spec, kept, wanted)
}

// missing is nil where nothing is to be written.
func missing(before *Deployment, planned Change) error {
	if !planned.Writes() {
		return nil
	}
	return &Error{
		Op: "update deployment", Object: before.Name, Code: CodeNotFound,
		Message: "it is not there any more, and drift_policy keeps it in state",
		Fix: "To make it again, run terraform apply -replace=<its address>. To forget it, run terraform state rm <its address> or remove its block. " +
			`With drift_policy = { missing = "plan" } applied, a plan makes it again by itself.`,
	}
}

// recall completes what was read with what the platform never returns, as it
// was last written: else a change of it would look like no change.
func recall(have, before *Deployment) {
	if slices.Contains(have.Unverified, FieldAttestation) && have.Azure.Attestation == (Attestation{}) {
		have.Azure.Attestation = before.Azure.Attestation
	}
}

// rechoose keeps what was chosen unless the reference no longer means it. What
// the platform was allowed to move stays moved, and what is written in place
// stays served as it is: no platform changes that.
func (d *Deployments) rechoose(ctx context.Context, have *Deployment, spec DeploymentSpec, kept *Choice) (*Choice, error) {
	if kept == nil {
		return intended(have.Native, spec), nil
	}
	kept = accept(kept, have, spec.Policy)
	wanted := intended(kept.Native, spec)
	wanted.Meant = kept.Meant
	if d.Diff(have, Draft{Spec: spec, Kept: kept}).Has(FieldModel) {
		resolved, err := d.Resolve(ctx, spec)
		if err != nil {
			return nil, err
		}
		wanted.Native, wanted.Meant = resolved, nil
	}
	wanted.Native.Capacity = kept.Native.Capacity
	wanted.Native = wanted.Native.ServedAs(have.Native)
	return wanted, nil
}

// intended is the choice as a write means it, to compare with what is there.
func intended(native Native, spec DeploymentSpec) *Choice {
	return &Choice{Native: native, VersionUpgrade: spec.VersionUpgrade, TokensPerMinute: spec.Throughput.TokensPerMinute}
}

// write sends the difference, if there is one. What was chosen is replaced only
// by what the platform has taken on: else a change that was refused would be
// taken for what is wanted.
func (d *Deployments) write(
	ctx context.Context, have *Deployment, spec DeploymentSpec, kept, wanted *Choice,
) (*Deployment, *Choice, error) {
	change := d.Diff(have, Draft{Spec: spec, Kept: wanted})
	if change.Action == Same && have.Native.SameModel(wanted.Native) {
		return have, d.chosen(kept, wanted, spec, have, have), nil
	}
	if change.Action == Replace {
		return have, kept, &Error{
			Op: "update deployment", Object: have.Name, Code: CodeRefused,
			Message: "it changed since the plan and could only be replaced now: " + joinFields(change.Fields),
			Fix:     "Run terraform plan again.",
		}
	}
	d.plans.written(strings.ToLower(have.ID.Value))
	if err := d.preflight(ctx, have, spec, wanted.Native); err != nil {
		return have, kept, err
	}
	sent := spec
	sent.Tags = spec.IgnoreTags.Merge(spec.Tags, have.Tags)
	before := have
	failed := d.DeploymentDriver.Update(ctx, have, sent, wanted.Native)
	have, err := d.settled(ctx, have)
	if err == nil && len(have.Unverified) == 0 && d.verify(have, spec, wanted) == nil {
		failed = nil // all that was asked for is in force: an answer was lost, and its repeat refused
	}
	if before.Phase == Failed && have.Phase == Failed && d.verify(have, spec, wanted) == nil {
		err = nil // it had failed before, nothing that was sent was to repair it, and the rest is in force
	}
	switch {
	case failed != nil:
		return have, stillKept(kept, before, have), failed
	case err == nil:
		err = d.verify(have, spec, wanted)
	}
	if _, ok := errors.AsType[*DivergedError](err); ok {
		return have, stillKept(kept, before, have), err
	}
	return have, d.chosen(kept, wanted, spec, before, have), err
}

// chosen is the choice after a write that made of before what have is now.
// Places that the spec does not allow are never taken for chosen: they stay an
// error, and do not become a replacement.
func (d *Deployments) chosen(kept, wanted *Choice, spec DeploymentSpec, before, have *Deployment) *Choice {
	choice := choose(wanted, spec, have)
	choice.Unfinished = !finished(kept, before, have)
	if d.strays(have, spec, wanted) {
		choice.Native.Locations = wanted.Native.Locations
	}
	return choice
}

// strays reports whether requests are processed where the spec does not allow it.
func (d *Deployments) strays(have *Deployment, spec DeploymentSpec, wanted *Choice) bool {
	return slices.ContainsFunc(d.Diff(have, Draft{Spec: spec, Kept: wanted}).Problems, func(p Problem) bool {
		return p.Field == FieldAllowedLocations && p.Severity == Blocking
	})
}

// unwritten is the choice after an update that sent nothing: what was chosen,
// with the arguments that only this provider keeps. What the platform changed
// meanwhile stays drift, except for a recreated object of which the plan said
// that it takes note, and for places that allowed_locations names.
func (d *Deployments) unwritten(kept, wanted *Choice, spec DeploymentSpec, have *Deployment, planned Change) *Choice {
	if kept == nil {
		return choose(wanted, spec, have)
	}
	choice := *accept(kept, have, spec.Policy)
	choice.VersionUpgrade = spec.VersionUpgrade
	if spec.Throughput.TokensPerMinute != nil {
		choice.TokensPerMinute = spec.Throughput.TokensPerMinute
	}
	if have.Phase == Ready && asksFor(spec.Throughput, have.Throughput) {
		choice.Native.Capacity = have.Native.Capacity // whoever set it
	}
	if planned.Has(FieldCreatedAt) && !have.Created.IsZero() {
		choice.Created = stamp(have.Created)
	}
	if len(spec.AllowedLocations) > 0 && have.Phase == Ready && !d.strays(have, spec, wanted) {
		choice.Native.Locations = have.Native.Locations
	}
	return &choice
}

// asksFor reports whether arguments that are there ask for the throughput that is
// had. Where none is, the capacity was chosen and another one is a difference.
func asksFor(asked, had Throughput) bool {
	none := asked.Units == nil && asked.TokensPerMinute == nil
	return !none && !wants(asked.Units, had.Units) && !wants(asked.TokensPerMinute, had.TokensPerMinute)
}

// stillKept is the choice after a write that was not taken on as a whole.
func stillKept(kept *Choice, before, have *Deployment) *Choice {
	if kept == nil || !kept.Unfinished || !finished(kept, before, have) {
		return kept
	}
	ended := *kept
	ended.Unfinished = false
	return &ended
}

// settled reads what came of an update.
func (d *Deployments) settled(ctx context.Context, before *Deployment) (*Deployment, error) {
	have, err := d.await(ctx, before.ID, false)
	if have.Native.Name == "" {
		have = before
	}
	have.Native = have.Native.spelledAs(before.Native)
	return have, err
}
