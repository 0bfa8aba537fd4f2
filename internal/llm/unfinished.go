package llm

import (
	"context"
	"fmt"
	"maps"
)

// UnfinishedError says that a deployment was made and serves, and that the mark
// of an unfinished create could not be taken off it. The next update does that.
type UnfinishedError struct {
	Have  *Deployment
	Cause error // what the last step ran into
}

// Error names the object and the tag.
func (e *UnfinishedError) Error() string {
	return fmt.Sprintf("finish deployment %q: it serves, but its tag %s could not be removed: %v", e.Have.Name, TagUnfinished, e.Cause)
}

// Unwrap gives what the last step ran into.
func (e *UnfinishedError) Unwrap() error { return e.Cause }

// isUnfinished reports whether a create says that it has not come to its end.
func isUnfinished(tags map[string]string) bool {
	_, marked := tags[TagUnfinished]
	return marked
}

// marked is the spec as it is sent while the create is under way. Without an
// owner nobody could tell whose it is, so that nothing is marked.
func marked(spec DeploymentSpec) DeploymentSpec {
	if spec.Tags[TagOwner] == "" {
		return spec
	}
	tags := maps.Clone(spec.Tags)
	tags[TagUnfinished] = "true"
	spec.Tags = tags
	return spec
}

// finish takes the mark off what serves as it was asked for: the very last call
// of a create, so that no kill after it but the one before state is saved leaves
// an object that nobody can tell from another's. It is therefore not read back;
// a mark that has stayed is a difference of the next plan. What fails here is an
// *UnfinishedError, since the object serves.
func (d *Deployments) finish(
	ctx context.Context, have *Deployment, spec DeploymentSpec, choice *Choice,
) (*Deployment, *Choice, error) {
	if !isUnfinished(have.Tags) {
		return have, choice, nil
	}
	sent := spec
	sent.Tags = spec.IgnoreTags.Merge(spec.Tags, have.Tags)
	failed := d.DeploymentDriver.Update(ctx, have, sent, choice.Native)
	if failed == nil {
		done := *have
		done.Tags = sent.Tags
		return &done, choice, nil
	}
	after, err := d.settled(ctx, have)
	if err == nil && d.verify(after, spec, choice) == nil {
		return after, choice, nil // only its answer was lost
	}
	choice.Unfinished = isUnfinished(after.Tags)
	return after, choice, &UnfinishedError{Have: after, Cause: failed}
}

// finished tells whether a write has ended the create that kept tells of. Only
// the write that took the mark off does: where it was gone before, another
// address may stand for the object.
func finished(kept *Choice, before, after *Deployment) bool {
	return kept == nil || !kept.Unfinished || isUnfinished(before.Tags) && !isUnfinished(after.Tags)
}

// noted is the choice that also tells of a mark which a read has found.
func noted(kept *Choice, have *Deployment) *Choice {
	if kept.Unfinished || !isUnfinished(have.Tags) {
		return kept
	}
	marked := *kept
	marked.Unfinished = true
	return &marked
}

// Disowned finds out whether another address has finished the create that kept
// tells of, and now stands for the object: then it is an error to destroy it
// from here. It reads only where kept is unfinished. What is gone is nobody's.
func (d *Deployments) Disowned(ctx context.Context, id ID, kept *Choice) error {
	if kept == nil || !kept.Unfinished {
		return nil
	}
	have, err := d.Get(ctx, id)
	if IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if isUnfinished(have.Tags) {
		return nil
	}
	return &Error{
		Op: "delete deployment", Object: id.Value, Code: CodeRefused,
		Message: "its create was interrupted here and finished from somewhere else: the tag " + TagUnfinished + " is gone, and this address did not remove it",
		Fix: "Nothing was sent. `terraform state rm <this address>` forgets it here and keeps the object for whoever finished it. " +
			"If nobody did, and the tag was removed by hand, import it after that, and destroy it then:\n\n" +
			fmt.Sprintf("import {\n  to = <this address>\n  id = %q\n}", id.Value),
	}
}
