package amazonbedrock

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What users read in place of what was blocked, where nothing is said: Bedrock asks for both.
const (
	DefaultInputMessage  = "This request cannot be answered."
	DefaultOutputMessage = "This answer cannot be shown."
)

// categories are the content filters of Bedrock.
func categories() []llm.Category {
	return []llm.Category{llm.Hate, llm.Insults, llm.Sexual, llm.Violence, llm.Misconduct, llm.PromptAttack}
}

// filterType is what Bedrock calls a category.
func filterType(category llm.Category) types.GuardrailContentFilterType {
	return types.GuardrailContentFilterType(strings.ToUpper(string(category)))
}

// Render gives the draft and the version that repeats what governs requests of it.
func (d *guardrailDriver) Render(spec llm.GuardrailSpec) []llm.Child {
	f := formOf(toGuardrail(spec))
	content := f.flat(d.tags(spec))
	return []llm.Child{
		{Name: childDraft, Content: content, Texts: f.texts},
		{Name: childVersion, Content: published(content), Texts: f.texts, Root: true, Last: true, Published: true, With: childDraft},
	}
}

// tags are those that the resource manages, its mark among them.
func (d *guardrailDriver) tags(spec llm.GuardrailSpec) map[string]string {
	return spec.IgnoreTags.Managed(d.platform.config.IgnoreTags.Managed(marked(spec)))
}

// marked are all tags of a guardrail.
func marked(spec llm.GuardrailSpec) map[string]string {
	tags := map[string]string{tagGuardrail: spec.Name}
	maps.Copy(tags, spec.Tags)
	tags[tagGuardrail] = spec.Name
	return tags
}

// toGuardrail is the request that makes the draft, without its tags and token. Lists are in order, so that equal specs
// make equal requests.
func toGuardrail(spec llm.GuardrailSpec) *bedrock.CreateGuardrailInput {
	in := &bedrock.CreateGuardrailInput{
		Name:                             &spec.Name,
		Description:                      orNil(spec.Bedrock.Description),
		KmsKeyId:                         orNil(spec.Bedrock.KMSKey),
		BlockedInputMessaging:            new(cmp.Or(spec.Messages.Input, DefaultInputMessage)),
		BlockedOutputsMessaging:          new(cmp.Or(spec.Messages.Output, DefaultOutputMessage)),
		ContentPolicyConfig:              toFilters(spec),
		TopicPolicyConfig:                toTopics(spec),
		WordPolicyConfig:                 toWords(spec),
		SensitiveInformationPolicyConfig: toPII(spec.PII),
		ContextualGroundingPolicyConfig:  toGrounding(spec.Grounding),
	}
	if spec.Bedrock.Profile != "" {
		in.CrossRegionConfig = &types.GuardrailCrossRegionConfig{GuardrailProfileIdentifier: new(profileID(spec.Bedrock.Profile))}
	}
	return in
}

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func toFilters(spec llm.GuardrailSpec) *types.GuardrailContentPolicyConfig {
	policy := &types.GuardrailContentPolicyConfig{}
	for _, category := range slices.Sorted(maps.Keys(spec.Filters)) {
		if slices.Contains(categories(), category) { // another one is off
			policy.FiltersConfig = append(policy.FiltersConfig, toFilter(category, spec.Filters[category], spec.Bedrock.Images))
		}
	}
	if len(policy.FiltersConfig) == 0 {
		return nil
	}
	if tier := tierName(spec); tier != "" {
		policy.TierConfig = &types.GuardrailContentFiltersTierConfig{TierName: types.GuardrailContentFiltersTierName(tier)}
	}
	return policy
}

// toFilter leaves attacks out of answers: Bedrock looks for them in prompts only, and asks for NONE.
func toFilter(category llm.Category, filter llm.ContentFilter, images bool) types.GuardrailContentFilterConfig {
	f := types.GuardrailContentFilterConfig{Type: filterType(category), InputStrength: strength(filter.Input), OutputStrength: strength(filter.Output)}
	if filter.Action == llm.ActionDetect {
		f.InputAction, f.OutputAction = types.GuardrailContentFilterActionNone, types.GuardrailContentFilterActionNone
	}
	both := []types.GuardrailModality{types.GuardrailModalityText, types.GuardrailModalityImage}
	if images {
		f.InputModalities = both
	}
	if images && category != llm.PromptAttack {
		f.OutputModalities = both
	}
	return f
}

// strength says how slight the signs are that a filter strikes at: high strictness is HIGH strength.
func strength(s llm.Strictness) types.GuardrailFilterStrength {
	if s == "" || s == llm.StrictnessOff {
		return types.GuardrailFilterStrengthNone
	}
	return types.GuardrailFilterStrength(strings.ToUpper(string(s)))
}

// tierName is the tier that is written; empty: the service's own, which is CLASSIC.
func tierName(spec llm.GuardrailSpec) string {
	if spec.Bedrock.Tier == "" || spec.Bedrock.Tier == tierClassic {
		return ""
	}
	return strings.ToUpper(spec.Bedrock.Tier)
}

func toTopics(spec llm.GuardrailSpec) *types.GuardrailTopicPolicyConfig {
	if len(spec.Topics) == 0 {
		return nil
	}
	policy := &types.GuardrailTopicPolicyConfig{}
	for _, name := range slices.Sorted(maps.Keys(spec.Topics)) {
		topic := spec.Topics[name]
		policy.TopicsConfig = append(policy.TopicsConfig, types.GuardrailTopicConfig{
			Name: new(name), Definition: new(topic.Definition), Examples: topic.Examples, Type: types.GuardrailTopicTypeDeny,
		})
	}
	if tier := tierName(spec); tier != "" {
		policy.TierConfig = &types.GuardrailTopicsTierConfig{TierName: types.GuardrailTopicsTierName(tier)}
	}
	return policy
}

func toWords(spec llm.GuardrailSpec) *types.GuardrailWordPolicyConfig {
	if len(spec.BlockedWords) == 0 && !spec.Profanity {
		return nil
	}
	policy := &types.GuardrailWordPolicyConfig{}
	for _, word := range slices.Sorted(slices.Values(spec.BlockedWords)) {
		policy.WordsConfig = append(policy.WordsConfig, types.GuardrailWordConfig{Text: new(word)})
	}
	if spec.Profanity {
		policy.ManagedWordListsConfig = []types.GuardrailManagedWordsConfig{{Type: types.GuardrailManagedWordsTypeProfanity}}
	}
	return policy
}

func toPII(pii llm.PII) *types.GuardrailSensitiveInformationPolicyConfig {
	if len(pii.Entities) == 0 && len(pii.Patterns) == 0 {
		return nil
	}
	policy := &types.GuardrailSensitiveInformationPolicyConfig{}
	for _, entity := range slices.Sorted(maps.Keys(pii.Entities)) {
		policy.PiiEntitiesConfig = append(policy.PiiEntitiesConfig, types.GuardrailPiiEntityConfig{
			Type: types.GuardrailPiiEntityType(strings.ToUpper(entity)), Action: piiAction(pii.Entities[entity]),
		})
	}
	for _, name := range slices.Sorted(maps.Keys(pii.Patterns)) {
		pattern := pii.Patterns[name]
		policy.RegexesConfig = append(policy.RegexesConfig, types.GuardrailRegexConfig{
			Name: new(name), Pattern: new(pattern.Pattern), Description: orNil(pattern.Description), Action: piiAction(pattern.Action),
		})
	}
	return policy
}

// piiAction is what Bedrock calls an action; none given is block.
func piiAction(action llm.PIIAction) types.GuardrailSensitiveInformationAction {
	switch action {
	case llm.PIIMask:
		return types.GuardrailSensitiveInformationActionAnonymize
	case llm.PIIDetect:
		return types.GuardrailSensitiveInformationActionNone
	}
	return types.GuardrailSensitiveInformationActionBlock
}

func toGrounding(grounding llm.Grounding) *types.GuardrailContextualGroundingPolicyConfig {
	if grounding == (llm.Grounding{}) {
		return nil
	}
	policy := &types.GuardrailContextualGroundingPolicyConfig{}
	add := func(of types.GuardrailContextualGroundingFilterType, threshold *float64) {
		if threshold != nil {
			policy.FiltersConfig = append(policy.FiltersConfig, types.GuardrailContextualGroundingFilterConfig{Type: of, Threshold: threshold})
		}
	}
	add(types.GuardrailContextualGroundingFilterTypeGrounding, grounding.Grounding)
	add(types.GuardrailContextualGroundingFilterTypeRelevance, grounding.Relevance)
	return policy
}
