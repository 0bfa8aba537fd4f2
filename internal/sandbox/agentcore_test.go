package sandbox

import (
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// gatewayID is the id of the gateway that a new sandbox holds.
func gatewayID() *string {
	return aws.String(strings.TrimPrefix(AgentCoreGatewayARN(), "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/"))
}

// azureTarget is a target at an Azure endpoint, with the API key of a new sandbox.
func azureTarget(name string) *agentcore.CreateGatewayTargetInput {
	return &agentcore.CreateGatewayTargetInput{
		GatewayIdentifier: gatewayID(), Name: &name,
		TargetConfiguration: &types.TargetConfigurationMemberInference{Value: &types.InferenceTargetConfigurationMemberProvider{
			Value: types.InferenceProviderTargetConfiguration{
				Endpoint:   aws.String("https://sandbox.openai.azure.com/openai/v1"),
				Operations: []types.InferenceOperationConfiguration{{Path: aws.String("/v1/chat/completions"), Models: []types.ModelEntry{{Model: aws.String("gpt-*")}}}},
			},
		}},
		CredentialProviderConfigurations: []types.CredentialProviderConfiguration{{
			CredentialProviderType: types.CredentialProviderTypeApiKey,
			CredentialProvider: &types.CredentialProviderMemberApiKeyCredentialProvider{Value: types.GatewayApiKeyCredentialProvider{
				ProviderArn: aws.String(AgentCoreKeyProviderARN()), CredentialParameterName: aws.String("api-key"), CredentialLocation: types.ApiKeyCredentialLocationHeader,
			}},
		}},
	}
}

// bedrockTarget is a target at Bedrock's connector.
func bedrockTarget(name string) *agentcore.CreateGatewayTargetInput {
	return &agentcore.CreateGatewayTargetInput{
		GatewayIdentifier: gatewayID(), Name: &name,
		TargetConfiguration: &types.TargetConfigurationMemberInference{Value: &types.InferenceTargetConfigurationMemberConnector{
			Value: types.InferenceConnectorTargetConfiguration{Source: &types.InferenceConnectorSource{ConnectorId: aws.String("bedrock-mantle")}},
		}},
		CredentialProviderConfigurations: []types.CredentialProviderConfiguration{{CredentialProviderType: types.CredentialProviderTypeGatewayIamRole}},
	}
}

// mustCreateTargets makes targets and lets them get ready.
func mustCreateTargets(t *testing.T, c cloud, names ...string) (ids []string) {
	t.Helper()
	for _, name := range names {
		out, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget(name))
		noError(t, err)
		ids = append(ids, *out.TargetId)
		c.settle(t)
	}
	return ids
}

func getTargetOf(t *testing.T, c cloud, id string) *agentcore.GetGatewayTargetOutput {
	t.Helper()
	out, err := c.gateway.GetGatewayTarget(t.Context(), &agentcore.GetGatewayTargetInput{GatewayIdentifier: gatewayID(), TargetId: &id})
	noError(t, err)
	return out
}

func deleteTargetOf(t *testing.T, c cloud, id string) error {
	t.Helper()
	_, err := c.gateway.DeleteGatewayTarget(t.Context(), &agentcore.DeleteGatewayTargetInput{GatewayIdentifier: gatewayID(), TargetId: &id})
	return err
}

func TestAgentCore_aNewSandboxHoldsAGatewayAndTwoCredentials(t *testing.T) {
	c := newCloud(t)
	got, err := c.gateway.GetGateway(t.Context(), &agentcore.GetGatewayInput{GatewayIdentifier: gatewayID()})
	noError(t, err)
	if *got.GatewayArn != AgentCoreGatewayARN() || got.Status != types.GatewayStatusReady || *got.Name != AgentCoreGateway ||
		*got.GatewayUrl != "https://sandbox-0000000000.gateway.bedrock-agentcore.us-east-1.amazonaws.com" {
		t.Errorf("got %s %s %s %s", *got.GatewayArn, got.Status, *got.Name, *got.GatewayUrl)
	}
	key, err := c.gateway.GetApiKeyCredentialProvider(t.Context(), &agentcore.GetApiKeyCredentialProviderInput{Name: aws.String("azure-openai")})
	noError(t, err)
	token, err := c.gateway.GetOauth2CredentialProvider(t.Context(), &agentcore.GetOauth2CredentialProviderInput{Name: aws.String("azure-entra")})
	noError(t, err)
	if *key.CredentialProviderArn != AgentCoreKeyProviderARN() || *token.CredentialProviderArn != AgentCoreOAuthProviderARN() {
		t.Errorf("got %s, %s", *key.CredentialProviderArn, *token.CredentialProviderArn)
	}
	if !key.CreatedTime.Equal(catalogDate()) {
		t.Errorf("the key was made at %s", key.CreatedTime)
	}
	other := clientsOf(t, c.sandbox, "us-west-2")
	_, err = other.gateway.GetGateway(t.Context(), &agentcore.GetGatewayInput{GatewayIdentifier: gatewayID()})
	wantError[*types.ResourceNotFoundException](t, err, "sandbox-0000000000")
	status, answer := c.sandbox.Do(http.MethodGet, "https://bedrock-agentcore-control.us-west-2.amazonaws.com/gateways/", "")
	if status != http.StatusOK || answer != `{"items":[]}` {
		t.Errorf("us-west-2 lists %d %s", status, answer)
	}
}

func TestTarget_livesFromCreateToDelete(t *testing.T) {
	c := newCloud(t, ProvisioningTime(time.Hour))
	in := azureTarget("blue")
	made, err := c.gateway.CreateGatewayTarget(t.Context(), in)
	noError(t, err)
	if made.Status != types.TargetStatusCreating || *made.GatewayArn != AgentCoreGatewayARN() {
		t.Errorf("made %s in %s", made.Status, *made.GatewayArn)
	}
	wantError[*types.ValidationException](t, deleteTargetOf(t, c, *made.TargetId), "when target is in CREATING status")
	noError(t, c.sandbox.Advance(time.Hour))
	got := getTargetOf(t, c, *made.TargetId)
	if got.Status != types.TargetStatusReady || *got.Name != "blue" {
		t.Errorf("got %s %s", *got.Name, got.Status)
	}
	if diff := cmp.Diff(in.TargetConfiguration, got.TargetConfiguration, ignoreSerde()); diff != "" {
		t.Errorf("configuration (-sent +got):\n%s", diff)
	}
	if diff := cmp.Diff(in.CredentialProviderConfigurations, got.CredentialProviderConfigurations, ignoreSerde()); diff != "" {
		t.Errorf("credentials (-sent +got):\n%s", diff)
	}
	noError(t, deleteTargetOf(t, c, *made.TargetId))
	if got := getTargetOf(t, c, *made.TargetId); got.Status != types.TargetStatusDeleting {
		t.Errorf("after the delete it is %s", got.Status)
	}
	noError(t, c.sandbox.Advance(time.Hour))
	wantError[*types.ResourceNotFoundException](t, deleteTargetOf(t, c, *made.TargetId), *made.TargetId)
}

func TestAgentCore_outlivesTheProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	open := func() cloud {
		sb, err := Open(file)
		noError(t, err)
		return clientsOf(t, sb, "us-east-1")
	}
	first := open()
	ids := mustCreateTargets(t, first, "blue", "green")
	rule := mustCreateRule(t, first, ruleInputFor("assistant", 1, "blue", "green"))
	want, wantRule := getTargetOf(t, first, ids[0]), getRuleOf(t, first, rule)
	second := open()
	got, gotRule := getTargetOf(t, second, ids[0]), getRuleOf(t, second, rule)
	notCompared := cmpopts.IgnoreFields(agentcore.GetGatewayTargetOutput{}, "ResultMetadata")
	if diff := cmp.Diff(want, got, ignoreSerde(), notCompared); diff != "" {
		t.Errorf("target (-before +after):\n%s", diff)
	}
	notCompared = cmpopts.IgnoreFields(agentcore.GetGatewayRuleOutput{}, "ResultMetadata")
	if diff := cmp.Diff(wantRule, gotRule, ignoreSerde(), notCompared); diff != "" {
		t.Errorf("rule (-before +after):\n%s", diff)
	}
	wantError[*types.ConflictException](t, deleteTargetOf(t, second, ids[0]), rule)
}

func TestAgentCore_isToldByItsPathAndRefusesOtherScopes(t *testing.T) {
	cases := map[string]struct{ authorization, path, want string }{
		"no signature":                {path: "/gateways/", want: "MissingAuthenticationTokenException"},
		"the scope of Bedrock":        {scoped("us-east-1", "bedrock"), "/gateways/", "InvalidSignatureException"},
		"Bedrock's path in its scope": {scoped("us-east-1", "bedrock-agentcore"), "/inference-profiles", "InvalidSignatureException"},
		"a region it does not know":   {scoped("mars-north-1", "bedrock-agentcore"), "/gateways/", "UnrecognizedClientException"},
		"an operation it has not got": {scoped("us-east-1", "bedrock-agentcore"), "/gateways/sandbox-0000000000/tools", "UnknownOperationException"},
		"its own":                     {scoped("us-east-1", "bedrock-agentcore"), "/gateways/", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://bedrock-agentcore-control.us-east-1.amazonaws.com"+tc.path, http.NoBody)
			noError(t, err)
			if tc.authorization != "" {
				r.Header.Set("Authorization", tc.authorization)
			}
			resp, err := New().RoundTrip(r)
			noError(t, err)
			if got := resp.Header.Get("X-Amzn-Errortype"); got != tc.want {
				t.Errorf("got %d %q, want %q", resp.StatusCode, got, tc.want)
			}
		})
	}
}

func TestAgentCore_callsAreLoggedByTheirRoute(t *testing.T) {
	c := newCloud(t)
	ids := mustCreateTargets(t, c, "blue")
	getTargetOf(t, c, ids[0])
	var got []string
	for _, call := range c.sandbox.Calls() {
		got = append(got, call.Service+" "+c.sandbox.Route(call))
	}
	want := []string{"bedrock-agentcore POST /gateways/{gateway}/targets/", "bedrock-agentcore GET /gateways/{gateway}/targets/{target}/"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAgentCore_aFaultIsSeenAsTheClientsError(t *testing.T) {
	c := newCloud(t)
	c.sandbox.Hook(Fault(On("POST", "/targets/$"), 429, `{"message":"Rate exceeded"}`, http.Header{"X-Amzn-Errortype": {"ThrottlingException"}}))
	wantError[*types.ThrottlingException](t, ignore(c.gateway.CreateGatewayTarget(t.Context(), azureTarget("blue"))), "Rate exceeded")
	if names := targetNames(t, c, 0); names != nil {
		t.Errorf("the refused create left %v", names)
	}
}

func TestAgentCore_aConnectorOfBedrockNeedsNoEndpoint(t *testing.T) {
	c := newCloud(t)
	out, err := c.gateway.CreateGatewayTarget(t.Context(), bedrockTarget("blue"))
	noError(t, err)
	c.settle(t)
	if got := getTargetOf(t, c, *out.TargetId); got.Status != types.TargetStatusReady {
		t.Errorf("it is %s", got.Status)
	}
}
