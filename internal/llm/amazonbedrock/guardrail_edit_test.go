package amazonbedrock

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// redraft is the request that leaves a draft as it is: what a console sends when one thing is changed.
func redraft(g *bedrock.GetGuardrailOutput) *bedrock.UpdateGuardrailInput {
	in := &bedrock.UpdateGuardrailInput{
		GuardrailIdentifier: g.GuardrailArn, Name: g.Name, Description: g.Description, KmsKeyId: g.KmsKeyArn,
		BlockedInputMessaging: g.BlockedInputMessaging, BlockedOutputsMessaging: g.BlockedOutputsMessaging,
		ContentPolicyConfig: &types.GuardrailContentPolicyConfig{}, TopicPolicyConfig: &types.GuardrailTopicPolicyConfig{},
		WordPolicyConfig: &types.GuardrailWordPolicyConfig{}, SensitiveInformationPolicyConfig: &types.GuardrailSensitiveInformationPolicyConfig{},
		ContextualGroundingPolicyConfig: &types.GuardrailContextualGroundingPolicyConfig{},
	}
	if p := g.CrossRegionDetails; p != nil {
		in.CrossRegionConfig = &types.GuardrailCrossRegionConfig{GuardrailProfileIdentifier: p.GuardrailProfileArn}
	}
	redraftPolicies(in, g)
	return in
}

func redraftPolicies(in *bedrock.UpdateGuardrailInput, g *bedrock.GetGuardrailOutput) {
	if p := g.ContentPolicy; p != nil {
		for _, f := range p.Filters {
			in.ContentPolicyConfig.FiltersConfig = append(in.ContentPolicyConfig.FiltersConfig, types.GuardrailContentFilterConfig(f))
		}
	}
	if p := g.TopicPolicy; p != nil {
		for _, t := range p.Topics {
			in.TopicPolicyConfig.TopicsConfig = append(in.TopicPolicyConfig.TopicsConfig, types.GuardrailTopicConfig{
				Name: t.Name, Definition: t.Definition, Examples: t.Examples, Type: t.Type,
			})
		}
	}
	if p := g.WordPolicy; p != nil {
		for _, w := range p.Words {
			in.WordPolicyConfig.WordsConfig = append(in.WordPolicyConfig.WordsConfig, types.GuardrailWordConfig(w))
		}
		for _, l := range p.ManagedWordLists {
			in.WordPolicyConfig.ManagedWordListsConfig = append(in.WordPolicyConfig.ManagedWordListsConfig, types.GuardrailManagedWordsConfig(l))
		}
	}
	if p := g.SensitiveInformationPolicy; p != nil {
		for _, e := range p.PiiEntities {
			in.SensitiveInformationPolicyConfig.PiiEntitiesConfig = append(in.SensitiveInformationPolicyConfig.PiiEntitiesConfig, types.GuardrailPiiEntityConfig(e))
		}
		for _, x := range p.Regexes {
			in.SensitiveInformationPolicyConfig.RegexesConfig = append(in.SensitiveInformationPolicyConfig.RegexesConfig, types.GuardrailRegexConfig(x))
		}
	}
	if p := g.ContextualGroundingPolicy; p != nil {
		for _, f := range p.Filters {
			in.ContextualGroundingPolicyConfig.FiltersConfig = append(in.ContextualGroundingPolicyConfig.FiltersConfig, types.GuardrailContextualGroundingFilterConfig(f))
		}
	}
}

// withoutEmpty takes away the policies without an item, which the service refuses.
func withoutEmpty(in *bedrock.UpdateGuardrailInput) *bedrock.UpdateGuardrailInput {
	if len(in.ContentPolicyConfig.FiltersConfig) == 0 {
		in.ContentPolicyConfig = nil
	}
	if len(in.TopicPolicyConfig.TopicsConfig) == 0 {
		in.TopicPolicyConfig = nil
	}
	if len(in.WordPolicyConfig.WordsConfig)+len(in.WordPolicyConfig.ManagedWordListsConfig) == 0 {
		in.WordPolicyConfig = nil
	}
	if len(in.SensitiveInformationPolicyConfig.PiiEntitiesConfig)+len(in.SensitiveInformationPolicyConfig.RegexesConfig) == 0 {
		in.SensitiveInformationPolicyConfig = nil
	}
	if len(in.ContextualGroundingPolicyConfig.FiltersConfig) == 0 {
		in.ContextualGroundingPolicyConfig = nil
	}
	return in
}

// editDraft changes a draft by hand and waits until it is changed.
func (w guardrailWorld) editDraft(t *testing.T, id llm.ID, change func(*bedrock.UpdateGuardrailInput)) {
	t.Helper()
	draft, err := w.c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id.Value})
	if err != nil {
		t.Fatal(err)
	}
	in := redraft(draft)
	change(in)
	if _, err := w.c.bedrock.UpdateGuardrail(t.Context(), withoutEmpty(in)); err != nil {
		t.Fatalf("edit: %v", err)
	}
	w.settled(t, id)
}

// draftEdits are the changes that the console knows.
func draftEdits() map[string]func(*bedrock.UpdateGuardrailInput) {
	return map[string]func(*bedrock.UpdateGuardrailInput){
		"a filter is stricter": func(in *bedrock.UpdateGuardrailInput) {
			in.ContentPolicyConfig.FiltersConfig[0].InputStrength = types.GuardrailFilterStrengthNone
		},
		"a filter only detects": func(in *bedrock.UpdateGuardrailInput) {
			in.ContentPolicyConfig.FiltersConfig[0].InputAction = types.GuardrailContentFilterActionNone
		},
		"a filter is disabled": func(in *bedrock.UpdateGuardrailInput) {
			in.ContentPolicyConfig.FiltersConfig[0].OutputEnabled = new(false)
		},
		"a filter looks at images": func(in *bedrock.UpdateGuardrailInput) {
			in.ContentPolicyConfig.FiltersConfig[0].InputModalities = []types.GuardrailModality{"IMAGE", "TEXT"}
		},
		"a filter is gone": func(in *bedrock.UpdateGuardrailInput) {
			in.ContentPolicyConfig.FiltersConfig = in.ContentPolicyConfig.FiltersConfig[1:]
		},
		"a word is gone": func(in *bedrock.UpdateGuardrailInput) {
			in.WordPolicyConfig.WordsConfig = in.WordPolicyConfig.WordsConfig[1:]
		},
		"a word is in other letters": func(in *bedrock.UpdateGuardrailInput) {
			in.WordPolicyConfig.WordsConfig[0].Text = new(strings.ToUpper(*in.WordPolicyConfig.WordsConfig[0].Text))
		},
		"a word is only detected": func(in *bedrock.UpdateGuardrailInput) {
			in.WordPolicyConfig.WordsConfig[0].InputAction = types.GuardrailWordActionNone
		},
		"a word was added": func(in *bedrock.UpdateGuardrailInput) {
			in.WordPolicyConfig.WordsConfig = append(in.WordPolicyConfig.WordsConfig, types.GuardrailWordConfig{Text: new("theirs")})
		},
		"a topic was added": func(in *bedrock.UpdateGuardrailInput) {
			in.TopicPolicyConfig.TopicsConfig = append(in.TopicPolicyConfig.TopicsConfig, types.GuardrailTopicConfig{Name: new("Theirs"), Definition: new("What they say."), Type: types.GuardrailTopicTypeDeny})
		},
		"an entity was added": func(in *bedrock.UpdateGuardrailInput) {
			in.SensitiveInformationPolicyConfig.PiiEntitiesConfig = append(in.SensitiveInformationPolicyConfig.PiiEntitiesConfig, types.GuardrailPiiEntityConfig{Type: "AGE", Action: "BLOCK"})
		},
		"a pattern was added": func(in *bedrock.UpdateGuardrailInput) {
			in.SensitiveInformationPolicyConfig.RegexesConfig = append(in.SensitiveInformationPolicyConfig.RegexesConfig, types.GuardrailRegexConfig{Name: new("theirs"), Pattern: new("T[0-9]+"), Action: "BLOCK"})
		},
		"the messages are others":         func(in *bedrock.UpdateGuardrailInput) { in.BlockedInputMessaging = new("No.") },
		"the answer's message is another": func(in *bedrock.UpdateGuardrailInput) { in.BlockedOutputsMessaging = new("No.") },
		"the description is another":      func(in *bedrock.UpdateGuardrailInput) { in.Description = new("Theirs") },
		"it was renamed":                  func(in *bedrock.UpdateGuardrailInput) { in.Name = new("theirs") },
		"it has a profile": func(in *bedrock.UpdateGuardrailInput) {
			in.CrossRegionConfig = &types.GuardrailCrossRegionConfig{GuardrailProfileIdentifier: new("us.guardrail.v1:0")}
		},
		"another threshold": func(in *bedrock.UpdateGuardrailInput) {
			in.ContextualGroundingPolicyConfig.FiltersConfig = []types.GuardrailContextualGroundingFilterConfig{{Type: "RELEVANCE", Threshold: new(0.25)}}
		},
		"the standard tier": func(in *bedrock.UpdateGuardrailInput) {
			in.CrossRegionConfig = &types.GuardrailCrossRegionConfig{GuardrailProfileIdentifier: new("us.guardrail.v1:0")}
			in.ContentPolicyConfig.TierConfig = &types.GuardrailContentFiltersTierConfig{TierName: types.GuardrailContentFiltersTierNameStandard}
		},
	}
}

// edits are those of drafts and of tags.
func (w guardrailWorld) edits() []llmtest.GuardrailEdit {
	edits := []llmtest.GuardrailEdit{
		{Name: "a tag is another", Apply: func(t *testing.T, id llm.ID) { w.tag(t, id, map[string]string{"team": "theirs"}) }},
		{Name: "a tag was added", Apply: func(t *testing.T, id llm.ID) { w.tag(t, id, map[string]string{"theirs": "1"}) }},
		{Name: "the mark is gone", Apply: func(t *testing.T, id llm.ID) {
			if err := removeTags(t.Context(), w.c, id.Value, []string{tagGuardrail}); err != nil {
				t.Fatal(err)
			}
		}},
	}
	for name, change := range draftEdits() {
		edits = append(edits, llmtest.GuardrailEdit{Name: name, Apply: func(t *testing.T, id llm.ID) {
			t.Helper()
			w.editDraft(t, id, change)
		}})
	}
	return edits
}

func (w guardrailWorld) tag(t *testing.T, id llm.ID, tags map[string]string) {
	t.Helper()
	if err := addTags(t.Context(), w.c, id.Value, tags); err != nil {
		t.Fatal(err)
	}
}
