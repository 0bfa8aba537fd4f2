package faults_test

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// exception is what the operation makes of a fault that means something else to it than the fault's own line says.
func exception(k kind, o operation, c call, f fault) (outcome, bool) {
	switch {
	case f.gone() && c.name == "GET /custom-models/{arn}" && o.waits:
		return outcome{endings: []ending{fails}, code: llm.CodeInvalid}, true // there is no such model
	case optional(k, o, c):
		return withoutIt(f), true
	case k.platform == llm.Azure && o.name != "Preflight" && strings.HasPrefix(f.name, "a body that is cut"):
		return cutOff(c, f), true
	case o.name == opUpdate && c.stage == write && f.done, o.name == "Update" && k.name == "custom" && f.done && f.times == 1:
		return outcome{endings: []ending{succeeds, fails, waits}}, true // what is in force is done; a driver alone cannot wait for it
	case f.gone():
		return missing(k, o, c)
	case o.name == "Preflight" && c.name == "GET account" && f.read.code == llm.CodeInvalid:
		return outcome{endings: []ending{fails}}, true // the account is judged, and is wrong
	case f.cloud == "ConflictException" && c.stage == write && (o.name == "Create" || o.name == opCreate):
		return outcome{endings: []ending{fails}, code: llm.CodeConflict, unmade: true}, true // creates at once are in each other's way for a while
	case f.cloud == "ConflictException" && strings.HasPrefix(c.name, "DELETE /provisioned"):
		return outcome{endings: []ending{fails}, code: llm.CodeLocked}, true // a commitment is refused with that
	case f.read.code == broken && k.name == "profile":
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}, true // profiles have no such state
	}
	return outcome{}, false
}

// cutOff is of an answer that Azure's driver accepts before its body ends; that of a refusal belongs to the attempt.
func cutOff(c call, f fault) outcome {
	if c.stage == write || f.times == 1 {
		return outcome{endings: []ending{succeeds, fails, waits}}
	}
	return outcome{endings: []ending{fails, waits}}
}

// gone reports whether the fault is the platform's own "not found".
func (f fault) gone() bool {
	return f.cloud == "ResourceNotFound" || f.cloud == "ResourceNotFoundException"
}

// missing is what "not found" says of each thing: it is the object's alone that makes an object gone.
func missing(k kind, o operation, c call) (outcome, bool) {
	invalid := outcome{endings: []ending{fails}, code: llm.CodeInvalid}
	switch {
	case c.stage == write && o.name == opDelete:
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}, true // it can still be read
	case c.object() && c.stage == before && o.name == opCreate:
		return outcome{endings: []ending{succeeds}}, true // the name is free
	case c.object() && o.name == "Find", (c.object() || c.stage == write) && (o.name == "Delete" || o.name == opDelete):
		return outcome{endings: []ending{succeeds}}, true
	case c.object() && o.name == opCreate && (k.name == "provisioned" || k.name == "throughput"):
		return outcome{endings: []ending{waits}, code: llm.CodeNotFound}, true // it costs, and is waited for longer than the grace
	case c.object() && (o.name == opRead || o.name == opCreate):
		return outcome{endings: []ending{fails}, code: llm.CodeNotFound}, true // once the grace has passed
	case o.name == "Preflight":
		return outcome{endings: []ending{warns, fails}}, true // what is referred to is not there, or could not be looked at
	case k.platform == llm.Azure && !c.object() && c.stage != write:
		return invalid, true // the account that the id names is wrong
	case k.platform == llm.Bedrock && c.stage == write && (o.name == "Create" || o.name == opCreate):
		return invalid, true // the model is closed to the account
	case c.name == "POST /listTagsForResource" && !o.waits, c.name == "POST /listTagsForResource" && o.name == opRead:
		return outcome{endings: []ending{succeeds}}, true // it is new: its tags are behind
	case c.name == "POST /listTagsForResource":
		return outcome{endings: []ending{waits}, code: llm.CodeTimeout}, true
	}
	return outcome{}, false
}

// optional tells the calls without which an operation has its result all the same: what a write only looks at beforehand,
// and the catalog that only describes what stands.
func optional(k kind, o operation, c call) bool {
	looked := []string{"GET usages", "GET deployments", "GET raiPolicies", "ListServiceQuotas", "GET /custom-models/{arn}", "GET /foundation-model-availability/{id}"}
	switch {
	case (o.name == opCreate || o.name == opUpdate) && c.stage == before && slices.Contains(looked, c.name):
		return true
	case o.name == opUpdate && c.name == "GET models":
		return true
	case c.name != "GET /foundation-models" && c.name != "GET /inference-profiles SYSTEM_DEFINED":
		return false
	case o.name == "Resolve", o.name == "Lifecycle", o.name == "Preflight":
		return false
	}
	return o.name != opCreate || c.stage != before || k.name != "profile"
}

// withoutIt is the outcome where an optional call is struck: success, unless the fault ends more than the call.
func withoutIt(f fault) outcome {
	if f.read.code == llm.CodeCancelled || f.read.code == llm.CodeUnauthenticated && f.read.effort == either {
		return outcome{endings: []ending{succeeds, fails, waits}}
	}
	return outcome{endings: []ending{succeeds}}
}
