package azureopenai

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestGuardrailCheck_acceptsWhatAzureHas(t *testing.T) {
	for name, spec := range map[string]llm.GuardrailSpec{
		"everything": standard(), "filters alone": filtersAlone(),
		"what it lacks, off": {Name: "lenient", Profanity: true, Filters: map[llm.Category]llm.ContentFilter{
			llm.Insults: {Input: llm.StrictnessOff, Output: llm.StrictnessOff}, llm.PromptAttack: {Input: llm.StrictnessHigh, Output: llm.StrictnessOff},
		}},
	} {
		if problems := guardrailsOf(realAccount).Check(llm.GuardrailDraft{Spec: spec}); len(problems) > 0 {
			t.Errorf("%s: %+v", name, problems)
		}
	}
}

func guardrailsOf(account string) llm.GuardrailDriver {
	return NewPlatform(Config{AccountID: account}).Guardrails()
}

func TestGuardrailCheck_everyProblemNamesItsFieldAndTheWayOut(t *testing.T) {
	filter := func(category llm.Category, f llm.ContentFilter) func(*llm.GuardrailSpec) {
		return func(s *llm.GuardrailSpec) { s.Filters = map[llm.Category]llm.ContentFilter{category: f} }
	}
	threshold := 0.5
	for name, tt := range map[string]struct {
		change func(*llm.GuardrailSpec)
		field  llm.Field
		fix    string
	}{
		"insults in prompts":             {filter(llm.Insults, llm.ContentFilter{Input: llm.StrictnessLow}), llm.FieldFilter(llm.Insults, "input"), "bedrock"},
		"misconduct in answers":          {filter(llm.Misconduct, llm.ContentFilter{Output: llm.StrictnessHigh}), llm.FieldFilter(llm.Misconduct, "output"), "each.key"},
		"prompt attacks in answers":      {filter(llm.PromptAttack, llm.ContentFilter{Output: llm.StrictnessHigh}), llm.FieldFilter(llm.PromptAttack, "output"), "Leave output out"},
		"indirect attacks in answers":    {filter(llm.IndirectAttack, llm.ContentFilter{Output: llm.StrictnessHigh}), llm.FieldFilter(llm.IndirectAttack, "output"), `"off"`},
		"protected text in prompts":      {filter(llm.ProtectedMaterialText, llm.ContentFilter{Input: llm.StrictnessLow}), llm.FieldFilter(llm.ProtectedMaterialText, "input"), "Leave input out"},
		"protected code in prompts":      {filter(llm.ProtectedMaterialCode, llm.ContentFilter{Input: llm.StrictnessLow}), llm.FieldFilter(llm.ProtectedMaterialCode, "input"), "Leave input out"},
		"ungrounded material in prompts": {filter(llm.UngroundedMaterial, llm.ContentFilter{Input: llm.StrictnessLow}), llm.FieldFilter(llm.UngroundedMaterial, "input"), "Leave input out"},
		"topics":                         {func(s *llm.GuardrailSpec) { s.Topics = map[string]llm.Topic{"canary": {}} }, llm.FieldTopics, "bedrock"},
		"entities":                       {func(s *llm.GuardrailSpec) { s.PII.Entities = map[string]llm.PIIAction{"email": llm.PIIMask} }, llm.FieldPIIEntities, "bedrock"},
		"patterns of personal data":      {func(s *llm.GuardrailSpec) { s.PII.Patterns = map[string]llm.PIIPattern{"canary": {}} }, llm.FieldPIIPatterns, "blocked_patterns"},
		"grounding":                      {func(s *llm.GuardrailSpec) { s.Grounding.Relevance = &threshold }, llm.FieldGrounding, "ungrounded_material"},
		"messages":                       {func(s *llm.GuardrailSpec) { s.Messages.Output = "canary" }, llm.FieldMessages, "bedrock"},
		"a name with a slash":            {func(s *llm.GuardrailSpec) { s.Name = "a/b" }, llm.FieldName, "letters"},
		"no more than dots":              {func(s *llm.GuardrailSpec) { s.Name = ".." }, llm.FieldName, "letter or digit"},
		"a name of Microsoft's":          {func(s *llm.GuardrailSpec) { s.Name = "microsoft.Mine" }, llm.FieldName, "Microsoft."},
		"a long name":                    {func(s *llm.GuardrailSpec) { s.Name = strings.Repeat("n", 65) }, llm.FieldName, "64"},
		"an account that is none":        {func(s *llm.GuardrailSpec) { s.Azure.AccountID = "mine" }, llm.FieldAccountID, "azure.account_id"},
		"an unknown mode":                {func(s *llm.GuardrailSpec) { s.Azure.Mode = "deferred" }, llm.FieldFilterMode, "asynchronous"},
		"a base policy of one's own":     {func(s *llm.GuardrailSpec) { s.Azure.BasePolicy = "mine" }, llm.FieldBasePolicy, "Microsoft.DefaultV2"},
		"a long word":                    {func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"canary" + strings.Repeat("y", patternLength)} }, llm.FieldBlockedWords, "Shorten"},
		"a long pattern": {func(s *llm.GuardrailSpec) {
			s.BlockedPatterns = []string{"canary" + strings.Repeat("y", patternLength)}
		}, llm.FieldBlockedPatterns, "Shorten"},
		"too many words":         {func(s *llm.GuardrailSpec) { s.BlockedWords = make([]string, itemLimit+1) }, llm.FieldBlockedWords, "fewer"},
		"a tag that ARM refuses": {func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"a/b": ""} }, llm.FieldTags, "none of"},
	} {
		t.Run(name, func(t *testing.T) {
			spec := standard()
			tt.change(&spec)
			problems := guardrailsOf(realAccount).Check(llm.GuardrailDraft{Spec: spec})
			if len(problems) != 1 || problems[0].Field != tt.field || !strings.Contains(problems[0].Fix, tt.fix) || problems[0].Severity != llm.Blocking {
				t.Errorf("problems %+v, want one of %s with the way out %q", problems, tt.field, tt.fix)
			}
			for _, p := range problems {
				if strings.Contains(p.Summary+p.Detail+p.Fix, "canary") || !strings.HasSuffix(p.Detail, ".") || !strings.HasSuffix(p.Fix, ".") {
					t.Errorf("it shows a text, or is no sentence: %+v", p)
				}
			}
			unknown := llm.GuardrailDraft{Spec: spec, Unknown: llm.Fields(tt.field)}
			if problems := guardrailsOf(realAccount).Check(unknown); len(problems) > 0 {
				t.Errorf("of what is unknown it says %+v", problems)
			}
		})
	}
}

func TestGuardrailCheck_anAccountIsAskedForOnceTheConfigurationIsKnown(t *testing.T) {
	if problems := NewPlatform(Config{Unconfigured: true}).Guardrails().Check(llm.GuardrailDraft{Spec: standard()}); len(problems) > 0 {
		t.Errorf("it says %+v", problems)
	}
	if problems := guardrailsOf("").Check(llm.GuardrailDraft{Spec: standard()}); len(problems) != 1 || problems[0].Field != llm.FieldAccountID {
		t.Errorf("it says %+v", problems)
	}
}
