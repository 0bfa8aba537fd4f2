package amazonbedrock

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// routeError is translate with the ways out that AgentCore has.
func routeError(op, object string, err error) error {
	if err == nil {
		return nil
	}
	e := asError(op, object, err)
	switch e.Code {
	case llm.CodeDenied:
		e.Fix = "Allow the bedrock-agentcore action named in the message to these credentials, in an IAM policy or the organisation's."
	case llm.CodeQuota:
		e.Fix = "Remove targets or rules that nobody needs from the gateway, or ask for a higher quota of Amazon Bedrock AgentCore in Service Quotas."
	case llm.CodeConflict:
		e.Fix = "Something else is being changed on the gateway, or is in the way; the message names it. Apply again when it is done."
	}
	return e
}

// putError says which argument to change. What is not found while something is written went since it was read: the route
// itself is not gone for that.
func putError(op, child string, field llm.Field, err error) error {
	if err == nil {
		return nil
	}
	e, _ := routeError(op, child, err).(*llm.Error) //nolint:errorlint // just made
	switch {
	case e.Code == llm.CodeNotFound:
		e.Code, e.Fix = llm.CodeConflict, "It was deleted while the route was written. Plan and apply again."
	case e.Code == llm.CodeConflict && strings.Contains(strings.ToLower(e.Message), "priority"):
		e.Field, e.Fix = llm.FieldPriority, priorityFix
	case e.Code == llm.CodeInvalid || e.Code == llm.CodeQuota:
		e.Field = field
	}
	return e
}

const priorityFix = "Every rule of a gateway has a priority of its own. Set priority to a number from 1 to 1000000 that no other rule has, lower first."
