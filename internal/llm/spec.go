package llm

// DeploymentSpec is what a user asks for, in full: defaults are filled in, tags
// hold the provider's default tags and owner too. A nil pointer and an empty
// string or slice mean that the platform chooses.
type DeploymentSpec struct {
	Name             string // empty: unknown yet, or to be made from NamePrefix
	NamePrefix       string // Create takes the first free name that starts with it
	Protected        bool   // a taken name is never passed over for the next free one: the other may be this one, tainted
	Model            string // a portable reference or a native id, as written
	Scope            Scope
	AllowedLocations []string // geographies or regions; empty allows all
	Throughput       Throughput
	VersionUpgrade   VersionUpgrade
	Guardrail        string // native id; empty is the platform's default
	Tags             map[string]string
	IgnoreTags       TagRules
	Policy           Policy            // what to do about drift; nil: the defaults
	ModelAliases     map[string]string // the user's additions to the built-in aliases: reference to reference or native id
	Azure            AzureDeployment
	Bedrock          BedrockDeployment
}

// Throughput says how capacity is bought.
type Throughput struct {
	Mode            Mode
	TokensPerMinute *int64 // on demand; nil: the catalog's default at create, what was last applied afterwards
	Units           *int64 // provisioned only: PTUs on Azure, model units on Bedrock; at least 1
	Commitment      Commitment
}

// Mode is the way in which capacity is bought.
type Mode string

// The modes.
const (
	OnDemand    Mode = "on_demand"
	Provisioned Mode = "provisioned"
	Batch       Mode = "batch"
)

// Commitment is the term for which provisioned throughput is bought; empty is
// none, billed by the hour.
type Commitment string

// The terms. A committed object cannot be deleted before its term ends.
const (
	OneMonth  Commitment = "one_month"
	SixMonths Commitment = "six_months"
)

// VersionUpgrade says when the platform may move a deployment to another model
// version by itself.
type VersionUpgrade string

// The policies. Bedrock moves nothing, so there only Pinned can be given.
const (
	Pinned       VersionUpgrade = "pinned"
	OnNewDefault VersionUpgrade = "on_new_default"
	OnRetirement VersionUpgrade = "on_retirement"
)

// AzureDeployment holds what only Azure has.
type AzureDeployment struct {
	AccountID   string      // ARM id; empty: the provider's default account
	Spillover   string      // ARM id of a standard deployment on the same account
	ServiceTier string      // "default" or "priority"; empty is default
	Paused      bool        // answers 423 to inference while true
	Routing     Routing     // model-router deployments only
	Attestation Attestation // required by Anthropic models; the service may not return it
	HostedOn    string      // "azure" or "anthropic"; empty prefers azure
	SKU         string      // overrides scope and mode
	Model       *AzureModel // overrides the reference
}

// Routing is the configuration of a model-router deployment.
type Routing struct {
	Mode   string   // "balanced", "cost" or "quality"; empty is balanced
	Models []string // "format/name/version" of each member; empty is all
}

// Attestation is what Anthropic asks of an organisation before it may deploy.
type Attestation struct {
	Organization string
	CountryCode  string // ISO 3166-1 alpha-2
	Industry     string
}

// AzureModel is a model in Azure's own terms.
type AzureModel struct {
	Format        string
	Name          string
	Version       string // empty: the newest that may be deployed
	Source        string // ARM id of a fine-tuned model or job
	SourceAccount string // ARM id of the account that holds Source
}

// BedrockDeployment holds what only Bedrock has.
type BedrockDeployment struct {
	Region           string // empty: the provider's region
	ModelID          string // overrides the reference: a foundation model id or a custom model ARN
	InferenceProfile string // overrides the choice of serving: a system inference profile id
}

// Choice is what was decided when a deployment was last written. It is kept,
// so that a later look at a catalog that has moved changes nothing by itself.
type Choice struct {
	Native          Native            `json:"native"`
	Meant           *Native           `json:"meant,omitempty"`             // what the reference meant before the platform moved the model by permission; nil: Native
	VersionUpgrade  VersionUpgrade    `json:"version_upgrade"`             // as configured, whatever the platform says since
	TokensPerMinute *int64            `json:"tokens_per_minute,omitempty"` // last applied
	Guardrail       string            `json:"guardrail,omitempty"`         // name of the platform's default in force after the write; empty if another is set
	Created         string            `json:"created,omitempty"`           // RFC 3339 time of the object the choice was made for
	Extra           map[string]string `json:"extra,omitempty"`             // Deployment.Extra after the write
	Accepted        []Drift           `json:"accepted,omitempty"`          // moves by the service that were taken over since
	Unfinished      bool              `json:"unfinished,omitempty"`        // the object bore TagUnfinished, and no write from here has taken it off since
}

// Draft is the spec of a plan, in which some fields may not be known yet.
type Draft struct {
	Spec    DeploymentSpec
	Unknown FieldSet // unknown is neither nil nor empty: such a field is judged later
	Kept    *Choice  // nil: nothing was created yet
}
