package amazonbedrock

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// enforcementWorld is a sandbox with a guardrail that has two versions.
type enforcementWorld struct {
	*llm.Enforcements

	guardrails guardrailWorld
	guardrail  *llm.Composite
	sb         *sandbox.Sandbox
}

// sandboxGuardrail is the ARN of the first guardrail of every new sandbox.
const sandboxGuardrail = "arn:aws:bedrock:us-east-1:000000000000:guardrail/m4zaj6suig4c"

func newEnforcementWorld(t *testing.T) enforcementWorld {
	t.Helper()
	w := newGuardrailWorld(t)
	made := w.create(t, guardrailSpec())
	made = w.update(t, made, guardrailSpec(func(s *llm.GuardrailSpec) { s.Profanity = false }))
	if made.ID.Value != sandboxGuardrail {
		t.Fatalf("the guardrail is %s", made.ID.Value)
	}
	w.sb.ResetCalls()
	enforcements := llm.NewEnforcements(NewPlatform(sandboxConfig(w.sb, sandbox.AWSRegion)).Enforcements(), w.sb.Now)
	return enforcementWorld{enforcements, w, made, w.sb}
}

func enforcementSpec(change ...func(*llm.EnforcementSpec)) llm.EnforcementSpec {
	spec := llm.EnforcementSpec{Guardrail: sandboxGuardrail, Version: "1"}
	for _, c := range change {
		c(&spec)
	}
	return spec
}

func (w enforcementWorld) create(t *testing.T, spec llm.EnforcementSpec) *llm.Composite {
	t.Helper()
	made, err := w.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func enforcementChanges() []llmtest.EnforcementChange {
	change := func(field llm.Field, apply func(*llm.EnforcementSpec)) llmtest.EnforcementChange {
		return llmtest.EnforcementChange{Field: field, Apply: apply}
	}
	return []llmtest.EnforcementChange{
		change(llm.FieldVersion, func(s *llm.EnforcementSpec) { s.Version = "2" }),
		change(llm.FieldSystemPrompts, func(s *llm.EnforcementSpec) { s.System = "selective" }),
		change(llm.FieldGuardedMessages, func(s *llm.EnforcementSpec) { s.Messages = "selective" }),
		change(llm.FieldIncludedModels, func(s *llm.EnforcementSpec) { s.IncludedModels = []string{"amazon.nova-lite-v1:0"} }),
		change(llm.FieldExcludedModels, func(s *llm.EnforcementSpec) { s.ExcludedModels = []string{"amazon.nova-micro-v1:0"} }),
	}
}

func TestEnforcement_conformance(t *testing.T) {
	full := enforcementSpec(func(s *llm.EnforcementSpec) {
		s.System, s.IncludedModels, s.ExcludedModels = "selective", []string{"amazon.nova-pro-v1:0", "meta.llama3-1-8b-instruct-v1:0"}, []string{"amazon.nova-pro-v1:0"}
	})
	llmtest.RunEnforcements(t, llmtest.EnforcementHarness{
		Around: synctest.Test,
		New: func(t *testing.T) llmtest.EnforcementWorld {
			w := newEnforcementWorld(t)
			return llmtest.EnforcementWorld{Enforcements: w.Enforcements, Writes: func() (n int) {
				for _, call := range w.sb.Calls() {
					if call.Method != http.MethodGet {
						n++
					}
				}
				return n
			}}
		},
		Cases: []llmtest.EnforcementCase{
			{Name: "all that is left open", Spec: enforcementSpec(), Changes: enforcementChanges()},
			{Name: "every argument", Spec: full, Changes: append(enforcementChanges()[:1:1], enforcementChanges()[2:]...)},
		},
	})
}

// TestEnforcement_lostAnswer loses the answer of the one write: its repeat is refused for what it has made itself.
func TestEnforcement_lostAnswer(t *testing.T) {
	for name, hook := range map[string]func(func(*http.Request) bool) sandbox.Hook{
		"before it was sent": sandbox.ResetBeforeSend, "after it was done": sandbox.ResetAfterCommit,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newEnforcementWorld(t)
				h := hook(sandbox.On(http.MethodPut, "^/enforcedGuardrailsConfiguration$"))
				h.Times = 1
				w.sb.Hook(h)
				made := w.create(t, enforcementSpec())
				have, err := w.Get(t.Context(), made.ID, nil)
				if diff := cmp.Diff(made, have); err != nil || diff != "" {
					t.Errorf("%v (-create +read):\n%s", err, diff)
				}
			})
		})
	}
}

// TestEnforcement_anotherIsThere: somebody enforced another guardrail in between, and it stays as it is.
func TestEnforcement_anotherIsThere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newEnforcementWorld(t)
		raced := false
		w.sb.Hook(sandbox.Hook{Match: sandbox.On(http.MethodPut, "^/enforcedGuardrailsConfiguration$"), Before: func(*http.Request) *http.Response {
			if !raced {
				raced = true
				in := toEnforcement(enforcementSpec(func(s *llm.EnforcementSpec) { s.Version = "2" }))
				if _, err := w.guardrails.c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), in); err != nil {
					t.Error(err)
				}
			}
			return nil
		}})
		have, err := w.Create(t.Context(), enforcementSpec(), time.Minute)
		if llm.CodeOf(err) != llm.CodeExists || have != nil {
			t.Errorf("%v, %v; want that it exists, and nothing that state would take for its own", have, err)
		}
		other, err := w.Get(t.Context(), llm.ID{Location: sandbox.AWSRegion}, nil)
		if err != nil || other.Children[0].Content["guardrailVersion"] != "2" {
			t.Errorf("the other is %v (%v)", other, err)
		}
	})
}

// TestEnforcement_guardrailInUse: the guardrail and the version that are enforced stay, and the error names who uses them.
func TestEnforcement_guardrailInUse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newEnforcementWorld(t)
		made := w.create(t, enforcementSpec())
		whole := w.guardrails.Delete(t.Context(), w.guardrail.ID, nil, time.Minute)
		fewer := guardrailSpec(func(s *llm.GuardrailSpec) { s.Profanity, s.KeepVersions = false, new(int64(1)) })
		_, one := w.guardrails.Update(t.Context(), w.guardrails.get(t, w.guardrail.ID), fewer, time.Minute)
		if _, held := errors.AsType[*llm.HeldError](one); !held || !hasFix(one, "versioned_id") {
			t.Errorf("the version: %v, want that all else is in force", one)
		}
		for what, err := range map[string]error{"the guardrail": whole, "the version": one} {
			if llm.CodeOf(err) != llm.CodeLocked || !contains(err, made.ID.Value) || !contains(err, "Version 1") {
				t.Errorf("%s: %v, want that it is in use, by %s", what, err, made.ID.Value)
			}
		}
		if err := w.Delete(t.Context(), made.ID, nil, time.Minute); err != nil {
			t.Fatal(err)
		}
		if err := w.guardrails.Delete(t.Context(), w.guardrail.ID, nil, time.Minute); err != nil {
			t.Errorf("after the enforcement: %v", err)
		}
	})
}

func TestEnforcement_ids(t *testing.T) {
	for in, want := range map[string]string{
		"us-east-1":                       "us-east-1",
		"us-east-1/123456789012/abc123":   "us-east-1/123456789012/abc123",
		"us-east-1/000000000000/abc123":   "", // the sandbox's
		"us-east-1/999999999999/abc123":   "",
		"us-east-1/123456789012":          "us-east-1/123456789012",
		"us-east-1/999999999999":          "",
		"us-east-1/":                      "",
		"us-east-1//":                     "",
		"us-east-1/123456789012/../other": "",
		"us-east-1/123456789012/ABC":      "",
		"eastus":                          "",
		"":                                "",
	} {
		id, err := NewPlatform(testConfig(nil)).Enforcements().ParseID(in)
		if id.Value != want || (err == nil) != (want != "") {
			t.Errorf("%q: %v, %v; want %q", in, id, err, want)
		}
	}
}

// TestEnforcement_preflight: a guardrail and a version that are not there are told before the write.
func TestEnforcement_preflight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newEnforcementWorld(t)
		absent := sandboxGuardrail[:len(sandboxGuardrail)-1] + "x"
		for name, tt := range map[string]struct {
			spec  llm.EnforcementSpec
			field llm.Field
		}{
			"a guardrail that is not there": {enforcementSpec(func(s *llm.EnforcementSpec) { s.Guardrail = absent }), llm.FieldGuardrail},
			"a version that is not there":   {enforcementSpec(func(s *llm.EnforcementSpec) { s.Version = "9" }), llm.FieldVersion},
		} {
			problems := w.Preflight(t.Context(), tt.spec)
			if len(problems) != 1 || problems[0].Field != tt.field || problems[0].Severity != llm.Blocking {
				t.Errorf("%s: %+v", name, problems)
			}
		}
		w.sb.Hook(sandbox.Fault(sandbox.On(http.MethodGet, "^/guardrails"), 403, `{"message":"no"}`, typed("AccessDeniedException")))
		problems := w.Preflight(t.Context(), enforcementSpec())
		if len(problems) != 1 || problems[0].Severity != llm.Warning {
			t.Errorf("without permission: %+v", problems)
		}
	})
}

// TestEnforcement_check: each of these is stopped without a call, at its argument.
func TestEnforcement_check(t *testing.T) {
	driver := NewPlatform(testConfig(nil)).Enforcements()
	good := func(change func(*llm.EnforcementSpec)) llm.EnforcementSpec {
		return enforcementSpec(func(s *llm.EnforcementSpec) { s.Guardrail = guardrailARN }, change)
	}
	for name, tt := range map[string]struct {
		spec  llm.EnforcementSpec
		field llm.Field
	}{
		"a region of nowhere":           {good(func(s *llm.EnforcementSpec) { s.Region = "eastus" }), llm.FieldEnforcedRegion},
		"a guardrail by its id":         {good(func(s *llm.EnforcementSpec) { s.Guardrail = "abcdefghijkl" }), llm.FieldGuardrail},
		"a guardrail with its version":  {good(func(s *llm.EnforcementSpec) { s.Guardrail += ":1" }), llm.FieldGuardrail},
		"a guardrail of another region": {good(func(s *llm.EnforcementSpec) { s.Region = "eu-west-1" }), llm.FieldGuardrail},
		"the draft":                     {good(func(s *llm.EnforcementSpec) { s.Version = "DRAFT" }), llm.FieldVersion},
		"a mode of nowhere":             {good(func(s *llm.EnforcementSpec) { s.System = "lazy" }), llm.FieldSystemPrompts},
		"another mode of nowhere":       {good(func(s *llm.EnforcementSpec) { s.Messages = "SELECTIVE" }), llm.FieldGuardedMessages},
		"all models by name":            {good(func(s *llm.EnforcementSpec) { s.IncludedModels = []string{"ALL"} }), llm.FieldIncludedModels},
		"a reference as a model":        {good(func(s *llm.EnforcementSpec) { s.ExcludedModels = []string{"amazon/nova-lite"} }), llm.FieldExcludedModels},
	} {
		problems := driver.Check(llm.EnforcementDraft{Spec: tt.spec})
		if len(problems) != 1 || problems[0].Field != tt.field || problems[0].Fix == "" {
			t.Errorf("%s: %+v, want one at %s", name, problems, tt.field)
		}
		if problems := driver.Check(llm.EnforcementDraft{Spec: tt.spec, Unknown: llm.Fields(tt.field, llm.FieldGuardrail, llm.FieldEnforcedRegion)}); len(problems) > 0 {
			t.Errorf("%s, unknown: %+v", name, problems)
		}
	}
	if problems := driver.Check(llm.EnforcementDraft{Spec: good(func(*llm.EnforcementSpec) {})}); len(problems) > 0 {
		t.Errorf("what can be enforced: %+v", problems)
	}
}

// TestEnforcement_recreated: a configuration that somebody made anew is another one.
func TestEnforcement_recreated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newEnforcementWorld(t)
		made := w.create(t, enforcementSpec())
		_, err := w.guardrails.c.bedrock.DeleteEnforcedGuardrailConfiguration(t.Context(), &bedrock.DeleteEnforcedGuardrailConfigurationInput{ConfigId: &made.Children[0].ID})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.guardrails.c.bedrock.PutEnforcedGuardrailConfiguration(t.Context(), toEnforcement(enforcementSpec())); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Read(t.Context(), made.ID, []string{childEnforcement}); !llm.IsNotFound(err) {
			t.Errorf("a read of the former: %v, want not found", err)
		}
		if _, err := w.Create(t.Context(), enforcementSpec(), time.Minute); err == nil {
			t.Error("a create over it: no error")
		}
	})
}
