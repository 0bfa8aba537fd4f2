package sandbox

import (
	"cmp"
	"slices"
	"strings"
)

// guardrailInput is CreateGuardrailRequest and UpdateGuardrailRequest.
type guardrailInput struct {
	Name, Description string
	TopicPolicyConfig *struct {
		TopicsConfig []guardrailTopic
		TierConfig   *guardrailTier
	}
	ContentPolicyConfig *struct {
		FiltersConfig []guardrailFilter
		TierConfig    *guardrailTier
	}
	WordPolicyConfig *struct {
		WordsConfig            []guardrailWord
		ManagedWordListsConfig []guardrailWordList
	}
	SensitiveInformationPolicyConfig *struct {
		PIIEntitiesConfig []guardrailEntity
		RegexesConfig     []guardrailRegex
	}
	ContextualGroundingPolicyConfig *struct{ FiltersConfig []guardrailGrounding }
	AutomatedReasoningPolicyConfig  *struct{ Policies []string }
	CrossRegionConfig               *struct{ GuardrailProfileIdentifier string }
	BlockedInputMessaging           string
	BlockedOutputsMessaging         string
	KMSKeyID                        string
	Tags                            []bedrockTag
	ClientRequestToken              *string
}

// content returns what the request configures, as the service will show it.
func (in *guardrailInput) content(r *request) (guardrailContent, *awsError) {
	g := guardrailContent{
		Name: in.Name, Description: in.Description, BlockedInput: in.BlockedInputMessaging, BlockedOutputs: in.BlockedOutputsMessaging,
	}
	var refused *awsError
	if in.CrossRegionConfig != nil {
		if g.CrossRegion, refused = findGuardrailProfile(r, in.CrossRegionConfig.GuardrailProfileIdentifier); refused != nil {
			return g, refused
		}
	}
	if g.KMSKeyARN, refused = guardrailKey(r, in.KMSKeyID); refused != nil {
		return g, refused
	}
	in.fillPolicies(&g)
	if refused := g.check(in.AutomatedReasoningPolicyConfig != nil); refused != nil {
		return g, refused
	}
	return g, in.checkReasoning(r, g.CrossRegion)
}

// fillPolicies writes the policies with what the service adds: a tier where none was asked for, and its own order of
// modalities. A policy without an item is none.
func (in *guardrailInput) fillPolicies(g *guardrailContent) {
	if p := in.TopicPolicyConfig; p != nil {
		g.Topics = &guardrailTopicPolicy{Topics: p.TopicsConfig, Tier: orClassic(p.TierConfig)}
	}
	if p := in.ContentPolicyConfig; p != nil {
		g.Filters = &guardrailContentPolicy{Filters: p.FiltersConfig, Tier: orClassic(p.TierConfig)}
		for i := range p.FiltersConfig {
			sortModalities(p.FiltersConfig[i].InputModalities)
			sortModalities(p.FiltersConfig[i].OutputModalities)
		}
	}
	if p := in.WordPolicyConfig; p != nil && len(p.WordsConfig)+len(p.ManagedWordListsConfig) > 0 {
		g.Words = &guardrailWordPolicy{Words: p.WordsConfig, Managed: p.ManagedWordListsConfig}
	}
	if p := in.SensitiveInformationPolicyConfig; p != nil && len(p.PIIEntitiesConfig)+len(p.RegexesConfig) > 0 {
		g.Sensitive = &guardrailSensitivePolicy{Entities: p.PIIEntitiesConfig, Regexes: p.RegexesConfig}
	}
	if p := in.ContextualGroundingPolicyConfig; p != nil {
		g.Grounding = &guardrailGroundingPolicy{Filters: p.FiltersConfig}
	}
}

func orClassic(tier *guardrailTier) *guardrailTier {
	return cmp.Or(tier, &guardrailTier{TierName: "CLASSIC"})
}

func sortModalities(modalities []string) {
	order := guardrailModalities()
	slices.SortFunc(modalities, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
}

// checkReasoning refuses every automated reasoning policy: the sandbox holds none, so none can be found.
func (in *guardrailInput) checkReasoning(r *request, profile *guardrailProfile) *awsError {
	if in.AutomatedReasoningPolicyConfig == nil {
		return nil
	}
	if profile == nil {
		return invalidInput("To use Automated Reasoning checks, your guardrail must have a cross-Region inference profile")
	}
	policy := in.AutomatedReasoningPolicyConfig.Policies[0]
	if refused := foreignARN(r, policy); refused != nil {
		return refused
	}
	return notFoundARN(policy)
}

// guardrailKey returns the ARN of a KMS key. The sandbox has no KMS: a key is taken by its form, and an alias, which
// would have to be looked up, is refused.
func guardrailKey(r *request, id string) (string, *awsError) {
	switch {
	case id == "":
		return "", nil
	case strings.Contains(id, "alias/"):
		return "", invalidInput("The sandbox holds no KMS aliases; name the key of %s by its id or ARN", id)
	case !strings.HasPrefix(id, "arn:"):
		return "arn:aws:kms:" + r.region + ":" + AWSAccount + ":key/" + id, nil
	case strings.Split(id, ":")[3] != r.region:
		return "", invalidInput("The KMS key %s is in another region than this request, which was sent to %s", id, r.region)
	}
	return id, nil
}
