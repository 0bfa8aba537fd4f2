package faults_test

import (
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routeException is what the operation makes of a fault that means something else to it than the fault's own line says.
func routeException(platform llm.Platform, o operation, c call, f fault) (outcome, bool) {
	switch {
	case f.gone() && asideOnly(c) && o.waits:
		return outcome{endings: []ending{fails}, code: llm.CodeInvalid}, true // there is no such credential
	case platform == llm.Azure && o.waits && c == call{after, "GET namedValue"}:
		return outcome{endings: []ending{succeeds, fails, waits}}, true // how its write ended; the list tells, too
	case o.waits && asideOnly(c):
		return withoutIt(f), true
	case f.gone():
		return routeMissing(o, c), true
	case f.cloud == "PreconditionFailed" && c.stage == write:
		return outcome{endings: []ending{fails}, code: llm.CodeConflict}, true // read and tried once more
	case strings.HasPrefix(f.name, "a body that is cut") && platform == llm.Azure:
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
