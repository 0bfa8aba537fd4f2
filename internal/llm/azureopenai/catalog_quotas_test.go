package azureopenai

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// recordedAnswer is the body of a recorded answer of the service.
func recordedAnswer[T any](t *testing.T, file string) []T {
	t.Helper()
	var answer struct {
		Body struct {
			Value []T `json:"value"`
		} `json:"body"`
	}
	if err := json.Unmarshal(recorded(t, "../azure/azure-dev/"+file), &answer); err != nil {
		t.Fatal(err)
	}
	return answer.Body.Value
}

// The recorded usages of a region meet the recorded models of the same day.
func TestQuotas_recorded(t *testing.T) {
	listed := &catalog{location: "eastus2"}
	for _, row := range recordedAnswer[wireOffer](t, "models.eastus2.quota-test.2025-06-01.json") {
		listed.offers = append(listed.offers, newOffer(row))
	}
	pools := listed.pools()
	quotas := map[string]llm.Quota{}
	joined, tokens := 0, 0
	for _, usage := range recordedAnswer[wireUsage](t, "usages.eastus2.quota-test.2025-06-01.json") {
		q := pools[strings.ToLower(usage.Name.Value)].quota(usage, "eastus2")
		quotas[q.Name] = q
		if len(q.Models) > 0 {
			joined++
		}
		if q.Unit == llm.QuotaTokensPerMinute {
			tokens++
			if q.Limit != usage.Limit*float64(q.UnitSize) || *q.Used != usage.Current*float64(q.UnitSize) {
				t.Errorf("%s: %+v of %+v", q.Name, q, usage)
			}
		}
	}
	pool := quotas["OpenAI.GlobalProvisionedManaged"]
	if pool.Unit != llm.QuotaUnits || len(pool.Models) < 5 || pool.Serving != "GlobalProvisionedManaged" {
		t.Errorf("the shared pool: %+v", pool)
	}
	one := quotas["OpenAI.GlobalStandard.gpt4.1"]
	if !slices.Equal(one.Models, []string{"openai/gpt-4.1"}) || one.Unit != llm.QuotaTokensPerMinute || one.UnitSize != 1000 || one.Serving != "GlobalStandard" {
		t.Errorf("a model's own: %+v", one)
	}
	if accounts := quotas["OpenAI.S0.AccountCount"]; accounts.Unit != llm.QuotaCount || len(accounts.Models) > 0 {
		t.Errorf("accounts: %+v", accounts)
	}
	if joined < 100 || tokens < 50 {
		t.Errorf("%d of %d joined, %d in tokens", joined, len(quotas), tokens)
	}
	proof.Report(t, proof.Count{Of: "quotas", N: len(quotas)}, proof.Count{Of: "joined", N: joined}, proof.Count{Of: "in_tokens", N: tokens})
}

func TestQuotas_tellWhatIsUsed(t *testing.T) {
	p, sb, _ := sandboxed(t)
	const usage = "OpenAI.GlobalStandard.gpt-5-mini"
	if err := sb.SetQuota(sandbox.AzureLocation, usage, 60); err != nil {
		t.Fatal(err)
	}
	mustCreate(t, p, onDemand()) // 50 of 60
	sb.ResetCalls()
	quotas, err := p.Catalog().Quotas(t.Context(), llm.Site{})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(quotas, func(q llm.Quota) bool { return q.Name == usage })
	if q := quotas[i]; q.Limit != 60_000 || *q.Used != 50_000 || *q.Free() != 10_000 || q.UnitSize != 1000 || q.Location != sandbox.AzureLocation {
		t.Errorf("%+v", q)
	}
	if calls := sb.Calls(); len(calls) != 1 {
		t.Errorf("%v, want the usages alone: the rest is known", calls)
	}
}

func TestCatalog_sites(t *testing.T) {
	account := sandbox.AzureAccountID()
	for sentence, row := range map[string]struct {
		change func(*Config)
		at     llm.Site
		want   llm.Site
		field  llm.Field // of the error
	}{
		"the default account":       {at: llm.Site{}, want: llm.Site{Account: account}},
		"an account":                {at: llm.Site{Account: account}, want: llm.Site{Account: account}},
		"a location":                {at: llm.Site{Location: "Sweden Central"}, want: llm.Site{Location: "swedencentral"}},
		"both":                      {at: llm.Site{Account: account, Location: "eastus"}, field: llm.FieldAzureLocation},
		"what is no location":       {at: llm.Site{Location: "../x"}, field: llm.FieldAzureLocation},
		"what is no account":        {at: llm.Site{Account: "x"}, field: llm.FieldAccountID},
		"no account":                {change: func(c *Config) { c.AccountID = "" }, field: llm.FieldAccountID},
		"a location without a view": {change: func(c *Config) { c.AccountID = "" }, at: llm.Site{Location: "eastus"}, field: llm.FieldAzureLocation},
		"another world":             {at: llm.Site{Account: realAccount}, field: llm.FieldAccountID},
	} {
		t.Run(sentence, func(t *testing.T) {
			cfg := Config{AccountID: account, Sandbox: true}
			if row.change != nil {
				row.change(&cfg)
			}
			got, err := NewPlatform(cfg).Catalog().Site(row.at)
			var field llm.Field
			if known, ok := errors.AsType[*llm.Error](err); ok {
				field = known.Field
			}
			if got != row.want || field != row.field {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// A location without an account is read with one call, and needs none to exist.
func TestOffers_ofALocation(t *testing.T) {
	p, sb, _ := sandboxed(t)
	offers, err := p.Catalog().Offers(t.Context(), llm.Site{Location: "swedencentral"})
	if err != nil || len(offers) < 100 {
		t.Fatalf("%d offers, %v", len(offers), err)
	}
	if calls := sb.Calls(); len(calls) != 1 || calls[0].Method != http.MethodGet {
		t.Errorf("%v", calls)
	}
}
