package llm

import (
	"context"
	"time"
)

// InferenceDriver asks models instead of managing them: it lends the credentials
// of the provider to a caller, and makes one request. It is safe for concurrent
// use. Errors are, or wrap, an [*Error] and never hold a credential, a prompt or
// an answer.
//
// An endpoint is a value that anybody may have written. A driver goes by the
// resource that the endpoint names: it finds out itself at which hosts that
// resource answers, and every other host is an *Error with code Refused, before
// a credential is fetched.
type InferenceDriver interface {
	// Credential returns what a request to the endpoint is to carry. An empty kind
	// is the first that the endpoint takes and the provider has. A kind that the
	// endpoint does not take is an *Error with code Invalid. What is returned was
	// added to the platform's [Secrets].
	Credential(ctx context.Context, to Endpoint, kind CredentialKind) (Credential, error)

	// Invoke sends one question and returns the answer. It tries once: no answer is
	// asked for, or paid for, twice.
	Invoke(ctx context.Context, to Endpoint, question Question) (Answer, error)
}

// CredentialKind says what a credential is.
type CredentialKind string

// The kinds.
const (
	EntraToken      CredentialKind = "entra_token"      // OAuth access token of Microsoft Entra ID, for "Authorization: Bearer"
	AccountKey      CredentialKind = "account_key"      // key of an Azure account, for "api-key"; it does not expire
	BedrockAPIKey   CredentialKind = "bedrock_api_key"  // short-term Bedrock API key, for "Authorization: Bearer"
	SubscriptionKey CredentialKind = "subscription_key" // key of an API Management subscription; it does not expire
)

// CredentialKinds lists every kind.
func CredentialKinds() []CredentialKind {
	return []CredentialKind{EntraToken, AccountKey, BedrockAPIKey, SubscriptionKey}
}

// Credential is what a request carries. Value is a secret.
type Credential struct {
	Kind      CredentialKind
	Value     string    // the token or key
	Header    string    // the header that carries it
	Prefix    string    // what stands before Value in the header, such as "Bearer "
	ExpiresAt time.Time // zero: it does not expire
}

// Question is one request to a model.
type Question struct {
	Prompt    string
	MaxTokens int64 // most tokens of the answer; at least 1
}

// Answer is what a model said.
type Answer struct {
	Text         string
	Model        string // as the answer names it; empty: not told
	StopReason   string // the platform's own word
	InputTokens  int64  // 0: not told
	OutputTokens int64
	Latency      time.Duration // from the sent request to the whole answer
	RequestID    string
}
