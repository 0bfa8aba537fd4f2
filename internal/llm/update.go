package llm

import (
	"context"
	"errors"
	"time"
)

// Update brings a deployment to the spec in place and waits until it serves.
// It first waits for what is still under way, then looks again, so that a
// resumed wait writes nothing. The timeout counts from the moment its turn has
// come. A deployment beside an error is what is true now.
func (d *Deployments) Update(ctx context.Context, id ID, spec DeploymentSpec, kept *Choice, timeout time.Duration) (*Deployment, *Choice, error) {
	release, err := d.turns.take(ctx, id.Parent)
	if err != nil {
		return nil, nil, err
	}
	defer release()
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	have, err := d.await(ctx, id, false)
	if err != nil && have.Phase != Failed {
		return have, kept, err
	}
	native, err := d.rechoose(ctx, have, spec, kept)
	if err != nil {
		return have, kept, err
	}
	return d.write(ctx, have, spec, kept, native)
}

// rechoose keeps what was chosen unless the reference no longer means it. What
// the platform was allowed to move stays moved, and what is written in place
// stays served as it is: no platform changes that.
func (d *Deployments) rechoose(ctx context.Context, have *Deployment, spec DeploymentSpec, kept *Choice) (Native, error) {
	if kept == nil {
		return have.Native, nil
	}
	native := kept.Native
	if d.Diff(have, Draft{Spec: spec, Kept: kept}).Has(FieldModel) {
		resolved, err := d.Resolve(ctx, spec)
		if err != nil {
			return Native{}, err
		}
		native = resolved
	} else if spec.VersionUpgrade != Pinned {
		native = have.Native
	}
	native.Capacity = kept.Native.Capacity
	return native.ServedAs(have.Native), nil
}

// intended is the choice as a write means it, to compare with what is there.
func intended(native Native, spec DeploymentSpec) *Choice {
	return &Choice{Native: native, VersionUpgrade: spec.VersionUpgrade, TokensPerMinute: spec.Throughput.TokensPerMinute}
}

// write sends the difference, if there is one. What was chosen is replaced only
// by what the platform has taken on: else a change that was refused would be
// taken for what is wanted.
func (d *Deployments) write(
	ctx context.Context, have *Deployment, spec DeploymentSpec, kept *Choice, native Native,
) (*Deployment, *Choice, error) {
	change := d.Diff(have, Draft{Spec: spec, Kept: intended(native, spec)})
	if change.Action == Same && have.Native.SameModel(native) {
		return have, choose(native, spec, have), nil
	}
	if change.Action == Replace {
		return have, kept, &Error{
			Op: "update deployment", Object: have.Name, Code: CodeRefused,
			Message: "it changed since the plan and could only be replaced now: " + joinFields(change.Fields),
			Fix:     "Run terraform plan again.",
		}
	}
	if err := d.preflight(ctx, have, spec, native); err != nil {
		return have, kept, err
	}
	sent := spec
	sent.Tags = spec.IgnoreTags.Merge(spec.Tags, have.Tags)
	failed := d.DeploymentDriver.Update(ctx, have, sent, native)
	have, err := d.settled(ctx, have)
	switch {
	case failed != nil:
		return have, kept, failed
	case err == nil:
		err = d.verify(have, spec, native)
	}
	var diverged *DivergedError
	if errors.As(err, &diverged) {
		return have, kept, err
	}
	return have, choose(native, spec, have), err
}

// settled reads what came of an update.
func (d *Deployments) settled(ctx context.Context, before *Deployment) (*Deployment, error) {
	have, err := d.await(ctx, before.ID, false)
	if have.Native.Name == "" {
		have = before
	}
	return have, err
}
