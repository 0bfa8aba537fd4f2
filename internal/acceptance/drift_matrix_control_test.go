package acceptance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// A table that promises what does not happen is found out, cell by cell.
func TestAccDeployment_controlMatrixNoticesFalsePromises(t *testing.T) {
	idle := fieldChange{by: func(*driftScene) {}}
	paused := goes(sent("properties.deploymentState", "Paused"))
	warned := goes(sent("properties.dynamicThrottlingEnabled", true))
	row := func(plan drift.Effect, class drift.Class) drift.Row {
		return drift.Row{Object: drift.AzureDeployment, Field: string(plan), Class: class, Plan: plan}
	}
	cells := []*driftCell{
		{row: row(drift.Update, drift.Changed), kind: drift.Global, change: paused},       // true
		{row: row(drift.Update, drift.Changed), kind: drift.Global, change: idle},         // nothing is planned
		{row: row(drift.Replace, drift.Changed), kind: drift.Global, change: paused},      // another action is planned
		{row: row(drift.Nothing, drift.Derived), kind: drift.Global, change: paused},      // something is planned
		{row: row(drift.Nothing, drift.Normalised), kind: drift.Global, change: warned},   // something is told
		{row: row(drift.Warn, drift.Unmanaged), kind: drift.Global, change: idle},         // nothing is told
		{row: row(drift.Update, drift.Health), kind: drift.Global, change: paused},        // of another class
		{row: row(drift.List, drift.DefaultChanged), kind: drift.Global, change: idle},    // nothing is listed
		{row: row(drift.Remind, drift.Retirement), kind: drift.Anthropic, change: warned}, // true: something is told
	}
	n := &driftTally{}
	m := newMatrix(t, n, cells)
	var faults []string
	m.fault = func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	m.run()
	for i, c := range cells {
		told := slices.ContainsFunc(faults, func(fault string) bool { return strings.Contains(fault, "("+c.label+")") })
		if honest := i == 0 || i == len(cells)-1; told == honest {
			t.Errorf("%v (%s): found out: %v\n%s", c, c.label, told, strings.Join(faults, "\n"))
		}
	}
	if n.cells != len(cells) || n.undetected < 5 || n.falseAlarms < 2 {
		t.Errorf("counted %d cells, %d not detected, %d false alarms", n.cells, n.undetected, n.falseAlarms)
	}
}
