package sandbox

import (
	"fmt"
	"strings"
	"time"
)

// The methods below do what Azure does by itself, or what no client can make it do: they are for tests. What a client
// can change is changed out of band with Do.

// FailDeployment puts the deployment of the given ARM id into a state such as "Failed" or "Disabled", and ends a write
// in progress with it. The next write of the deployment repairs it; state "Succeeded" does so at once.
func (s *Sandbox) FailDeployment(id, provisioningState string) error {
	return s.editDeployment("fail", id, func(st *state, a *armAccount, d *armDeployment) error {
		now := st.now(time.Now())
		if now.Before(d.ReadyAt) {
			d.ReadyAt, a.BusyUntil = now, now
		}
		d.Forced = provisioningState
		if provisioningState == "Succeeded" {
			d.Forced = ""
		}
		d.Etag = newEtag()
		return nil
	})
}

// UpgradeDeployment moves the deployment of the given ARM id to another version of its model, or, with "name@version",
// to another model of the same format, as the service does at a retirement. It asks nothing of the catalog.
func (s *Sandbox) UpgradeDeployment(id, version string) error {
	return s.editDeployment("upgrade", id, func(st *state, _ *armAccount, d *armDeployment) error {
		if name, v, ok := strings.Cut(version, "@"); ok {
			d.Model.Name, version = name, v
		}
		d.Model.Version = version
		d.Modified, d.Etag = st.now(time.Now()), newEtag()
		return nil
	})
}

// RenameDefaultPolicy changes the name under which Azure shows the RAI policy of deployments that name none.
func (s *Sandbox) RenameDefaultPolicy(name string) error {
	return s.edit(func(st *state) error {
		st.Azure.DefaultPolicy = name
		return nil
	})
}

// ApproveModifiedFilters says whether Microsoft has approved the subscription to turn the four graded content filters
// off, or to let them annotate only. A new sandbox is not approved.
func (s *Sandbox) ApproveModifiedFilters(approved bool) error {
	return s.edit(func(st *state) error {
		st.Azure.ModifiedFilters = approved
		return nil
	})
}

// ReverseFilters makes RAI policies show their content filters and custom blocklists in the reverse of the order that
// they were sent in, or again in that order. The service promises none.
func (s *Sandbox) ReverseFilters(reversed bool) error {
	return s.edit(func(st *state) error {
		st.Azure.FiltersReversed = reversed
		return nil
	})
}

// FailDeletes makes deletes of the RAI policy, blocklist or blocklist item of the given ARM id fail, after they were
// accepted and took their time. The next write of the object lets it go again. The same holds for a guardrail of Bedrock,
// named as SetGuardrailStatus takes it, which is then FAILED; a version, which nothing writes to, stays so.
func (s *Sandbox) FailDeletes(id string) error {
	return s.edit(func(st *state) error {
		if part := guardrailPartOf(id); part.known() {
			return part.failDeletes(st, st.now(time.Now()))
		}
		o := st.raiObjectAt(id, st.now(time.Now()))
		if o == nil {
			return fmt.Errorf("fail deletes of %q: there is no such RAI policy, blocklist or item", id)
		}
		o.Stuck = true
		return nil
	})
}

// SetQuota sets the subscription's limit for a quota ("OpenAI.GlobalStandard.gpt4.1") in a location, in units of
// capacity.
func (s *Sandbox) SetQuota(location, usageName string, limit int) error {
	return s.edit(func(st *state) error {
		putIn(&st.Azure.Limits, limitKey(location, usageName), limit)
		return nil
	})
}

// RetireModel moves the retirement of an Azure model version, in every location and SKU, to the given time.
func (s *Sandbox) RetireModel(format, name, version string, when time.Time) error {
	return s.edit(func(st *state) error {
		putIn(&st.Azure.Retired, modelKey(format, name, version), when)
		return nil
	})
}

// ChangeRate changes what one unit of capacity of a model version allows, in every location and SKU: count per period
// seconds, of "token" or "request". Deployments that stand follow at once; batch and provisioned types have no rates.
func (s *Sandbox) ChangeRate(format, name, version, key string, count, period int) error {
	return s.edit(func(st *state) error {
		putIn(&st.Azure.Rates, modelKey(format, name, version)+"/"+key, azureRate{Key: key, Count: count, RenewalPeriod: period})
		return nil
	})
}

func (s *Sandbox) editDeployment(verb, id string, change func(*state, *armAccount, *armDeployment) error) error {
	vars, ok := (&route{service: serviceARM, path: armAccounts + "/{account}/deployments/{deployment}"}).match(id)
	if !ok {
		return fmt.Errorf("%s deployment: %q is not the id of a deployment", verb, id)
	}
	return s.edit(func(st *state) error {
		a := st.Azure.Accounts[accountKey(vars["group"], vars["account"])]
		if a == nil || a.Deployments[strings.ToLower(vars["deployment"])] == nil {
			return fmt.Errorf("%s deployment %q: it does not exist", verb, id)
		}
		return change(st, a, a.Deployments[strings.ToLower(vars["deployment"])])
	})
}
