package llm

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// inForce is a published state that stands above editions of those numbers.
func inForce(content string, editions ...int) *Composite {
	have := &Composite{Children: []Child{
		{Name: "guardrail", Content: map[string]string{"word": content}, Phase: Ready},
		{Name: "version", ID: "9", Content: map[string]string{"word": content}, Phase: Ready, Last: true, Published: true},
	}}
	for _, number := range editions {
		have.Editions = append(have.Editions, fmt.Sprintf("version/%d", number))
	}
	return have
}

// Editions go only beyond what is kept, the oldest first, and what is in force
// counts as one of them, also where it is about to become an edition.
func TestSpent(t *testing.T) {
	keep := func(n int64) *int64 { return &n }
	unpublished := inForce("a", 1, 2)
	unpublished.Children = unpublished.Children[:1]
	failed := inForce("a", 1, 2)
	failed.Children[1].Phase = Failed
	inPlace := inForce("a", 1, 2)
	for sentence, row := range map[string]struct {
		have   *Composite
		wanted *Composite
		keep   *int64
		want   []string
	}{
		"all are kept where nothing is said":                      {have: inForce("a", 1, 2, 3), wanted: inForce("a")},
		"what fits stays":                                         {have: inForce("a", 1, 2), wanted: inForce("a"), keep: keep(3)},
		"the oldest go first":                                     {have: inForce("a", 1, 2, 3), wanted: inForce("a"), keep: keep(2), want: []string{"version/1", "version/2"}},
		"one is what is in force":                                 {have: inForce("a", 1, 2), wanted: inForce("a"), keep: keep(1), want: []string{"version/1", "version/2"}},
		"what is published next takes a place":                    {have: inForce("a", 1, 2), wanted: inForce("b"), keep: keep(3), want: []string{"version/1"}},
		"with one kept, all editions go for the next":             {have: inForce("a", 1), wanted: inForce("b"), keep: keep(1), want: []string{"version/1"}},
		"nothing is in force, so that nothing becomes an edition": {have: unpublished, wanted: inForce("a"), keep: keep(3)},
		"what has failed is published anew":                       {have: failed, wanted: inForce("a"), keep: keep(3), want: []string{"version/1"}},
		"more are kept than there are":                            {have: inForce("a", 1), wanted: inForce("b"), keep: keep(100)},
		"without editions nothing goes":                           {have: inForce("a"), wanted: inForce("b"), keep: keep(1)},
		"what is written in place leaves no edition":              {have: inPlace, wanted: notPublished(inForce("b")), keep: keep(3)},
	} {
		t.Run(sentence, func(t *testing.T) {
			var names []string
			for _, change := range spent(row.have, row.wanted.Children, head{keep: row.keep}) {
				if change.Kind != ChildSurplus {
					t.Errorf("%s is %s", change.Name, change.Kind)
				}
				names = append(names, change.Name)
			}
			if diff := cmp.Diff(row.want, names); diff != "" {
				t.Errorf("(-want +have):\n%s", diff)
			}
		})
	}
}

// notPublished is the same on a platform that writes in place.
func notPublished(c *Composite) *Composite {
	for i := range c.Children {
		c.Children[i].Published = false
	}
	return c
}
