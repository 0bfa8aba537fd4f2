package faults_test

import (
	"net/http"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routeFaultsOf are all faults of a platform as routes meet them: its objects are others, with states of their own.
func routeFaultsOf(platform llm.Platform) []fault {
	all := slices.DeleteFunc(faultsOf(platform), func(f fault) bool {
		return strings.HasPrefix(f.name, "the object becomes") || f.name == "operation followed to another host" || strings.Contains(f.name, "after the create") ||
			f.name == "an answer about another object"
	})
	if platform == llm.Azure {
		return append(all, routeBecomes("Failed", broken), routeBecomes("Canceled", broken), routeBecomes("Hibernating", pending))
	}
	all = slices.DeleteFunc(all, func(f fault) bool { return f.cloud == "ConflictException" }) // AgentCore's has another status
	for _, conflict := range passing(http.StatusConflict, "ConflictException", "The gateway is being changed by another request.", llm.CodeConflict) {
		conflict.at = writes
		all = append(all, conflict)
	}
	return append(all, refusal(http.StatusPaymentRequired, "ServiceQuotaExceededException", "The number of targets exceeds the quota.", llm.CodeQuota),
		routeBecomes("FAILED", broken), routeBecomes("HIBERNATING", pending))
}

// routeBecomes is a state that a child falls into by itself, after it was written.
func routeBecomes(state string, code llm.Code) fault {
	return fault{
		name: "a child becomes " + state, strike: altered(inState(state)), read: declared{code: code}, silent: true,
		at: func(o operation, c call) bool {
			return (o.name == opCreate || o.name == opUpdate) && c.stage == after && slices.Contains([]string{"GET api", "GET /gateways/{id}/targets/{id}"}, c.name)
		},
	}
}
