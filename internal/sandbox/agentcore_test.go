package sandbox

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	"github.com/google/go-cmp/cmp"
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
