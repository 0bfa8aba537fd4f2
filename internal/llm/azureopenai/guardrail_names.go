package azureopenai

import (
	"strings"
)

// The kinds of a guardrail's children.
const (
	kindBlocklist = "blocklist"
	kindRaiPolicy = "policy"
)

// guardMark begins the description of the blocklists that guardrails make.
const guardMark = "llm_guardrail"

const (
	listSuffix = "-blocked"
	listLength = 64 // characters: no limit is documented, so that of deployments is taken
)

// guardrailNameFix is the way out for a name that is none.
const guardrailNameFix = nameFix + ` "Microsoft." begins the names of Microsoft's own.`

// guardrailNameProblem says what is wrong with a name; empty where nothing is. The
// pattern is the specification's, the bounds those of deployments.
func guardrailNameProblem(name string) string {
	if !nameRule.MatchString(name) || isReserved(name) {
		return quoted(name) + " cannot be the name of a guardrail on Azure"
	}
	return ""
}

// isReserved reports whether a policy bears a name that only Microsoft gives.
func isReserved(name string) bool { return strings.HasPrefix(strings.ToLower(name), "microsoft.") }

// guardChild is the name of a child. ARM does not tell upper from lower case, so
// that another spelling is the same object, and nothing to take away.
func guardChild(kind, name string) string { return kind + "/" + canonicalName(name) }

// listName is the name of a guardrail's own blocklist.
func listName(guardrail string) string {
	if room := listLength - len(listSuffix); len(guardrail) > room {
		guardrail = guardrail[:room-9] + "-" + shortHash(canonicalName(guardrail))
	}
	return guardrail + listSuffix
}

// blocklistMark is the description of a guardrail's own blocklist.
func blocklistMark(guardrail string) string { return guardMark + " " + guardrail }

// guardedName is the guardrail that a description names; empty where it names none.
func guardedName(description string) string {
	name, found := strings.CutPrefix(description, guardMark+" ")
	if !found {
		return ""
	}
	return name
}
