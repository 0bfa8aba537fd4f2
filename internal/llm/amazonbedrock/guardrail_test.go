package amazonbedrock

import (
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	guardrailARN      = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl"
	guardrailPatience = 5 * time.Minute
)

// guardrailIDs are what stands for a guardrail in a path.
var guardrailIDs = regexp.MustCompile(`arn%3A[^/?]*`)

// guardrailSpec uses every argument.
func guardrailSpec(change ...func(*llm.GuardrailSpec)) llm.GuardrailSpec {
	spec := llm.GuardrailSpec{
		Name: "standard",
		Filters: map[llm.Category]llm.ContentFilter{
			llm.Hate: {Input: llm.StrictnessHigh, Output: llm.StrictnessMedium}, llm.Insults: {Input: llm.StrictnessLow, Output: llm.StrictnessOff},
			llm.Misconduct:   {Input: llm.StrictnessLow, Output: llm.StrictnessLow, Action: llm.ActionDetect},
			llm.PromptAttack: {Input: llm.StrictnessHigh},
		},
		BlockedWords: []string{"project-x", "zanzibar deal"},
		Profanity:    true,
		Topics: map[string]llm.Topic{
			"Investment": {Definition: "Advice on where to put savings.", Examples: []string{"Which shares rise?", "Are bonds safe?"}},
			"Medicine":   {Definition: "Doses of remedies."},
		},
		PII: llm.PII{
			Entities: map[string]llm.PIIAction{"email": llm.PIIMask, "us_social_security_number": llm.PIIBlock, "ip_address": llm.PIIDetect},
			Patterns: map[string]llm.PIIPattern{"ticket": {Pattern: `TCK-\d+`, Description: "Our tickets", Action: llm.PIIMask}},
		},
		Grounding: llm.Grounding{Grounding: new(0.75), Relevance: new(0.5)},
		Messages:  llm.Messages{Input: "Please ask otherwise."},
		Tags:      map[string]string{"team": "search", "empty": ""},
		Bedrock:   llm.BedrockGuardrail{Description: "For the shop"},
	}
	for _, c := range change {
		c(&spec)
	}
	return spec
}

func testGuardrails() llm.GuardrailDriver { return NewPlatform(testConfig(nil)).Guardrails() }

// guardrailWorld is a sandbox with its guardrails, and the client behind them for what others do.
type guardrailWorld struct {
	*llm.Guardrails

	sb *sandbox.Sandbox
	c  *client
}

func newGuardrailWorld(t *testing.T) guardrailWorld {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(time.Second))
	platform := NewPlatform(sandboxConfig(sb, sandbox.AWSRegion))
	c, err := platform.client(t.Context(), sandbox.AWSRegion)
	if err != nil {
		t.Fatal(err)
	}
	return guardrailWorld{llm.NewGuardrails(platform.Guardrails(), sb.Now), sb, c}
}

// another is another process in the same sandbox.
func (w guardrailWorld) another() guardrailWorld {
	w.Guardrails = llm.NewGuardrails(NewPlatform(sandboxConfig(w.sb, sandbox.AWSRegion)).Guardrails(), w.sb.Now)
	return w
}

func (w guardrailWorld) create(t *testing.T, spec llm.GuardrailSpec) *llm.Composite {
	t.Helper()
	made, err := w.Create(t.Context(), spec, guardrailPatience)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func (w guardrailWorld) update(t *testing.T, have *llm.Composite, spec llm.GuardrailSpec) *llm.Composite {
	t.Helper()
	have, err := w.Update(t.Context(), have, spec, guardrailPatience)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

func (w guardrailWorld) get(t *testing.T, id llm.ID) *llm.Composite {
	t.Helper()
	have, err := w.Get(t.Context(), id, nil)
	if err != nil {
		t.Fatal(err)
	}
	return have
}

// writes are the requests since the last look that changed something, without ids.
func (w guardrailWorld) writes() []string {
	var lines []string
	for _, call := range w.sb.Calls() {
		if call.Method != http.MethodGet && call.Path != "/listTagsForResource" {
			lines = append(lines, call.Method+" "+guardrailIDs.ReplaceAllString(call.Path, "ID"))
		}
	}
	w.sb.ResetCalls()
	return lines
}

func (w guardrailWorld) versions(t *testing.T, have *llm.Composite) []string {
	t.Helper()
	a, err := parseGuardrail(have.ID.Value)
	if err != nil {
		t.Fatal(err)
	}
	all, err := listVersions(t.Context(), w.c, a)
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for _, v := range all {
		numbers = append(numbers, v.number)
	}
	return numbers
}

func TestGuardrail_createReadUpdateDelete(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newGuardrailWorld(t)
		made := w.create(t, guardrailSpec())
		if diff := cmp.Diff([]string{"POST /guardrails", "POST /guardrails/ID"}, w.writes()); diff != "" {
			t.Errorf("a create (-want +got):\n%s", diff)
		}
		have := w.get(t, made.ID)
		if diff := cmp.Diff(made, have); diff != "" {
			t.Errorf("(-create +read):\n%s", diff)
		}
		if change := w.Diff(have, llm.GuardrailDraft{Spec: guardrailSpec()}); change.Action != llm.Same {
			t.Errorf("after a create: %+v", change)
		}
		stricter := guardrailSpec(func(s *llm.GuardrailSpec) {
			s.Filters = maps.Clone(s.Filters)
			s.Filters[llm.Hate] = llm.ContentFilter{Input: llm.StrictnessHigh, Output: llm.StrictnessHigh}
		})
		w.writes()
		have = w.update(t, have, stricter)
		if diff := cmp.Diff([]string{"PUT /guardrails/ID", "POST /guardrails/ID"}, w.writes()); diff != "" {
			t.Errorf("an update (-want +got):\n%s", diff)
		}
		if _, version := w.Reference(have); version != "2" || !slices.Equal(have.Editions, []string{"version/1"}) {
			t.Errorf("version %s, editions %v", version, have.Editions)
		}
		if err := w.Delete(t.Context(), have.ID, nil, guardrailPatience); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"DELETE /guardrails/ID"}, w.writes()); diff != "" {
			t.Errorf("a delete (-want +got):\n%s", diff)
		}
		if _, err := w.Get(t.Context(), have.ID, nil); !llm.IsNotFound(err) {
			t.Errorf("after a delete: %v", err)
		}
	})
}

// contains reports whether an error says so.
func contains(err error, text string) bool { return err != nil && strings.Contains(err.Error(), text) }
