package llm

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// demanding is a platform whose one quota of 1000 has 100 free, in units of a thousand tokens. A spec asks for its tokens.
func demanding(used *float64) *fake {
	return &fake{demand: func(ask Asking) []Demand {
		more := *ask.Want.Throughput.TokensPerMinute / 1000
		one := Demand{
			Quota: "q", Label: "the quota q", Field: FieldTokensPerMinute, Measure: "tokens per minute", Scale: 1000,
			More: more, Limit: 1000, Used: used, Severity: Blocking, Fix: "Ask for less.",
		}
		if ask.Have != nil {
			one.More -= ask.Have.Native.Capacity
		}
		if replaced := ask.Replaced(); replaced != nil {
			one.Freed = replaced.Capacity
		}
		return []Demand{one}
	}}
}

func asks(name string, tokens int64) Asking {
	want := spec(name)
	want.Throughput.TokensPerMinute = &tokens
	return Asking{Want: want}
}

func (a Asking) inPlaceOf(capacity int64) Asking {
	a.Have = &Deployment{ID: ID{Value: a.Want.Name}, Native: Native{Capacity: capacity}}
	return a
}

func (a Asking) replacing(capacity int64) Asking {
	a.Kept = &Choice{Native: Native{Capacity: capacity}}
	return a
}

func (a Asking) prefixed() Asking {
	a.Want.Name, a.Want.NamePrefix = "", a.Want.Name
	return a
}

func TestPlanPreflight_quota(t *testing.T) {
	free100 := new(float64(900))
	for sentence, c := range map[string]struct {
		used  *float64
		asks  []Asking
		told  string // severity and summary of the last, empty for none
		words []string
	}{
		"one that just fits":                    {free100, []Asking{asks("a", 100_000)}, "", nil},
		"one over what is free":                 {free100, []Asking{asks("a", 101_000)}, "error Quota exceeded", []string{"101000 more tokens per minute", "100000 are free (limit 1000000, in use 900000)"}},
		"one over the limit":                    {new(float64(0)), []Asking{asks("a", 1_001_000)}, "error Quota exceeded", []string{"1001000 more", "limit 1000000, in use 0"}},
		"more in use than the limit":            {new(float64(1500)), []Asking{asks("a", 1000)}, "error Quota exceeded", []string{"0 are free"}},
		"use that nobody tells":                 {nil, []Asking{asks("a", 1_001_000)}, "error Quota exceeded", []string{"the limit is 1000000", "not tell how much is in use"}},
		"an increase alone":                     {free100, []Asking{asks("a", 200_000).inPlaceOf(100)}, "", nil},
		"an increase over what is free":         {free100, []Asking{asks("a", 300_000).inPlaceOf(100)}, "error Quota exceeded", []string{"200000 more"}},
		"less than before over a full quota":    {new(float64(1000)), []Asking{asks("a", 100_000).inPlaceOf(200)}, "", nil},
		"a replacement that fits afterwards":    {free100, []Asking{asks("a", 150_000).replacing(100)}, "warning Quota exceeded", []string{"gives 100000 back", "create_before_destroy"}},
		"a replacement that never fits":         {free100, []Asking{asks("a", 250_000).replacing(100)}, "error Quota exceeded", nil},
		"two that fit together":                 {free100, []Asking{asks("a", 50_000), asks("b", 50_000)}, "", nil},
		"two that do not":                       {free100, []Asking{asks("a", 60_000), asks("b", 50_000)}, "warning Quota exceeded by the plan as a whole", []string{"110000 more tokens per minute", "50000 of them here", "100000 are free"}},
		"three of one prefix that do not":       {free100, []Asking{asks("p-", 40_000).prefixed(), asks("p-", 40_000).prefixed(), asks("p-", 40_000).prefixed()}, "warning Quota exceeded by the plan as a whole", []string{"120000"}},
		"one that is planned twice":             {free100, []Asking{asks("a", 60_000), asks("a", 60_000)}, "", nil},
		"an increase that is planned twice":     {free100, []Asking{asks("a", 160_000).inPlaceOf(100), asks("a", 160_000).inPlaceOf(100)}, "", nil},
		"one beside what another gives back":    {free100, []Asking{asks("a", 50_000).inPlaceOf(100), asks("b", 60_000), asks("c", 70_000)}, "", nil},
		"one beside replacements of equal size": {free100, []Asking{asks("a", 90_000).replacing(90), asks("b", 90_000).replacing(90), asks("c", 100_000)}, "", nil},
		"the sum where nobody tells the use":    {nil, []Asking{asks("a", 600_000), asks("b", 600_000)}, "warning Quota exceeded by the plan as a whole", []string{"1200000"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			d := NewDeployments(demanding(c.used), nil)
			var problems []Problem
			for i, ask := range c.asks {
				if problems = d.PlanPreflight(t.Context(), ask, false); i < len(c.asks)-1 && len(problems) > 0 {
					t.Errorf("of number %d: %+v", i, problems)
				}
			}
			checkTold(t, problems, c.told, c.words)
		})
	}
}

func checkTold(t *testing.T, problems []Problem, told string, words []string) {
	t.Helper()
	var summaries, texts []string
	for _, p := range problems {
		summaries = append(summaries, map[Severity]string{Blocking: "error ", Warning: "warning "}[p.Severity]+p.Summary)
		texts = append(texts, p.Detail, p.Fix)
	}
	text := strings.Join(texts, " ")
	if got := strings.Join(summaries, ", "); got != told {
		t.Errorf("told %q, want %q: %s", got, told, text)
	}
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%q does not say %q", text, word)
		}
	}
}

// The second plan of one replacement counts once, whether the name is given or made from a prefix.
func TestPlanPreflight_replacementCountsOnce(t *testing.T) {
	for sentence, ask := range map[string]Asking{"by name": asks("a", 60_000), "by prefix": asks("a", 60_000).prefixed()} {
		t.Run(sentence, func(t *testing.T) {
			d := NewDeployments(demanding(new(float64(900))), nil)
			for _, again := range []bool{false, true} {
				checkTold(t, d.PlanPreflight(t.Context(), ask, again), "", nil)
			}
			checkTold(t, d.PlanPreflight(t.Context(), asks("b", 40_000), false), "", nil)
			checkTold(t, d.PlanPreflight(t.Context(), asks("c", 1_000), false), "warning Quota exceeded by the plan as a whole", []string{"101000"})
		})
	}
}

// Of plans that are made side by side at least one is told, however they fall, and none where all fit.
func TestPlanPreflight_sideBySide(t *testing.T) {
	for count, tells := range map[int]bool{10: false, 11: true, 40: true} {
		t.Run(fmt.Sprintf("%d of 10", count), func(t *testing.T) {
			d := NewDeployments(demanding(new(float64(900))), nil)
			var told atomic.Int64
			var group sync.WaitGroup
			for i := range count {
				group.Go(func() {
					told.Add(int64(len(d.PlanPreflight(t.Context(), asks(fmt.Sprintf("chat-%d", i), 10_000), false))))
				})
			}
			group.Wait()
			if want := int64(max(count-10, 0)); told.Load() != want || (want > 0) != tells {
				t.Errorf("%d were told, want %d", told.Load(), want)
			}
		})
	}
}

// What is written is counted by the platform, and not by the plan any more: an apply plans again, beside what it has made.
func TestPlanPreflight_whatIsWrittenIsNotCountedTwice(t *testing.T) {
	platform := demanding(new(float64(900)))
	d := NewDeployments(platform, nil)
	first := asks("a", 60_000)
	checkTold(t, d.PlanPreflight(t.Context(), first, false), "", nil)
	if _, _, err := d.Create(t.Context(), first.Want, time.Minute); err != nil {
		t.Fatal(err)
	}
	checkTold(t, d.PlanPreflight(t.Context(), asks("b", 60_000), false), "", nil)
}
