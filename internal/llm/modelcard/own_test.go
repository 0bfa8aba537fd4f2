package modelcard

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// A fact of the user's counts for one model: the closest that the table knows, or what it names where the table knows none.
func TestTable_With_oneModel(t *testing.T) {
	t.Parallel()
	table := tableOf(
		t,
		[6]string{"meta/llama-9-8b-instruct", "context", "any", "128000", "a", early},
		[6]string{"meta/llama-9-70b-instruct", "context", "any", "128000", "a", early},
	)
	for sentence, c := range map[string]struct {
		fact    string
		priced  string // empty: none
		refused bool
	}{
		"a size is meant":               {"meta/llama-9-8b", "meta/llama-9-8b-instruct", false},
		"no size is meant":              {"meta/llama-9", "", true},
		"a model that nobody tells of":  {"acme/house", "acme/house", false},
		"a look-alike of no known name": {"acme/house-7b", "acme/house-7b", false},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()
			fact := Fact{Platform: llm.Bedrock, Model: ref(t, c.fact), Price: &Amount{1, 2}, Source: Source{Name: Own}}
			if err := table.Check(fact); (err != nil) != c.refused {
				t.Errorf("Check = %v, refused %v", err, c.refused)
			}
			with := table.With([]Fact{fact})
			for _, model := range []string{"meta/llama-9-8b-instruct", "meta/llama-9-70b-instruct", "acme/house", "acme/house-7b"} {
				if priced := with.Card(llm.Bedrock, ref(t, model), "").Price != nil; priced != (model == c.priced) {
					t.Errorf("%s priced: %v", model, priced)
				}
			}
		})
	}
}
