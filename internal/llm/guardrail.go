package llm

import (
	"context"
	"slices"
	"time"
)

// GuardrailDriver is what a platform implements for guardrails. What every
// platform asks for is checked by [CheckGuardrail].
type GuardrailDriver interface {
	CompositeDriver[GuardrailSpec]

	// Reference is how a deployment on the platform names the guardrail: its id,
	// and where the platform publishes versions, the version in force behind a
	// colon. It is pure. Version is empty where the platform has none.
	Reference(have *Composite) (reference, version string)

	// Published is the newest published version of the guardrail that a reference
	// names, or the version that the reference itself names. It is empty where
	// the platform publishes none: nothing is asked there.
	Published(ctx context.Context, reference string) (AttachedGuardrail, error)
}

// AttachedGuardrail is what a request to a deployment has to name for the
// guardrail to look at it. The zero value: nothing, since the platform attaches
// guardrails to deployments, or there is none.
type AttachedGuardrail struct {
	ID      string // native id without a version
	Version string // empty: none is published yet
}

// Guardrails is the portable half of every platform's guardrails.
type Guardrails struct {
	*Composites[GuardrailSpec]
	GuardrailDriver
}

// NewGuardrails wraps a driver. Now tells the platform's time; nil is the
// machine's clock.
func NewGuardrails(driver GuardrailDriver, now func() time.Time) *Guardrails {
	return &Guardrails{NewComposites("guardrail", driver, now), driver}
}

// GuardrailDraft is a plan's spec.
type GuardrailDraft = Wanted[GuardrailSpec]

// GuardrailSpec is what a user asks of a guardrail, in full: defaults are filled
// in, tags hold the provider's default tags and owner too. What is absent is left
// to the platform: see the documentation of each driver.
//
// Words, patterns, topics and messages are confidential: no error, diagnostic or
// log shows them, and content holds their [Digest].
type GuardrailSpec struct {
	Name            string
	Filters         map[Category]ContentFilter
	BlockedWords    []string // matched as words; sorted
	BlockedPatterns []string // regular expressions; sorted
	Profanity       bool     // block what the platform's own list of profanities holds
	Topics          map[string]Topic
	PII             PII
	Grounding       Grounding
	Messages        Messages
	KeepVersions    *int64 // how many published versions stay, the one in force included; nil: all
	Tags            map[string]string
	IgnoreTags      TagRules
	Policy          Policy // what to do about drift; nil: the defaults
	Azure           AzureGuardrail
	Bedrock         BedrockGuardrail
}

// Category is a kind of content that a guardrail looks for.
type Category string

// The categories. No platform has all of them.
const (
	Hate                  Category = "hate"
	Sexual                Category = "sexual"
	Violence              Category = "violence"
	SelfHarm              Category = "self_harm"
	Insults               Category = "insults"
	Misconduct            Category = "misconduct"
	PromptAttack          Category = "prompt_attack"           // a user who tries to talk the model out of its instructions
	IndirectAttack        Category = "indirect_attack"         // the same, hidden in documents
	ProtectedMaterialText Category = "protected_material_text" // known texts, such as lyrics
	ProtectedMaterialCode Category = "protected_material_code" // code of public repositories
	UngroundedMaterial    Category = "ungrounded_material"     // answers that their sources do not bear out
)

// Categories lists every category.
func Categories() []Category {
	return []Category{
		Hate, Sexual, Violence, SelfHarm, Insults, Misconduct, PromptAttack, IndirectAttack, ProtectedMaterialText, ProtectedMaterialCode, UngroundedMaterial,
	}
}

// ContentFilter is what is done about one category.
type ContentFilter struct {
	Input  Strictness // of what goes to the model
	Output Strictness // of what comes from it
	Action FilterAction
}

// Strictness says from how little on a filter strikes. Empty is what the platform
// does by itself.
type Strictness string

// The degrees, which mean the same on every platform: high strikes at the
// slightest, low only at the worst, off never.
const (
	StrictnessOff    Strictness = "off"
	StrictnessLow    Strictness = "low"
	StrictnessMedium Strictness = "medium"
	StrictnessHigh   Strictness = "high"
)

// FilterAction is what a filter does when it strikes. Empty is block.
type FilterAction string

// The actions.
const (
	ActionBlock  FilterAction = "block"
	ActionDetect FilterAction = "detect" // tells of it in the answer's annotations or trace, and blocks nothing
)

// Topic is a subject that is denied.
type Topic struct {
	Definition string   // what it is about
	Examples   []string // phrases that belong to it, in the order in which they were written
}

// PII says what is done about personal data.
type PII struct {
	Entities map[string]PIIAction // by the portable name, such as "email"
	Patterns map[string]PIIPattern
}

// PIIAction is what is done about an entity.
type PIIAction string

// The actions.
const (
	PIIBlock  PIIAction = "block"
	PIIMask   PIIAction = "mask"   // puts the name of the entity in its place
	PIIDetect PIIAction = "detect" // tells of it in the trace, and changes nothing
)

// PIIPattern is an entity that a regular expression describes.
type PIIPattern struct {
	Pattern     string
	Description string // empty: none
	Action      PIIAction
}

// Grounding holds thresholds of 0 to 0.99 below which an answer is blocked; nil:
// it is not looked at.
type Grounding struct {
	Grounding *float64 // how far the answer follows from its source
	Relevance *float64 // how far it answers the question
}

// Messages are what a user is shown in place of what was blocked; empty is the
// driver's default.
type Messages struct {
	Input  string
	Output string
}

// AzureGuardrail holds what only Azure has.
type AzureGuardrail struct {
	AccountID  string // ARM id; empty: the provider's default account
	BasePolicy string // the system's policy that fills in what is not said; empty: "Microsoft.DefaultV2"
	Mode       string // "blocking" or "asynchronous"; empty is blocking
}

// BedrockGuardrail holds what only Bedrock has.
type BedrockGuardrail struct {
	Region      string // empty: the provider's region
	Description string // empty: none
	Tier        string // "classic" or "standard"; empty is classic
	Images      bool   // filters look at images too
	Profile     string // id or ARN of a guardrail profile that may process requests in other regions; empty: none
	KMSKey      string // ARN of the key that encrypts it; empty: AWS's own
}

func (s GuardrailSpec) head() head {
	return head{name: s.Name, owner: s.Tags[TagOwner], keep: s.KeepVersions, policy: s.Policy}
}

// Beyond are the categories of the filters that are none of these, sorted.
func (s GuardrailSpec) Beyond(known ...Category) []Category {
	var others []Category
	for category := range s.Filters {
		if !slices.Contains(known, category) {
			others = append(others, category)
		}
	}
	slices.Sort(others)
	return others
}
