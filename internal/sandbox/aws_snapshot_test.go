package sandbox

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// servedOperations are the operations of the official models that the sandbox answers.
func servedOperations() map[string][]string {
	return map[string][]string{
		"bedrock": {
			"ListFoundationModels", "GetFoundationModel", "GetFoundationModelAvailability", "ListFoundationModelAgreementOffers",
			"CreateFoundationModelAgreement", "DeleteFoundationModelAgreement", "GetUseCaseForModelAccess", "PutUseCaseForModelAccess",
			"ListInferenceProfiles", "GetInferenceProfile", "CreateInferenceProfile", "DeleteInferenceProfile",
			"CreateProvisionedModelThroughput", "GetProvisionedModelThroughput", "ListProvisionedModelThroughputs",
			"UpdateProvisionedModelThroughput", "DeleteProvisionedModelThroughput",
			"CreateCustomModelDeployment", "GetCustomModelDeployment", "ListCustomModelDeployments",
			"UpdateCustomModelDeployment", "DeleteCustomModelDeployment", "GetCustomModel", "ListCustomModels",
			"CreateGuardrail", "GetGuardrail", "UpdateGuardrail", "DeleteGuardrail", "ListGuardrails", "CreateGuardrailVersion",
			"PutEnforcedGuardrailConfiguration", "ListEnforcedGuardrailsConfiguration", "DeleteEnforcedGuardrailConfiguration",
			"TagResource", "UntagResource", "ListTagsForResource",
		},
		"bedrockagentcorecontrol": {
			"CreateGateway", "GetGateway", "UpdateGateway", "DeleteGateway", "ListGateways",
			"CreateGatewayTarget", "GetGatewayTarget", "UpdateGatewayTarget", "DeleteGatewayTarget", "ListGatewayTargets", "SynchronizeGatewayTargets",
			"CreateGatewayRule", "GetGatewayRule", "UpdateGatewayRule", "DeleteGatewayRule", "ListGatewayRules",
			"CreateGatewayRateLimit", "GetGatewayRateLimit", "UpdateGatewayRateLimit", "DeleteGatewayRateLimit", "ListGatewayRateLimits",
			"BatchPutGatewayRateLimits", "CreateApiKeyCredentialProvider", "GetApiKeyCredentialProvider", "ListApiKeyCredentialProviders",
			"DeleteApiKeyCredentialProvider", "GetOauth2CredentialProvider", "ListOauth2CredentialProviders", "DeleteOauth2CredentialProvider",
			"TagResource", "UntagResource", "ListTagsForResource",
		},
		"resourcegroupstaggingapi": {"GetResources", "TagResources", "UntagResources"},
		"servicequotas":            {"ListServiceQuotas", "ListAWSDefaultServiceQuotas", "GetServiceQuota"},
	}
}

// snapshotScopes are the signing scopes of the modules with snapshots.
func snapshotScopes() map[string]string {
	return map[string]string{
		"bedrock": serviceBedrock, "bedrockagentcorecontrol": serviceAgentCore, "resourcegroupstaggingapi": serviceTagging, "servicequotas": serviceQuotas,
	}
}

// snapshot reads a request as AWS generated it: method and target, headers, body.
func snapshot(t *testing.T, file, scope string) *http.Request {
	t.Helper()
	raw, err := os.ReadFile(file)
	noError(t, err)
	line, rest, _ := strings.Cut(string(raw), "\n")
	head, body, _ := strings.Cut(strings.TrimLeft(rest, "\n"), "\n\n")
	if !strings.Contains(head, "Content-Type") {
		head, body = "", ""
	}
	method, target, _ := strings.Cut(strings.TrimSpace(line), " ")
	r, err := http.NewRequestWithContext(t.Context(), method, "https://aws.invalid"+target, strings.NewReader(body))
	noError(t, err)
	for header := range strings.SplitSeq(head, "\n") {
		if name, value, ok := strings.Cut(header, ": "); ok {
			r.Header.Set(name, value)
		}
	}
	r.Header.Set("Authorization", scoped("us-east-1", scope))
	return r
}

func TestAWSSnapshots_areRoutedToTheOperationThatTheyAre(t *testing.T) {
	scopes := snapshotScopes()
	models := map[string]int{"bedrock": 0, "resourcegroupstaggingapi": 1, "servicequotas": 2, "bedrockagentcorecontrol": 3}
	variable := regexp.MustCompile(`\{[^}]*\}`)
	for module, names := range servedOperations() {
		folder := recorded(t, "aws", "sdk-snapshots", module, "request_snapshot")
		model := awsContracts(t)[models[module]].model
		served := map[string]bool{}
		for _, name := range names {
			served[name] = true
		}
		files, err := filepath.Glob(filepath.Join(folder, "*.request.snap"))
		noError(t, err)
		checked := 0
		for _, file := range files {
			name := strings.TrimSuffix(filepath.Base(file), ".request.snap")
			t.Run(module+" "+name, func(t *testing.T) {
				r := snapshot(t, file, scopes[module])
				req, err := newRequest(r, catalogDate(), &options{})
				noError(t, err)
				rt, _ := find(awsRoutes(), req)
				if !served[name] {
					if rt != nil {
						t.Errorf("%s is answered by the route %s %s %s, which is another operation's", name, rt.method, rt.path, rt.target)
					}
					return
				}
				if rt == nil {
					t.Fatalf("%s %s is not routed", r.Method, r.URL)
				}
				op := model.Operations[name]
				want := op.HTTP.Method + " " + variable.ReplaceAllString(op.HTTP.RequestURI, "{}")
				if diff := cmp.Diff(want, rt.method+" "+variable.ReplaceAllString(rt.path, "{}")); diff != "" {
					t.Errorf("route (-model +ours):\n%s", diff)
				}
				if rt.target != "" && !strings.HasSuffix(rt.target, "."+name) {
					t.Errorf("target %s", rt.target)
				}
				checked++
			})
		}
		if checked != len(names) {
			t.Errorf("%s: %d of %d operations had a snapshot", module, checked, len(names))
		}
	}
}

// unknownMember is how the stand-in refuses what the models do not name.
const unknownMember = "not part of this operation"

func TestAWSSnapshots_holdNoMemberThatIsUnknown(t *testing.T) {
	scopes := snapshotScopes()
	for module, names := range servedOperations() {
		for _, name := range names {
			t.Run(module+" "+name, func(t *testing.T) {
				file := recorded(t, "aws", "sdk-snapshots", module, "request_snapshot", name+".request.snap")
				resp, err := New().RoundTrip(snapshot(t, file, scopes[module]))
				noError(t, err)
				body, err := peek(resp)
				noError(t, err)
				for _, wrong := range []string{unknownMember, "UnknownOperationException", "SerializationException", "InvalidSignature"} {
					if strings.Contains(string(body), wrong) || strings.Contains(resp.Header.Get("X-Amzn-Errortype"), wrong) {
						t.Errorf("%d %s", resp.StatusCode, body)
					}
				}
			})
		}
	}
}
