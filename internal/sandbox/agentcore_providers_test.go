package sandbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	agentcore "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
)

const canary = "canary-of-an-api-key"

func TestCredential_theKeyIsForgottenAndOnlyItsSecretNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "sandbox.json")
	sb, err := Open(file)
	noError(t, err)
	c := clientsOf(t, sb, "us-east-1")
	made, err := c.gateway.CreateApiKeyCredentialProvider(t.Context(), &agentcore.CreateApiKeyCredentialProviderInput{Name: aws.String("azure-other"), ApiKey: aws.String(canary)})
	noError(t, err)
	if want := "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-other"; *made.CredentialProviderArn != want {
		t.Errorf("got %s", *made.CredentialProviderArn)
	}
	if !strings.Contains(*made.ApiKeySecretArn.SecretArn, ":secret:bedrock-agentcore-identity!default/apikey/azure-other") {
		t.Errorf("secret %s", *made.ApiKeySecretArn.SecretArn)
	}
	noError(t, ignore(c.gateway.CreateGatewayTarget(t.Context(), withKey(*made.CredentialProviderArn))))
	_, answer := sb.Do("POST", "/identities/GetApiKeyCredentialProvider", `{"name":"azure-other"}`)
	_, refused := sb.Do("POST", "/identities/CreateApiKeyCredentialProvider", `{"name":"azure-other","apiKey":"`+canary+`"}`)
	_, long := sb.Do("POST", "/identities/CreateApiKeyCredentialProvider", `{"name":"long","apiKey":"`+strings.Repeat(canary, 5000)+`"}`)
	kept, err := os.ReadFile(file)
	noError(t, err)
	for what, text := range map[string]string{"the answer": answer, "a refusal": refused, "a refusal for its length": long, "the state": string(kept)} {
		if strings.Contains(text, canary) {
			t.Errorf("%s shows the key", what)
		}
	}
	if !strings.Contains(answer, "azure-other") || !strings.Contains(refused, "ConflictException") || !strings.Contains(long, "less than or equal to 65536") {
		t.Errorf("%s\n%s\n%s", answer, refused, long)
	}
}

func TestCredential_createRefuses(t *testing.T) {
	cases := map[string]struct{ body, want string }{
		"a name that is taken":                {`{"name":"azure-openai","apiKey":"x"}`, "already exists"},
		"no key":                              {`{"name":"k"}`, "MANAGED takes apiKey"},
		"an empty key":                        {`{"name":"k","apiKey":""}`, "must not be empty"},
		"a key that is somewhere else":        {`{"name":"k","apiKeySecretConfig":{"secretId":"s","jsonKey":"j"}}`, "EXTERNAL takes apiKeySecretConfig"},
		"a key here and somewhere else":       {`{"name":"k","apiKey":"x","apiKeySecretSource":"EXTERNAL","apiKeySecretConfig":{"secretId":"s","jsonKey":"j"}}`, "EXTERNAL takes"},
		"a name with a dot: not of the model": {`{"name":"a.b","apiKey":"x"}`, "regular expression"},
		"a member that nobody knows":          {`{"name":"k","apiKey":"x","key":"y"}`, "not part of this operation"},
		"a body that is no object":            {`[]`, "must be an object"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			status, answer := New().Do("POST", "/identities/CreateApiKeyCredentialProvider", tc.body)
			if status < 400 || !strings.Contains(answer, tc.want) {
				t.Errorf("%d %s", status, answer)
			}
		})
	}
}

func TestCredential_anExternalSecretIsNamedAsItWasGiven(t *testing.T) {
	c := newCloud(t)
	secret := "arn:aws:secretsmanager:us-east-1:000000000000:secret:mine-AbCdEf"
	noError(t, ignore(c.gateway.CreateApiKeyCredentialProvider(t.Context(), &agentcore.CreateApiKeyCredentialProviderInput{
		Name: aws.String("mine"), ApiKeySecretSource: types.SecretSourceTypeExternal,
		ApiKeySecretConfig: &types.SecretReference{SecretId: &secret, JsonKey: aws.String("key")},
	})))
	got, err := c.gateway.GetApiKeyCredentialProvider(t.Context(), &agentcore.GetApiKeyCredentialProviderInput{Name: aws.String("mine")})
	noError(t, err)
	if *got.ApiKeySecretArn.SecretArn != secret || *got.ApiKeySecretJsonKey != "key" || got.ApiKeySecretSource != types.SecretSourceTypeExternal {
		t.Errorf("got %s %s %s", *got.ApiKeySecretArn.SecretArn, *got.ApiKeySecretJsonKey, got.ApiKeySecretSource)
	}
}

func TestCredential_listsByPagesAndDeletes(t *testing.T) {
	c := newCloud(t)
	noError(t, ignore(c.gateway.CreateApiKeyCredentialProvider(t.Context(), &agentcore.CreateApiKeyCredentialProviderInput{Name: aws.String("second"), ApiKey: aws.String("x")})))
	var names []string
	pages := agentcore.NewListApiKeyCredentialProvidersPaginator(c.gateway, &agentcore.ListApiKeyCredentialProvidersInput{MaxResults: aws.Int32(1)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		noError(t, err)
		for _, p := range page.CredentialProviders {
			names = append(names, *p.Name)
		}
	}
	if strings.Join(names, " ") != "azure-openai second" {
		t.Errorf("got %v", names)
	}
	noError(t, ignore(c.gateway.DeleteApiKeyCredentialProvider(t.Context(), &agentcore.DeleteApiKeyCredentialProviderInput{Name: aws.String("second")})))
	wantError[*types.ResourceNotFoundException](t, ignore(c.gateway.GetApiKeyCredentialProvider(t.Context(), &agentcore.GetApiKeyCredentialProviderInput{Name: aws.String("second")})), "second")
	tokens, err := c.gateway.ListOauth2CredentialProviders(t.Context(), nil)
	noError(t, err)
	if len(tokens.CredentialProviders) != 1 || *tokens.CredentialProviders[0].Name != "azure-entra" {
		t.Errorf("got %+v", tokens.CredentialProviders)
	}
}

func TestCredential_anOAuth2ProviderThatATargetNamesIsKept(t *testing.T) {
	c := newCloud(t)
	noError(t, ignore(c.gateway.CreateGatewayTarget(t.Context(), withCredential(azureTarget("blue"), types.CredentialProviderTypeOauth, &types.CredentialProviderMemberOauthCredentialProvider{
		Value: types.OAuthCredentialProvider{ProviderArn: aws.String(AgentCoreOAuthProviderARN()), Scopes: []string{"https://cognitiveservices.azure.com/.default"}},
	}))))
	err := ignore(c.gateway.DeleteOauth2CredentialProvider(t.Context(), &agentcore.DeleteOauth2CredentialProviderInput{Name: aws.String("azure-entra")}))
	wantError[*types.ConflictException](t, err, "named by target blue")
}
