package azureopenai

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// guarded is a guardrail in a sandbox of its own.
type guarded struct {
	*testing.T

	p     *Platform
	sb    *sandbox.Sandbox
	sent  *counting
	all   *llm.Guardrails
	spec  llm.GuardrailSpec
	under time.Duration // the timeout of one operation
}

// guarding is a sandbox in which nothing is made yet.
func guarding(t *testing.T, spec llm.GuardrailSpec, options ...sandbox.Option) *guarded {
	t.Helper()
	p, sb, sent := sandboxed(t, options...)
	return &guarded{T: t, p: p, sb: sb, sent: sent, all: llm.NewGuardrails(p.Guardrails(), sb.Now), spec: spec, under: time.Minute}
}

func (g *guarded) create() *llm.Composite {
	g.Helper()
	have, err := g.all.Create(g.Context(), g.spec, g.under)
	if err != nil {
		g.Fatal(err)
	}
	return have
}

// read reads the guardrail as a plan does.
func (g *guarded) read(have *llm.Composite) *llm.Composite {
	g.Helper()
	now, err := g.all.Read(g.Context(), have.ID, namesOf(have))
	if err != nil {
		g.Fatal(err)
	}
	return now
}

// differences are those of a guardrail from what is asked for, in words.
func (g *guarded) differences(have *llm.Composite) []string {
	var texts []string
	for _, child := range g.all.Diff(have, llm.GuardrailDraft{Spec: g.spec}).Children {
		texts = append(texts, child.Text())
	}
	return texts
}

// wantSame fails where a plan would show a difference.
func (g *guarded) wantSame(have *llm.Composite) *llm.Composite {
	g.Helper()
	now := g.read(have)
	if found := g.differences(now); len(found) > 0 {
		g.Errorf("a plan shows %v", found)
	}
	return now
}

// repaired brings the guardrail to its spec, and fails where it does not come there.
func (g *guarded) repaired(have *llm.Composite) {
	g.Helper()
	after, err := g.all.Update(g.Context(), have, g.spec, g.under)
	if err != nil {
		g.Fatal(err)
	}
	g.wantSame(after)
}

// standard is a guardrail with something of everything that Azure has.
func standard() llm.GuardrailSpec {
	return llm.GuardrailSpec{
		Name: "standard",
		Filters: map[llm.Category]llm.ContentFilter{
			llm.Hate:                  {Input: llm.StrictnessHigh, Output: llm.StrictnessLow},
			llm.PromptAttack:          {Input: llm.StrictnessHigh},
			llm.IndirectAttack:        {Input: llm.StrictnessHigh, Action: llm.ActionDetect},
			llm.ProtectedMaterialText: {Output: llm.StrictnessOff},
			llm.UngroundedMaterial:    {Output: llm.StrictnessMedium},
		},
		BlockedWords:    []string{"canary-word", "project x"},
		BlockedPatterns: []string{`canary-\d+`},
		Profanity:       true,
		Tags:            map[string]string{"team": "search"},
	}
}

// filtersAlone is a guardrail without a blocklist.
func filtersAlone() llm.GuardrailSpec {
	return llm.GuardrailSpec{Name: "plain", Filters: map[llm.Category]llm.ContentFilter{llm.Violence: {Input: llm.StrictnessHigh}}}
}

func TestGuardrail_lifeOnTheSandbox(t *testing.T) {
	for name, spec := range map[string]llm.GuardrailSpec{"with everything": standard(), "filters alone": filtersAlone()} {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, spec)
			have := g.create()
			if want := sandbox.AzureAccountID(); have.Place != want || have.ID.Parent != want || have.ID.Value != want+"/raiPolicies/"+spec.Name {
				t.Errorf("it is %+v at %s", have.ID, have.Place)
			}
			g.wantSame(have)

			written := g.sent.writes.Load()
			if _, err := g.all.Update(t.Context(), have, spec, g.under); err != nil || g.sent.writes.Load() != written {
				t.Errorf("an update without a change wrote %d times, %v", g.sent.writes.Load()-written, err)
			}
			if _, err := g.all.Create(t.Context(), spec, g.under); err == nil || !strings.Contains(err.Error(), "exists already") {
				t.Errorf("another create says %v", err)
			}
			imported, err := g.all.Read(t.Context(), have.ID, nil)
			if err != nil || len(g.differences(imported)) > 0 {
				t.Errorf("an import sees %v, %v", g.differences(imported), err)
			}
			if err := g.all.Delete(t.Context(), have.ID, namesOf(have), g.under); err != nil {
				t.Fatal(err)
			}
			if _, err := g.all.Read(t.Context(), have.ID, namesOf(have)); !llm.IsNotFound(err) {
				t.Errorf("after the delete a read says %v", err)
			}
		})
	}
}

func TestGuardrail_everyArgumentIsChangedInPlace(t *testing.T) {
	cells := 0
	for name, change := range guardrailChanges() {
		t.Run(name, func(t *testing.T) {
			g := guarding(t, standard())
			if err := g.sb.ApproveModifiedFilters(true); err != nil {
				t.Fatal(err)
			}
			have := g.create()
			change(&g.spec)
			if len(g.differences(have)) == 0 {
				t.Fatal("the change makes no difference")
			}
			g.repaired(have)
		})
		cells++
	}
	t.Logf("arguments of a guardrail changed in place: cells=%d", cells)
}

// guardrailChanges change every argument of the standard guardrail, each to
// something else.
func guardrailChanges() map[string]func(*llm.GuardrailSpec) {
	changes := map[string]func(*llm.GuardrailSpec){
		"a word more":            func(s *llm.GuardrailSpec) { s.BlockedWords = append(s.BlockedWords, "zebra") },
		"a word less":            func(s *llm.GuardrailSpec) { s.BlockedWords = s.BlockedWords[:1] },
		"another word":           func(s *llm.GuardrailSpec) { s.BlockedWords = []string{"canary-word", "project y"} },
		"a word as a pattern":    func(s *llm.GuardrailSpec) { s.BlockedPatterns = append(s.BlockedPatterns, "canary-word") },
		"no pattern":             func(s *llm.GuardrailSpec) { s.BlockedPatterns = nil },
		"neither word nor patt.": func(s *llm.GuardrailSpec) { s.BlockedWords, s.BlockedPatterns = nil, nil },
		"no profanity":           func(s *llm.GuardrailSpec) { s.Profanity = false },
		"another tag":            func(s *llm.GuardrailSpec) { s.Tags = map[string]string{"team": "ads"} },
		"another base policy":    func(s *llm.GuardrailSpec) { s.Azure.BasePolicy = "Microsoft.Nil" },
		"another mode":           func(s *llm.GuardrailSpec) { s.Azure.Mode = "asynchronous" },
	}
	for _, f := range raiFilters() {
		if f.category == "" {
			continue
		}
		for _, source := range f.sources {
			changes[string(f.category)+" "+source] = func(s *llm.GuardrailSpec) {
				filter := s.Filters[f.category]
				way := &filter.Input
				if source == sourceCompletion {
					way = &filter.Output
				}
				if *way = llm.StrictnessOff; !f.setting(*s, source).on {
					*way = llm.StrictnessMedium
				}
				s.Filters[f.category] = filter
			}
		}
		changes[string(f.category)+" action"] = func(s *llm.GuardrailSpec) {
			filter := s.Filters[f.category]
			set := f.setting(*s, f.sources[0])
			filter.Input, filter.Output = orOn(filter.Input, f.has(sourcePrompt)), orOn(filter.Output, f.has(sourceCompletion))
			filter.Action = llm.ActionDetect
			if set.on && !set.blocking {
				filter.Action = llm.ActionBlock
			}
			s.Filters[f.category] = filter
		}
	}
	return changes
}

// orOn turns a direction on that the filter has and that is off.
func orOn(s llm.Strictness, has bool) llm.Strictness {
	if has && (s == "" || s == llm.StrictnessOff) {
		return llm.StrictnessMedium
	}
	return s
}

func TestGuardrail_manyItemsGoInBatches(t *testing.T) {
	spec := standard()
	spec.BlockedWords = manyWords(2*itemBatch + 50)
	g := guarding(t, spec, sandbox.PageSize(40))
	have := g.create()
	var batches int
	for _, call := range g.sb.Calls() {
		if strings.Contains(call.Path, "/addRaiBlocklistItems?") {
			batches++
		}
	}
	if batches != 3 {
		t.Errorf("the items were added in %d batches, want 3", batches)
	}
	have = g.wantSame(have)
	g.spec.BlockedWords = manyWords(3)
	g.repaired(have)
	if now := g.read(have); len(now.Child("blocklist/standard-blocked").Texts) != 4 {
		t.Errorf("it holds %d items", len(now.Child("blocklist/standard-blocked").Texts))
	}
}

func manyWords(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = "word" + strings.Repeat("a", i)
	}
	slices.Sort(words)
	return words
}
