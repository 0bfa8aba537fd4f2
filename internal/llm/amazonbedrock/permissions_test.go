package amazonbedrock

import (
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// gatewayActions are the IAM actions of requests to AgentCore. Source: Service Authorization Reference, Amazon Bedrock AgentCore,
// whose actions are named as the operations.
func gatewayActions() map[string]string {
	const (
		gateway = "/gateways/main-abcdefghij"
		rule    = gateway + "/rules/12345678-1234-1234-1234-123456789012"
		target  = gateway + "/targets/ABCDEFGHIJ/"
		limit   = gateway + "/rate-limits/limit-1"
	)
	return map[string]string{
		"GET /gateways/":                "ListGateways",
		"GET " + gateway + "/":          "GetGateway",
		"GET " + gateway + "/targets/":  "ListGatewayTargets",
		"POST " + gateway + "/targets/": "CreateGatewayTarget",
		"GET " + target:                 "GetGatewayTarget",
		"PUT " + target:                 "UpdateGatewayTarget",
		"DELETE " + target:              "DeleteGatewayTarget",
		"GET " + gateway + "/rules":     "ListGatewayRules",
		"POST " + gateway + "/rules":    "CreateGatewayRule",
		"PATCH " + rule:                 "UpdateGatewayRule",
		"DELETE " + rule:                "DeleteGatewayRule",

		"GET " + gateway + "/rate-limits":  "ListGatewayRateLimits",
		"POST " + gateway + "/rate-limits": "CreateGatewayRateLimit",
		"PATCH " + limit:                   "UpdateGatewayRateLimit",
		"DELETE " + limit:                  "DeleteGatewayRateLimit",

		"POST /identities/GetApiKeyCredentialProvider": "GetApiKeyCredentialProvider",
		"POST /identities/GetOauth2CredentialProvider": "GetOauth2CredentialProvider",
	}
}

// guardrailActions are the IAM actions of requests about guardrails. Source: Service Authorization Reference, Amazon Bedrock, whose
// actions are named as the operations.
func guardrailActions() map[string]string {
	const (
		guardrail = "/guardrails/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aguardrail%2Fabcdefghijkl"
		enforced  = "/enforcedGuardrailsConfiguration"
	)
	return map[string]string{
		"GET /guardrails":                   "ListGuardrails",
		"POST /guardrails":                  "CreateGuardrail",
		"GET " + guardrail:                  "GetGuardrail",
		"PUT " + guardrail:                  "UpdateGuardrail",
		"POST " + guardrail:                 "CreateGuardrailVersion",
		"DELETE " + guardrail:               "DeleteGuardrail",
		"GET " + enforced:                   "ListEnforcedGuardrailsConfiguration",
		"PUT " + enforced:                   "PutEnforcedGuardrailConfiguration",
		"DELETE " + enforced + "/abc123def": "DeleteEnforcedGuardrailConfiguration",
		"POST /listTagsForResource":         "ListTagsForResource",
		"POST /tagResource":                 "TagResource",
		"POST /untagResource":               "UntagResource",
	}
}

// deploymentActions are the IAM actions of requests about deployments. Source: as above.
func deploymentActions() map[string]string {
	const (
		available  = "/foundation-model-availability/amazon.nova-lite-v1%3A0%3A24k"
		profile    = "/inference-profiles/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2Fabcdefghijkl"
		throughput = "/provisioned-model-throughput/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aprovisioned-model%2Fabcdefghijkl"
		deployment = "/model-customization/custom-model-deployments/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Acustom-model-deployment%2Fabcdefghijkl"
		model      = "/custom-models/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Acustom-model%2Famazon.nova-lite-v1%3A0%3A300k%2Fabcdefghijkl"
	)
	return map[string]string{
		"GET /foundation-models":                             "ListFoundationModels",
		"GET /inference-profiles":                            "ListInferenceProfiles",
		"GET /use-case-for-model-access":                     "GetUseCaseForModelAccess",
		"GET " + available:                                   "GetFoundationModelAvailability",
		"POST /inference-profiles":                           "CreateInferenceProfile",
		"GET " + profile:                                     "GetInferenceProfile",
		"DELETE " + profile:                                  "DeleteInferenceProfile",
		"POST /provisioned-model-throughput":                 "CreateProvisionedModelThroughput",
		"GET /provisioned-model-throughputs":                 "ListProvisionedModelThroughputs",
		"GET " + throughput:                                  "GetProvisionedModelThroughput",
		"PATCH " + throughput:                                "UpdateProvisionedModelThroughput",
		"DELETE " + throughput:                               "DeleteProvisionedModelThroughput",
		"GET " + deployment:                                  "GetCustomModelDeployment",
		"PATCH " + deployment:                                "UpdateCustomModelDeployment",
		"DELETE " + deployment:                               "DeleteCustomModelDeployment",
		"GET " + model:                                       "GetCustomModel",
		"GET /model-customization/custom-model-deployments":  "ListCustomModelDeployments",
		"POST /model-customization/custom-model-deployments": "CreateCustomModelDeployment",
	}
}

// guardrailTemplates are what is sent to Bedrock about guardrails.
func guardrailTemplates() []template {
	return slices.DeleteFunc(templates(), func(one template) bool {
		return !regexp.MustCompile(`uardrail|[tT]ag`).MatchString(one.path.String())
	})
}

// The guides list the permission of every request about routes and guardrails that the driver lets out, and no other.
func TestPermissions(t *testing.T) {
	for guide, of := range map[string]struct {
		service   string
		actions   map[string]string
		templates []template
	}{
		"routing.md":    {"bedrock-agentcore:", gatewayActions(), agentcoreTemplates()},
		"guardrails.md": {"bedrock:", guardrailActions(), guardrailTemplates()},
	} {
		t.Run(guide, func(t *testing.T) {
			want := sentActions(t, of.actions, of.templates)
			for i := range want {
				want[i] = of.service + want[i]
			}
			if diff := cmp.Diff(want, documented(t, guide)); diff != "" {
				t.Errorf("docs/guides/%s (-sent +documented):\n%s", guide, diff)
			}
		})
	}
}

// The guide to permissions, which was written from requests that were observed, lists those of every request, and no other.
func TestPermissions_ofEverything(t *testing.T) {
	bedrock := deploymentActions()
	maps.Copy(bedrock, guardrailActions())
	sent := []string{"bedrock:InvokeModel", "bedrock-agentcore:InvokeGateway"} // to models themselves
	for _, action := range sentActions(t, bedrock, templates()) {
		sent = append(sent, "bedrock:"+action)
	}
	for _, action := range sentActions(t, gatewayActions(), agentcoreTemplates()) {
		sent = append(sent, "bedrock-agentcore:"+action)
	}
	llmtest.RunPermissions(t, "bedrock", sent, nil)
}

// sentActions are the actions, sorted, after a comparison: every request is one that the templates let out, and every template
// has requests.
func sentActions(t *testing.T, actions map[string]string, all []template) []string {
	t.Helper()
	allow, sent := restRequests(all), map[string]bool{}
	var names []string
	for request, action := range actions {
		method, path, _ := strings.Cut(request, " ")
		plain, err := url.PathUnescape(path)
		if err != nil {
			t.Fatal(err)
		}
		if !allow(&http.Request{Method: method, URL: &url.URL{Path: plain, RawPath: path}}) {
			t.Errorf("the driver does not send %s", request)
		}
		for _, template := range all {
			if template.path.MatchString(path) {
				sent[method+" "+template.path.String()] = true
			}
		}
		names = append(names, action)
	}
	for _, template := range all {
		for method := range strings.FieldsSeq(template.methods) {
			if !sent[method+" "+template.path.String()] {
				t.Errorf("no action is known for %s %s", method, template.path)
			}
		}
	}
	slices.Sort(names)
	return names
}

// documented are the actions that a guide's list for the provider names, sorted.
func documented(t *testing.T, guide string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "guides", guide))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- actions: begin -->")
	list, _, ended := strings.Cut(rest, "<!-- actions: end -->")
	if !begun || !ended {
		t.Fatalf("%s has no list of actions", guide)
	}
	var actions []string
	for _, found := range regexp.MustCompile(`"([a-z-]+:[A-Z][A-Za-z0-9]+)"`).FindAllStringSubmatch(list, -1) {
		actions = append(actions, found[1])
	}
	slices.Sort(actions)
	return actions
}
