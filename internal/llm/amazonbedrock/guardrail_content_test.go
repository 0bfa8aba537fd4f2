package amazonbedrock

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"
	"github.com/aws/smithy-go/middleware"
	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// TestGuardrail_everyFieldIsContentOrReadOnly fills what the service answers, field by field.
func TestGuardrail_everyFieldIsContentOrReadOnly(t *testing.T) {
	cells := 0
	for field := range reflect.TypeFor[bedrock.GetGuardrailOutput]().Fields() {
		if !field.IsExported() || field.Type == reflect.TypeFor[middleware.Metadata]() {
			continue
		}
		answer := &bedrock.GetGuardrailOutput{}
		fill(t, reflect.ValueOf(answer).Elem().FieldByIndex(field.Index))
		content := formOf(answer).flat(nil)
		wire := strings.ToLower(field.Name[:1]) + field.Name[1:]
		if slices.Contains(guardrailReadOnly(), wire) != (len(content) == 0) {
			t.Errorf("%s: read-only: %t, content: %v", field.Name, slices.Contains(guardrailReadOnly(), wire), content)
		}
		cells++
	}
	t.Logf("%d fields", cells)
}

// TestGuardrail_everyPathIsSeen changes every leaf of a filled answer and looks whether the content notices.
func TestGuardrail_everyPathIsSeen(t *testing.T) {
	answer := &bedrock.GetGuardrailOutput{}
	for field := range reflect.TypeFor[bedrock.GetGuardrailOutput]().Fields() {
		if field.IsExported() && field.Type != reflect.TypeFor[middleware.Metadata]() {
			fill(t, reflect.ValueOf(answer).Elem().FieldByIndex(field.Index))
		}
	}
	answer.ResultMetadata = middleware.Metadata{}
	before := formOf(answer).flat(nil)
	leaves, unseen := 0, []string(nil)
	for field := range reflect.TypeFor[bedrock.GetGuardrailOutput]().Fields() {
		if !field.IsExported() || field.Type == reflect.TypeFor[middleware.Metadata]() {
			continue
		}
		eachLeaf(reflect.ValueOf(answer).Elem().FieldByIndex(field.Index), field.Name, func(path string, leaf reflect.Value) {
			leaves++
			was := reflect.New(leaf.Type()).Elem()
			was.Set(leaf)
			switch leaf.Kind() {
			case reflect.String:
				leaf.SetString("another")
			case reflect.Float64:
				leaf.SetFloat(8)
			default:
				leaf.SetZero()
			}
			if cmp.Equal(before, formOf(answer).flat(nil)) {
				unseen = append(unseen, path)
			}
			leaf.Set(was)
		})
	}
	want := []string{
		"CreatedAt", "GuardrailArn", "GuardrailId", "Status", "UpdatedAt", "Version",
		"CrossRegionDetails.GuardrailProfileArn", // it follows from the id
		"FailureRecommendations.0", "StatusReasons.0",
	}
	slices.Sort(want)
	slices.Sort(unseen)
	if diff := cmp.Diff(want, unseen); diff != "" {
		t.Errorf("unseen (-want +got):\n%s", diff)
	}
	t.Logf("%d leaves", leaves)
}

// TestGuardrail_oneMeaningIsOneContent holds the traps that other providers fell into: what the service fills in, orders,
// spells or leaves out as it likes.
func TestGuardrail_oneMeaningIsOneContent(t *testing.T) {
	spec := guardrailSpec()
	want := formOf(toGuardrail(spec)).flat(nil)
	cells := 0
	for name, change := range map[string]func(*bedrock.CreateGuardrailInput){
		"a tier that is told where none was asked for": func(in *bedrock.CreateGuardrailInput) {
			in.ContentPolicyConfig.TierConfig = &types.GuardrailContentFiltersTierConfig{TierName: types.GuardrailContentFiltersTierNameClassic}
			in.TopicPolicyConfig.TierConfig = &types.GuardrailTopicsTierConfig{TierName: types.GuardrailTopicsTierNameClassic}
		},
		"modalities that are told where none were asked for": func(in *bedrock.CreateGuardrailInput) {
			for i := range in.ContentPolicyConfig.FiltersConfig {
				in.ContentPolicyConfig.FiltersConfig[i].InputModalities = []types.GuardrailModality{"TEXT"}
				in.ContentPolicyConfig.FiltersConfig[i].OutputModalities = []types.GuardrailModality{"TEXT"}
			}
		},
		"another order of everything": func(in *bedrock.CreateGuardrailInput) {
			slices.Reverse(in.ContentPolicyConfig.FiltersConfig)
			slices.Reverse(in.TopicPolicyConfig.TopicsConfig)
			slices.Reverse(in.WordPolicyConfig.WordsConfig)
			slices.Reverse(in.SensitiveInformationPolicyConfig.PiiEntitiesConfig)
			slices.Reverse(in.ContextualGroundingPolicyConfig.FiltersConfig)
		},
		"actions of words that are told": func(in *bedrock.CreateGuardrailInput) {
			for i := range in.WordPolicyConfig.WordsConfig {
				in.WordPolicyConfig.WordsConfig[i].InputAction, in.WordPolicyConfig.WordsConfig[i].OutputAction = "BLOCK", "BLOCK"
				in.WordPolicyConfig.WordsConfig[i].InputEnabled, in.WordPolicyConfig.WordsConfig[i].OutputEnabled = new(true), new(true)
			}
		},
		"sides of entities that follow their action": func(in *bedrock.CreateGuardrailInput) {
			for i, entity := range in.SensitiveInformationPolicyConfig.PiiEntitiesConfig {
				in.SensitiveInformationPolicyConfig.PiiEntitiesConfig[i].InputAction, in.SensitiveInformationPolicyConfig.PiiEntitiesConfig[i].OutputAction = entity.Action, entity.Action
			}
		},
		"grounding that says that it blocks and is enabled": func(in *bedrock.CreateGuardrailInput) {
			for i := range in.ContextualGroundingPolicyConfig.FiltersConfig {
				in.ContextualGroundingPolicyConfig.FiltersConfig[i].Action, in.ContextualGroundingPolicyConfig.FiltersConfig[i].Enabled = "BLOCK", new(true)
			}
		},
		"a policy without an item": func(in *bedrock.CreateGuardrailInput) {
			in.AutomatedReasoningPolicyConfig = &types.GuardrailAutomatedReasoningPolicyConfig{}
		},
		"an empty list of examples": func(in *bedrock.CreateGuardrailInput) {
			for i := range in.TopicPolicyConfig.TopicsConfig {
				if in.TopicPolicyConfig.TopicsConfig[i].Examples == nil {
					in.TopicPolicyConfig.TopicsConfig[i].Examples = []string{}
				}
			}
		},
	} {
		in := toGuardrail(guardrailSpec())
		change(in)
		if diff := cmp.Diff(want, formOf(in).flat(nil)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		cells++
	}
	t.Logf("%d traps", cells)
}

func TestGuardrail_orderOfModalitiesMeansNothing(t *testing.T) {
	images := guardrailSpec(func(s *llm.GuardrailSpec) { s.Bedrock.Images = true })
	want, in := formOf(toGuardrail(images)).flat(nil), toGuardrail(images)
	for _, f := range in.ContentPolicyConfig.FiltersConfig {
		slices.Reverse(f.InputModalities)
		slices.Reverse(f.OutputModalities)
	}
	if diff := cmp.Diff(want, formOf(in).flat(nil)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGuardrail_examplesKeepTheirOrder(t *testing.T) {
	in := toGuardrail(guardrailSpec())
	want := formOf(in).flat(nil)
	other := toGuardrail(guardrailSpec(func(s *llm.GuardrailSpec) {
		topic := s.Topics["Investment"]
		topic.Examples = []string{topic.Examples[1], topic.Examples[0]}
		s.Topics["Investment"] = topic
	}))
	if cmp.Equal(want, formOf(other).flat(nil)) {
		t.Error("another order is not seen")
	}
}

// TestGuardrail_recorded reads what the service was recorded to answer, and holds it to what asks for that.
func TestGuardrail_recorded(t *testing.T) {
	hate := llm.GuardrailSpec{
		Filters:  map[llm.Category]llm.ContentFilter{llm.Hate: {Input: llm.StrictnessMedium, Output: llm.StrictnessMedium}},
		Messages: llm.Messages{Input: "example", Output: "example"},
	}
	for name, tt := range map[string]struct {
		path []string
		want llm.GuardrailSpec
	}{
		"a filter, with the tier that the service fills in": {[]string{"test_bedrock_guardrail", "bedrock.GetGuardrail_1.json"}, hate},
		"before an update": {[]string{"test_bedrock_guardrail_update", "bedrock.GetGuardrail_1.json"}, hate},
	} {
		t.Run(name, func(t *testing.T) {
			answer := recordedGuardrail(t, tt.path...)
			tt.want.Name, tt.want.Bedrock.Description = *answer.Name, deref(answer.Description)
			if diff := cmp.Diff(formOf(toGuardrail(tt.want)).flat(nil), formOf(answer).flat(nil)); diff != "" {
				t.Errorf("(-asked +answered):\n%s", diff)
			}
		})
	}
	words := formOf(recordedGuardrail(t, "test_bedrock_guardrail_update", "bedrock.GetGuardrail_2.json")).flat(nil)
	key := "words." + llm.Digest("HATE")
	want := map[string]string{
		key + ".text": llm.Digest("HATE"), key + ".outputAction": "NONE", key + ".outputEnabled": "false",
		"managedWords.PROFANITY.type": "PROFANITY", "managedWords.PROFANITY.outputAction": "NONE", "managedWords.PROFANITY.outputEnabled": "false",
		"messages.input": llm.Digest("example"), "messages.output": llm.Digest("example"), "name": "c7n-test-guardrail-8ff977f0",
	}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Errorf("words that are detected on one side (-want +got):\n%s", diff)
	}
}

// recordedGuardrail reads a recording, whose members have Go's names in the SDK in other letters. Times are left out.
func recordedGuardrail(t *testing.T, path ...string) *bedrock.GetGuardrailOutput {
	t.Helper()
	var recorded struct{ Data map[string]json.RawMessage }
	if err := json.Unmarshal(readData(t, append([]string{"aws", "cloud-custodian"}, path...)...), &recorded); err != nil {
		t.Fatal(err)
	}
	delete(recorded.Data, "createdAt")
	delete(recorded.Data, "updatedAt")
	body, err := json.Marshal(recorded.Data)
	if err != nil {
		t.Fatal(err)
	}
	answer := &bedrock.GetGuardrailOutput{}
	if err := json.Unmarshal(body, answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// TestGuardrail_contentShowsNothingConfidential looks for every text of a spec in what is stored and shown.
func TestGuardrail_contentShowsNothingConfidential(t *testing.T) {
	spec := guardrailSpec()
	for _, child := range testGuardrails().Render(spec) {
		told, err := json.Marshal(child.Content)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{"project-x", "zanzibar", "Investment", "savings", "shares", "TCK", "ticket", "otherwise", "shop"} {
			if strings.Contains(string(told), text) {
				t.Errorf("%s holds %q", child.Name, text)
			}
		}
	}
}
