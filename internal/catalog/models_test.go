package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// The cheapest is one whose price is known, and what is not priced comes last.
func TestModels_byPrice(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_models", tfcore.Tree{"features": []string{"chat"}, "input_output_ratio": 3.0}).Values
	models := objects(t, told["models"])
	priced := 0
	last := 0.0
	for i, m := range models {
		blended, known := m["price_per_million"].(float64)
		switch {
		case !known:
			continue
		case priced != i:
			t.Fatalf("%v is priced and follows what is not", m["reference"])
		case blended < last:
			t.Errorf("%v at %v follows %v", m["reference"], blended, last)
		}
		input, output := at(t, m, "price", "input").(float64), at(t, m, "price", "output").(float64)
		if want := (3*input + output) / 4; blended < want*0.999 || blended > want*1.001 {
			t.Errorf("%v: %v, want %v", m["reference"], blended, want)
		}
		if at(t, m, "price", "source") == nil || at(t, m, "price", "as_of") == nil {
			t.Errorf("%v: a price without a source: %v", m["reference"], m["price"])
		}
		last, priced = blended, priced+1
	}
	if priced < 20 || priced == len(models) {
		t.Fatalf("%d of %d are priced: that proves little", priced, len(models))
	}
	if got, want := at(t, told, "cheapest", "reference"), models[0]["reference"]; got != want {
		t.Errorf("the cheapest is %v, the first %v", got, want)
	}
}

// Where no price is known, nothing is the cheapest.
func TestModels_withoutPrices(t *testing.T) {
	w := newWorld(t)
	for sentence, config := range map[string]tfcore.Tree{
		"provisioned throughput has no price": {"mode": "provisioned", "input_output_ratio": 1.0},
		"nobody asked for an order":           {"features": []string{"chat"}},
		"nothing was found":                   {"name_regex": "^nobody/", "input_output_ratio": 1.0},
	} {
		t.Run(sentence, func(t *testing.T) {
			if got := w.in(t).read("llm_models", config).Values["cheapest"]; got != nil {
				t.Errorf("%v", got)
			}
		})
	}
}

func TestModels_filters(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		config tfcore.Tree
		holds  func(m map[string]any) bool
		least  int
	}{
		"a publisher in any spelling": {tfcore.Tree{"publisher": "mistralai"}, func(m map[string]any) bool { return strings.HasPrefix(text(m, "reference"), "mistral/") }, 4},
		"a pattern":                   {tfcore.Tree{"name_regex": "^anthropic/claude-(opus|sonnet)"}, func(m map[string]any) bool { return strings.HasPrefix(text(m, "reference"), "anthropic/claude-") }, 2},
		"what takes images":           {tfcore.Tree{"input": []string{"image", "text"}}, func(m map[string]any) bool { return has(m, "input", "image") && has(m, "input", "text") }, 10},
		"what takes text":             {tfcore.Tree{"input": []string{"text"}, "platforms": []string{"azure"}}, func(m map[string]any) bool { return has(m, "features", "chat") || has(m, "features", "embeddings") }, 10},
		"embeddings":                  {tfcore.Tree{"features": []string{"embeddings"}}, func(m map[string]any) bool { return has(m, "features", "embeddings") }, 5},
		"tools":                       {tfcore.Tree{"tools": true}, func(m map[string]any) bool { return m["supports"].(map[string]any)["tools"] == true }, 10},
		"a large context":             {tfcore.Tree{"min_context": int64(200_000)}, func(m map[string]any) bool { return m["supports"].(map[string]any)["context"].(float64) >= 200_000 }, 10},
		"one geography":               {tfcore.Tree{"processing_scope": "geo", "allowed_locations": []string{"us"}}, func(m map[string]any) bool { return m["scope"] != "global" && text(m, "serving") != "" }, 10},
		"the region":                  {tfcore.Tree{"processing_scope": "region"}, func(m map[string]any) bool { return m["scope"] == "region" }, 5},
		"released ones":               {tfcore.Tree{"include_preview": false}, func(m map[string]any) bool { return m["preview"] == false }, 10},
		"one platform":                {tfcore.Tree{"platforms": []string{"bedrock"}}, func(m map[string]any) bool { return m["platform"] == "bedrock" }, 10},
		"what can be deployed":        {tfcore.Tree{}, func(m map[string]any) bool { return m["closed"] == nil && text(m, "serving") != "" }, 100},
	} {
		t.Run(sentence, func(t *testing.T) {
			models := objects(t, w.in(t).read("llm_models", row.config).Values["models"])
			if len(models) < row.least {
				t.Errorf("%d models, want %d at least", len(models), row.least)
			}
			for _, m := range models {
				if !row.holds(m) {
					t.Errorf("%v", m)
				}
			}
		})
	}
}

func text(m map[string]any, name string) string {
	s, _ := m[name].(string)
	return s
}

func has(m map[string]any, name, word string) bool {
	words, _ := m["supports"].(map[string]any)[name].([]any)
	return slices.Contains(words, any(word))
}

// Closed models are listed on demand, each with the reason, and every entry is
// there once.
func TestModels_closed(t *testing.T) {
	w := newWorld(t)
	open := objects(t, w.read("llm_models", tfcore.Tree{}).Values["models"])
	all := objects(t, w.read("llm_models", tfcore.Tree{"include_closed": true}).Values["models"])
	closed := 0
	seen := map[string]bool{}
	for _, m := range all {
		if m["closed"] != nil {
			closed++
		}
		key := text(m, "platform") + " " + text(m, "location") + " " + text(m, "reference") + " " + text(m, "version")
		if seen[key] {
			t.Errorf("%s is listed twice", key)
		}
		seen[key] = true
	}
	if closed == 0 || len(all) != len(open)+closed {
		t.Errorf("%d open, %d closed, %d in all", len(open), closed, len(all))
	}
}

// What nothing new may be deployed of is never the cheapest, and comes last.
func TestModels_closedIsNotCheapest(t *testing.T) {
	w := newWorld(t)
	var facts []tfcore.Tree
	closed := map[string]bool{}
	for _, m := range objects(t, w.read("llm_models", tfcore.Tree{"include_closed": true, "publisher": "openai"}).Values["models"]) {
		if name := text(m, "reference"); m["closed"] != nil && !closed[name] {
			closed[name] = true
			facts = append(facts, tfcore.Tree{"model": name, "price": tfcore.Tree{"input": 0.0001, "output": 0.0001}})
		}
	}
	facts = append(facts, tfcore.Tree{"model": "openai/gpt-5.6-sol", "price": tfcore.Tree{"input": 0.001, "output": 0.001}})
	w.provider = tfcore.Tree{"model_facts": facts}
	told := w.read("llm_models", tfcore.Tree{"include_closed": true, "publisher": "openai", "input_output_ratio": 1.0}).Values
	if len(closed) == 0 || at(t, told, "cheapest", "closed") != nil || told["cheapest"] == nil {
		t.Errorf("%d closed, the cheapest is %v", len(closed), told["cheapest"])
	}
	last := false
	for _, m := range objects(t, told["models"]) {
		if last && m["closed"] == nil {
			t.Errorf("%v follows what is closed", m["reference"])
		}
		last = m["closed"] != nil
	}
	if !last {
		t.Error("nothing closed is listed")
	}
}

// Where all that is found is closed, nothing is the cheapest.
func TestModels_onlyClosed(t *testing.T) {
	w := newWorld(t)
	if err := w.sb.RetireModel("OpenAI", "gpt-5.6-sol", "2026-07-09", w.sb.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	config := tfcore.Tree{"platforms": []string{"azure"}, "name_regex": "^openai/gpt-5.6-sol$", "include_closed": true, "input_output_ratio": 1.0}
	w.provider = tfcore.Tree{"model_facts": []tfcore.Tree{{"model": "openai/gpt-5.6-sol", "price": tfcore.Tree{"input": 1.0, "output": 1.0}}}}
	told := w.read("llm_models", config).Values
	if models := objects(t, told["models"]); len(models) != 1 || models[0]["closed"] == nil {
		t.Fatalf("%v", models)
	}
	if told["cheapest"] != nil {
		t.Errorf("%v", told["cheapest"])
	}
}

func TestModels_unknownPublisher(t *testing.T) {
	w := newWorld(t)
	told := w.read("llm_models", tfcore.Tree{"publisher": "openia"})
	if !warned(told, "Publisher not listed", `"openia"`, "anthropic", "openai") {
		t.Errorf("%v", told.Diagnostics)
	}
	if told := w.read("llm_models", tfcore.Tree{"publisher": "openai", "min_context": int64(1_000_000_000)}); len(told.Diagnostics) > 0 {
		t.Errorf("the publisher is there: %v", told.Diagnostics)
	}
}

// What the user says of a model counts in place of the tables.
func TestModels_ownFacts(t *testing.T) {
	w := newWorld(t)
	w.provider = tfcore.Tree{"model_facts": []tfcore.Tree{{"model": "openai/gpt-5.6-sol", "context": int64(1234), "tools": false, "price": tfcore.Tree{"input": 0.001, "output": 0.001}}}}
	told := w.read("llm_models", tfcore.Tree{"features": []string{"chat"}, "input_output_ratio": 1.0}).Values
	for path, want := range map[string]any{
		"reference": "openai/gpt-5.6-sol", "price.source": "model_facts", "price.as_of": nil, "supports.context": 1234.0, "supports.tools": false,
		"supports.context_source": "model_facts", "price_per_million": 0.001,
	} {
		if got := at(t, told["cheapest"], strings.Split(path, ".")...); got != want {
			t.Errorf("%s: %v, want %v", path, got, want)
		}
	}
}

func TestModels_unread(t *testing.T) {
	w := newWorld(t)
	w.sb.Hook(sandbox.Fault(sandbox.On("GET", "/locations/[a-z0-9]+/models"), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
	told := w.read("llm_models", tfcore.Tree{})
	if told.Values["complete"] != false || !warned(told, "Not read", "azure", "AuthorizationFailed") {
		t.Errorf("complete %v, %v", told.Values["complete"], told.Diagnostics)
	}
	w.refused("llm_models", tfcore.Tree{"platforms": []string{"azure"}}, "AuthorizationFailed")
}

func TestModels_refusesArguments(t *testing.T) {
	w := newWorld(t)
	for sentence, row := range map[string]struct {
		config tfcore.Tree
		word   string
	}{
		"a pattern":    {tfcore.Tree{"name_regex": "("}, "regular expression"},
		"a publisher":  {tfcore.Tree{"publisher": "../x"}, "publishes no models"},
		"a gateway":    {tfcore.Tree{"publisher": "bedrock"}, "publishes no models"},
		"a modality":   {tfcore.Tree{"input": []string{"smell"}}, "text"},
		"a feature":    {tfcore.Tree{"features": []string{"magic"}}, "chat"},
		"no context":   {tfcore.Tree{"min_context": int64(0)}, "min_context"},
		"a negative":   {tfcore.Tree{"input_output_ratio": -1.0}, "input_output_ratio"},
		"two accounts": {tfcore.Tree{"azure": tfcore.Tree{"account_id": sandbox.AzureAccountID(), "location": "eastus"}}, "cannot both be given"},
	} {
		t.Run(sentence, func(t *testing.T) { w.in(t).refused("llm_models", row.config, row.word) })
	}
	if calls := w.sb.Calls(); len(calls) > 0 {
		t.Errorf("requests were sent: %v", calls)
	}
}
