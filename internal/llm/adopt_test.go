package llm

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func ownedSpec(name string) DeploymentSpec {
	s := spec(name)
	s.Tags = map[string]string{"a": "b", TagOwner: "me"}
	return s
}

// left is a platform on which a create of the spec was cut short.
func left(s DeploymentSpec) *fake {
	platform := &fake{replaces: []Field{FieldModel}}
	id, _ := platform.ParseID(s.Name)
	platform.put(marked(s), Native{Name: s.Model, Version: "1", Scope: s.Scope}, id)
	return platform
}

func TestCreate_withAnOwnerIsMarkedUntilItsLastCall(t *testing.T) {
	platform := &fake{}
	have, choice, err := NewDeployments(platform, nil).Create(t.Context(), ownedSpec("chat"), time.Minute)
	if err != nil || choice.Unfinished {
		t.Fatalf("err = %v, kept %+v", err, choice)
	}
	if diff := cmp.Diff([]string{"create chat", "update chat"}, platform.calls); diff != "" {
		t.Errorf("writes (-want +have):\n%s", diff)
	}
	if !isUnfinished(platform.sent[0].Tags) || platform.sent[0].Tags[TagOwner] != "me" {
		t.Errorf("the create call bore %v", platform.sent[0].Tags)
	}
	if diff := cmp.Diff(ownedSpec("chat").Tags, have.Tags); diff != "" {
		t.Errorf("tags in the end (-want +have):\n%s", diff)
	}
	if platform.reads > 0 {
		t.Errorf("%d reads after the mark was taken off: a kill there would leave what nobody can resume", platform.reads)
	}
}

// What the last call left undone is found by the next plan.
func TestCreate_markThatStaysIsADifference(t *testing.T) {
	platform, spec := &fake{sticky: true}, ownedSpec("chat")
	d := NewDeployments(platform, nil)
	made, choice, err := d.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	have, choice, _, err := d.Read(t.Context(), made.ID, choice, nil)
	if err != nil || !choice.Unfinished || !d.Diff(have, Draft{Spec: spec, Kept: choice}).Has(FieldTags) {
		t.Errorf("have %+v, kept %+v, err = %v", have, choice, err)
	}
}

func TestCreate_leavesTheMarkWhere(t *testing.T) {
	denied := &Error{Op: "update", Code: CodeDenied}
	for name, test := range map[string]struct {
		platform *fake
		timeout  time.Duration
		check    func(error) bool
	}{
		"the deadline passes":              {&fake{phases: []Phase{Pending}}, 300 * time.Millisecond, is[*PendingError]},
		"the object failed":                {&fake{phases: []Phase{Failed}}, time.Minute, is[*FailedError]},
		"the last call is refused":         {&fake{refuseUpdate: denied}, time.Minute, is[*UnfinishedError]},
		"the object never shows in time":   {&fake{misses: 1000}, 300 * time.Millisecond, is[*PendingError]},
		"it fails to be read back at last": {&fake{refuseUpdate: denied, phases: []Phase{Ready, Failed}}, time.Minute, is[*UnfinishedError]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			have, choice, err := NewDeployments(test.platform, nil).Create(t.Context(), ownedSpec("chat"), test.timeout)
			if !test.check(err) || have == nil || choice == nil || !choice.Unfinished {
				t.Errorf("have %v, kept %+v, err = %v", have, choice, err)
			}
		})
	}
}

func TestCreate_lastCallThatDidItsWorkIsNoError(t *testing.T) {
	platform := &fake{refuseUpdate: &Error{Op: "update", Code: CodeUnknown}, lose: true}
	_, choice, err := NewDeployments(platform, nil).Create(t.Context(), ownedSpec("chat"), time.Minute)
	if err != nil || choice.Unfinished {
		t.Errorf("err = %v, kept %+v", err, choice)
	}
}

func TestCreate_resumesWhatWasInterrupted(t *testing.T) {
	changed := ownedSpec("chat")
	changed.Guardrail = "strict"
	for name, test := range map[string]struct {
		spec   DeploymentSpec
		phases []Phase
		calls  []string
	}{
		"and only takes the mark off":            {ownedSpec("chat"), nil, []string{"update chat"}},
		"and waits for it first":                 {ownedSpec("chat"), []Phase{Pending, Pending, Pending, Ready}, []string{"update chat"}},
		"and brings it to the plan beforehand":   {changed, nil, []string{"update chat", "update chat"}},
		"without looking at how it is protected": {protectedSpec(), nil, []string{"update chat"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform := left(ownedSpec("chat"))
			platform.phases = test.phases
			d := NewDeployments(platform, nil)
			have, choice, err := d.Create(t.Context(), test.spec, time.Minute)
			if err != nil || choice.Unfinished || !d.Adopted(have.ID) || isUnfinished(have.Tags) || have.Guardrail != test.spec.Guardrail {
				t.Errorf("have %+v, kept %+v, err = %v", have, choice, err)
			}
			if diff := cmp.Diff(test.calls, platform.calls); diff != "" {
				t.Errorf("writes (-want +have):\n%s", diff)
			}
		})
	}
}

func protectedSpec() DeploymentSpec {
	s := ownedSpec("chat")
	s.Protected = true
	return s
}

func TestCreate_resumesUnderTheNameThatAPrefixMade(t *testing.T) {
	prefixed := ownedSpec("")
	prefixed.NamePrefix = "chat-"
	named := prefixed
	named.Name = madeName(prefixed, ID{Parent: "account"}, 1)
	platform := left(named)
	d := NewDeployments(platform, nil)
	if have, _, err := d.Create(t.Context(), prefixed, time.Minute); err != nil || have.Name != named.Name || !d.Adopted(have.ID) {
		t.Fatalf("have %+v, err = %v", have, err)
	}
	platform = left(named)
	d = NewDeployments(platform, nil)
	d.Hold(platform.object.ID)
	have, _, err := d.Create(t.Context(), prefixed, time.Minute)
	if err != nil || have.Name != named.Name+"-2" || len(d.PassedOver(have)) > 0 {
		t.Errorf("beside one that is held: %+v, err = %v, passed over %v", have, err, d.PassedOver(have))
	}
}

func TestCreate_leavesAlone(t *testing.T) {
	otherModel, otherOwner := ownedSpec("chat"), ownedSpec("chat")
	otherModel.Model, otherOwner.Tags[TagOwner] = "n", "you"
	for name, test := range map[string]struct {
		spec  DeploymentSpec
		bend  func(*fake, *Deployments)
		words string
	}{
		"another owner's":           {otherOwner, nil, `"me", and the owner here is "you"`},
		"another model":             {otherModel, nil, "cannot be changed in place: model"},
		"what this process holds":   {ownedSpec("chat"), func(f *fake, d *Deployments) { d.Hold(f.object.ID) }, "another resource"},
		"what failed":               {ownedSpec("chat"), func(f *fake, _ *Deployments) { f.object.Phase, f.object.Reason = Failed, "no capacity" }, "no capacity"},
		"what is finished":          {ownedSpec("chat"), func(f *fake, _ *Deployments) { delete(f.object.Tags, TagUnfinished) }, ""},
		"what has no owner":         {ownedSpec("chat"), func(f *fake, _ *Deployments) { delete(f.object.Tags, TagOwner) }, ""},
		"everything without owners": {spec("chat"), nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			platform := left(ownedSpec("chat"))
			d := NewDeployments(platform, nil)
			if test.bend != nil {
				test.bend(platform, d)
			}
			_, _, err := d.Create(t.Context(), test.spec, time.Minute)
			exists, ok := errors.AsType[*ExistsError](err)
			if !ok || len(platform.calls) > 0 || !strings.Contains(exists.NotResumed, test.words) || (test.words == "") != (exists.NotResumed == "") {
				t.Errorf("err = %v (%+v), writes %v", err, exists, platform.calls)
			}
		})
	}
}

// Two creates by one name in one process never see each other's half made
// object, whether or not the platform has a turn of its own.
func TestCreate_twoOfOneName(t *testing.T) {
	platform := &fake{busy: 20 * time.Millisecond, noParent: true}
	d := NewDeployments(platform, nil)
	var group sync.WaitGroup
	errs := make([]error, 4)
	for i := range errs {
		group.Go(func() { _, _, errs[i] = d.Create(t.Context(), ownedSpec("chat"), time.Minute) })
	}
	group.Wait()
	refused := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	if len(refused) != 3 || !is[*ExistsError](errors.Join(refused...)) {
		t.Errorf("errors: %v", refused)
	}
	if diff := cmp.Diff([]string{"create chat", "update chat"}, platform.calls); diff != "" {
		t.Errorf("writes (-want +have):\n%s", diff)
	}
}

func TestWhatWasTakenOnIsRefusedToOthers(t *testing.T) {
	platform := left(ownedSpec("chat"))
	d := NewDeployments(platform, nil)
	have, choice, err := d.Create(t.Context(), ownedSpec("chat"), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	platform.calls = nil
	_, _, updated := d.Update(t.Context(), have, spec("chat"), choice, time.Minute)
	for name, err := range map[string]error{"delete": d.Delete(t.Context(), have.ID, time.Minute), "update": updated} {
		if refusal, ok := errors.AsType[*Error](err); !ok || refusal.Code != CodeRefused || !strings.Contains(refusal.Fix, "terraform state rm") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(platform.calls) > 0 {
		t.Errorf("writes %v", platform.calls)
	}
}

func TestUpdate_takesTheMarkOff(t *testing.T) {
	for name, test := range map[string]struct {
		bend  func(*fake)
		still bool
	}{
		"and remembers that":              {func(*fake) {}, false},
		"not where it is refused":         {func(f *fake) { f.refuseUpdate = &Error{Op: "update", Code: CodeDenied} }, true},
		"even where the answer is lost":   {func(f *fake) { f.refuseUpdate, f.lose = &Error{Op: "update", Code: CodeUnknown}, true }, false},
		"not where somebody else did so":  {func(f *fake) { delete(f.object.Tags, TagUnfinished) }, true},
		"nor with a write of another tag": {func(f *fake) { f.object.Tags = map[string]string{TagOwner: "me"} }, true},
	} {
		t.Run(name, func(t *testing.T) {
			platform := left(ownedSpec("chat"))
			test.bend(platform)
			kept := &Choice{Native: platform.object.Native, VersionUpgrade: Pinned, Unfinished: true}
			_, after, _ := NewDeployments(platform, nil).Update(t.Context(), &Deployment{ID: platform.object.ID}, ownedSpec("chat"), kept, time.Minute)
			if after.Unfinished != test.still {
				t.Errorf("still unfinished: %v", after.Unfinished)
			}
		})
	}
}

func TestDisowned(t *testing.T) {
	unfinished := &Choice{Unfinished: true}
	for name, test := range map[string]struct {
		kept *Choice
		bend func(*fake)
		code Code // empty: no error
	}{
		"what bears the mark is one's own":        {unfinished, func(*fake) {}, ""},
		"what another has finished is not":        {unfinished, func(f *fake) { delete(f.object.Tags, TagUnfinished) }, CodeRefused},
		"what is gone is nobody's":                {unfinished, func(f *fake) { f.object = nil }, ""},
		"what was finished from here is not read": {&Choice{}, func(f *fake) { delete(f.object.Tags, TagUnfinished) }, ""},
		"nor is what nothing is known of":         {nil, func(f *fake) { delete(f.object.Tags, TagUnfinished) }, ""},
	} {
		t.Run(name, func(t *testing.T) {
			platform := left(ownedSpec("chat"))
			id := platform.object.ID
			test.bend(platform)
			err := NewDeployments(platform, nil).Disowned(t.Context(), id, test.kept)
			if (err == nil) != (test.code == "") || err != nil && CodeOf(err) != test.code {
				t.Errorf("err = %v", err)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	platform := left(ownedSpec("chat"))
	if err := NewDeployments(platform, nil).Disowned(ctx, platform.object.ID, unfinished); err == nil {
		t.Error("what cannot be read counts as one's own")
	}
}

func TestRead_notesTheMark(t *testing.T) {
	platform := left(ownedSpec("chat"))
	d := NewDeployments(platform, nil)
	id := platform.object.ID
	_, kept, _, err := d.Read(t.Context(), id, nil, nil)
	if err != nil || !kept.Unfinished {
		t.Fatalf("kept %+v, err = %v", kept, err)
	}
	delete(platform.object.Tags, TagUnfinished)
	if _, kept, _, _ = d.Read(t.Context(), id, kept, nil); !kept.Unfinished {
		t.Error("a read has cleared what only a write from here may clear")
	}
}
