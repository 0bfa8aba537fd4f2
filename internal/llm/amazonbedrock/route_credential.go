package amazonbedrock

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The kinds of credential providers that a target can use.
const (
	kindKeyProvider   = "apikeycredentialprovider"
	kindOAuthProvider = "oauth2credentialprovider"
)

// provider is a credential provider by its ARN.
type provider struct {
	Region, Account, Kind, Name string
}

var providerPattern = regexp.MustCompile(`^arn:(aws[a-z-]*):bedrock-agentcore:([a-z0-9-]{1,30}):([0-9]{12}):token-vault/[a-zA-Z0-9.-]{1,100}/(` +
	kindKeyProvider + `|` + kindOAuthProvider + `)/([a-zA-Z0-9_-]{1,128})$`)

var errNoProvider = errors.New("it is not the ARN of a credential provider of AgentCore")

// parseProvider reads the ARN of a credential provider. Its error never repeats what was given: somebody may have written
// the secret itself.
func parseProvider(s string) (provider, error) {
	parts := providerPattern.FindStringSubmatch(s)
	if parts == nil {
		return provider{}, errNoProvider
	}
	return provider{Region: parts[2], Account: parts[3], Kind: parts[4], Name: parts[5]}, nil
}

// within says what keeps a gateway from using the provider.
func (p provider) within(g gateway) error {
	switch {
	case p.Region != g.Region:
		return fmt.Errorf("it is in the region %s, and the gateway in %s", p.Region, g.Region)
	case p.Account != g.Account:
		return fmt.Errorf("it is of the account %s, and the gateway of %s", p.Account, g.Account)
	}
	return nil
}

// toCredential says how the gateway proves to a target who it is: by its own role, by a key, or by a token.
func toCredential(t llm.RouteTarget) types.CredentialProviderConfiguration {
	used, err := parseProvider(t.Credential)
	switch {
	case err != nil:
		return types.CredentialProviderConfiguration{
			CredentialProviderType: types.CredentialProviderTypeGatewayIamRole,
			CredentialProvider: &types.CredentialProviderMemberIamCredentialProvider{Value: types.IamCredentialProvider{
				Service: new(cmp.Or(t.Endpoint.Auth.SigningService, "bedrock")), Region: optional(t.Endpoint.Location),
			}},
		}
	case used.Kind == kindOAuthProvider:
		return types.CredentialProviderConfiguration{
			CredentialProviderType: types.CredentialProviderTypeOauth,
			CredentialProvider: &types.CredentialProviderMemberOauthCredentialProvider{Value: types.OAuthCredentialProvider{
				ProviderArn: new(t.Credential), Scopes: []string{t.Endpoint.Auth.Scope}, GrantType: types.OAuthGrantTypeClientCredentials,
			}},
		}
	}
	return types.CredentialProviderConfiguration{
		CredentialProviderType: types.CredentialProviderTypeApiKey,
		CredentialProvider:     &types.CredentialProviderMemberApiKeyCredentialProvider{Value: toKey(t)},
	}
}

// keyHeader is where Azure takes a key; everybody else takes it as a bearer token.
const keyHeader = "api-key"

func toKey(t llm.RouteTarget) types.GatewayApiKeyCredentialProvider {
	key := types.GatewayApiKeyCredentialProvider{
		ProviderArn: new(t.Credential), CredentialLocation: types.ApiKeyCredentialLocationHeader,
		CredentialParameterName: new("Authorization"), CredentialPrefix: new("Bearer"),
	}
	if t.Endpoint.Platform == llm.Azure {
		key.CredentialParameterName, key.CredentialPrefix = new(keyHeader), nil
	}
	return key
}

// optional is nil for an empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

const maxScope = 64 // characters

const credentialFix = "Keep the secret in AgentCore Identity (aws_bedrockagentcore_api_key_credential_provider, or …_oauth2_credential_provider " +
	"for Entra ID) in the gateway's region, and give the ARN of that credential provider here."

// checkCredential says what is wrong with how a target is authenticated to, without repeating the credential.
func checkCredential(field llm.Field, label string, t llm.RouteTarget, g gateway) []llm.Problem {
	if t.Credential == "" {
		if slices.Contains(t.Endpoint.Auth.Schemes, "sigv4") || len(t.Endpoint.URLs.Protocols()) == 0 {
			return nil // without an address it is none of a deployment's endpoints, which is said elsewhere
		}
		return problem(field, "Missing credential", label+" does not accept the gateway's own role (endpoint.auth.schemes: "+
			strings.Join(t.Endpoint.Auth.Schemes, ", ")+"), so the gateway needs a credential for it.", credentialFix)
	}
	used, refused := usedProvider(field, label, t.Credential, g)
	if scope := t.Endpoint.Auth.Scope; refused == nil && used.Kind == kindOAuthProvider && (scope == "" || len(scope) > maxScope) {
		return problem(field, "Credential without a scope", label+": a token needs a scope of 1 to 64 characters, and endpoint.auth.scope is none.",
			`Write out endpoint.auth.scope, such as "https://ai.azure.com/.default", or use an API key credential provider.`)
	}
	return refused
}

// usedProvider is the provider that a credential names, and what keeps the gateway from using it.
func usedProvider(field llm.Field, label, credential string, g gateway) (provider, []llm.Problem) {
	used, err := parseProvider(credential)
	if err == nil && g.Region != "" {
		err = used.within(g)
	}
	if err == nil {
		return used, nil
	}
	return used, problem(field, "Invalid credential", label+": the credential cannot be used by the gateway: "+err.Error()+". Its value is not shown.", credentialFix)
}
