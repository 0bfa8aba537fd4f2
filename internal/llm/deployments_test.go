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

func spec(name string) DeploymentSpec {
	return DeploymentSpec{
		Name: name, Model: "m", Scope: ScopeGlobal, VersionUpgrade: Pinned,
		Throughput: Throughput{Mode: OnDemand}, Tags: map[string]string{"a": "b"},
	}
}

func TestCreate_neverLosesWhatMayExist(t *testing.T) {
	lost := &Error{Op: "create", Code: CodeUnknown, Message: "connection reset"}
	for name, test := range map[string]struct {
		platform *fake
		timeout  time.Duration
		kept     bool
		check    func(error) bool
	}{
		"an answer that was lost after the object was made": {&fake{refuse: lost, lose: true}, time.Minute, true, isNil},
		"the same where the platform chooses the id":        {&fake{refuse: lost, lose: true, noID: true}, time.Minute, true, isNil},
		"an object that shows only later":                   {&fake{misses: 2}, time.Minute, true, isNil},
		"a refusal that made nothing": {
			&fake{refuse: &Error{Op: "create", Code: CodeQuota}}, time.Minute, false, func(err error) bool { return CodeOf(err) == CodeQuota },
		},
		"a wait that ends at the deadline": {&fake{phases: []Phase{Pending}}, 300 * time.Millisecond, true, is[*PendingError]},
		"an object that never shows before the deadline": {
			&fake{misses: 1000}, 300 * time.Millisecond, true, is[*PendingError],
		},
		"an object that failed": {&fake{phases: []Phase{Pending, Failed}}, time.Minute, true, is[*FailedError]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform := test.platform
			have, choice, err := NewDeployments(platform, nil).Create(t.Context(), spec("chat"), test.timeout)
			if !test.check(err) {
				t.Errorf("err = %v", err)
			}
			if (have != nil) != test.kept || test.kept && (have.ID.Value != "chat" || choice == nil) {
				t.Errorf("kept %+v, %+v", have, choice)
			}
			if creates := strings.Count(strings.Join(platform.calls, " "), "create"); creates != 1 {
				t.Errorf("%d creates were sent", creates)
			}
		})
	}
}

func isNil(err error) bool { return err == nil }

func is[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

func TestCreate_writesNothingWhen(t *testing.T) {
	for name, test := range map[string]struct {
		platform *fake
		spec     DeploymentSpec
		check    func(error) bool
	}{
		"the name is taken": {&fake{object: &Deployment{ID: ID{Value: "chat"}, Name: "chat"}}, spec("chat"), is[*ExistsError]},
		"a look ahead finds something blocking": {
			&fake{problem: []Problem{{Field: FieldTokensPerMinute, Summary: "Quota exhausted"}}}, spec("chat"), is[*ProblemsError],
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := NewDeployments(test.platform, nil).Create(t.Context(), test.spec, time.Minute)
			if !test.check(err) || len(test.platform.calls) != 0 {
				t.Errorf("err = %v, writes %v", err, test.platform.calls)
			}
		})
	}
}

func TestCreate_takesTheFirstFreeNameOfAPrefix(t *testing.T) {
	prefixed := spec("")
	prefixed.NamePrefix = "chat-"
	first := madeName(prefixed, ID{Parent: "account"}, 1)
	if !MadeFrom("chat-", first) || MadeFrom("chat-", "chat-other") || MadeFrom("chat-", first+"x") {
		t.Fatalf("%q is not recognised as made", first)
	}
	platform := &fake{object: &Deployment{Name: first, ID: ID{Value: first}}}
	d := NewDeployments(platform, nil)
	have, _, err := d.Create(t.Context(), prefixed, time.Minute)
	if err != nil || have.Name != first+"-2" {
		t.Errorf("named %v (%v), want %s-2", have, err, first)
	}
	if over := d.PassedOver(have); len(over) != 1 || over[0].Value != first {
		t.Errorf("passed over %v, want %s", over, first)
	}
	prefixed.Throughput.Mode = Provisioned
	first = madeName(prefixed, ID{Parent: "account"}, 1)
	platform = &fake{object: &Deployment{Name: first, ID: ID{Value: first}}}
	if _, _, err = NewDeployments(platform, nil).Create(t.Context(), prefixed, time.Minute); !is[*ExistsError](err) {
		t.Errorf("a second provisioned one: %v, want an ExistsError", err)
	}
}

func TestUpdate(t *testing.T) {
	changed := spec("chat")
	changed.Tags = map[string]string{"a": "c"}
	for name, test := range map[string]struct {
		platform *fake
		spec     DeploymentSpec
		calls    []string
		check    func(error) bool
	}{
		"writes the difference once":                         {&fake{}, changed, []string{"update chat"}, isNil},
		"writes nothing where nothing differs":               {&fake{}, spec("chat"), nil, isNil},
		"goes on waiting without a write":                    {&fake{phases: []Phase{Pending, Pending, Ready}}, spec("chat"), nil, isNil},
		"repairs what failed":                                {&fake{phases: []Phase{Failed, Ready}}, spec("chat"), []string{"update chat"}, isNil},
		"says so when a value was accepted and not taken on": {&fake{sticky: true}, changed, []string{"update chat"}, is[*DivergedError]},
		"reports what the platform refused": {
			&fake{refuse: &Error{Op: "update", Code: CodeDenied}}, changed, []string{"update chat"}, func(err error) bool { return CodeOf(err) == CodeDenied },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform := test.platform
			id, _ := platform.ParseID("chat")
			native := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
			platform.put(spec("chat"), native, id)
			have, choice, err := NewDeployments(platform, nil).Update(t.Context(), &Deployment{ID: id}, test.spec, &Choice{Native: native, VersionUpgrade: Pinned}, time.Minute)
			if !test.check(err) || have == nil || choice == nil {
				t.Errorf("have %v, choice %v, err %v", have, choice, err)
			}
			if diff := cmp.Diff(test.calls, platform.calls); diff != "" {
				t.Errorf("writes (-want +have):\n%s", diff)
			}
		})
	}
}

func TestUpdate_keepsTagsOfOthers(t *testing.T) {
	platform := &fake{}
	id, _ := platform.ParseID("chat")
	before := spec("chat")
	before.Tags = map[string]string{"a": "b", "theirs": "x"}
	native := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
	platform.put(before, native, id)
	after := spec("chat")
	after.Tags, after.IgnoreTags = map[string]string{"a": "c"}, TagRules{Keys: []string{"theirs"}}
	if _, _, err := NewDeployments(platform, nil).Update(t.Context(), &Deployment{ID: id}, after, &Choice{Native: native}, time.Minute); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"a": "c", "theirs": "x"}, platform.object.Tags); diff != "" {
		t.Errorf("tags (-want +have):\n%s", diff)
	}
}

func TestDelete(t *testing.T) {
	id := ID{Value: "chat", Name: "chat", Parent: "account"}
	for name, test := range map[string]struct {
		platform *fake
		calls    []string
	}{
		"of what is gone succeeds and sends nothing": {&fake{}, nil},
		"waits for what is still being made":         {&fake{object: &Deployment{ID: id, Name: "chat"}, phases: []Phase{Pending, Ready}}, []string{"delete chat"}},
		"of what failed is sent":                     {&fake{object: &Deployment{ID: id, Name: "chat"}, phases: []Phase{Failed}}, []string{"delete chat"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			platform := test.platform
			if err := NewDeployments(platform, nil).Delete(t.Context(), id, time.Minute); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.calls, platform.calls); diff != "" || platform.object != nil {
				t.Errorf("writes (-want +have):\n%s\nleft: %v", diff, platform.object)
			}
		})
	}
}

func TestDelete_neverTouchesWhatIsStillBeingMade(t *testing.T) {
	id := ID{Value: "chat", Name: "chat"}
	platform := &fake{object: &Deployment{ID: id, Name: "chat"}, phases: []Phase{Pending}}
	err := NewDeployments(platform, nil).Delete(t.Context(), id, 300*time.Millisecond)
	if !is[*PendingError](err) || len(platform.calls) != 0 {
		t.Errorf("err = %v, writes %v", err, platform.calls)
	}
}

func TestRead(t *testing.T) {
	native := Native{Name: "m", Version: "2", Scope: ScopeGlobal}
	old := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
	for name, test := range map[string]struct {
		kept    *Choice
		version string // of the choice afterwards
		classes []DriftClass
	}{
		"nothing was kept, so what is served is the choice": {nil, "2", nil},
		"a pinned version that moved stays chosen":          {&Choice{Native: old, VersionUpgrade: Pinned}, "1", []DriftClass{DriftServiceChanged}},
		"a move by permission is taken over and listed":     {&Choice{Native: old, VersionUpgrade: OnNewDefault}, "2", []DriftClass{DriftServiceChanged}},
		"a property that nobody manages was changed": {
			&Choice{Native: native, VersionUpgrade: Pinned, Extra: map[string]string{"throttling": "true"}}, "2", []DriftClass{DriftUnmanaged},
		},
		"another creation time is another object": {
			&Choice{Native: native, VersionUpgrade: Pinned, Created: "2020-01-01T00:00:00Z"}, "2", []DriftClass{DriftRecreated},
		},
	} {
		t.Run(name, func(t *testing.T) {
			platform := &fake{}
			id, _ := platform.ParseID("chat")
			platform.put(spec("chat"), native, id)
			_, kept, drift, err := NewDeployments(platform, nil).Read(t.Context(), id, test.kept, nil)
			if err != nil || kept.Native.Version != test.version {
				t.Errorf("chosen %+v (%v), want version %s", kept, err, test.version)
			}
			var classes []DriftClass
			for _, d := range drift {
				classes = append(classes, d.Class)
			}
			if !slices.Equal(classes, test.classes) {
				t.Errorf("drift %v, want %v", classes, test.classes)
			}
		})
	}
}

func TestRead_asksAgainForWhatIsYoung(t *testing.T) {
	platform := &fake{misses: 2}
	id, _ := platform.ParseID("chat")
	platform.put(spec("chat"), Native{Name: "m"}, id)
	created := time.Unix(1000, 0).UTC()
	clock := created.Add(time.Second)
	young := &Choice{Native: Native{Name: "m"}, Created: created.Format(time.RFC3339)}
	if _, _, _, err := NewDeployments(platform, func() time.Time { return clock }).Read(t.Context(), id, young, nil); err != nil {
		t.Errorf("young: %v", err)
	}
	platform.misses, clock = 2, created.Add(time.Hour)
	if _, _, _, err := NewDeployments(platform, func() time.Time { return clock }).Read(t.Context(), id, young, nil); !IsNotFound(err) {
		t.Errorf("old: %v, want not found", err)
	}
}

func TestWritesToOneAccountTakeTurns(t *testing.T) {
	platform := &fake{busy: 20 * time.Millisecond, refuse: &Error{Op: "update", Code: CodeDenied}}
	deployments := NewDeployments(platform, nil)
	id := ID{Value: "chat", Name: "chat", Parent: "account"}
	native := Native{Name: "m", Version: "1", Scope: ScopeGlobal}
	platform.put(spec("chat"), native, id)
	changed := spec("chat")
	changed.Tags = map[string]string{"a": "c"}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			_, _, _ = deployments.Update(t.Context(), &Deployment{ID: id}, changed, &Choice{Native: native, VersionUpgrade: Pinned}, time.Minute)
		})
	}
	group.Wait()
	if len(platform.calls) != 4 || platform.most != 1 {
		t.Errorf("%d writes, %d at once at most; want 4, one at a time", len(platform.calls), platform.most)
	}
	release, err := deployments.turns.take(t.Context(), "account")
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := deployments.Delete(ctx, id, time.Minute); CodeOf(err) != CodeTimeout {
		t.Errorf("a caller who gives up while queueing: %v", err)
	}
}

// The platform replaced model m by its successor, as it was allowed to; the
// configuration still says m. Nothing may be destroyed or undone for that.
func TestUpdate_leavesAModelThatWasMovedByPermission(t *testing.T) {
	platform := &fake{}
	id, _ := platform.ParseID("chat")
	asked := spec("chat")
	asked.VersionUpgrade = OnRetirement
	platform.put(asked, Native{Name: "successor", Version: "1", Scope: ScopeGlobal}, id)
	deployments := NewDeployments(platform, nil)
	kept := &Choice{Native: Native{Name: "m", Version: "1", Scope: ScopeGlobal}, VersionUpgrade: OnRetirement}
	for range 2 {
		have, moved, drift, err := deployments.Read(t.Context(), id, kept, nil)
		if err != nil || moved.Native.Name != "successor" {
			t.Fatalf("read: %+v, %v", moved, err)
		}
		if change := deployments.Diff(have, Draft{Spec: asked, Kept: moved}); change.Action != Same {
			t.Errorf("diff: %s %v (drift %v)", change.Action, change.Fields, drift)
		}
		asked.Tags = map[string]string{"round": time.Now().String()}
		if _, kept, err = deployments.Update(t.Context(), have, asked, moved, time.Minute); err != nil {
			t.Fatalf("update: %v", err)
		}
		if platform.object.Native.Name != "successor" {
			t.Errorf("the update moved it back to %s", platform.object.Native.Name)
		}
	}
}

func TestUpdate_remembersWhatThePlatformNeverReturns(t *testing.T) {
	written := Attestation{Organization: "Example"}
	have := &Deployment{Unverified: []Field{FieldAttestation}}
	recall(have, &Deployment{Azure: AzureDeployment{Attestation: written}})
	if have.Azure.Attestation != written {
		t.Errorf("attestation = %+v", have.Azure.Attestation)
	}
	returned := Attestation{Organization: "Other"}
	have = &Deployment{Azure: AzureDeployment{Attestation: returned}}
	recall(have, &Deployment{Azure: AzureDeployment{Attestation: written}})
	if have.Azure.Attestation != returned {
		t.Errorf("what was returned was overwritten by %+v", have.Azure.Attestation)
	}
}

func TestChange_marksOnlyWhatReplaces(t *testing.T) {
	var change Change
	change.Add(Update, FieldTags)
	change.Add(Replace, FieldName)
	change.Add(Update, FieldGuardrail)
	want := Change{Action: Replace, Fields: []Field{FieldTags, FieldName, FieldGuardrail}, Replaced: []Field{FieldName}}
	if diff := cmp.Diff(want, change); diff != "" {
		t.Errorf("(-want +have):\n%s", diff)
	}
}

// Permission to move the model is no permission for anybody else: another
// object under the same name, or other capacity, stays a difference.
func TestRead_takesOverTheModelAlone(t *testing.T) {
	old := Native{Name: "m", Version: "1", Scope: ScopeGlobal, Serving: "Global", Capacity: 5}
	now := Native{Name: "m", Version: "2", Scope: ScopeGlobal, Serving: "Standard", Capacity: 500}
	platform := &fake{}
	id, _ := platform.ParseID("chat")
	asked := spec("chat")
	asked.VersionUpgrade = OnNewDefault
	platform.put(asked, now, id)
	deployments := NewDeployments(platform, nil)
	_, kept, _, err := deployments.Read(t.Context(), id, &Choice{Native: old, VersionUpgrade: OnNewDefault}, nil)
	if err != nil || kept.Native.Version != "2" || kept.Native.Capacity != 5 || kept.Native.Serving != "Global" {
		t.Errorf("chosen %+v (%v)", kept, err)
	}
	another := &Choice{Native: old, VersionUpgrade: OnNewDefault, Created: "2020-01-01T00:00:00Z"}
	have, kept, _, err := deployments.Read(t.Context(), id, another, nil)
	if err != nil || kept.Native.Version != "1" {
		t.Fatalf("chosen %+v (%v)", kept, err)
	}
	if change := deployments.Diff(have, Draft{Spec: asked, Kept: kept}); !change.Has(FieldModelVersion) {
		t.Errorf("another object's model is no difference: %+v", change)
	}
}
