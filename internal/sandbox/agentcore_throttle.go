package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// isGatewayOrTarget tells whether a request is one of those whose rate AWS limits: rules and rate limits have no
// published rate ("Quotas for Amazon Bedrock AgentCore", 2026-08).
func isGatewayOrTarget(r *http.Request) bool {
	rest, ours := strings.CutPrefix(r.URL.EscapedPath(), "/gateways/")
	_, in, _ := strings.Cut(rest, "/")
	return ours && (in == "" || strings.HasPrefix(in, "targets/"))
}

// refuseGateway answers what exceeds the rate of gateways and targets. The SDK retries it, and no header says when.
func (t *throttle) refuseGateway(r *http.Request) *http.Response {
	b := t.gatewayWrites
	if r.Method == http.MethodGet {
		b = t.gatewayReads
	}
	if b.take(time.Now()) == 0 {
		return nil
	}
	refused := &awsError{status: http.StatusTooManyRequests, code: "ThrottlingException", message: "Rate exceeded"}
	return response(r, refused.reply(&request{service: serviceAgentCore}))
}
