package llm

import (
	"slices"
	"strings"
	"sync"
)

// plans are what the plans of this process say of names, so that no plan lets a
// create meet an unfinished object that another resource holds. Plans are made
// side by side: whichever of the two comes second is told.
type plans struct {
	mu         sync.Mutex
	creates    []DeploymentSpec
	unfinished []*Deployment
	taken      []taken // of quotas, by what is planned to be written
}

// PlanCreate notes that a create is planned. It is an error where that would
// take on an unfinished deployment which another resource holds.
func (d *Deployments) PlanCreate(spec DeploymentSpec) error {
	d.plans.mu.Lock()
	defer d.plans.mu.Unlock()
	d.plans.creates = append(d.plans.creates, spec)
	if i := slices.IndexFunc(d.plans.unfinished, func(have *Deployment) bool { return d.wouldTake(spec, have) }); i >= 0 {
		return twoOfOneName(d.plans.unfinished[i])
	}
	return nil
}

// PlanUnfinished notes that a resource holds a deployment whose create has not
// come to its end. It is an error where a planned create would take that on.
func (d *Deployments) PlanUnfinished(have *Deployment) error {
	d.plans.mu.Lock()
	defer d.plans.mu.Unlock()
	d.plans.unfinished = append(d.plans.unfinished, have)
	if slices.ContainsFunc(d.plans.creates, func(spec DeploymentSpec) bool { return d.wouldTake(spec, have) }) {
		return twoOfOneName(have)
	}
	return nil
}

// wouldTake reports whether a create of the spec could find the deployment and
// bring it to the spec in place.
func (d *Deployments) wouldTake(spec DeploymentSpec, have *Deployment) bool {
	target, err := d.Target(spec)
	if err != nil || !strings.EqualFold(target.Parent, have.ID.Parent) || !strings.EqualFold(target.Location, have.ID.Location) {
		return false
	}
	if spec.Name == "" && MadeFrom(spec.NamePrefix, have.Name) {
		spec.Name = have.Name
	}
	return strings.EqualFold(spec.Name, have.Name) && spec.Tags[TagOwner] != "" &&
		d.Diff(have, draftOver(have, spec)).Action != Replace
}

func twoOfOneName(have *Deployment) error {
	return &Error{
		Op: "plan deployment", Object: have.Name, Code: CodeRefused,
		Message: "one resource holds " + have.ID.Value + ", whose create has not come to its end, and another resource of the same name " +
			"is to be made, which would take it for its own",
		Fix: "If both are one resource under an old and a new address, tell terraform so by a moved block or `terraform state mv`. " +
			"If they are two, give the new one another name.",
	}
}
