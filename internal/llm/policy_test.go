package llm

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestDriftRules(t *testing.T) {
	seen := map[DriftClass]bool{}
	for _, rule := range DriftRules() {
		if seen[rule.Class] || rule.Meaning == "" || len(rule.Responses) < 2 {
			t.Errorf("%+v is twice there, means nothing or leaves no choice", rule)
		}
		seen[rule.Class] = true
		if Policy(nil).To(rule.Class) != rule.Responses[0] {
			t.Errorf("%s: the default is %s, not the first of %v", rule.Class, Policy(nil).To(rule.Class), rule.Responses)
		}
		for _, response := range rule.Responses {
			judgeResponse(t, rule.Class, response)
		}
	}
}

func judgeResponse(t *testing.T, class DriftClass, response Response) {
	t.Helper()
	policy := Policy{class: response}
	events := []Drift{{Class: class}}
	problems := []Problem{{Severity: Warning, Drift: class}, {Severity: Blocking, Drift: class}, {Severity: Warning}}
	heard := 3
	if response == RespondIgnore {
		events, heard = nil, 2
	}
	if got := policy.Listed([]Drift{{Class: class}}); !slices.Equal(got, events) {
		t.Errorf("%s = %s lists %v", class, response, got)
	}
	if got := policy.Heard(problems); len(got) != heard {
		t.Errorf("%s = %s lets %v be heard", class, response, got)
	}
	if policy.Plans(class) != (response == RespondPlan) || response == RespondWarn && !policy.Warns(class) || response == RespondIgnore && policy.Warns(class) {
		t.Errorf("%s = %s plans %v and warns %v", class, response, policy.Plans(class), policy.Warns(class))
	}
}

func TestPolicy_ofAMovedModel(t *testing.T) {
	for name, test := range map[string]struct {
		policy  Policy
		upgrade VersionUpgrade
		want    Response
	}{
		"pinned by default":             {nil, Pinned, RespondPlan},
		"allowed by default":            {nil, OnNewDefault, RespondWarn},
		"allowed, and planned back":     {Policy{DriftServiceChanged: RespondPlan}, OnRetirement, RespondPlan},
		"pinned, and accepted":          {Policy{DriftServiceChanged: RespondWarn}, Pinned, RespondWarn},
		"pinned, and accepted silently": {Policy{DriftServiceChanged: RespondIgnore}, Pinned, RespondIgnore},
	} {
		t.Run(name, func(t *testing.T) {
			if got := test.policy.ToMove(test.upgrade); got != test.want {
				t.Errorf("the response is %s, want %s", got, test.want)
			}
		})
	}
}

func TestPolicy_over(t *testing.T) {
	base := Policy{DriftHealth: RespondWarn, DriftChanged: RespondIgnore}
	got := Policy{DriftHealth: RespondPlan}.Over(base)
	if diff := cmp.Diff(Policy{DriftHealth: RespondPlan, DriftChanged: RespondIgnore}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if base[DriftHealth] != RespondWarn {
		t.Error("what it was laid over has changed")
	}
}

// Every argument that a write takes back is told with both values, and what
// comes back bears what was applied.
func TestTolerate(t *testing.T) {
	native := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
	platform := &fake{}
	id, _ := platform.ParseID("chat")
	platform.put(spec("chat"), native, id)
	before := platform.object
	have := *before
	have.Name, have.VersionUpgrade, have.Guardrail = "other", OnRetirement, "lax"
	have.Throughput = Throughput{Mode: Provisioned, Units: new(int64(2)), Commitment: OneMonth}
	have.Tags = map[string]string{"x": "1", TagUnfinished: "true"}
	asked := spec("chat")
	asked.Policy = Policy{DriftChanged: RespondWarn}
	kept := &Choice{Native: native, VersionUpgrade: Pinned}
	masked, drift := NewDeployments(platform, nil).Tolerate(&have, before, asked, kept)
	var fields []Field
	for _, d := range drift {
		fields = append(fields, d.Field)
	}
	want := []Field{FieldName, FieldMode, FieldCommitment, FieldVersionUpgrade, FieldGuardrail, FieldTags}
	if diff := cmp.Diff(want, fields); diff != "" {
		t.Errorf("told of (-want +got):\n%s", diff)
	}
	if masked.Name != before.Name || !cmp.Equal(masked.Throughput, before.Throughput) || masked.Guardrail != before.Guardrail {
		t.Errorf("what comes back is %+v", masked)
	}
	if masked.Tags[TagUnfinished] == "" || masked.Tags["x"] != "" {
		t.Errorf("tags %v: want what was applied, and the mark of an unfinished create, which an update has to take off", masked.Tags)
	}
	asked.Policy = nil
	if same, drift := NewDeployments(platform, nil).Tolerate(&have, before, asked, kept); same != &have || drift != nil {
		t.Errorf("by default %+v, %v; want what is there", same, drift)
	}
}

// What no plan has shown is not written: an update of what no platform stores
// leaves what was changed by hand since to the next plan.
func TestUpdate_writesNothingThatWasNotPlanned(t *testing.T) {
	native := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
	for name, test := range map[string]struct {
		policy Policy
		phase  Phase
		tags   map[string]string
		calls  []string
	}{
		"what changed by hand stays":            {nil, Ready, spec("chat").Tags, nil},
		"so does what may not be repaired":      {Policy{DriftHealth: RespondWarn}, Failed, spec("chat").Tags, nil},
		"an edit takes all of it back":          {nil, Ready, map[string]string{"a": "c"}, []string{"update chat"}},
		"so does a repair that was planned":     {nil, Failed, spec("chat").Tags, []string{"update chat"}},
		"an edit beside what is not repaired":   {Policy{DriftHealth: RespondWarn}, Failed, map[string]string{"a": "c"}, []string{"update chat"}},
		"nothing is written to what is missing": {Policy{DriftMissing: RespondWarn}, Missing, spec("chat").Tags, nil},
	} {
		t.Run(name, func(t *testing.T) {
			platform := &fake{}
			id, _ := platform.ParseID("chat")
			platform.put(spec("chat"), native, id)
			before := *platform.object
			before.Phase = test.phase
			platform.object.Guardrail = "by-hand"
			if test.phase == Failed {
				platform.phases = []Phase{Failed, Ready}
			}
			asked := spec("chat")
			asked.Policy, asked.Tags = test.policy, test.tags
			kept := &Choice{Native: native, VersionUpgrade: Pinned, Created: stamp(before.Created)}
			_, choice, err := NewDeployments(platform, nil).Update(t.Context(), &before, asked, kept, time.Minute)
			if err != nil || choice == nil {
				t.Errorf("choice %v, err %v", choice, err)
			}
			if diff := cmp.Diff(test.calls, platform.calls); diff != "" {
				t.Errorf("writes (-want +have):\n%s", diff)
			}
			if want := test.calls == nil; (platform.object.Guardrail == "by-hand") != want {
				t.Errorf("what was changed by hand is %q", platform.object.Guardrail)
			}
		})
	}
}
