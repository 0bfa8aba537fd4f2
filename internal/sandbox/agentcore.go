package sandbox

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// serviceAgentCore is the signing scope of AgentCore, whose control plane answers at bedrock-agentcore-control.
const serviceAgentCore = "bedrock-agentcore"

// agentcoreRoutes returns the operations of AgentCore's control plane that the sandbox answers: gateways, what is in
// them, and the credential providers that their targets name.
func agentcoreRoutes() []route {
	return slices.Concat(gatewayRoutes(), targetRoutes(), ruleRoutes(), rateLimitRoutes(), vaultRoutes(), agentcoreTagRoutes())
}

// agentcoreRoute binds one operation of AgentCore, which answers status when it succeeds. An answer of nil has no body.
func agentcoreRoute(method, path string, status int, operate bedrockOperation) route {
	return route{service: serviceAgentCore, method: method, path: path, handle: func(st *state, r *request) reply {
		body, refused := operate(st, r)
		if refused != nil {
			return refused.reasoned().reply(r)
		}
		answer := reply{status: status}
		if body != nil {
			answer = jsonReply(status, body).with("Content-Type", "application/json")
		}
		return answer.with(awsRequestID())
	}}
}

// agentcoreRead binds an operation that changes nothing, though it may be a POST.
func agentcoreRead(method, path string, operate bedrockOperation) route {
	rt := agentcoreRoute(method, path, http.StatusOK, operate)
	rt.reads = true
	return rt
}

// isAgentCorePath tells whether a path belongs to AgentCore's control plane.
func isAgentCorePath(escapedPath string) bool {
	for _, prefix := range []string{"/gateways/", "/identities/", "/tags/"} {
		if strings.HasPrefix(escapedPath, prefix) {
			return true
		}
	}
	return false
}

// reasoned adds the reason that AgentCore's ValidationException always has.
func (e *awsError) reasoned() *awsError {
	if e.code != "ValidationException" || e.members["reason"] != "" {
		return e
	}
	return e.because("FieldValidationFailed")
}

// because returns the error with another reason.
func (e *awsError) because(reason string) *awsError {
	said := *e
	said.members = maps.Clone(e.members)
	putIn(&said.members, "reason", reason)
	return &said
}

// agentcoreConflict is HTTP 409, where Bedrock's is 400.
func agentcoreConflict(format string, args ...any) *awsError {
	return &awsError{status: http.StatusConflict, code: "ConflictException", message: fmt.Sprintf(format, args...)}
}

// agentcoreQuota is HTTP 402, where Bedrock's is 400.
func agentcoreQuota(format string, args ...any) *awsError {
	return &awsError{status: http.StatusPaymentRequired, code: "ServiceQuotaExceededException", message: fmt.Sprintf(format, args...)}
}

func agentcoreMissing(kind, id string) *awsError {
	return &awsError{status: http.StatusNotFound, code: "ResourceNotFoundException", message: fmt.Sprintf("%s %s does not exist", kind, id)}
}

// notWhile refuses an operation in the words that the service is known to use.
func notWhile(operation, kind, status string) *awsError {
	return invalidInput("Cannot perform operation %s when %s is in %s status", operation, kind, status)
}

func agentcoreOwnARN(region, resource string) string {
	return "arn:aws:" + serviceAgentCore + ":" + region + ":" + AWSAccount + ":" + resource
}

// parseAgentCoreARN reads an ARN of AgentCore; false for anything else.
func parseAgentCoreARN(text string) (arnParts, bool) {
	rest, ours := strings.CutPrefix(text, "arn:aws:"+serviceAgentCore+":")
	parts := strings.SplitN(rest, ":", 3)
	if !ours || len(parts) != 3 {
		return arnParts{}, false
	}
	kind, id, ok := strings.Cut(parts[2], "/")
	return arnParts{region: parts[0], account: parts[1], kind: kind, id: id}, ok
}

// foreignAgentCore refuses what belongs to another account or region, as foreignARN does.
func foreignAgentCore(r *request, arn string) *awsError {
	parts, ok := parseAgentCoreARN(arn)
	switch {
	case !ok:
		return invalidInput("%s is not an ARN of Amazon Bedrock AgentCore", arn)
	case parts.account != AWSAccount:
		return accessDenied("User: %s is not authorized to perform this operation on resource: %s, which belongs to another account. The sandbox holds only account %s.", callerARN(), arn, AWSAccount)
	case parts.region != r.region:
		return invalidInput("The resource %s is in another region than this request, which was sent to %s", arn, r.region)
	}
	return nil
}

// agentcorePage pages a list by the query parameters maxResults, from 1 to most, and nextToken, and refuses any other.
func agentcorePage[T interface{ number() int }](r *request, list string, items []T, most int) (page []T, next string, refused *awsError) {
	c := &constraints{}
	c.queryNames(r, "maxResults", "nextToken")
	c.queryText(r, "nextToken", 1, 2048, noBlankPattern)
	page, next = pageWithin(r, c, list, items, T.number, most)
	return page, next, c.err()
}

// agentcoreOnce compares a create call with earlier ones of the same clientToken. The earlier answer is the id of what
// was made; AWS answers the same again without an error.
func agentcoreOnce(st *state, r *request, operation string, token *string) (o once, earlier string, refused *awsError) {
	o, earlier, refused = onceBy(st, r, operation, "clientToken", token)
	if refused != nil {
		refused = refused.because("IdempotentParameterMismatchException")
	}
	return o, earlier, refused
}
