package modelcard

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tableOf reads rows of an invented table.
func tableOf(t *testing.T, rows ...[6]string) Table {
	t.Helper()
	lines := []string{columns}
	for _, row := range rows {
		lines = append(lines, strings.Join(row[:], "\t"))
	}
	facts, err := readTable(llm.Bedrock, strings.Join(lines, "\n"))
	if err != nil {
		t.Fatal(err)
	}
	return newTable(facts)
}

func ref(t *testing.T, s string) llm.Reference {
	t.Helper()
	r, err := llm.ParseReference(s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

const (
	early = "2026-07-01"
	late  = "2026-08-01"
)

func TestTable_Card(t *testing.T) {
	t.Parallel()
	table := tableOf(
		t,
		[6]string{"meta/llama-9-7b-instruct", "context", "any", "128000", "a", early},
		[6]string{"meta/llama-9-7b-instruct", "context", "any", "131072", "b", early},
		[6]string{"meta/llama-9-7b-instruct", "tools", "any", "yes", "a", early},
		[6]string{"meta/llama-9-7b-instruct", "tools", "any", "no", "b", late},
		[6]string{"meta/llama-9-7b-instruct", "price", "region", "1/5", "a", late},
		[6]string{"meta/llama-9-7b-instruct", "price", "region", "1.01/5", "b", early},
		[6]string{"meta/llama-9-7b-instruct", "price", "global", "0.9/4", "a", late},
		[6]string{"meta/llama-9-7b-instruct", "price", "global", "0.8/4.5", "b", early},
		[6]string{"meta/llama-9-7b-instruct@20260102", "context", "any", "200000", "a", late},
		[6]string{"meta/llama-9-3b-instruct", "context", "any", "4000", "a", early},
		[6]string{"meta/llama-9-3b-instruct", "context", "any", "4000", "b", late},
		[6]string{"meta/llama-9-3b-instruct", "price", "any", "1/2", "a", early},
		[6]string{"meta/llama-9-3b-instruct", "price", "any", "1/2", "b", late},
		[6]string{"meta/llama-9-3b-instruct", "tools", "any", "yes", "a", early},
		[6]string{"meta/llama-9-3b-instruct", "tools", "any", "yes", "b", late},
		[6]string{"meta/llama-9-70b-instruct@20260102", "price", "any", "3/4", "a", late},
		[6]string{"meta/llama-9-70b-instruct@20260202", "price", "any", "2/4", "a", early},
	)
	a, b := Source{"a", early}, Source{"b", late}
	small := Card{Tools: new(false), ToolsSource: b, Context: new(int64(128000)), ContextSource: a}
	cards := map[string]struct {
		model string
		scope llm.Scope
		want  func(Card) Card
	}{
		"the least context counts, and one source against tools is enough": {"meta/llama-9-7b-instruct", llm.ScopeGeo, func(c Card) Card { return c }},
		"a price of another scope is no price":                             {"meta/llama-9-7b-instruct", llm.ScopeGeo, func(c Card) Card { return c }},
		"a price of some scope is none without a scope":                    {"meta/llama-9-7b-instruct", "", func(c Card) Card { return c }},
		"any spelling finds it":                                            {"Meta/Meta-Llama9-7B-Instruct", llm.ScopeGeo, func(c Card) Card { return c }},
		"prices that are rounded differently agree": {"meta/llama-9-7b-instruct", llm.ScopeRegion, func(c Card) Card {
			c.Price = &Price{Input: 1.01, Output: 5, AsOf: early, Source: "b, a"}
			return c
		}},
		"of prices that differ the highest is taken, and said to vary": {"meta/llama-9-7b-instruct", llm.ScopeGlobal, func(c Card) Card {
			c.Price = &Price{Input: 0.9, Output: 4.5, AsOf: early, Source: "a, b", Varies: true}
			return c
		}},
		"a fact about the version comes before those about the model": {"meta/llama-9-7b-instruct@2026-01-02", llm.ScopeGeo, func(c Card) Card {
			c.Context, c.ContextSource = new(int64(200000)), Source{"a", late}
			return c
		}},
		"a version that nothing is said of has the model's facts": {"meta/llama-9-7b-instruct@2026-03-03", llm.ScopeGeo, func(c Card) Card { return c }},
		"without a version each version may be the one": {"meta/llama-9-70b-instruct", llm.ScopeGeo, func(Card) Card {
			return Card{Price: &Price{Input: 3, Output: 4, AsOf: late, Source: "a", Varies: true}}
		}},
		"of equal claims the latest is cited": {"meta/llama-9-3b-instruct", llm.ScopeGeo, func(Card) Card {
			return Card{
				Tools: new(true), ToolsSource: b, Context: new(int64(4000)), ContextSource: b,
				Price: &Price{Input: 1, Output: 2, AsOf: late, Source: "b"},
			}
		}},
		"another version's facts are none": {"meta/llama-9-70b-instruct@2026-03-03", llm.ScopeGeo, func(Card) Card { return Card{} }},
		"a similar model's facts are none": {"meta/llama-9-8b-instruct", llm.ScopeRegion, func(Card) Card { return Card{} }},
	}
	for name, c := range cards {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want(small), table.Card(llm.Bedrock, ref(t, c.model), c.scope)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("another platform's facts are none", func(t *testing.T) {
		t.Parallel()
		if diff := cmp.Diff(Card{}, table.Card(llm.Azure, ref(t, "meta/llama-9-7b-instruct"), llm.ScopeRegion)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTable_With(t *testing.T) {
	t.Parallel()
	table := tableOf(
		t,
		[6]string{"meta/llama-9-7b-instruct", "context", "any", "128000", "a", early},
		[6]string{"meta/llama-9-7b-instruct", "tools", "any", "yes", "a", early},
	)
	own := Source{Name: Own}
	with := table.With([]Fact{
		{Model: ref(t, "meta/llama-9-7b"), Context: new(int64(1000)), Source: own},
		{Model: ref(t, "meta/llama-9-7b"), Platform: llm.Azure, Tools: new(false), Source: own},
		{Model: ref(t, "meta/llama-9"), Scope: llm.ScopeGlobal, Price: &Amount{1, 2}, Source: own},
	})
	model := ref(t, "meta/llama-9-7b-instruct")
	want := Card{Tools: new(true), ToolsSource: Source{"a", early}, Context: new(int64(1000)), ContextSource: own}
	if diff := cmp.Diff(want, with.Card(llm.Bedrock, model, llm.ScopeRegion)); diff != "" {
		t.Errorf("what the user says counts, and the rest stays: %s", diff)
	}
	want.Price = &Price{Input: 1, Output: 2, Source: Own}
	if diff := cmp.Diff(want, with.Card(llm.Bedrock, model, llm.ScopeGlobal)); diff != "" {
		t.Errorf("a price holds for its scope: %s", diff)
	}
	if table.Card(llm.Bedrock, model, llm.ScopeRegion).ContextSource != (Source{"a", early}) {
		t.Error("the table itself is as it was")
	}
	if card := with.Card(llm.Azure, model, llm.ScopeRegion); card.Tools == nil || *card.Tools || *card.Context != 1000 {
		t.Errorf("without a platform a fact holds everywhere, and with one there: %+v", card)
	}
}
