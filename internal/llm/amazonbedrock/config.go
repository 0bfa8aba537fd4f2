package amazonbedrock

import (
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Config says how AWS is reached, in the terms of hashicorp/aws. The zero value reads everything from the environment
// and the shared files, as every AWS tool does.
type Config struct {
	Region string // the default region; empty: AWS_REGION, AWS_DEFAULT_REGION, or the profile's

	AccessKey              string
	SecretKey              string
	Token                  string
	Profile                string
	SharedConfigFiles      []string
	SharedCredentialsFiles []string
	AssumeRoles            []AssumeRole // a chain: each is assumed with the credentials of the one before
	WebIdentity            *WebIdentity

	Endpoints           Endpoints
	AllowedAccountIDs   []string // not both of these two
	ForbiddenAccountIDs []string
	MaxRetries          *int   // retries of one call; nil: until its deadline
	CustomCABundle      string // path of a PEM file
	HTTPProxy           *string
	HTTPSProxy          *string
	NoProxy             string
	UseFIPSEndpoint     bool
	UseDualStack        bool
	STSRegion           string

	EC2MetadataEndpoint     string
	EC2MetadataEndpointMode string // "IPv4" or "IPv6"
	SkipMetadataAPICheck    bool   // never ask the EC2 metadata service

	SkipCredentialsValidation bool
	SkipRequestingAccountID   bool // the account is then unknown: ids are accepted from every account

	HTTPClient  http.RoundTripper       // carries the requests; nil: the default. The driver's own checks stay in front of it
	Credentials aws.CredentialsProvider // nil: the chain above
	AccountID   string                  // known beforehand, so that STS is not asked; empty: ask
	Now         func() time.Time        // the platform's time; nil: the machine's clock

	Sandbox           bool     // the account must be that of the sandbox; otherwise it must not
	Unconfigured      bool     // the configuration is not known yet: only the pure methods work, and a missing region is not judged
	UserAgent         string   // product/version, added to the SDK's own
	CredentialSources []string // where the provider looked for credentials, for the error when there are none

	IgnoreTags llm.TagRules // tags that belong to somebody else: they are neither read as a difference nor written

	Cards modelcard.Table // what no API tells of a model; the zero table tells nothing

	Secrets *llm.Secrets // takes every key and token that is found, so that none is shown; nil: nobody asks
}

// AssumeRole is one link of a chain of roles.
type AssumeRole struct {
	RoleARN           string
	Duration          time.Duration
	ExternalID        string
	Policy            string
	PolicyARNs        []string
	SessionName       string
	SourceIdentity    string
	Tags              map[string]string
	TransitiveTagKeys []string
}

// WebIdentity is a role that is assumed with an OIDC token.
type WebIdentity struct {
	RoleARN     string
	Duration    time.Duration
	Policy      string
	PolicyARNs  []string
	SessionName string
	Token       string
	TokenFile   string
}

// Endpoints overrides the addresses of services. They must be https; empty takes the SDK's own.
type Endpoints struct {
	Bedrock       string
	AgentCore     string
	Tagging       string
	ServiceQuotas string
	STS           string
	IAM           string
	SSO           string
}
