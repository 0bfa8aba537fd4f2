package llm

import (
	"strings"
	"time"
)

// Deployment is a deployment as its platform serves it.
type Deployment struct {
	ID             ID
	Name           string
	Location       string // region
	Reference      string // portable reference that means Native, without a version; empty if there is none
	Native         Native
	Throughput     Throughput // TokensPerMinute is nil where the platform has no such limit per deployment
	CommitmentEnds time.Time  // zero: no commitment
	VersionUpgrade VersionUpgrade
	Guardrail      string // native id; empty is the platform's default, whatever its name
	DefaultPolicy  string // name of the platform's default guardrail in force; empty if none or not the default
	Azure          AzureDeployment
	Tags           map[string]string
	Phase          Phase
	Reason         string    // the platform's own word or message for the phase
	Created        time.Time // zero: not told
	Endpoint       Endpoint
	Partial        bool              // from a list that tells less than a read does
	Unverified     []Field           // arguments that the platform never returns
	Extra          map[string]string // properties that no argument manages, by the platform's own name, as JSON; defaults left out
}

// subject is the deployment as an error tells of it.
func (d *Deployment) subject() Subject {
	return Subject{Noun: "deployment", ID: d.ID, Name: d.Name, Reason: d.Reason}
}

// ID names an object on a platform. Value is what users see and import by.
type ID struct {
	Value    string // ARM id or ARN, in canonical case; empty: not created yet
	Parent   string // the object whose writes must take turns (an Azure account); empty on Bedrock
	Location string // region; empty where only the parent knows it
	Name     string // empty where the id does not tell
}

// Native is the identity of what is served, in the platform's own terms.
type Native struct {
	Format        string   `json:"format,omitempty"` // Azure only
	Name          string   `json:"name"`             // Azure model name, Bedrock model id or custom model ARN
	Version       string   `json:"version,omitempty"`
	Source        string   `json:"source,omitempty"`         // Azure only: fine-tuned model or job
	SourceAccount string   `json:"source_account,omitempty"` // Azure only
	Serving       string   `json:"serving"`                  // Azure SKU; Bedrock: id of the profile or model that is copied, or "provisioned" or "custom"
	Capacity      int64    `json:"capacity,omitempty"`       // Azure: sku.capacity
	Scope         Scope    `json:"scope"`
	Locations     []string `json:"locations,omitempty"`   // where a request may be processed: regions, geographies or "global"; sorted
	UnitTokens    int64    `json:"unit_tokens,omitempty"` // Azure: tokens per minute of one unit of capacity; 0: not limited by tokens
}

// SameModel reports whether both serve the same model and version.
func (n Native) SameModel(other Native) bool {
	return n.Format == other.Format && n.Name == other.Name && n.Version == other.Version && n.Source == other.Source
}

// ServedAs is the same model, served as other is. What a unit of capacity is
// worth is a fact of the platform, never a choice: it is what other shows.
func (n Native) ServedAs(other Native) Native {
	if n.Serving == other.Serving {
		if n.SameModel(other) && other.UnitTokens > 0 {
			n.UnitTokens = other.UnitTokens
		}
		return n
	}
	n.Serving, n.Scope, n.Locations, n.UnitTokens = other.Serving, other.Scope, other.Locations, 0
	return n
}

// spelledAs is the same identity with its ids as they were chosen, where the
// platform answers them in another letter case.
func (n Native) spelledAs(chosen Native) Native {
	if strings.EqualFold(n.Source, chosen.Source) {
		n.Source = chosen.Source
	}
	if strings.EqualFold(n.SourceAccount, chosen.SourceAccount) {
		n.SourceAccount = chosen.SourceAccount
	}
	return n
}

// Phase is where an object stands in its life.
type Phase string

// The phases. A state that a driver does not know is Pending, never Ready.
const (
	Pending Phase = "pending" // the platform is still working on it
	Ready   Phase = "ready"
	Failed  Phase = "failed" // it does not serve; Reason says why

	// Missing is no phase of the platform's: what was there is not any more, and
	// a policy keeps it in state.
	Missing Phase = "missing"
)

// Endpoint is what an application needs to call a deployment.
type Endpoint struct {
	Platform  Platform
	Location  string
	Model     string // the value of "model" in a request
	URLs      URLs
	Auth      Auth
	Supports  Supports
	Guardrail AttachedGuardrail // what requests have to name; no driver fills it in, who configures a guardrail does
}

// URLs holds a base URL by protocol; empty: not spoken.
type URLs struct {
	OpenAI    string // OpenAI v1: /chat/completions and /responses below it
	Anthropic string // Anthropic: /v1/messages below it
	Converse  string // Bedrock runtime: /model/{model}/converse below it
}

// Auth says how a caller proves who it is.
type Auth struct {
	Schemes        []string // "entra_id", "api_key", "sigv4"
	Scope          string   // OAuth scope; Azure only
	SigningService string   // SigV4 service; AWS only
	Resources      []string // what a policy or role assignment has to name
}

// Supports says what a model takes. Nil: not known.
type Supports struct {
	Input   []string // "text", "image", "audio", "video"
	Tools   *bool
	Context *int64 // tokens
}
