package faults_test

import (
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// expectComposite derives the cell's outcome from what the fault declares, by the rules of the operation.
func expectComposite[S llm.CompositeSpec](d *composed[S], c call, f fault) outcome {
	o, told := d.op.operation, f.read
	if c.stage == write {
		told = f.write
	}
	if special, found := d.form.exception(d.op, c, f); found {
		return special
	}
	switch {
	case told.code == "":
		return outcome{endings: []ending{succeeds}}
	case o.name == "Preflight":
		return outcome{endings: []ending{warns}, code: told.code, effort: told.effort}
	case told.code == broken:
		return outcome{endings: []ending{breaks}}
	case told.code == pending:
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}
	case c.stage == after:
		return outcome{endings: []ending{waits, fails}, code: told.code, alsoTimeout: true}
	}
	return outcome{endings: []ending{fails}, code: told.code, effort: told.effort}
}
