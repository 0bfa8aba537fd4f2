package faults_test

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardrailException is what an operation makes of a fault that means something else to it than the fault's own line says.
func guardrailException(platform llm.Platform) func(composing[llm.GuardrailSpec], call, fault) (outcome, bool) {
	return func(o composing[llm.GuardrailSpec], c call, f fault) (outcome, bool) {
		switch {
		case f.stuck && platform == llm.Bedrock:
			return outcome{endings: []ending{breaks}}, true // the guardrail says so itself
		case f.stuck:
			return outcome{endings: []ending{fails}}, true
		case c.name == "GET account" && f.read.code == llm.CodeInvalid && o.name != opDelete && o.removing == "":
			return outcome{endings: []ending{fails}}, true // the account is judged, and is wrong
		case f.gone() && c.name == "GET account":
			return routeMissing(o.operation, c), true
		case (o.name == opCreate || o.name == opUpdate) && c.stage == before && (c.name == "GET account" || c.name == "GET raiPolicies"):
			return withoutIt(f), true
		case c.name == "GET operationResult":
			return outcome{endings: []ending{succeeds, fails}, code: f.read.code}, true // it tells how a delete has ended, and so does the object
		case looksForUsers(o, c):
			return unlooked(f), true
		case f.name == otherGuardrail && c.name == "GET raiBlocklist":
			return outcome{endings: []ending{succeeds, fails}, code: llm.CodeProtocol}, true // there is not always one
		case f.gone():
			return routeMissing(o.operation, c), true
		case strings.HasPrefix(f.name, "a body that is cut") && platform == llm.Azure:
			return outcome{endings: []ending{succeeds, warns, fails, waits}}, true // accepted before its body ends, or read again
		case c.stage == write && f.done:
			return outcome{endings: []ending{succeeds, fails, waits}}, true // what is in force is done
		}
		return outcome{}, false
	}
}

// unlooked is the outcome where it cannot be seen who uses what is to go: nothing goes. Only who may not look at all finds
// out by trying.
func unlooked(f fault) outcome {
	switch {
	case f.read.code == "" || f.read.code == llm.CodeDenied:
		return withoutIt(f)
	case f.times > 0:
		return outcome{endings: []ending{succeeds, fails, waits}}
	}
	return outcome{endings: []ending{fails, waits}}
}

// looksForUsers tells the calls by which a delete looks who uses what is to go.
func looksForUsers(o composing[llm.GuardrailSpec], c call) bool {
	return (o.name == opDelete || o.removing != "") && (c.name == "GET deployments" || c.name == "GET raiPolicies" || c.name == "GET account")
}

// enforcementException is the same for what is enforced.
func enforcementException(o composing[llm.EnforcementSpec], c call, f fault) (outcome, bool) {
	switch {
	case f.gone():
		return routeMissing(o.operation, c), true
	case (o.name == opCreate || o.name == opUpdate) && c.stage == before && c.name == "GET /guardrails versions":
		return withoutIt(f), true
	case c.stage == write && f.done:
		return outcome{endings: []ending{succeeds, fails, waits}}, true // what is in force is done
	}
	return outcome{}, false
}
