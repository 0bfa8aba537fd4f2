package faults_test

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// expectRoute derives the cell's outcome from what the fault declares, by the rules of the operation.
func expectRoute(r *routed, c call, f fault) outcome {
	o := r.op.operation
	d := f.read
	if c.stage == write {
		d = f.write
	}
	if special, found := routeException(r, c, f); found {
		return special
	}
	switch {
	case d.code == "":
		return outcome{endings: []ending{succeeds}}
	case o.name == "Preflight":
		return outcome{endings: []ending{warns}, code: d.code, effort: d.effort}
	case d.code == broken:
		return outcome{endings: []ending{breaks}}
	case d.code == pending:
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}
	case c.stage == after:
		return outcome{endings: []ending{waits, fails}, code: d.code, alsoTimeout: true}
	}
	return outcome{endings: []ending{fails}, code: d.code, effort: d.effort}
}

// routeException is what the operation makes of a fault that means something else to it than the fault's own line says.
func routeException(r *routed, c call, f fault) (outcome, bool) {
	o := r.op.operation
	switch {
	case f.gone() && asideOnly(c) && o.waits:
		return outcome{endings: []ending{fails}, code: llm.CodeInvalid}, true // there is no such credential
	case r.kind.platform == llm.Azure && o.waits && c == call{after, "GET namedValue"}:
		return outcome{endings: []ending{succeeds, fails, waits}}, true // how its write ended; the list tells, too
	case o.waits && asideOnly(c):
		return withoutIt(f), true
	case f.gone():
		return routeMissing(o, c), true
	case f.cloud == "PreconditionFailed" && c.stage == write:
		return outcome{endings: []ending{fails}, code: llm.CodeConflict}, true // read and tried once more
	case strings.HasPrefix(f.name, "a body that is cut") && r.kind.platform == llm.Azure:
		return outcome{endings: []ending{succeeds, warns, fails, waits}}, true // accepted before its body ends, or read again
	case c.stage == write && f.done:
		return outcome{endings: []ending{succeeds, fails, waits}}, true // what is in force is done
	}
	return outcome{}, false
}

// asideOnly tells the calls that only the look before a write makes: a write goes on without them.
func asideOnly(c call) bool {
	return c.stage == before && slices.Contains([]string{
		"POST /identities/GetApiKeyCredentialProvider", "POST /identities/GetOauth2CredentialProvider",
	}, c.name)
}

// routeMissing is what "not found" says: of one child that it is not there, of a list that the gateway is not.
func routeMissing(o operation, c call) outcome {
	switch {
	case o.name == "Preflight":
		return outcome{endings: []ending{warns, fails}}
	case c.stage == write && strings.HasPrefix(c.name, "DELETE"):
		return outcome{endings: []ending{succeeds, waits, fails}}
	}
	return outcome{endings: []ending{succeeds, fails, waits}}
}
