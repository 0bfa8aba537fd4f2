package catalog_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

func TestQuota_ofAModel(t *testing.T) {
	w := newWorld(t)
	if err := w.sb.SetQuota(sandbox.AzureLocation, "OpenAI.GlobalStandard.gpt-5.6-sol", 60); err != nil {
		t.Fatal(err)
	}
	w.deploy("busy", 45)
	told := w.read("llm_quota", tfcore.Tree{"model": "openai/gpt-5.6-sol", "serving": "GlobalStandard", "platforms": []string{"azure"}}).Values
	quotas := objects(t, told["quotas"])
	if len(quotas) != 1 {
		t.Fatalf("%v", quotas)
	}
	for path, want := range map[string]any{
		"platform": "azure", "location": "eastus2", "name": "OpenAI.GlobalStandard.gpt-5.6-sol", "serving": "GlobalStandard", "unit": "tokens_per_minute",
		"limit": 60_000.0, "used": 45_000.0, "free": 15_000.0, "unit_size": 1000.0, "code": nil, "increases": nil,
	} {
		if got := quotas[0][path]; got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

// deploy makes a deployment of gpt-5.6-sol without terraform.
func (w *world) deploy(name string, capacity int) {
	w.t.Helper()
	body := `{"sku":{"name":"GlobalStandard","capacity":` + strconv.Itoa(capacity) + `},"properties":{"model":{"format":"OpenAI","name":"gpt-5.6-sol","version":"2026-07-09"}}}`
	if status, answer := w.sb.Do("PUT", sandbox.AzureAccountID()+"/deployments/"+name, body); status > 299 {
		w.t.Fatalf("%d %s", status, answer)
	}
}

func TestQuota_whatAWSTells(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_quota", tfcore.Tree{"model": "amazon/nova-lite", "serving": "geo", "platforms": []string{"bedrock"}, "bedrock": tfcore.Tree{"region": "eu-central-1"}}).Values
	units := map[any]bool{}
	for _, q := range objects(t, told["quotas"]) {
		units[q["unit"]] = true
		if q["used"] != nil || q["free"] != nil || q["location"] != "eu-central-1" || q["code"] == nil || q["increases"] != true {
			t.Errorf("%v", q)
		}
	}
	if !units["tokens_per_minute"] || !units["requests_per_minute"] || len(units) != 2 {
		t.Errorf("%v", units)
	}
}

func TestQuota_all(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_quota", tfcore.Tree{}).Values
	on := map[any]int{}
	for _, q := range objects(t, told["quotas"]) {
		on[q["platform"]]++
	}
	if on["azure"] < 100 || on["bedrock"] < 100 || told["complete"] != true {
		t.Errorf("%v, complete %v", on, told["complete"])
	}
	none := w.read("llm_quota", tfcore.Tree{"model": "openai/gpt-99"}).Values
	if quotas := objects(t, none["quotas"]); len(quotas) > 0 {
		t.Errorf("%v", quotas)
	}
}

// An argument that nothing answers to is told: checks over an empty list pass.
func TestQuota_matchesNothing(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		config tfcore.Tree
		words  []string // of the warning; empty: none
	}{
		"a misspelled model":             {tfcore.Tree{"model": "openai/gpt-5.6-sool"}, []string{"Model not listed", "azure", "bedrock", "openai/gpt-5.6-sol"}},
		"a misspelled serving":           {tfcore.Tree{"serving": "GlobalStandrd"}, []string{"Serving not listed", `"GlobalStandrd"`, "GlobalStandard", "geo"}},
		"a misspelled serving of one":    {tfcore.Tree{"model": "openai/gpt-5.6-sol", "serving": "GlobalStandrd"}, []string{"Serving not listed", "azure: ", "GlobalStandard"}},
		"a model of one cloud":           {tfcore.Tree{"model": "amazon/nova-lite"}, nil},
		"a serving of one cloud":         {tfcore.Tree{"serving": "globalstandard"}, nil},
		"another cloud's id of the same": {tfcore.Tree{"model": "OpenAI/gpt-5.6-sol/2026-07-09"}, nil},
	} {
		t.Run(sentence, func(t *testing.T) {
			told := w.in(t).read("llm_quota", row.config)
			if quotas := objects(t, told.Values["quotas"]); (len(quotas) > 0) != (row.words == nil) {
				t.Errorf("%d quotas", len(quotas))
			}
			if row.words == nil && len(told.Diagnostics) > 0 || row.words != nil && !warned(told, row.words...) {
				t.Errorf("%v", told.Diagnostics)
			}
		})
	}
}

func TestQuota_ambiguous(t *testing.T) {
	w := newWorld(t)
	w.refused("llm_quota", tfcore.Tree{"model": "qwen/qwen3-coder", "bedrock": tfcore.Tree{"region": "us-west-2"}}, "Ambiguous model", "bedrock", "qwen/qwen3-coder-")
}

func TestQuota_unread(t *testing.T) {
	w := newWorld(t)
	w.sb.Hook(sandbox.Fault(sandbox.On("", "ListServiceQuotas"), 400, `{"__type":"AccessDeniedException","message":"not you"}`, nil))
	told := w.read("llm_quota", tfcore.Tree{})
	if told.Values["complete"] != false || !warned(told, "Not read", "bedrock", "not you") {
		t.Errorf("complete %v, %v", told.Values["complete"], told.Diagnostics)
	}
	for _, q := range objects(t, told.Values["quotas"]) {
		if q["platform"] != "azure" {
			t.Errorf("%v", q)
		}
	}
}

// Without the catalog, limits are told without their models.
func TestQuota_withoutTheCatalog(t *testing.T) {
	w := newWorld(t)
	w.sb.Hook(sandbox.Fault(sandbox.On("GET", "^/foundation-models"), 403, `{"message":"not you"}`, http.Header{"X-Amzn-Errortype": {"AccessDeniedException"}}))
	told := w.read("llm_quota", tfcore.Tree{"platforms": []string{"bedrock"}}).Values
	quotas := objects(t, told["quotas"])
	if len(quotas) < 100 {
		t.Fatalf("%d quotas", len(quotas))
	}
	for _, q := range quotas {
		if models, _ := q["models"].([]any); len(models) > 0 {
			t.Errorf("%v", q)
		}
	}
	w.refused("llm_quota", tfcore.Tree{"platforms": []string{"bedrock"}, "model": "amazon/nova-lite"}, "not you")
}

func TestQuota_refusesArguments(t *testing.T) {
	w := newWorld(t)
	w.refused("llm_quota", tfcore.Tree{"model": "gpt-4o"}, "openai/gpt-4o")
	w.refused("llm_quota", tfcore.Tree{"serving": strings.Repeat("x", 200)}, "serving")
	w.refused("llm_quota", tfcore.Tree{"bedrock": tfcore.Tree{"region": "x"}}, "AWS region")
	if calls := w.sb.Calls(); len(calls) > 0 {
		t.Errorf("requests were sent: %v", calls)
	}
}
