package llm

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func leaf(id, model string) Child {
	return Child{Name: "target/blue", ID: id, Content: map[string]string{"model": model}, Phase: Ready}
}

func TestRoute_Tolerate(t *testing.T) {
	rule := Child{Name: "rule", ID: "r", Content: map[string]string{"weight": "100"}, Phase: Ready, Root: true, Last: true}
	before := &Composite{Children: []Child{leaf("1", "a"), rule}}
	stray := Child{Name: "target/stray", ID: "9", Content: map[string]string{"model": "z"}, Phase: Ready}
	failed := rule
	failed.Phase, failed.Reason = Failed, "FAILED: no such key"
	warn := func(class DriftClass) Policy { return Policy{class: RespondWarn} }
	for sentence, test := range map[string]struct {
		have   Composite
		policy Policy
		want   []Child
		drift  []Drift
	}{
		"nothing has changed": {have: *before, want: before.Children},
		"a change is left to the plan": {
			have: Composite{Children: []Child{leaf("1", "b"), rule}}, want: []Child{leaf("1", "b"), rule},
		},
		"a change that is not to be planned bears what was applied": {
			have: Composite{Children: []Child{leaf("1", "b"), rule}}, policy: warn(DriftChanged), want: before.Children,
			drift: []Drift{{DriftChanged, "children.target/blue", "target/blue: model is b, applied was a"}},
		},
		"a change that is to be ignored is not listed either": {
			have: Composite{Children: []Child{leaf("1", "b"), rule}}, policy: Policy{DriftChanged: RespondIgnore}, want: before.Children,
		},
		"a child that is gone is left to the plan": {have: Composite{Children: []Child{rule}}, want: []Child{rule}},
		"a child that is gone and is not to be planned stays": {
			have: Composite{Children: []Child{rule}}, policy: warn(DriftMissing), want: []Child{rule, leaf("1", "a")},
			drift: []Drift{{DriftMissing, "children.target/blue", "target/blue is not there any more"}},
		},
		"a child that was added is left to the plan": {
			have: Composite{Children: []Child{leaf("1", "a"), stray, rule}}, want: []Child{leaf("1", "a"), stray, rule},
		},
		"a child that was added and is not to be planned is left out": {
			have: Composite{Children: []Child{leaf("1", "a"), stray, rule}}, policy: warn(DriftChanged), want: before.Children,
			drift: []Drift{{DriftChanged, "children.target/stray", "target/stray was added"}},
		},
		"another object in the place of a child is listed": {
			have: Composite{Children: []Child{leaf("2", "a"), rule}}, want: []Child{leaf("2", "a"), rule},
			drift: []Drift{{DriftRecreated, "children.target/blue", "target/blue is another object, 2; what was written here was 1"}},
		},
		"what gets in the way is listed": {
			have:  Composite{Children: before.Children, Beside: []Beside{{Child: "rule/first", Detail: "it matches every model before this route does"}}},
			want:  before.Children,
			drift: []Drift{{DriftUnmanaged, "children.rule/first", "it matches every model before this route does"}},
		},
		"a failure is left to the plan": {have: Composite{Children: []Child{leaf("1", "a"), failed}}, want: []Child{leaf("1", "a"), failed}},
		"a failure that is not to be planned is listed": {
			have: Composite{Children: []Child{leaf("1", "a"), failed}}, policy: warn(DriftHealth), want: []Child{leaf("1", "a"), failed},
			drift: []Drift{{DriftHealth, FieldHealth, "rule: FAILED: no such key"}},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			seen, drift := test.have.Tolerate(before, test.policy)
			if diff := cmp.Diff(test.want, seen.Children); diff != "" {
				t.Errorf("children (-want +have):\n%s", diff)
			}
			if diff := cmp.Diff(test.drift, drift); diff != "" && len(test.drift)+len(drift) > 0 {
				t.Errorf("drift (-want +have):\n%s", diff)
			}
		})
	}
}

// What a policy passes over is not lost in what was read.
func TestRoute_Tolerate_leavesWhatWasReadAlone(t *testing.T) {
	have := Composite{Children: []Child{leaf("1", "b")}}
	have.Tolerate(&Composite{Children: []Child{leaf("1", "a")}}, Policy{DriftChanged: RespondWarn})
	if have.Children[0].Content["model"] != "b" {
		t.Error("what was read has changed")
	}
}

// A version that somebody else has published is no reason to follow it, where
// changes are not to be planned; the one that was applied has to be there for that.
func TestGuardrail_Tolerate_keepsTheVersionThatWasApplied(t *testing.T) {
	release := func(id, words string) Child {
		return Child{Name: "version", ID: id, Content: map[string]string{"words": words}, Phase: Ready, Root: true, Last: true, Published: true}
	}
	before := &Composite{Children: []Child{release("2", "ours")}, Editions: []string{"version/1"}}
	for sentence, test := range map[string]struct {
		have     Composite
		policy   Policy
		id       string
		editions []string
	}{
		"theirs is left to the plan": {
			Composite{Children: []Child{release("3", "theirs")}, Editions: []string{"version/1", "version/2"}}, nil, "3", []string{"version/1", "version/2"},
		},
		"theirs is not to be planned": {
			Composite{Children: []Child{release("4", "theirs")}, Editions: []string{"version/1", "version/2", "version/3"}}, Policy{DriftChanged: RespondWarn}, "2", []string{"version/1"},
		},
		"ours is not there any more": {
			Composite{Children: []Child{release("3", "theirs")}, Editions: []string{"version/1"}}, Policy{DriftChanged: RespondWarn}, "3", []string{"version/1"},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			seen, _ := test.have.Tolerate(before, test.policy)
			if diff := cmp.Diff(test.editions, seen.Editions); diff != "" || seen.Children[0].ID != test.id {
				t.Errorf("version %s, want %s, and editions (-want +have):\n%s", seen.Children[0].ID, test.id, diff)
			}
		})
	}
}
