package llm

import (
	"context"
	"errors"
	"fmt"
)

// adopt claims what bears the wanted name where it is the object of a create of
// this configuration that was cut short. An empty reason with ok false: it does
// not even look like one.
func (d *Deployments) adopt(found *Deployment, spec DeploymentSpec) (reason string, ok bool) {
	owner := spec.Tags[TagOwner]
	if owner == "" || found.Tags[TagOwner] == "" || !isUnfinished(found.Tags) {
		return "", false
	}
	if found.Tags[TagOwner] != owner {
		return fmt.Sprintf("it bears the tag %s = %q, and the owner here is %q", TagOwner, found.Tags[TagOwner], owner), false
	}
	if found.Phase == Failed {
		return "it does not serve: " + found.Reason, false
	}
	change := d.Diff(found, draftOver(found, spec))
	if change.Action == Replace {
		return "it differs in what cannot be changed in place: " + joinFields(change.Replaced), false
	}
	if !d.claims.adopt(found.ID) {
		return "another resource of this configuration holds it", false
	}
	return "", true
}

// draftOver compares the spec with what is served as if that had been chosen,
// so that a model which the reference cannot mean asks for another object.
func draftOver(found *Deployment, spec DeploymentSpec) Draft {
	spec = marked(spec)
	spec.NamePrefix = ""
	return Draft{Spec: spec, Kept: accept(nil, found, spec.Policy)}
}

// resume brings the object of an interrupted create to the spec, as an update
// does, and takes its mark off. The object is claimed already. Where that is
// refused, nothing is returned beside the error: a new object beside an error is
// destroyed by the next apply, and this one bears the mark by which the next
// apply finds it again.
func (d *Deployments) resume(ctx context.Context, found *Deployment, spec DeploymentSpec) (*Deployment, *Choice, error) {
	draft := draftOver(found, spec)
	have, choice, err := d.bring(ctx, found, draft.Spec, draft.Kept)
	if have.Native.Name == "" {
		have = found // it could not be read again
	}
	if _, pending := errors.AsType[*PendingError](err); err != nil && !pending {
		return nil, nil, fmt.Errorf("resume interrupted create of %s: %w", found.ID.Value, err)
	}
	if err != nil {
		return have, unfinishedChoice(choice, have), err
	}
	return d.finish(ctx, have, spec, choice)
}

// unfinishedChoice keeps in mind that the mark is still there.
func unfinishedChoice(choice *Choice, have *Deployment) *Choice {
	kept := *choice
	kept.Unfinished = isUnfinished(have.Tags)
	return &kept
}
