package sandbox

import (
	"fmt"
	"slices"
	"time"
)

// The methods below do what AWS does by itself, or what no client can make it do: they are for tests. What a client
// can change is changed out of band with Do.

// AddCustomModel adds an active custom model, as a customization job would leave it, and returns its ARN. The base
// model must be one that the region lists.
func (s *Sandbox) AddCustomModel(region, name, baseModel string) (arn string, err error) {
	err = s.edit(func(st *state) error {
		now := st.now(time.Now())
		if _, ok := foundationModel(st, region, baseModel, now); !ok {
			return fmt.Errorf("add custom model %q: %s does not list the model %q", name, region, baseModel)
		}
		if st.AWS.at(region).customModel(name) != nil || !customDeploymentNamePattern().MatchString(name) {
			return fmt.Errorf("add custom model %q: the name is taken or not valid", name)
		}
		m := &bedrockCustomModel{Serial: st.nextSerial(), Name: name, Base: baseModel, Created: now}
		m.ARN = ownARN(region, "custom-model", baseModel+"/"+newBedrockID(m.Serial))
		if !modelARNPattern().MatchString(m.ARN) {
			return fmt.Errorf("add custom model %q: %q cannot be the base of a custom model", name, baseModel)
		}
		held := st.AWS.edit(region)
		held.CustomModels = append(held.CustomModels, m)
		arn = m.ARN
		return nil
	})
	return arn, err
}

// FailThroughput puts a provisioned throughput into the status Failed, with the reason that Get shows.
func (s *Sandbox) FailThroughput(arn, message string) error {
	return s.editOwn("fail throughput", arn, func(held *awsRegion, id string, _ time.Time) bool {
		t := held.throughput(id)
		if t != nil {
			t.Failure = message
		}
		return t != nil
	})
}

// FailCustomModelDeployment puts a custom model deployment into the status Failed; an update in progress fails
// instead, and the deployment serves on what it served before.
func (s *Sandbox) FailCustomModelDeployment(arn, message string) error {
	return s.editOwn("fail custom model deployment", arn, func(held *awsRegion, id string, now time.Time) bool {
		d := held.deployment(id)
		if d == nil {
			return false
		}
		if !now.Before(d.ReadyAt) { // a completed update is history
			d.ModelARN, d.Desired = d.modelNow(now), ""
		}
		d.Failure, d.ReadyAt = message, now
		return true
	})
}

// editOwn changes a resource of the sandbox's account, which change finds by its id.
func (s *Sandbox) editOwn(verb, arn string, change func(held *awsRegion, id string, now time.Time) bool) error {
	parts, ok := parseARN(arn)
	if !ok {
		return fmt.Errorf("%s: %q is not an ARN of Bedrock", verb, arn)
	}
	return s.edit(func(st *state) error {
		if !change(st.AWS.at(parts.region), parts.id, st.now(time.Now())) {
			return fmt.Errorf("%s: %q does not exist", verb, arn)
		}
		return nil
	})
}

// SetServiceQuota sets the account's value of a quota in a region, by its code (see QuotaCode).
func (s *Sandbox) SetServiceQuota(region, code string, value float64) error {
	return s.edit(func(st *state) error {
		if !slices.ContainsFunc(quotasOf(region), func(q quota) bool { return q.code == code }) {
			return fmt.Errorf("set service quota: %s has no quota %q", region, code)
		}
		putIn(&st.AWS.edit(region).Quotas, code, value)
		return nil
	})
}

// RetireBedrockModel ends the life of a foundation model now, in every region: it leaves the lists, while the
// profiles that route to it stay, as they do at AWS.
func (s *Sandbox) RetireBedrockModel(modelID string) error {
	return s.moveLifecycle(modelID, func(now time.Time) bedrockLifecycle { return bedrockLifecycle{Legacy: now, End: now} })
}

// DeprecateBedrockModel marks a foundation model as legacy now, to end at the given time.
func (s *Sandbox) DeprecateBedrockModel(modelID string, end time.Time) error {
	return s.moveLifecycle(modelID, func(now time.Time) bedrockLifecycle { return bedrockLifecycle{Legacy: now, End: end} })
}

func (s *Sandbox) moveLifecycle(modelID string, times func(now time.Time) bedrockLifecycle) error {
	return s.edit(func(st *state) error {
		if !slices.ContainsFunc(bedrockModels(), func(m *catalogModel) bool { return m.ID == modelID }) {
			return fmt.Errorf("change lifecycle: there is no foundation model %q", modelID)
		}
		putIn(&st.AWS.Lifecycles, modelID, times(st.now(time.Now())))
		return nil
	})
}

// ChangeProfileMembers makes a system-defined profile route to other regions, "" among them for the whole world,
// wherever it can be called from. The application profiles that copied it follow; whether they do at AWS is not
// documented, and following is the reading in which a residency rule is broken silently. The id of an application
// profile changes that one alone.
func (s *Sandbox) ChangeProfileMembers(profileID string, regions []string) error {
	if len(regions) == 0 {
		return fmt.Errorf("change profile members of %q: there must be a region", profileID)
	}
	return s.edit(func(st *state) error {
		changed := false
		for _, caller := range bedrockRegions() {
			p, isSystem := findSystemProfile(st, caller, profileID)
			own := st.AWS.at(caller).profile(profileID)
			switch {
			case isSystem:
				changeSystemProfile(st.AWS.edit(caller), p, regions)
			case own != nil:
				own.setMembers(regions)
			default:
				continue
			}
			changed = true
		}
		if !changed {
			return fmt.Errorf("change profile members: there is no profile %q", profileID)
		}
		return nil
	})
}

func changeSystemProfile(held *awsRegion, p systemProfile, regions []string) {
	putIn(&held.Members, p.ID, slices.Clone(regions))
	for _, own := range held.Profiles {
		if parts, ok := parseARN(own.CopyFrom); ok && parts.kind == "inference-profile" && parts.id == p.ID {
			own.setMembers(regions)
		}
	}
}

// setMembers points the profile's model to other regions.
func (p *bedrockProfile) setMembers(regions []string) {
	parts, ok := parseARN(p.Models[0])
	if !ok {
		return
	}
	p.Models = nil
	for _, region := range regions {
		p.Models = append(p.Models, foundationModelARN(region, parts.id))
	}
}
