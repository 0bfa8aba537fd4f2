package llm

import (
	"context"
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
	return d.write(ctx, have, spec, native)
}

// rechoose keeps what was chosen unless the reference no longer means it. What
// the platform was allowed to move stays moved.
func (d *Deployments) rechoose(ctx context.Context, have *Deployment, spec DeploymentSpec, kept *Choice) (Native, error) {
	if kept == nil {
		return have.Native, nil
	}
	if d.Diff(have, Draft{Spec: spec, Kept: kept}).Has(FieldModel) {
		return d.Resolve(ctx, spec)
	}
	if spec.VersionUpgrade != Pinned {
		return have.Native, nil
	}
	return kept.Native, nil
}

// write sends the difference, if there is one.
func (d *Deployments) write(ctx context.Context, have *Deployment, spec DeploymentSpec, native Native) (*Deployment, *Choice, error) {
	choice := choose(native, spec, have)
	change := d.Diff(have, Draft{Spec: spec, Kept: choice})
	if change.Action == Same && have.Native.SameModel(native) {
		return have, choice, nil
	}
	if change.Action == Replace {
		return have, choice, &Error{
			Op: "update deployment", Object: have.Name, Code: CodeRefused,
			Message: "it changed since the plan and could only be replaced now: " + joinFields(change.Fields),
			Fix:     "Run terraform plan again.",
		}
	}
	if err := d.preflight(ctx, have, spec, native); err != nil {
		return have, choice, err
	}
	sent := spec
	sent.Tags = spec.IgnoreTags.Merge(spec.Tags, have.Tags)
	failed := d.DeploymentDriver.Update(ctx, have, sent, native)
	return d.settle(ctx, have, spec, native, failed)
}

// settle reads what came of an update. What failed to be sent is the error, yet
// what is true is returned.
func (d *Deployments) settle(ctx context.Context, before *Deployment, spec DeploymentSpec, native Native, failed error) (*Deployment, *Choice, error) {
	have, err := d.await(ctx, before.ID, false)
	if have.Native.Name == "" {
		have = before
	}
	choice := choose(native, spec, have)
	switch {
	case failed != nil:
		return have, choice, failed
	case err != nil:
		return have, choice, err
	}
	return have, choice, d.verify(have, spec, choice)
}
