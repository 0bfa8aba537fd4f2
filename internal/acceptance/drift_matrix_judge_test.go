package acceptance_test

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// actionsOf are the plan's words for an effect.
func actionsOf(effect drift.Effect) []string {
	switch effect {
	case drift.Update, drift.Resume:
		return []string{"update"}
	case drift.Replace:
		return []string{"delete", "create"}
	case drift.Create, drift.Exists:
		return []string{"create"}
	}
	return []string{"no-op"}
}

// listedClass are the classes that the attribute `drift` lists.
func listedClass(class drift.Class) bool {
	switch class {
	case drift.Recreated, drift.Health, drift.ServiceChanged, drift.ServingChanged, drift.Locations, drift.DefaultChanged,
		drift.Unmanaged, drift.Unverified:
		return true
	}
	return false
}

// judgePlan holds a plan after the changes to what the rows say.
func (m *driftMatrix) judgePlan(s said, plan map[string]plannedChange) {
	if want := m.cells[0].row.Plan.ExitCode(); s.exit != want {
		m.fault("exit code %d, want %d:\n%s", s.exit, want, s.output)
	}
	for _, c := range m.cells {
		m.n.add(&m.n.cells)
		switch resourceOf(c.kind) {
		case drift.Route:
			m.n.add(&m.n.routes)
		case drift.Guardrail, drift.Enforcement:
			m.n.add(&m.n.guardrails)
		}
		if c.row.Plan == drift.Refuse {
			m.judgeTold(c, s.about(c.label, "error"), true)
			continue
		}
		m.judgeAction(c, plan[c.address()])
		m.judgeDrift(c, s.drifted[c.address()])
		m.judgeTold(c, s.about(c.label, "warning"), c.row.Plan == drift.Warn || c.row.Plan == drift.Remind || c.row.Plan == drift.Note)
	}
}

// judgeAction compares the planned actions and the classes that are listed.
func (m *driftMatrix) judgeAction(c *driftCell, p plannedChange) {
	want := actionsOf(c.row.Plan)
	switch same := slices.Equal(p.Change.Actions, want); {
	case same && c.row.Plan.ExitCode() == 2:
		m.n.add(&m.n.detected)
	case same:
	case c.row.Plan.Detects():
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): planned %v, want %v", c, c.label, p.Change.Actions, want)
	default:
		m.n.add(&m.n.falseAlarms)
		m.fault("%v (%s): planned %v, want nothing", c, c.label, p.Change.Actions)
	}
	m.judgeClass(c, p)
	if hasChildren(c.kind) {
		m.judgeNamed(c, p)
		m.judgeArgument(c, p)
	}
}

func (m *driftMatrix) judgeClass(c *driftCell, p plannedChange) {
	var classes []string
	for _, d := range p.Change.Before.Drift {
		classes = append(classes, d.Class)
	}
	named := slices.Contains(classes, string(c.row.Class))
	switch {
	case c.row.Plan == drift.Nothing && len(classes) > 0:
		m.n.add(&m.n.falseAlarms)
		m.fault("%v (%s): drift lists %v, want nothing", c, c.label, classes)
	case c.row.Plan == drift.Create || c.row.Plan == drift.Exists || c.row.Plan == drift.Nothing:
	case hasChildren(c.kind) && c.row.Class == drift.Health: // health itself tells: see judgeNamed
	case listedClass(c.row.Class) && !named:
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): drift lists %v, want %s", c, c.label, classes, c.row.Class)
	}
}

// judgeArgument expects that a planned change shows the attribute that the row
// names.
func (m *driftMatrix) judgeArgument(c *driftCell, p plannedChange) {
	name := c.row.Argument
	if name != "" && c.row.Plan == drift.Update && p.whole.Unknown[name] != true && equalJSON(p.whole.Before[name], p.whole.After[name]) {
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): the plan does not show it at %s", c, c.label, name)
	}
}

// judgeNamed expects that a planned change of what has children names the child that it is
// about: in its children or, where nothing differs but its state, in its health.
func (m *driftMatrix) judgeNamed(c *driftCell, p plannedChange) {
	if c.row.Plan != drift.Update && c.row.Plan != drift.Resume {
		return
	}
	names := []string{strings.SplitN(p.Change.Before.Health.Reason, ": ", 2)[0]}
	for _, list := range []map[string]any{p.Change.Before.Children, p.Change.After.Children} {
		for name := range list {
			if !equalJSON(p.Change.Before.Children[name], p.Change.After.Children[name]) {
				names = append(names, name)
			}
		}
	}
	kind := childKind(c.row.Object)
	if !slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(name, kind) }) {
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): the plan names %q, and no %s", c, c.label, names, kind)
	}
}

// childKind is how the names of an object's children begin.
func childKind(object drift.Object) string {
	return map[drift.Object]string{
		drift.GatewayTarget: "target/", drift.GatewayRule: "rule", drift.GatewayLimit: "rate-limit/", drift.Backend: "backend/", drift.BackendPool: "pool/",
		drift.RAIPolicy: "policy/", drift.Blocklist: "blocklist/", drift.BlocklistItem: "blocklist/", drift.GuardrailDraft: "guardrail", drift.GuardrailTags: "guardrail",
		drift.GuardrailVersion: "version", drift.EnforcedConfig: "enforcement", drift.NamedValue: "named-value/", drift.API: "api/", drift.APIOperation: "operation", drift.APIPolicy: "policy",
	}[object]
}

// judgeDrift holds resource_drift, which other tools read and -refresh-only
// shows, to agree with the plan: what a plan tells of is drift, and what means
// the same is none.
func (m *driftMatrix) judgeDrift(c *driftCell, action string) {
	switch {
	case c.row.Class == drift.Normalised && action != "":
		m.n.add(&m.n.falseAlarms)
		m.fault("%v (%s): resource_drift tells of a %s", c, c.label, action)
	case c.row.Plan.Detects() && c.row.Plan != drift.Remind && action == "":
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): resource_drift does not tell", c, c.label)
	}
}

// judgeTold compares whether there is a diagnostic. One beside a planned change
// is welcome; one where nothing is to be told is a false alarm.
func (m *driftMatrix) judgeTold(c *driftCell, told []diagnostic, wanted bool) {
	quiet := c.row.Plan == drift.List || c.row.Plan == drift.Nothing
	switch {
	case wanted && len(told) > 0:
		m.n.add(&m.n.detected)
	case wanted:
		m.n.add(&m.n.undetected)
		m.fault("%v (%s): the plan does not tell", c, c.label)
	case quiet && len(told) > 0:
		m.n.add(&m.n.falseAlarms)
		m.fault("%v (%s): told without need: %v", c, c.label, told)
	}
}

// about are the diagnostics of a severity that point at a deployment.
func (s said) about(label, severity string) []diagnostic {
	var found []diagnostic
	for _, d := range s.diagnostics {
		if d.Severity == severity && (strings.HasSuffix(d.Address, "."+label) || strings.Contains(d.Detail, `"`+label+`"`)) {
			found = append(found, d)
		}
	}
	return found
}

// judgeSettled holds the plan after the apply to be empty, but for the warnings
// that stand.
func (m *driftMatrix) judgeSettled(s said) {
	if s.exit != 0 {
		m.fault("exit code %d after the apply, want 0; planned %v:\n%s", s.exit, s.actions, s.output)
	}
	for _, c := range m.cells {
		standing := c.row.Plan == drift.Warn || c.row.Plan == drift.Remind
		if told := s.about(c.label, "warning"); (len(told) > 0) != standing {
			m.fault("%v (%s): warnings after the apply: %v, want some: %v", c, c.label, told, standing)
		}
	}
}

// judgeExisting expects that what took the place is not touched, that the error
// holds its import block, and that without it the deployment is made anew.
func (m *driftMatrix) judgeExisting(c *cli) {
	s := c.apply().must(m.t, 1)
	for _, cell := range m.cells {
		var blocks int
		for _, d := range s.about(cell.label, "error") {
			blocks += strings.Count(d.Detail, "import {")
		}
		if blocks == 0 {
			m.fault("%v (%s): no import block:\n%s", cell, cell.label, s.output)
		}
	}
	for _, cell := range m.cells {
		if hasChildren(cell.kind) {
			m.w.do("DELETE", m.taken[cell.label], "")
			continue
		}
		m.w.remove(m.taken[cell.label])
	}
	c.apply().must(m.t, 0)
	m.judgeSettled(c.plan())
}
