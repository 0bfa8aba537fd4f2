package sandbox

import (
	"encoding/json"
	"slices"
	"time"
)

// agentcoreLife is where an object of AgentCore stands: what was asked for last takes effect at ReadyAt.
type agentcoreLife struct {
	Serial  int       `json:"serial"`
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
	// Doing is the status until ReadyAt: CREATING, UPDATING or DELETING.
	Doing   string    `json:"doing,omitempty"`
	ReadyAt time.Time `json:"ready_at"`
	// Held is a status that was set from outside; it lasts until the next write.
	Held    string   `json:"held_status,omitempty"`
	Reasons []string `json:"status_reasons,omitempty"`
}

// agentcoreGateway is a gateway with everything in it. Parts that the sandbox only keeps are as they were sent.
type agentcoreGateway struct {
	agentcoreLife
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
	agentcoreLife
	ID            string          `json:"id"`
	Name          string          `json:"name"`
	Description   string          `json:"description,omitempty"`
	Configuration json.RawMessage `json:"configuration"`
	Credentials   json.RawMessage `json:"credentials"`
	Metadata      json.RawMessage `json:"metadata,omitempty"`
}

// agentcoreRule is a rule of a gateway.
type agentcoreRule struct {
	agentcoreLife
	ID          string          `json:"id"`
	Priority    int             `json:"priority"`
	Description string          `json:"description,omitempty"`
	Conditions  json.RawMessage `json:"conditions,omitempty"`
	Actions     json.RawMessage `json:"actions"`
}

// agentcoreRateLimit is a rate limit of a gateway.
type agentcoreRateLimit struct {
	agentcoreLife
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
		agentcoreLife: agentcoreLife{Created: born, Updated: born}, ID: agentcoreSeededID, Name: AgentCoreGateway,
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

// status is what the object shows at the sandbox's time now; settled is its status when nothing is under way.
func (l *agentcoreLife) status(now time.Time, settled string) string {
	switch {
	case l.Held != "":
		return l.Held
	case now.Before(l.ReadyAt):
		return l.Doing
	}
	return settled
}

// busy tells whether something is under way that another write has to wait for.
func (l *agentcoreLife) busy(now time.Time) bool {
	return slices.Contains([]string{
		"CREATING", "UPDATING", "DELETING", "SYNCHRONIZING", "CREATE_PENDING_AUTH", "UPDATE_PENDING_AUTH", "SYNCHRONIZE_PENDING_AUTH",
	}, l.status(now, ""))
}

// gone tells whether the object's deletion has come to its end.
func (l *agentcoreLife) gone(now time.Time) bool {
	return l.Doing == "DELETING" && l.status(now, "") == ""
}

// start notes what a write asks for.
func (l *agentcoreLife) start(r *request, doing string) {
	l.Doing, l.ReadyAt, l.Held, l.Reasons = doing, later(r), "", nil
	if doing != "DELETING" {
		l.Updated = r.now
	}
}

func (l *agentcoreLife) number() int { return l.Serial }

// living is an object of AgentCore.
type living interface{ gone(now time.Time) bool }

// present returns what of a list is not gone.
func present[T living](list []T, now time.Time) []T {
	return without(list, func(item T) bool { return item.gone(now) })
}
