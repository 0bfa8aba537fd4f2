package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
)

// withCredential gives a target another credential.
func withCredential(in *agentcore.CreateGatewayTargetInput, kind types.CredentialProviderType, p types.CredentialProvider) *agentcore.CreateGatewayTargetInput {
	in.CredentialProviderConfigurations = []types.CredentialProviderConfiguration{{CredentialProviderType: kind, CredentialProvider: p}}
	return in
}

func withKey(arn string) *agentcore.CreateGatewayTargetInput {
	return withCredential(azureTarget("red"), types.CredentialProviderTypeApiKey, keyOf(arn))
}

func keyOf(arn string) types.CredentialProvider {
	return &types.CredentialProviderMemberApiKeyCredentialProvider{Value: types.GatewayApiKeyCredentialProvider{ProviderArn: &arn}}
}

func TestTarget_createRefuses(t *testing.T) {
	signs := &types.CredentialProviderMemberIamCredentialProvider{Value: types.IamCredentialProvider{Service: aws.String("bedrock")}}
	openai := bedrockTarget("red")
	openai.TargetConfiguration = &types.TargetConfigurationMemberInference{Value: &types.InferenceTargetConfigurationMemberConnector{
		Value: types.InferenceConnectorTargetConfiguration{Source: &types.InferenceConnectorSource{ConnectorId: aws.String("openai")}},
	}}
	plain := azureTarget("red")
	plain.TargetConfiguration.(*types.TargetConfigurationMemberInference).Value.(*types.InferenceTargetConfigurationMemberProvider).Value.Endpoint = aws.String("http://sandbox.openai.azure.com")
	nameless := azureTarget("red")
	nameless.Name = nil
	bare := azureTarget("red")
	bare.CredentialProviderConfigurations = nil
	elsewhere := azureTarget("red")
	elsewhere.GatewayIdentifier = aws.String("nowhere-0000000000")
	cases := map[string]struct {
		in   *agentcore.CreateGatewayTargetInput
		want func(*testing.T, error)
	}{
		"a name that is taken":                  {azureTarget("blue"), conflicts("already exists")},
		"no name":                               {nameless, invalidates("name")},
		"no credential":                         {bare, invalidates("credentialProviderConfigurations")},
		"an endpoint without TLS":               {plain, invalidates("endpoint")},
		"a key of another account":              {withKey(strings.Replace(AgentCoreKeyProviderARN(), AWSAccount, "123456789012", 1)), forbids("another account")},
		"a key of another region":               {withKey(strings.Replace(AgentCoreKeyProviderARN(), AWSRegion, "us-west-2", 1)), invalidates("another region")},
		"a key that nobody made":                {withKey(AgentCoreKeyProviderARN() + "x"), invalidates("does not exist")},
		"a key that is no ARN of AgentCore":     {withKey("arn:aws:secretsmanager:us-east-1:000000000000:secret:x"), invalidates("not an ARN of Amazon Bedrock AgentCore")},
		"an OAuth2 provider as key":             {withKey(AgentCoreOAuthProviderARN()), invalidates("is no apikeycredentialprovider")},
		"a kind that its provider does not fit": {withCredential(azureTarget("red"), types.CredentialProviderTypeOauth, keyOf(AgentCoreKeyProviderARN())), invalidates("does not fit")},
		"a kind without its provider":           {withCredential(azureTarget("red"), types.CredentialProviderTypeApiKey, nil), invalidates("does not fit")},
		"an endpoint to sign for no service":    {withCredential(azureTarget("red"), types.CredentialProviderTypeGatewayIamRole, nil), invalidates("the service to sign for")},
		"a token of the caller that would sign": {withCredential(azureTarget("red"), types.CredentialProviderTypeJwtPassthrough, signs), invalidates("takes no credentialProvider")},
		"a connector to OpenAI without a key":   {openai, invalidates("takes the credentialProviderType API_KEY")},
		"a gateway that does not exist": {elsewhere, func(t *testing.T, err error) {
			t.Helper()
			wantError[*types.ResourceNotFoundException](t, err, "nowhere")
		}},
		"what the sandbox does not hold: MCP":     {mcpTarget(), invalidates("sandbox does not hold it")},
		"what the sandbox does not hold: consent": {consented(), invalidates("grantType")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			mustCreateTargets(t, c, "blue")
			_, err := c.gateway.CreateGatewayTarget(t.Context(), tc.in)
			tc.want(t, err)
			if diff := cmp.Diff([]string{"blue"}, targetNames(t, c, 0)); diff != "" {
				t.Errorf("targets after the refusal (-want +got):\n%s", diff)
			}
		})
	}
}

func mcpTarget() *agentcore.CreateGatewayTargetInput {
	in := azureTarget("red")
	in.TargetConfiguration = &types.TargetConfigurationMemberMcp{Value: &types.McpTargetConfigurationMemberMcpServer{
		Value: types.McpServerTargetConfiguration{Endpoint: aws.String("https://x")},
	}}
	return in
}

func consented() *agentcore.CreateGatewayTargetInput {
	return withCredential(azureTarget("red"), types.CredentialProviderTypeOauth, &types.CredentialProviderMemberOauthCredentialProvider{
		Value: types.OAuthCredentialProvider{ProviderArn: aws.String(AgentCoreOAuthProviderARN()), Scopes: []string{}, GrantType: types.OAuthGrantTypeAuthorizationCode},
	})
}

func invalidates(saying string) func(*testing.T, error) {
	return func(t *testing.T, err error) { t.Helper(); wantError[*types.ValidationException](t, err, saying) }
}

func conflicts(saying string) func(*testing.T, error) {
	return func(t *testing.T, err error) { t.Helper(); wantError[*types.ConflictException](t, err, saying) }
}

func forbids(saying string) func(*testing.T, error) {
	return func(t *testing.T, err error) { t.Helper(); wantError[*types.AccessDeniedException](t, err, saying) }
}

// targetNames lists by pages of a size, 0 for the service's own.
func targetNames(t *testing.T, c cloud, size int32) []string {
	t.Helper()
	in := &agentcore.ListGatewayTargetsInput{GatewayIdentifier: gatewayID()}
	if size > 0 {
		in.MaxResults = &size
	}
	var names []string
	pages := agentcore.NewListGatewayTargetsPaginator(c.gateway, in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, item := range page.Items {
			names = append(names, *item.Name)
		}
	}
	return names
}

func TestTarget_listsPageAndShowNothingOfTheConfiguration(t *testing.T) {
	c := newCloud(t)
	mustCreateTargets(t, c, "a", "b", "c")
	if diff := cmp.Diff([]string{"a", "b", "c"}, targetNames(t, c, 2)); diff != "" {
		t.Error(diff)
	}
	status, answer := c.sandbox.Do("GET", "/gateways/sandbox-0000000000/targets/", "")
	if status != 200 || strings.Contains(answer, "azure") || !strings.Contains(answer, `"targetType":"PROVIDER"`) {
		t.Errorf("%d %s", status, answer)
	}
	for _, query := range []string{"?maxResults=0", "?maxResults=1001", "?nextToken=x", "?sort=name"} {
		if status, answer := c.sandbox.Do("GET", "/gateways/sandbox-0000000000/targets/"+query, ""); status != 400 {
			t.Errorf("%s: %d %s", query, status, answer)
		}
	}
}

func TestTarget_updatesReplaceAndKeepOnlyNameAndCredential(t *testing.T) {
	c := newCloud(t)
	in := azureTarget("blue")
	in.Description = aws.String("llm_route assistant")
	made, err := c.gateway.CreateGatewayTarget(t.Context(), in)
	noError(t, err)
	update := &agentcore.UpdateGatewayTargetInput{GatewayIdentifier: gatewayID(), TargetId: made.TargetId, TargetConfiguration: bedrockTarget("").TargetConfiguration}
	_, err = c.gateway.UpdateGatewayTarget(t.Context(), update)
	wantError[*types.ValidationException](t, err, "when target is in CREATING status")
	c.settle(t)
	out, err := c.gateway.UpdateGatewayTarget(t.Context(), update)
	noError(t, err)
	if out.Status != types.TargetStatusUpdating || *out.Name != "blue" || out.Description != nil || len(out.CredentialProviderConfigurations) != 1 {
		t.Errorf("updating: %s %s %v %v", out.Status, *out.Name, out.Description, out.CredentialProviderConfigurations)
	}
	c.settle(t)
	mustCreateRule(t, c, ruleInputFor("assistant", 1, "blue"))
	update.Name = aws.String("renamed")
	_, err = c.gateway.UpdateGatewayTarget(t.Context(), update)
	wantError[*types.ConflictException](t, err, "cannot be renamed")
}

func TestTarget_onlyFiveOperationsAtOnce(t *testing.T) {
	c := newCloud(t, ProvisioningTime(time.Hour))
	for i := range 5 {
		_, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget(fmt.Sprintf("target-%d", i)))
		noError(t, err)
	}
	_, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget("sixth"))
	wantError[*types.ConflictException](t, err, "5 target operations in progress")
	noError(t, c.sandbox.Advance(time.Hour))
	_, err = c.gateway.CreateGatewayTarget(t.Context(), azureTarget("sixth"))
	noError(t, err)
}

func TestTarget_aHundredAndNoMore(t *testing.T) {
	c := newCloud(t, ProvisioningTime(0))
	for i := range 100 {
		_, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget(fmt.Sprintf("target-%d", i)))
		noError(t, err)
	}
	_, err := c.gateway.CreateGatewayTarget(t.Context(), azureTarget("one-more"))
	wantError[*types.ServiceQuotaExceededException](t, err, "100 targets")
}

func TestTarget_oneTokenIsOneTarget(t *testing.T) {
	c := newCloud(t)
	in := azureTarget("blue")
	in.ClientToken = aws.String(strings.Repeat("t", 33))
	first, err := c.gateway.CreateGatewayTarget(t.Context(), in)
	noError(t, err)
	again, err := c.gateway.CreateGatewayTarget(t.Context(), in)
	noError(t, err)
	if *first.TargetId != *again.TargetId {
		t.Errorf("made twice: %s and %s", *first.TargetId, *again.TargetId)
	}
	in.Name = aws.String("green")
	_, err = c.gateway.CreateGatewayTarget(t.Context(), in)
	wantError[*types.ValidationException](t, err, "other parameters")
	if refused, ok := errors.AsType[*types.ValidationException](err); !ok || refused.Reason != types.ValidationExceptionReasonIdempotentParameterMismatchException {
		t.Errorf("got %v", err)
	}
	c.settle(t)
	noError(t, deleteTargetOf(t, c, *first.TargetId))
	c.settle(t)
	in.Name = aws.String("blue")
	_, err = c.gateway.CreateGatewayTarget(t.Context(), in)
	wantError[*types.ConflictException](t, err, "which is deleted")
	if names := targetNames(t, c, 0); slices.Contains(names, "blue") {
		t.Errorf("the token made it again: %v", names)
	}
}

func TestTarget_hasNothingToSynchronize(t *testing.T) {
	c := newCloud(t)
	ids := mustCreateTargets(t, c, "blue")
	_, err := c.gateway.SynchronizeGatewayTargets(t.Context(), &agentcore.SynchronizeGatewayTargetsInput{GatewayIdentifier: gatewayID(), TargetIdList: ids})
	wantError[*types.ValidationException](t, err, "no tools to synchronize")
}
