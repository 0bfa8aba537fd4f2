package sandbox

import (
	"maps"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every operation that the sandbox serves answers what the model says that it answers, with the model's status. The one
// that is only refused is named here.
func TestAgentCoreAnswers_areTheModels(t *testing.T) {
	recorded(t, "aws", "models", "bedrock-agentcore-control.service-2.json")
	k := awsContracts(t)[3]
	seen := map[string]bool{"SynchronizeGatewayTargets": true} // inference targets have nothing to synchronize
	check := func(c cloud, operation, method, path, body string) {
		t.Helper()
		status, answer := c.sandbox.Do(method, prepared(t, c, path), body)
		if status >= http.StatusBadRequest {
			t.Errorf("%s: %d %s", operation, status, answer)
		}
		for _, b := range k.answer(operation, status, "", []byte(answer)) {
			t.Errorf("%s: %s in %s", operation, b, answer)
		}
		seen[operation] = true
	}
	for _, tc := range limitCases() {
		check(newCloud(t), tc.operation, tc.method, tc.path, tc.body)
	}
	const (
		at  = "/gateways/sandbox-0000000000/"
		tag = "/tags/arn%3Aaws%3Abedrock-agentcore%3Aus-east-1%3A000000000000%3Agateway%2Fsandbox-0000000000"
	)
	for operation, request := range map[string]string{
		"GetGateway": "GET " + at, "ListGateways": "GET /gateways/", "ListTagsForResource": "GET " + tag, "UntagResource": "DELETE " + tag + "?tagKeys=team",
		"GetGatewayTarget": "GET " + at + "targets/{target}/", "ListGatewayTargets": "GET " + at + "targets/",
		"GetGatewayRule": "GET " + at + "rules/{rule}", "ListGatewayRules": "GET " + at + "rules", "DeleteGatewayRule": "DELETE " + at + "rules/{rule}",
		"GetGatewayRateLimit": "GET " + at + "rate-limits/{limit}", "ListGatewayRateLimits": "GET " + at + "rate-limits",
		"DeleteGatewayRateLimit": "DELETE " + at + "rate-limits/{limit}", "DeleteGatewayTarget": "DELETE " + at + "targets/{target}/",
	} {
		method, path, _ := strings.Cut(request, " ")
		check(newCloud(t), operation, method, path, "")
	}
	empty := newCloud(t)
	status, answer := empty.sandbox.Do("DELETE", at, "")
	for _, b := range k.answer("DeleteGateway", status, "", []byte(answer)) {
		t.Errorf("DeleteGateway: %s in %s", b, answer)
	}
	seen["DeleteGateway"] = true
	if diff := cmp.Diff(slices.Sorted(slices.Values(servedOperations()["bedrockagentcorecontrol"])), slices.Sorted(maps.Keys(seen))); diff != "" {
		t.Errorf("operations (-served +answered):\n%s", diff)
	}
	t.Logf("%d operations", len(seen))
}

// The HTTP status of every error that the sandbox gives is the one that the Go client's own snapshots have.
func TestAgentCoreErrors_haveTheStatusOfTheSnapshots(t *testing.T) {
	for code, refused := range map[string]*awsError{
		"ConflictException": agentcoreConflict(""), "ServiceQuotaExceededException": agentcoreQuota(""), "ResourceNotFoundException": agentcoreMissing("", ""),
		"ValidationException": notWhile("", "", ""), "AccessDeniedException": accessDenied(""),
	} {
		t.Run(code, func(t *testing.T) {
			snap, err := os.ReadFile(recorded(t, "aws", "sdk-snapshots", "bedrockagentcorecontrol", "response_snapshot", code+".error.snap"))
			noError(t, err)
			want, _, _ := strings.Cut(string(snap), "\n")
			if strings.TrimSpace(want) != strconv.Itoa(refused.status) || refused.code != code {
				t.Errorf("%s: %d, want %s", refused.code, refused.status, want)
			}
		})
	}
}
