package acceptance_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const actionType = "llm_invoke"

// asker is a provider with one deployment, spoken to as a terraform would that knows actions.
type asker struct {
	*protocol

	sb       *sandbox.Sandbox
	actions  tfprotov6.ActionServer
	endpoint tftypes.Value
}

func newAsker(t *testing.T, platform string) *asker {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	a := &asker{protocol: speak(t, provider.WithSandbox(sb)), sb: sb}
	whole, ok := provider.NewServer(t.Context(), "test", provider.WithSandbox(sb))().(framework.Whole)
	if !ok {
		t.Fatal("the server that terraform gets hides its actions")
	}
	a.server, a.actions = whole, whole
	if found := errorsOf(a.configure(tree{})); len(found) > 0 {
		t.Fatal(found)
	}
	planned := a.plan(a.value(a.resourceSchema(), tree{"platform": platform, "name": "assistant", "model": "openai/gpt-5.6-sol", "processing_scope": "global"}), nil, nil)
	if planned.stopped() {
		t.Fatal(planned.diagnostics)
	}
	applied := a.apply(planned)
	state, err := applied.NewState.Unmarshal(a.resourceSchema().ValueType())
	if err != nil || len(errorsOf(applied.Diagnostics)) > 0 {
		t.Fatal(err, applied.Diagnostics)
	}
	members := map[string]tftypes.Value{}
	if err := state.As(&members); err != nil {
		t.Fatal(err)
	}
	a.endpoint = members["endpoint"]
	return a
}

// config is one of the action: an endpoint and the rest by name.
func (a *asker) config(endpoint tftypes.Value, given tree) *tfprotov6.DynamicValue {
	a.t.Helper()
	schema := a.schema.ActionSchemas[actionType].Schema
	members := map[string]tftypes.Value{}
	if err := a.value(schema, given).As(&members); err != nil {
		a.t.Fatal(err)
	}
	members["endpoint"] = endpoint
	config, err := tfprotov6.NewDynamicValue(schema.ValueType(), tftypes.NewValue(schema.ValueType(), members))
	if err != nil {
		a.t.Fatal(err)
	}
	return &config
}

// invoke validates, plans and invokes, as terraform does.
func (a *asker) invoke(config *tfprotov6.DynamicValue) (progress []string, diagnostics []*tfprotov6.Diagnostic) {
	a.t.Helper()
	validated, err := a.actions.ValidateActionConfig(a.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: actionType, Config: config})
	if err != nil || len(errorsOf(validated.Diagnostics)) > 0 {
		return nil, validated.Diagnostics
	}
	planned, err := a.actions.PlanAction(a.t.Context(), &tfprotov6.PlanActionRequest{ActionType: actionType, Config: config})
	if err != nil || len(errorsOf(planned.Diagnostics)) > 0 {
		return nil, planned.Diagnostics
	}
	stream, err := a.actions.InvokeAction(a.t.Context(), &tfprotov6.InvokeActionRequest{ActionType: actionType, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			progress = append(progress, e.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			diagnostics = append(diagnostics, e.Diagnostics...)
		}
	}
	return progress, diagnostics
}

// asked counts the requests for a model.
func (a *asker) asked() (n int) {
	for _, call := range a.sb.Calls() {
		if call.Service == "azure-account" || call.Service == "bedrock-runtime" {
			n++
		}
	}
	return n
}

func TestInvoke_reportsTheAnswer(t *testing.T) {
	for _, platform := range []string{"azure", "bedrock"} {
		t.Run(platform, func(t *testing.T) {
			a := newAsker(t, platform)
			progress, diagnostics := a.invoke(a.config(a.endpoint, tree{"prompt": "Are you there?", "max_tokens": int64(64), "timeout": "30s"}))
			if len(diagnostics) > 0 || len(progress) != 3 {
				t.Fatalf("%d reports, %v", len(progress), diagnostics)
			}
			for i, pattern := range []string{`at most 64 tokens, for 30s`, `Answered in .*s.*; [0-9]+ tokens in, [0-9]+ out\.`, `.{3}`} {
				if !regexp.MustCompile(pattern).MatchString(progress[i]) {
					t.Errorf("report %d is %q, want %s", i, progress[i], pattern)
				}
			}
			if n := a.asked(); n != 1 {
				t.Errorf("%d requests for a model, want one", n)
			}
		})
	}
}

func TestInvoke_stops(t *testing.T) {
	a := newAsker(t, "azure")
	unknown := tftypes.NewValue(a.endpoint.Type(), tftypes.UnknownValue)
	for name, c := range map[string]struct {
		endpoint tftypes.Value
		given    tree
		says     string
	}{
		"an empty prompt":                {a.endpoint, tree{"prompt": ""}, "prompt"},
		"no tokens at all":               {a.endpoint, tree{"prompt": "x", "max_tokens": int64(0)}, "max_tokens"},
		"a timeout that is none":         {a.endpoint, tree{"prompt": "x", "timeout": "soon"}, "1s to 10m"},
		"a timeout of an hour":           {a.endpoint, tree{"prompt": "x", "timeout": "1h"}, "1s to 10m"},
		"an endpoint at a foreign host":  {a.moved("https://evil.example/openai/v1/"), tree{"prompt": "x"}, "another host"},
		"an endpoint without a platform": {a.without("platform"), tree{"prompt": "x"}, "platform"},
	} {
		t.Run(name, func(t *testing.T) {
			a.sb.ResetCalls()
			_, diagnostics := a.invoke(a.config(c.endpoint, c.given))
			if found := errorsOf(diagnostics); len(found) == 0 || !strings.Contains(found[0].Summary+found[0].Detail, c.says) {
				t.Errorf("%s, want an error that says %q", diagnosed(found), c.says)
			}
			if n := a.asked(); n != 0 {
				t.Errorf("%d requests for a model", n)
			}
		})
	}
	t.Run("what is not known yet stops nothing before it is", func(t *testing.T) {
		config := a.config(unknown, tree{"prompt": "x"})
		for _, found := range [][]*tfprotov6.Diagnostic{a.validated(config), a.planned(config)} {
			if len(found) > 0 {
				t.Error(found)
			}
		}
	})
	t.Run("a deployment that is gone is an error with a way out, and no prompt", func(t *testing.T) {
		if status, answer := a.sb.Do("DELETE", sandbox.AzureAccountID()+"/deployments/assistant", ""); status > 299 {
			t.Fatal(status, answer)
		}
		_, diagnostics := a.invoke(a.config(a.endpoint, tree{"prompt": "the prompt-canary of the house"}))
		found := errorsOf(diagnostics)
		if len(found) != 1 || !strings.Contains(found[0].Detail, "some minutes") || strings.Contains(found[0].Detail, "canary") {
			t.Error(diagnosed(found))
		}
	})
}

func diagnosed(diagnostics []*tfprotov6.Diagnostic) string {
	var all []string
	for _, d := range diagnostics {
		all = append(all, d.Summary+": "+d.Detail)
	}
	return strings.Join(all, "\n")
}

func (a *asker) validated(config *tfprotov6.DynamicValue) []*tfprotov6.Diagnostic {
	a.t.Helper()
	answer, err := a.actions.ValidateActionConfig(a.t.Context(), &tfprotov6.ValidateActionConfigRequest{ActionType: actionType, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	return answer.Diagnostics
}

func (a *asker) planned(config *tfprotov6.DynamicValue) []*tfprotov6.Diagnostic {
	a.t.Helper()
	answer, err := a.actions.PlanAction(a.t.Context(), &tfprotov6.PlanActionRequest{ActionType: actionType, Config: config})
	if err != nil {
		a.t.Fatal(err)
	}
	return answer.Diagnostics
}

// moved is the endpoint with another address.
func (a *asker) moved(address string) tftypes.Value {
	return a.changed("urls", func(urls tftypes.Value) tftypes.Value {
		members := map[string]tftypes.Value{}
		if err := urls.As(&members); err != nil {
			a.t.Fatal(err)
		}
		members = maps.Clone(members)
		members["openai"] = tftypes.NewValue(tftypes.String, address)
		return tftypes.NewValue(urls.Type(), members)
	})
}

func (a *asker) without(name string) tftypes.Value {
	return a.changed(name, func(was tftypes.Value) tftypes.Value { return tftypes.NewValue(was.Type(), nil) })
}

func (a *asker) changed(name string, change func(tftypes.Value) tftypes.Value) tftypes.Value {
	a.t.Helper()
	members := map[string]tftypes.Value{}
	if err := a.endpoint.As(&members); err != nil {
		a.t.Fatal(err)
	}
	members = maps.Clone(members) // As hands out the value's own
	members[name] = change(members[name])
	return tftypes.NewValue(a.endpoint.Type(), members)
}

// asksWhatItSays runs the example of the action's page, which no terraform at hand reads: its arguments, asked of the deployment that it makes.
func asksWhatItSays(t *testing.T, directory string) {
	text, err := os.ReadFile(filepath.Join(examples, directory, "action.tf"))
	if err != nil {
		t.Fatal(err)
	}
	argument := func(name string) string {
		found := regexp.MustCompile(`(?m)^\s+` + name + `\s+= "?([^"\n]+)"?`).FindStringSubmatch(string(text))
		if found == nil {
			t.Fatalf("the example gives no %s", name)
		}
		return found[1]
	}
	if argument("max_tokens") != "64" || argument("endpoint") != "llm_deployment.assistant.endpoint" || argument("model") != "openai/gpt-5.6-sol" {
		t.Fatal("the example asks otherwise than this test")
	}
	a := newAsker(t, "azure")
	progress, diagnostics := a.invoke(a.config(a.endpoint, tree{"prompt": argument("prompt"), "max_tokens": int64(64), "timeout": argument("timeout")}))
	if len(diagnostics) > 0 || len(progress) != 3 {
		t.Errorf("%v %v", progress, diagnostics)
	}
}
