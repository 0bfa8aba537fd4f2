package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

func TestModel_onBothClouds(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_model", tfcore.Tree{"model": "OpenAI/GPT-5.6_Sol"}).Values
	if got := told["reference"]; got != "openai/gpt-5.6-sol" {
		t.Errorf("reference %v", got)
	}
	if got := at(t, told, "offered_on").([]any); !slices.Equal(got, []any{"azure", "bedrock"}) {
		t.Errorf("offered on %v", got)
	}
	azure, bedrock := at(t, told, "offers", "azure"), at(t, told, "offers", "bedrock")
	for path, want := range map[string]any{
		"status": "offered", "message": nil, "location": "eastus2", "model_version": "2026-07-09", "serving": "GlobalStandard", "preview": false,
		"native.format": "OpenAI", "native.name": "gpt-5.6-sol", "native.version": "2026-07-09",
		"lifecycle.status": "GenerallyAvailable", "lifecycle.retires_on": "2028-01-11T00:00:00Z", "lifecycle.stage": nil,
	} {
		if got := at(t, azure, strings.Split(path, ".")...); got != want {
			t.Errorf("azure %s: %v, want %v", path, got, want)
		}
	}
	for path, want := range map[string]any{
		"status": "offered", "location": "us-east-1", "serving": "global.openai.gpt-5.6-sol", "native.name": "openai.gpt-5.6-sol", "lifecycle.status": "ACTIVE",
	} {
		if got := at(t, bedrock, strings.Split(path, ".")...); got != want {
			t.Errorf("bedrock %s: %v, want %v", path, got, want)
		}
	}
	if _, err := time.Parse(time.RFC3339, at(t, azure, "lifecycle", "retires_on").(string)); err != nil {
		t.Error(err)
	}
}

// Two calls a place: what a plan pays for one model, and for every other model of
// the same place nothing more.
func TestModel_calls(t *testing.T) {
	w := newWorld(t)
	w.read("llm_model", tfcore.Tree{"model": "openai/gpt-5.6-sol", "azure": tfcore.Tree{"location": "swedencentral"}, "bedrock": tfcore.Tree{"region": "eu-central-1"}})
	per := map[string]int{}
	for _, call := range w.sb.Calls() {
		place := "azure"
		if call.Service != "arm" && !strings.HasPrefix(call.Path, "/subscriptions/") {
			place = "bedrock"
		}
		per[place]++
	}
	if per["azure"] > 2 || per["bedrock"] > 2 || len(w.sb.Calls()) < 2 {
		t.Errorf("%v: %v", per, w.sb.Calls())
	}
}

func TestModel_statuses(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		config   tfcore.Tree
		azure    string
		bedrock  string
		contains string // of the messages
	}{
		"an alias of a name":       {tfcore.Tree{"model": "meta-llama/Llama-3.3-70B"}, "offered", "offered", ""},
		"on one cloud only":        {tfcore.Tree{"model": "amazon/nova-lite"}, "not_offered", "offered", "not listed here"},
		"nowhere":                  {tfcore.Tree{"model": "openai/gpt-99"}, "not_offered", "not_offered", "nearest"},
		"a bound that none keeps":  {tfcore.Tree{"model": "openai/gpt-5.6-sol", "processing_scope": "region"}, "out_of_bounds", "out_of_bounds", "GlobalStandard (on_demand, global"},
		"places that none keeps":   {tfcore.Tree{"model": "openai/gpt-5.6-sol", "allowed_locations": []string{"jp"}}, "out_of_bounds", "out_of_bounds", "processed in"},
		"a mode that is not sold":  {tfcore.Tree{"model": "amazon/nova-2-lite", "mode": "batch"}, "not_offered", "out_of_bounds", "not as batch"},
		"retired":                  {tfcore.Tree{"model": "openai/gpt-4o@2024-05-13"}, "closed", "not_offered", "closed to new deployments"},
		"several models":           {tfcore.Tree{"model": "qwen/qwen3-coder", "bedrock": tfcore.Tree{"region": "us-west-2"}}, "not_offered", "ambiguous", "may mean any of"},
		"a native id of Bedrock's": {tfcore.Tree{"model": "openai.gpt-5.6-sol"}, "offered", "offered", ""},
		"a native id of Azure's":   {tfcore.Tree{"model": "OpenAI/gpt-5.6-sol/2026-07-09"}, "offered", "offered", ""},
		"a profile":                {tfcore.Tree{"model": "us.openai.gpt-5.6-sol"}, "offered", "offered", ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			offers := at(t, w.read("llm_model", row.config).Values, "offers")
			var messages []string
			for platform, want := range map[string]string{"azure": row.azure, "bedrock": row.bedrock} {
				if got := at(t, offers, platform, "status"); got != want {
					t.Errorf("%s: %v, want %s: %v", platform, got, want, at(t, offers, platform, "message"))
				}
				if message, told := at(t, offers, platform, "message").(string); told {
					messages = append(messages, message)
				}
			}
			if !strings.Contains(strings.Join(messages, "\n"), row.contains) {
				t.Errorf("%q does not say %q", messages, row.contains)
			}
		})
	}
}

func TestModel_namesTheProfile(t *testing.T) {
	w := newWorld(t)
	offers := at(t, w.read("llm_model", tfcore.Tree{"model": "us.openai.gpt-5.6-sol"}).Values, "offers")
	if got := at(t, offers, "bedrock", "serving"); got != "us.openai.gpt-5.6-sol" {
		t.Errorf("serving %v", got)
	}
}

func TestModel_aliasesOfTheProvider(t *testing.T) {
	w := newWorld(t)
	w.provider = tfcore.Tree{"model_aliases": map[string]string{"acme/house": "openai/gpt-5.6-sol"}}
	told := w.read("llm_model", tfcore.Tree{"model": "acme/house"}).Values
	if told["reference"] != "openai/gpt-5.6-sol" || len(at(t, told, "offered_on").([]any)) != 2 {
		t.Errorf("%v", told)
	}
}

func TestModel_misspelled(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_model", tfcore.Tree{"model": "openai/gpt-5.6-soll"})
	if !warned(told, "Model not listed", "azure", "bedrock", "openai/gpt-5.6-sol") {
		t.Errorf("%v", told.Diagnostics)
	}
}

// What cannot be read of one platform is a warning, of all an error.
func TestModel_unread(t *testing.T) {
	denied := `{"error":{"code":"AuthorizationFailed","message":"The client may not read models."}}`
	w := newWorld(t)
	remove := w.sb.Hook(sandbox.Fault(sandbox.On("GET", "/locations/[a-z0-9]+/models"), 403, denied, nil))
	told := w.read("llm_model", tfcore.Tree{"model": "openai/gpt-5.6-sol"})
	if got := at(t, told.Values, "offers", "azure", "status"); got != "unread" {
		t.Errorf("azure: %v", got)
	}
	if got := at(t, told.Values, "offers", "bedrock", "status"); got != "offered" {
		t.Errorf("bedrock: %v", got)
	}
	if got := at(t, told.Values, "offered_on"); got != nil {
		t.Errorf("offered on %v, though Azure was not read: a list would shrink by an outage", got)
	}
	if got := at(t, told.Values, "offers", "azure", "message"); got != "the catalog could not be read; the warning says why" {
		t.Errorf("state holds what changes with every request: %v", got)
	}
	if !warned(told, "Not read", "azure", "AuthorizationFailed") {
		t.Errorf("%v", told.Diagnostics)
	}
	w.refused("llm_model", tfcore.Tree{"model": "openai/gpt-5.6-sol", "platforms": []string{"azure"}}, "AuthorizationFailed", "may not read models")
	w.sb.ResetCalls()
	told = w.read("llm_model", tfcore.Tree{"model": "openai/gpt-5.6-sol", "platforms": []string{"bedrock"}})
	if len(told.Diagnostics) > 0 || len(at(t, told.Values, "offers").(map[string]any)) != 1 {
		t.Errorf("only Bedrock was asked for: %v", told)
	}
	for _, call := range w.sb.Calls() {
		if strings.HasPrefix(call.Path, "/subscriptions") {
			t.Errorf("%s %s, though only Bedrock was asked for", call.Method, call.Path)
		}
	}
	remove()
}

// The provider's own blocks say what is looked at where nothing else does.
func TestModel_platformsOfTheProvider(t *testing.T) {
	w := newWorld(t)
	w.provider = tfcore.Tree{"bedrock": tfcore.Tree{"region": "eu-central-1"}}
	offers, _ := at(t, w.read("llm_model", tfcore.Tree{"model": "amazon/nova-lite"}).Values, "offers").(map[string]any)
	if len(offers) != 1 || at(t, offers, "bedrock", "location") != "eu-central-1" {
		t.Errorf("%v", offers)
	}
}

func TestModel_refusesArguments(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		config tfcore.Tree
		words  []string
	}{
		"no publisher":        {tfcore.Tree{"model": "gpt-4o"}, []string{"model", "openai/gpt-4o"}},
		"a path":              {tfcore.Tree{"model": "../../etc/passwd"}, []string{"model"}},
		"an empty model":      {tfcore.Tree{"model": ""}, []string{"model"}},
		"no platform":         {tfcore.Tree{"model": "a/b", "platforms": []string{"gcp"}}, []string{"azure", "bedrock"}},
		"no account":          {tfcore.Tree{"model": "a/b", "azure": tfcore.Tree{"account_id": "x"}}, []string{"ARM id of an account"}},
		"an account and more": {tfcore.Tree{"model": "a/b", "azure": tfcore.Tree{"account_id": sandbox.AzureAccountID(), "location": "eastus"}}, []string{"cannot both be given"}},
		"no location":         {tfcore.Tree{"model": "a/b", "azure": tfcore.Tree{"location": "../x"}}, []string{"region of Azure"}},
		"no region":           {tfcore.Tree{"model": "a/b", "bedrock": tfcore.Tree{"region": "mars"}}, []string{"AWS region"}},
		"no scope":            {tfcore.Tree{"model": "a/b", "processing_scope": "world"}, []string{"region", "geo", "global"}},
		"no place":            {tfcore.Tree{"model": "a/b", "allowed_locations": []string{"atlantis"}}, []string{"geography"}},
	} {
		t.Run(sentence, func(t *testing.T) { w.in(t).refused("llm_model", row.config, row.words...) })
	}
	if calls := w.sb.Calls(); len(calls) > 0 {
		t.Errorf("requests were sent: %v", calls)
	}
}
