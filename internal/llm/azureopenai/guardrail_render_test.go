package azureopenai

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What is rendered says everything about the guardrail that is asked for.
func TestGuardrailRender_decodesToTheSameChildren(t *testing.T) {
	driver := guardrailsOf(realAccount)
	rapid.Check(t, func(t *rapid.T) {
		spec := anyGuardrail(t)
		if problems := append(driver.Check(llm.GuardrailDraft{Spec: spec}), llm.CheckGuardrail(llm.GuardrailDraft{Spec: spec})...); len(problems) > 0 {
			t.Fatalf("not to be given: %+v", problems)
		}
		made := driver.Render(spec)
		if diff := cmp.Diff(made, driver.Render(driver.Decode(made)), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("decoded and rendered again (-made +again):\n%s", diff)
		}
	})
}

// What is written is what it is compared with.
func TestGuardrailRender_isWhatIsReadOfWhatIsSent(t *testing.T) {
	driver := guardrailsOf(realAccount)
	rapid.Check(t, func(t *rapid.T) {
		spec := anyGuardrail(t)
		body, err := raiBody(nil, spec)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		var sent wireRaiPolicy
		if err := json.Unmarshal(text, &sent); err != nil {
			t.Fatal(err)
		}
		made := driver.Render(spec)
		if diff := cmp.Diff(made[len(made)-1].Content, raiContent(sent.Properties, sent.Tags)); diff != "" {
			t.Errorf("what is sent is something else (-made +sent):\n%s", diff)
		}
		if strings.Contains(string(text), "canary") {
			t.Errorf("the policy holds a word: %s", text)
		}
	})
}

// anyGuardrail is one that Azure can give.
func anyGuardrail(t *rapid.T) llm.GuardrailSpec {
	texts := func(label string) []string {
		return rapid.SliceOfNDistinct(rapid.StringMatching(`canary-[a-z+]{1,4}`), 0, 4, rapid.ID).Draw(t, label)
	}
	spec := llm.GuardrailSpec{
		Name: rapid.StringMatching(`[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9]`).Draw(t, "name"), Filters: map[llm.Category]llm.ContentFilter{},
		BlockedWords: texts("words"), BlockedPatterns: texts("patterns"), Profanity: rapid.Bool().Draw(t, "profanity"),
		Tags: rapid.MapOfN(rapid.StringMatching(`[a-z]{1,5}`), rapid.StringMatching(`[a-z]{0,5}`), 0, 3).Draw(t, "tags"),
	}
	spec.Azure.Mode = rapid.SampledFrom([]string{"", "blocking", "asynchronous"}).Draw(t, "mode")
	spec.Azure.BasePolicy = rapid.SampledFrom([]string{"", "Microsoft.Default", "Microsoft.DefaultV2", "Microsoft.Nil", "Microsoft.Audio"}).Draw(t, "base")
	for _, f := range raiFilters() {
		if f.category == "" || rapid.Bool().Draw(t, string(f.category)) {
			continue
		}
		set := llm.ContentFilter{Action: rapid.SampledFrom([]llm.FilterAction{"", llm.ActionBlock, llm.ActionDetect}).Draw(t, string(f.category)+" action")}
		if f.has(sourcePrompt) {
			set.Input = anyStrictness(t, f, "input")
		}
		if f.has(sourceCompletion) {
			set.Output = anyStrictness(t, f, "output")
		}
		spec.Filters[f.category] = set
	}
	if len(spec.Filters)+len(spec.BlockedWords)+len(spec.BlockedPatterns) == 0 {
		spec.Profanity = true
	}
	return spec
}

func anyStrictness(t *rapid.T, f raiFilter, argument string) llm.Strictness {
	degrees := []llm.Strictness{llm.StrictnessOff, llm.StrictnessLow, llm.StrictnessMedium, llm.StrictnessHigh}
	return rapid.SampledFrom(degrees).Draw(t, string(f.category)+" "+argument)
}

// The more a strictness asks for, the lower the threshold.
func TestGuardrailRender_strictnessRunsAgainstTheThreshold(t *testing.T) {
	for strictness, want := range map[llm.Strictness]string{llm.StrictnessLow: "High", llm.StrictnessMedium: "Medium", llm.StrictnessHigh: "Low"} {
		spec := llm.GuardrailSpec{Name: "strict", Filters: map[llm.Category]llm.ContentFilter{llm.Hate: {Input: strictness, Output: strictness}}}
		content := guardrailsOf(realAccount).Render(spec)[0].Content
		for _, source := range []string{"Prompt", "Completion"} {
			if got := content["filters.Hate."+source+".severityThreshold"]; got != want {
				t.Errorf("%s is threshold %s at %s, want %s", strictness, got, source, want)
			}
		}
	}
}

// What nothing is said of is what Microsoft's own policy below does, as it was recorded.
func TestGuardrailRender_whatIsNotSaidIsWhatTheBaseDoes(t *testing.T) {
	var page struct {
		Value []wireRaiPolicy `json:"value"`
	}
	if err := json.Unmarshal(recorded(t, "../azure/azure-powershell/raiPolicies.list.2024-10-01.extract.json"), &page); err != nil {
		t.Fatal(err)
	}
	bases := 0
	for _, base := range page.Value {
		if !isReserved(base.Name) {
			continue
		}
		bases++
		spec := llm.GuardrailSpec{Name: "usual", Azure: llm.AzureGuardrail{BasePolicy: base.Name}}
		want := raiContent(base.Properties, nil)
		want["basePolicyName"] = canonicalBase(base.Name)
		if diff := cmp.Diff(want, guardrailsOf(realAccount).Render(spec)[0].Content); diff != "" {
			t.Errorf("%s (-recorded +rendered):\n%s", base.Name, diff)
		}
	}
	if bases != 4 {
		t.Errorf("%d of Microsoft's policies were recorded", bases)
	}
}

// A policy that the service was sent no mode for returns none.
func TestGuardrailRender_aRecordedPolicyOfAUserIsRead(t *testing.T) {
	var page struct {
		Value []wireRaiPolicy `json:"value"`
	}
	if err := json.Unmarshal(recorded(t, "../azure/azure-powershell/raiPolicies.list.2024-10-01.extract.json"), &page); err != nil {
		t.Fatal(err)
	}
	mine := page.Value[0]
	if mine.Properties.Mode != "" || mine.Properties.Type != "UserManaged" {
		t.Fatalf("the recording begins with %+v", mine)
	}
	content := raiContent(mine.Properties, mine.Tags)
	spec := guardrailsOf(realAccount).Decode([]llm.Child{{Name: "policy/testpolicy", Content: content, Last: true}})
	again := guardrailsOf(realAccount).Render(spec)
	if diff := cmp.Diff(content, again[0].Content); diff != "" || len(again) != 1 {
		t.Errorf("recorded and rendered (-recorded +rendered):\n%s", diff)
	}
	for _, category := range []llm.Category{llm.Hate, llm.Sexual, llm.Violence, llm.SelfHarm} {
		if f := spec.Filters[category]; f.Input != llm.StrictnessMedium || f.Output != llm.StrictnessMedium {
			t.Errorf("%s is %+v", category, f)
		}
	}
	if f := spec.Filters[llm.PromptAttack]; f.Input != llm.StrictnessOff {
		t.Errorf("what it does not have is %+v", f)
	}
}

// Words are told apart by what they hold, and in content by their digests alone.
func TestGuardrailRender_contentHoldsNoWord(t *testing.T) {
	children := guardrailsOf(realAccount).Render(standard())
	for _, child := range children {
		for path, text := range child.Content {
			if strings.Contains(path+text, "canary") || strings.Contains(path+text, "project x") {
				t.Errorf("%s holds %s = %s", child.Name, path, text)
			}
		}
	}
	want := map[string]string{}
	for _, text := range []string{"canary-word", "project x", `canary-\d+`} {
		want[llm.Digest(text)] = text
	}
	if !maps.Equal(children[0].Texts, want) {
		t.Errorf("the texts are %v", children[0].Texts)
	}
}
