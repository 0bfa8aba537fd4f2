package sandbox

import (
	"slices"
	"time"
)

// awsState is what the sandbox remembers of AWS.
type awsState struct {
	Regions map[string]*awsRegion `json:"regions,omitempty"`
	// Lifecycles are the ends of foundation models that differ from the catalog's, by model id.
	Lifecycles map[string]bedrockLifecycle `json:"lifecycles,omitempty"`
	// Agreements are the model agreements that are not simply in force, by model id.
	Agreements map[string]bedrockAgreement `json:"model_agreements,omitempty"`
	// UseCase is the form that was sent to Anthropic last; nil stands for the one that a new sandbox has sent.
	UseCase []byte `json:"use_case_form,omitempty"`
	// NoUseCase says that no form was sent.
	NoUseCase bool `json:"no_use_case_form,omitempty"`
}

// awsRegion is what one region holds. Lists are in order of creation.
type awsRegion struct {
	Profiles     []*bedrockProfile     `json:"inference_profiles,omitempty"`
	Throughputs  []*bedrockThroughput  `json:"provisioned_throughputs,omitempty"`
	CustomModels []*bedrockCustomModel `json:"custom_models,omitempty"`
	Deployments  []*bedrockDeployment  `json:"custom_model_deployments,omitempty"`
	Guardrails   []*bedrockGuardrail   `json:"guardrails,omitempty"`
	// Enforced is the guardrail that every call of the account has to pass; nil for none.
	Enforced  *guardrailEnforcement `json:"enforced_guardrail,omitempty"`
	Gateways  []*agentcoreGateway   `json:"agentcore_gateways,omitempty"`
	Providers []*agentcoreProvider  `json:"agentcore_credential_providers,omitempty"`
	// Tags holds the tags of every resource that ever had any, by ARN.
	Tags map[string]map[string]string `json:"tags,omitempty"`
	// Quotas are the values that differ from the catalog's, by quota code.
	Quotas map[string]float64 `json:"quotas,omitempty"`
	// Members are the member regions of system-defined profiles where they differ from the catalog's, by profile id.
	Members map[string][]string `json:"profile_members,omitempty"`
	// Tokens are the idempotency tokens seen by create calls, by operation and token.
	Tokens map[string]awsToken `json:"client_request_tokens,omitempty"`
}

// awsToken is what a create call did with its clientRequestToken.
type awsToken struct {
	Input string `json:"input"` // digest of the request without the token
	ARN   string `json:"arn"`   // what the call answered
	// At is when it answered, where the answer tells.
	At time.Time `json:"at,omitzero"`
}

// bedrockLifecycle overrides the times of a foundation model; a zero time keeps the catalog's.
type bedrockLifecycle struct {
	Legacy time.Time `json:"legacy,omitzero"`
	End    time.Time `json:"end,omitzero"`
}

// bedrockAgreement is what became of the agreement with the seller of a model.
type bedrockAgreement struct {
	Status string `json:"status"` // AVAILABLE, PENDING, NOT_AVAILABLE or ERROR
	// ReadyAt ends a request that is PENDING; the zero time lets it wait for ever.
	ReadyAt time.Time `json:"ready_at,omitzero"`
}

// bedrockProfile is an application inference profile.
type bedrockProfile struct {
	Serial      int    `json:"serial"`
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// CopyFrom is the source's ARN as it was sent. No answer ever shows it.
	CopyFrom string    `json:"copy_from"`
	Models   []string  `json:"models"` // ARNs of foundation models
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
}

// bedrockThroughput is a provisioned model throughput.
type bedrockThroughput struct {
	Serial     int       `json:"serial"`
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	ModelARN   string    `json:"model"`
	BaseARN    string    `json:"base_model"`
	Units      int       `json:"units"`
	Commitment string    `json:"commitment,omitempty"` // OneMonth, SixMonths or "" for none
	Expires    time.Time `json:"expires,omitzero"`
	Created    time.Time `json:"created"`
	Modified   time.Time `json:"modified"`
	// ReadyAt ends the status Creating, or Updating while Desired names the next model.
	ReadyAt time.Time `json:"ready_at"`
	Desired string    `json:"desired_model,omitempty"`
	Failure string    `json:"failure,omitempty"`
}

// bedrockCustomModel is a fine-tuned model.
type bedrockCustomModel struct {
	Serial  int       `json:"serial"`
	ARN     string    `json:"arn"`
	Name    string    `json:"name"`
	Base    string    `json:"base_model"` // id of a foundation model
	Created time.Time `json:"created"`
}

// bedrockDeployment is an on-demand deployment of a custom model.
type bedrockDeployment struct {
	Serial      int       `json:"serial"`
	ID          string    `json:"id"`
	Name        string    `json:"name"`
	Description string    `json:"description,omitempty"`
	ModelARN    string    `json:"model"`
	Created     time.Time `json:"created"`
	Updated     time.Time `json:"updated,omitzero"`
	// ReadyAt ends the status Creating, or an update to Desired.
	ReadyAt time.Time `json:"ready_at"`
	Desired string    `json:"desired_model,omitempty"`
	Failure string    `json:"failure,omitempty"`
}

// at returns what a region holds, for reading; it is empty where nothing was ever written.
func (s *awsState) at(region string) *awsRegion {
	if held := s.Regions[region]; held != nil {
		return held
	}
	return &awsRegion{}
}

// edit returns what a region holds, for writing.
func (s *awsState) edit(region string) *awsRegion {
	if s.Regions[region] == nil {
		putIn(&s.Regions, region, &awsRegion{})
	}
	return s.Regions[region]
}

// without returns list less the items that drop names.
func without[T any](list []T, drop func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(list), drop)
}
