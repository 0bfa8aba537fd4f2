package amazonbedrock

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Names that Service Quotas lists, and what they say.
func TestQuotas_names(t *testing.T) {
	titles := recordedCatalog(t, "us-east-1").titles()
	for name, want := range map[string]llm.Quota{
		"On-demand model inference tokens per minute for Amazon Nova Lite":                      {Unit: llm.QuotaTokensPerMinute, Serving: "region", Models: []string{"amazon/nova-lite"}},
		"Cross-region model inference tokens per minute for Anthropic Claude Sonnet 4.5 V1":     {Unit: llm.QuotaTokensPerMinute, Serving: "geo", Models: []string{"anthropic/claude-sonnet-4-5"}},
		"Global cross-region model inference tokens per day for Anthropic Claude Sonnet 4.5 V1": {Unit: llm.QuotaTokensPerDay, Serving: "global", Models: []string{"anthropic/claude-sonnet-4-5"}},
		"Cross-region model inference requests per minute for Anthropic Claude Sonnet 4.5 V1":   {Unit: llm.QuotaRequestsPerMinute, Serving: "geo", Models: []string{"anthropic/claude-sonnet-4-5"}},
		"On-demand model inference tokens per minute for Nobody's Model":                        {Unit: llm.QuotaTokensPerMinute, Serving: "region"},
		"Model units no-commitment Provisioned Throughputs across base models":                  {Unit: llm.QuotaUnits},
		"Inference profiles per account":                                                        {Unit: llm.QuotaCount},
		"Guardrails per account":                                                                {Unit: llm.QuotaCount},
	} {
		got, about := quotaOf(quota{words: words(name), name: name, code: "L-1", value: 5, adjustable: true}, quotaKinds(), titles)
		want.Name, want.Code, want.Limit, want.Increases = name, "L-1", 5, new(true)
		if diff := cmp.Diff(want, got); diff != "" || !about {
			t.Errorf("%s: %t (-want +got):\n%s", name, about, diff)
		}
	}
	for _, name := range []string{"Agents per account", "[bedrock-mantle endpoint] Input tokens per minute for Amazon Nova Lite", "On-demand InvokeModel requests"} {
		if got, about := quotaOf(quota{words: words(name), name: name}, quotaKinds(), titles); about {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Every limit of the sandbox on calling a model finds that model, and each model
// that is called from there has one.
func TestQuotas_joinModels(t *testing.T) {
	p := NewPlatform(sandboxConfig(sandbox.New(), sandbox.AWSRegion))
	quotas, err := p.Catalog().Quotas(t.Context(), llm.Site{})
	if err != nil {
		t.Fatal(err)
	}
	offers, err := p.Catalog().Offers(t.Context(), llm.Site{})
	if err != nil {
		t.Fatal(err)
	}
	joined := 0
	named := map[string]bool{}
	for _, q := range quotas {
		// A profile of Claude 3 Sonnet has outlived its model in the lists.
		if q.Serving != "" && len(q.Models) == 0 && !strings.Contains(q.Name, "Claude 3 Sonnet") {
			t.Errorf("%s is for no model", q.Name)
		}
		for _, model := range q.Models {
			named[model], joined = true, joined+1
		}
		if q.Used != nil || q.Free() != nil {
			t.Errorf("%s: AWS does not tell what is used", q.Name)
		}
	}
	for _, o := range offers {
		onDemand := slices.ContainsFunc(o.Servings, func(s llm.Serving) bool { return s.Mode == llm.OnDemand })
		if onDemand && o.Reference != "" && !named[o.Reference] {
			t.Errorf("%s counts against nothing", o.Reference)
		}
	}
	proof.Report(t, proof.Count{Of: "quotas", N: len(quotas)}, proof.Count{Of: "joined", N: joined}, proof.Count{Of: "models", N: len(named)})
}

func TestCatalog_sites(t *testing.T) {
	p := NewPlatform(sandboxConfig(sandbox.New(), sandbox.AWSRegion))
	for sentence, row := range map[string]struct{ at, want string }{
		"the default region":  {"", "us-east-1"},
		"a region":            {"eu-central-1", "eu-central-1"},
		"what is no region":   {"../x", ""},
		"what looks like one": {"eu-central-1.evil.example", ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			got, err := p.Catalog().Site(llm.Site{Location: row.at})
			if got.Location != row.want || (err == nil) != (row.want != "") {
				t.Errorf("%+v, %v", got, err)
			}
			if _, err := p.Catalog().Offers(t.Context(), llm.Site{Location: row.at}); (err == nil) != (row.want != "") {
				t.Errorf("offers: %v", err)
			}
		})
	}
}

// What a model takes is told in the words of the vocabulary.
func TestOffers_modalities(t *testing.T) {
	inputs := map[string]bool{}
	for _, o := range offersIn(recordedCatalog(t, "us-east-1")) {
		for _, word := range slices.Concat(o.Input, o.Output) {
			inputs[word] = true
		}
	}
	for word := range inputs {
		if !slices.Contains([]string{"text", "image", "audio", "video", "embedding"}, word) {
			t.Errorf("%q is no word of the vocabulary", word)
		}
	}
	if len(inputs) != 5 {
		t.Errorf("%v", inputs)
	}
}
