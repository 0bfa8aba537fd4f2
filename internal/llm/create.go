package llm

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// lookAfter is how long a create that was cut short may still look for what it
// has left: an object that nobody knows of costs money. It is what a deadline
// may be overrun by.
const lookAfter = 4 * time.Second

// Create makes a deployment and waits until it serves. The timeout counts from
// the moment its turn has come.
//
// A deployment beside an error exists, or may exist, and has to be kept: its id
// is always set. The error is then a *PendingError, a *FailedError, a
// *DivergedError, an *UnfinishedError or what the platform said when it was read.
//
// With an owner among the tags, what a create of the same owner left unfinished
// under the wanted name is brought to the spec instead: see [Deployments.Adopted].
func (d *Deployments) Create(ctx context.Context, spec DeploymentSpec, timeout time.Duration) (*Deployment, *Choice, error) {
	target, err := d.Target(spec)
	if err != nil {
		return nil, nil, err
	}
	release, err := d.turnToCreate(ctx, spec, target)
	if err != nil {
		return nil, nil, err
	}
	defer release()
	d.snapshots.wrote(target)
	d.plans.written(d.takerNamed(spec, spec.Name))
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	native, err := d.Resolve(ctx, spec)
	if err != nil {
		return nil, nil, err
	}
	spec, interrupted, err := d.claim(ctx, spec, target)
	if err != nil {
		return nil, nil, err
	}
	if interrupted != nil {
		return d.resume(ctx, interrupted, spec)
	}
	if err := d.preflight(ctx, nil, spec, native); err != nil {
		return nil, nil, err
	}
	have, choice, err := d.send(ctx, marked(spec), native)
	if err != nil {
		return have, choice, err
	}
	return d.finish(ctx, have, spec, choice)
}

// turnToCreate waits for the turn at the account and for that among the creates
// which could meet each other's half made object: one at a time per name or
// prefix.
func (d *Deployments) turnToCreate(ctx context.Context, spec DeploymentSpec, target ID) (release func(), err error) {
	atAccount, err := d.turns.take(ctx, target.Parent)
	if err != nil {
		return nil, err
	}
	named := strings.Join([]string{"create", target.Parent, target.Location, cmp.Or(spec.Name, spec.NamePrefix)}, "\n")
	byName, err := d.turns.take(ctx, named)
	if err != nil {
		atAccount()
		return nil, err
	}
	return func() { byName(); atAccount() }, nil
}

// asideFor is the longest that a write waits for what is only looked at.
const asideFor = 30 * time.Second

// aside is a context for what a write can do without: it leaves three quarters
// of the time to the write.
func aside(ctx context.Context) (context.Context, context.CancelFunc) {
	longest := asideFor
	if deadline, bounded := ctx.Deadline(); bounded {
		longest = min(longest, time.Until(deadline)/4)
	}
	return context.WithTimeout(ctx, longest)
}

// preflight stops a write that the platform would refuse or regret.
func (d *Deployments) preflight(ctx context.Context, have *Deployment, spec DeploymentSpec, native Native) error {
	ctx, cancel := aside(ctx)
	defer cancel()
	return blocking(d.Preflight(ctx, have, spec, native))
}

// blocking is the error of the problems that stop a write; nil if none does.
func blocking(problems []Problem) error {
	stopping := slices.DeleteFunc(slices.Clone(problems), func(p Problem) bool { return p.Severity != Blocking })
	if len(stopping) == 0 {
		return nil
	}
	return &ProblemsError{Problems: stopping}
}

// send sends the create call and finds out what came of it.
func (d *Deployments) send(ctx context.Context, spec DeploymentSpec, native Native) (*Deployment, *Choice, error) {
	id, refused := d.DeploymentDriver.Create(ctx, spec, native)
	if refused != nil {
		return d.lookFor(ctx, spec, native, id, refused)
	}
	d.claims.hold(id)
	have, err := d.await(ctx, id, true)
	return d.conclude(have, spec, native, err)
}

// lookFor looks for what a create call whose answer was lost may have left. The
// name was free a moment ago, so what bears it now is ours. What cannot be seen
// was not made, unless the call may be under way still.
func (d *Deployments) lookFor(ctx context.Context, spec DeploymentSpec, native Native, id ID, refused error) (*Deployment, *Choice, error) {
	if !outcomeUnknown(refused) {
		return nil, nil, refused
	}
	ctx, cancel := afterwards(ctx)
	defer cancel()
	if id.Value == "" {
		found, err := d.Find(ctx, spec)
		if err != nil || found == nil {
			return nil, nil, refused
		}
		id = found.ID
	}
	d.claims.hold(id)
	have, err := d.await(ctx, id, true)
	switch code := CodeOf(refused); {
	case IsNotFound(err) && code != CodeTimeout && code != CodeCancelled:
		return nil, nil, refused
	case IsNotFound(err):
		err = &PendingError{Have: have.subject(), Cause: refused}
	}
	return d.conclude(have, spec, native, err)
}

// afterwards is a context in which there is time to look, although the caller's
// may have ended.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	if deadline, bounded := ctx.Deadline(); ctx.Err() == nil && (!bounded || time.Until(deadline) > lookAfter) {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(context.WithoutCancel(ctx), lookAfter)
}

// conclude turns what was read after a create into what is to be kept.
func (d *Deployments) conclude(have *Deployment, spec DeploymentSpec, native Native, err error) (*Deployment, *Choice, error) {
	err = blind(have, spec, err)
	have.Native = have.Native.spelledAs(native)
	wanted := intended(native, spec)
	choice := choose(wanted, spec, have)
	if err == nil {
		err = d.verify(have, spec, wanted)
	}
	choice.Unfinished = err != nil && isUnfinished(spec.Tags)
	return planned(have, spec, native), choice, err
}

// blind takes a wait that could not look for one that has not ended, where the
// object costs to make again: a new object beside an error is destroyed by the
// next apply, and that the platform could not be asked is no reason for it.
func blind(have *Deployment, spec DeploymentSpec, err error) error {
	_, failed := errors.AsType[*FailedError](err)
	_, pending := errors.AsType[*PendingError](err)
	if err == nil || failed || pending || spec.Throughput.Mode != Provisioned {
		return err
	}
	return &PendingError{Have: have.subject(), Cause: err}
}

// planned completes what could not be read with what was sent, so that state
// never holds less than is known.
func planned(have *Deployment, spec DeploymentSpec, native Native) *Deployment {
	if have.Native.Name != "" {
		return have
	}
	have.Name, have.Native, have.Throughput = spec.Name, native, spec.Throughput
	have.VersionUpgrade, have.Guardrail, have.Tags = spec.VersionUpgrade, spec.Guardrail, spec.Tags
	have.Azure = spec.Azure
	return have
}

// choose records what was decided for an object that now stands as have.
func choose(wanted *Choice, spec DeploymentSpec, have *Deployment) *Choice {
	choice := &Choice{Native: wanted.Native, Meant: wanted.Meant, VersionUpgrade: spec.VersionUpgrade, Guardrail: have.DefaultPolicy, Extra: have.Extra}
	choice.TokensPerMinute = spec.Throughput.TokensPerMinute
	if have.Throughput.TokensPerMinute != nil {
		choice.TokensPerMinute = have.Throughput.TokensPerMinute
	}
	if have.Phase == Ready {
		choice.Native.Capacity = have.Native.Capacity
		choice.Native.Locations = have.Native.Locations
	}
	if !have.Created.IsZero() {
		choice.Created = stamp(have.Created)
	}
	return choice
}

// verify reports what the platform accepted but did not do.
func (d *Deployments) verify(have *Deployment, spec DeploymentSpec, wanted *Choice) error {
	spec.NamePrefix = ""
	if change := d.Diff(have, Draft{Spec: spec, Kept: wanted}); change.Action != Same {
		return &DivergedError{Have: have.subject(), Change: change}
	}
	return nil
}
