package sandbox

import "time"

// bedrockGuardrail is a guardrail: its draft, and what was published of it.
type bedrockGuardrail struct {
	guardrailEdition
	ID       string              `json:"id"`
	Versions []*guardrailEdition `json:"versions,omitempty"` // in order of their numbers
	Last     int                 `json:"last_version,omitempty"`
}

// guardrailEdition is the draft of a guardrail or one of its versions. A version never changes.
type guardrailEdition struct {
	awsLife
	Version         int      `json:"version,omitempty"` // from 1; 0 is the draft
	Recommendations []string `json:"failure_recommendations,omitempty"`
	// Stuck makes its deletion fail in the end.
	Stuck bool `json:"stuck,omitempty"`
	guardrailContent
}

// guardrailContent is what a guardrail is configured with, in the names of GetGuardrail.
type guardrailContent struct {
	Name           string                    `json:"name"`
	Description    string                    `json:"description,omitempty"`
	Topics         *guardrailTopicPolicy     `json:"topicPolicy,omitempty"`
	Filters        *guardrailContentPolicy   `json:"contentPolicy,omitempty"`
	Words          *guardrailWordPolicy      `json:"wordPolicy,omitempty"`
	Sensitive      *guardrailSensitivePolicy `json:"sensitiveInformationPolicy,omitempty"`
	Grounding      *guardrailGroundingPolicy `json:"contextualGroundingPolicy,omitempty"`
	CrossRegion    *guardrailProfile         `json:"crossRegionDetails,omitempty"`
	BlockedInput   string                    `json:"blockedInputMessaging"`
	BlockedOutputs string                    `json:"blockedOutputsMessaging"`
	KMSKeyARN      string                    `json:"kmsKeyArn,omitempty"`
}

// guardrailSides is what an item does on the way in and on the way out. What was not sent is not shown: recorded for
// content filters (cloud-custodian, 2026-03), reported for PII (hashicorp/terraform-provider-aws#46158).
type guardrailSides struct {
	InputAction   string `json:"inputAction,omitempty"`
	OutputAction  string `json:"outputAction,omitempty"`
	InputEnabled  *bool  `json:"inputEnabled,omitempty"`
	OutputEnabled *bool  `json:"outputEnabled,omitempty"`
}

type guardrailTier struct {
	TierName string `json:"tierName"`
}

type guardrailTopicPolicy struct {
	Topics []guardrailTopic `json:"topics"`
	Tier   *guardrailTier   `json:"tier,omitempty"`
}

type guardrailTopic struct {
	Name       string   `json:"name"`
	Definition string   `json:"definition"`
	Examples   []string `json:"examples,omitempty"`
	Type       string   `json:"type"`
	guardrailSides
}

type guardrailContentPolicy struct {
	Filters []guardrailFilter `json:"filters"`
	Tier    *guardrailTier    `json:"tier,omitempty"`
}

type guardrailFilter struct {
	Type             string   `json:"type"`
	InputStrength    string   `json:"inputStrength"`
	OutputStrength   string   `json:"outputStrength"`
	InputModalities  []string `json:"inputModalities,omitempty"`
	OutputModalities []string `json:"outputModalities,omitempty"`
	guardrailSides
}

type guardrailWordPolicy struct {
	Words   []guardrailWord     `json:"words,omitempty"`
	Managed []guardrailWordList `json:"managedWordLists,omitempty"`
}

type guardrailWord struct {
	Text string `json:"text"`
	guardrailSides
}

type guardrailWordList struct {
	Type string `json:"type"`
	guardrailSides
}

type guardrailSensitivePolicy struct {
	Entities []guardrailEntity `json:"piiEntities,omitempty"`
	Regexes  []guardrailRegex  `json:"regexes,omitempty"`
}

type guardrailEntity struct {
	Type   string `json:"type"`
	Action string `json:"action"`
	guardrailSides
}

type guardrailRegex struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Pattern     string `json:"pattern"`
	Action      string `json:"action"`
	guardrailSides
}

type guardrailGroundingPolicy struct {
	Filters []guardrailGrounding `json:"filters"`
}

type guardrailGrounding struct {
	Type      string  `json:"type"`
	Threshold float64 `json:"threshold"`
	Action    string  `json:"action,omitempty"`
	Enabled   *bool   `json:"enabled,omitempty"`
}

// guardrailProfile is the system's profile that spreads the work of a guardrail over regions.
type guardrailProfile struct {
	ID  string `json:"guardrailProfileId"`
	ARN string `json:"guardrailProfileArn"`
}

// guardrailEnforcement is the guardrail that a region enforces on every call of the account.
type guardrailEnforcement struct {
	ID        string                     `json:"id"`
	Guardrail string                     `json:"guardrail"` // id
	Version   int                        `json:"version"`
	Guarding  *guardrailGuarding         `json:"selective_content_guarding,omitempty"`
	Models    *guardrailModelEnforcement `json:"model_enforcement,omitempty"`
	Created   time.Time                  `json:"created"`
	Updated   time.Time                  `json:"updated"`
}

type guardrailGuarding struct {
	System   string `json:"system,omitempty"`
	Messages string `json:"messages,omitempty"`
}

type guardrailModelEnforcement struct {
	Included []string `json:"includedModels"`
	Excluded []string `json:"excludedModels"`
}
