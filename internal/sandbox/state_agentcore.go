package sandbox

import (
	"encoding/json"
	"time"
)

// agentcoreGateway is a gateway with everything in it. Parts that the sandbox only keeps are as they were sent.
type agentcoreGateway struct {
	awsLife
	ID             string            `json:"id"`
	Name           string            `json:"name"`
	Description    string            `json:"description,omitempty"`
	RoleARN        string            `json:"role"`
	ProtocolType   string            `json:"protocol_type,omitempty"`
	AuthorizerType string            `json:"authorizer_type"`
	Authorizer     json.RawMessage   `json:"authorizer,omitempty"`
	ExceptionLevel string            `json:"exception_level,omitempty"`
	KMSKeyARN      string            `json:"kms_key,omitempty"`
	Tags           map[string]string `json:"tags,omitempty"`

	Targets    []*agentcoreTarget    `json:"targets,omitempty"`
	Rules      []*agentcoreRule      `json:"rules,omitempty"`
	RateLimits []*agentcoreRateLimit `json:"rate_limits,omitempty"`
}

// agentcoreTarget is a target of a gateway.
type agentcoreTarget struct {
	awsLife
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Description   string          `json:"description,omitempty"`
	Configuration json.RawMessage `json:"configuration"`
	Credentials   json.RawMessage `json:"credentials"`
	Metadata      json.RawMessage `json:"metadata,omitempty"`
}

// agentcoreRule is a rule of a gateway.
type agentcoreRule struct {
	awsLife
	ID          string          `json:"id"`
	Priority    int             `json:"priority"`
	Description string          `json:"description,omitempty"`
	Conditions  json.RawMessage `json:"conditions,omitempty"`
	Actions     json.RawMessage `json:"actions"`
}

// agentcoreRateLimit is a rate limit of a gateway.
type agentcoreRateLimit struct {
	awsLife
	ID          string          `json:"id"`
	Description string          `json:"description,omitempty"`
	Keys        []string        `json:"dimension_keys"`
	Entries     json.RawMessage `json:"entries"`
}

// agentcoreProvider is a credential provider of the token vault. The secret itself is never kept.
type agentcoreProvider struct {
	Serial    int               `json:"serial"`
	Kind      string            `json:"kind"` // the part of its ARN: apikeycredentialprovider or oauth2credentialprovider
	Name      string            `json:"name"`
	SecretARN string            `json:"secret"`
	SecretKey string            `json:"secret_json_key,omitempty"`
	Source    string            `json:"secret_source"`
	Vendor    string            `json:"vendor,omitempty"`
	ClientID  string            `json:"client_id,omitempty"`
	Discovery json.RawMessage   `json:"discovery,omitempty"`
	Tags      map[string]string `json:"tags,omitempty"`
	Created   time.Time         `json:"created"`
}

// The names of the credential providers that a new sandbox holds in AWSRegion, and the id of its gateway.
const (
	agentcoreSeededKey   = "azure-openai"
	agentcoreSeededOAuth = "azure-entra"
	// agentcoreSeededID cannot be mistaken for an id that AWS draws at random.
	agentcoreSeededID = AgentCoreGateway + "-0000000000"
)

func seedAgentCore(st *state) {
	born := catalogDate()
	held := st.AWS.edit(AWSRegion)
	held.Gateways = []*agentcoreGateway{{
		awsLife: awsLife{Created: born, Updated: born}, ID: agentcoreSeededID, Name: AgentCoreGateway,
		RoleARN: "arn:aws:iam::" + AWSAccount + ":role/sandbox-gateway", AuthorizerType: "AWS_IAM",
	}}
	held.Providers = []*agentcoreProvider{
		{
			Kind: keyProviderKind, Name: agentcoreSeededKey, SecretARN: managedSecretARN(AWSRegion, "apikey", agentcoreSeededKey, 0),
			Source: "MANAGED", Created: born,
		},
		{
			Kind: oauthProviderKind, Name: agentcoreSeededOAuth, SecretARN: managedSecretARN(AWSRegion, "oauth2", agentcoreSeededOAuth, 0),
			Source: "MANAGED", Vendor: "MicrosoftOauth2", ClientID: AzureTenant, Created: born,
			Discovery: json.RawMessage(`{"discoveryUrl":"https://login.microsoftonline.com/` + AzureTenant + `/v2.0/.well-known/openid-configuration"}`),
		},
	}
}
