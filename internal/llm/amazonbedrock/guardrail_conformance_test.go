package amazonbedrock

import (
	"encoding/json"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// settled waits until nothing is under way.
func (w guardrailWorld) settled(t *testing.T, id llm.ID) {
	t.Helper()
	for range 60 {
		g, err := w.c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id.Value})
		if err != nil {
			t.Fatal(err)
		}
		if g.Status == types.GuardrailStatusReady || g.Status == types.GuardrailStatusFailed {
			return
		}
		time.Sleep(time.Second)
	}
	t.Fatal("it does not settle")
}

// newest is the youngest version as the service shows it.
func (w guardrailWorld) newest(t *testing.T, id llm.ID) *bedrock.GetGuardrailOutput {
	t.Helper()
	versions := w.versions(t, &llm.Composite{ID: id})
	if len(versions) == 0 {
		t.Fatal("nothing is published")
	}
	g, err := w.c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id.Value, GuardrailVersion: &versions[len(versions)-1]})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// severity reads how little it takes for a filter to strike from the service's own words.
func (w guardrailWorld) severity(t *testing.T, id llm.ID, category llm.Category, output bool) int {
	t.Helper()
	g := w.newest(t, id)
	if g.ContentPolicy == nil {
		return 0
	}
	at := slices.IndexFunc(g.ContentPolicy.Filters, func(f types.GuardrailContentFilter) bool { return f.Type == filterType(category) })
	if at < 0 {
		return 0
	}
	strength := g.ContentPolicy.Filters[at].InputStrength
	if output {
		strength = g.ContentPolicy.Filters[at].OutputStrength
	}
	return slices.Index([]types.GuardrailFilterStrength{"NONE", "LOW", "MEDIUM", "HIGH"}, strength)
}

// refuse has the service refuse the next write, in its own words.
func (w guardrailWorld) refuse(message string) {
	body, err := json.Marshal(map[string]string{"message": message})
	if err != nil {
		panic(err)
	}
	writes := sandbox.On("", "^/guardrails|^/(un)?tagResource$")
	refusal := sandbox.Fault(func(r *http.Request) bool { return r.Method != http.MethodGet && writes(r) }, 400, string(body), typed("ValidationException"))
	refusal.Times = 1
	w.sb.Hook(refusal)
}

// published tells of versions past the driver: they are counted by the answers of the service.
func (w guardrailWorld) published() *llmtest.Published {
	isPublish := sandbox.On("POST", "^/guardrails/")
	return &llmtest.Published{
		Count: func() int {
			many := 0
			for _, call := range w.sb.Calls() {
				r, _ := http.NewRequest(call.Method, "https://bedrock.example"+call.Path, nil)
				if isPublish(r) && call.Status < 300 { // 0: the answer was lost, and what was published counts
					many++
				}
			}
			return many
		},
		Publish: func(t *testing.T, id llm.ID) {
			t.Helper()
			if _, err := w.c.bedrock.CreateGuardrailVersion(t.Context(), &bedrock.CreateGuardrailVersionInput{GuardrailIdentifier: &id.Value}); err != nil {
				t.Fatal(err)
			}
			w.settled(t, id)
		},
		Contents: func(t *testing.T, id llm.ID) (draft, newest string) {
			t.Helper()
			g, err := w.c.bedrock.GetGuardrail(t.Context(), &bedrock.GetGuardrailInput{GuardrailIdentifier: &id.Value})
			if err != nil {
				t.Fatal(err)
			}
			return policies(t, g), policies(t, w.newest(t, id))
		},
	}
}

// policies are the service's own words about what governs requests.
func policies(t *testing.T, g *bedrock.GetGuardrailOutput) string {
	t.Helper()
	told, err := json.Marshal([]any{
		g.ContentPolicy, g.TopicPolicy, g.WordPolicy, g.SensitiveInformationPolicy, g.ContextualGroundingPolicy, g.CrossRegionDetails, g.BlockedInputMessaging, g.BlockedOutputsMessaging,
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(told)
}

func lawfulGuardrails(t *testing.T) llmtest.GuardrailWorld {
	t.Helper()
	w := newGuardrailWorld(t)
	if err := w.sb.SetServiceQuota(sandbox.AWSRegion, sandbox.QuotaGuardrailVersions, 1000); err != nil { // the laws publish more than anybody may
		t.Fatal(err)
	}
	return llmtest.GuardrailWorld{
		Guardrails: w.Guardrails, Severity: w.severity, Refuse: w.refuse, Edits: w.edits(), Published: w.published(),
		Writes: func() (n int) {
			for _, call := range w.sb.Calls() {
				if call.Method != http.MethodGet && call.Path != "/listTagsForResource" {
					n++
				}
			}
			return n
		},
	}
}

// guardrailChanges are one change to every argument.
func guardrailChanges() []llmtest.GuardrailChange {
	change := func(field llm.Field, apply func(*llm.GuardrailSpec)) llmtest.GuardrailChange {
		return llmtest.GuardrailChange{Field: field, Apply: apply}
	}
	return []llmtest.GuardrailChange{
		change(llm.FieldFilter(llm.Hate, "output"), func(s *llm.GuardrailSpec) {
			s.Filters[llm.Hate] = llm.ContentFilter{Input: llm.StrictnessHigh, Output: llm.StrictnessHigh}
		}),
		change(llm.FieldFilter(llm.Misconduct, "action"), func(s *llm.GuardrailSpec) {
			s.Filters[llm.Misconduct] = llm.ContentFilter{Input: llm.StrictnessLow, Output: llm.StrictnessLow, Action: llm.ActionBlock}
		}),
		change(llm.FieldFilters, func(s *llm.GuardrailSpec) { s.Filters = nil }),
		change(llm.FieldBlockedWords, func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"project-x", "project-y"} }),
		change(llm.FieldProfanity, func(s *llm.GuardrailSpec) { s.Profanity = false }),
		change(llm.FieldTopics, func(s *llm.GuardrailSpec) {
			s.Topics["Investment"] = llm.Topic{Definition: "Advice on where to put savings.", Examples: []string{"Are bonds safe?", "Which shares rise?"}}
		}),
		change(llm.FieldPIIEntities, func(s *llm.GuardrailSpec) { s.PII.Entities["email"] = llm.PIIBlock }),
		change(llm.FieldPIIPatterns, func(s *llm.GuardrailSpec) { s.PII.Patterns = nil }),
		change(llm.FieldGrounding, func(s *llm.GuardrailSpec) { s.Grounding.Grounding = new(0.8) }),
		change(llm.FieldMessages, func(s *llm.GuardrailSpec) { s.Messages = llm.Messages{Output: "Nothing to see."} }),
		change(llm.FieldTags, func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"team": "ads"} }),
		change(llm.FieldDescription, func(s *llm.GuardrailSpec) { s.Bedrock.Description = "" }),
		change(llm.FieldName, func(s *llm.GuardrailSpec) { s.Name = "renamed" }),
		change(llm.FieldTier, func(s *llm.GuardrailSpec) { s.Bedrock.Tier, s.Bedrock.Profile = tierStandard, "us.guardrail.v1:0" }),
		change(llm.FieldImages, func(s *llm.GuardrailSpec) { s.Bedrock.Images = true }),
		change(llm.FieldGuardProfile, func(s *llm.GuardrailSpec) {
			s.Bedrock.Profile = "arn:aws:bedrock:us-east-1:" + SandboxAccount + ":guardrail-profile/us.guardrail.v1:0"
		}),
	}
}

func TestGuardrail_conformance(t *testing.T) {
	llmtest.RunGuardrails(t, llmtest.GuardrailHarness{
		New: lawfulGuardrails, Timeout: guardrailPatience, Around: synctest.Test,
		Leveled: []llm.Category{llm.Hate, llm.Insults, llm.Sexual, llm.Violence, llm.Misconduct},
		Cases:   []llmtest.GuardrailCase{{Name: "every argument", Spec: guardrailSpec(), Changes: guardrailChanges()}},
	})
}
