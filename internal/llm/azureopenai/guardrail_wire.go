package azureopenai

import "time"

// wireRaiPolicy is what is read of a RAI policy, and sent of it.
type wireRaiPolicy struct {
	ID         string            `json:"id,omitempty"`
	Name       string            `json:"name,omitempty"`
	Tags       map[string]string `json:"tags"`
	SystemData wireSystemData    `json:"systemData,omitzero"`
	Properties wireRaiProperties `json:"properties"`
}

type wireSystemData struct {
	CreatedAt time.Time `json:"createdAt,omitzero"`
}

// wireRaiProperties are the properties that the api-version has. The last two are
// no argument's: a guardrail has none of them.
type wireRaiProperties struct {
	Type       string          `json:"type,omitempty"` // "UserManaged" or "SystemManaged"; read only
	Base       string          `json:"basePolicyName"`
	Mode       string          `json:"mode,omitempty"`
	Filters    []wireRaiFilter `json:"contentFilters"`
	Blocklists []wireRaiList   `json:"customBlocklists"`
	Providers  any             `json:"safetyProviders,omitempty"`
	Topics     any             `json:"customTopics,omitempty"`
}

// wireRaiFilter is a filter at a source.
type wireRaiFilter struct {
	Name     string `json:"name"`
	Source   string `json:"source"`
	Enabled  *bool  `json:"enabled"`
	Blocking *bool  `json:"blocking"`
	Severity string `json:"severityThreshold,omitempty"`
	Action   string `json:"action,omitempty"`
}

// wireRaiList is a blocklist that a policy applies at a source.
type wireRaiList struct {
	Name     string `json:"blocklistName"`
	Source   string `json:"source"`
	Blocking *bool  `json:"blocking"`
}

// wireBlocklist is a blocklist without its items.
type wireBlocklist struct {
	ID         string                  `json:"id,omitempty"`
	Name       string                  `json:"name,omitempty"`
	Tags       map[string]string       `json:"tags"`
	SystemData wireSystemData          `json:"systemData,omitzero"`
	Properties wireBlocklistProperties `json:"properties"`
}

type wireBlocklistProperties struct {
	Description string `json:"description"`
}

// wireBlocklistItem is a word or a pattern of a blocklist.
type wireBlocklistItem struct {
	Name       string             `json:"name"`
	Properties wireItemProperties `json:"properties"`
}

type wireItemProperties struct {
	Pattern string `json:"pattern"`
	IsRegex bool   `json:"isRegex"`
}
