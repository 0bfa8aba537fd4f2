package sandbox

import (
	"bytes"
	"encoding/csv"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// recordedModel is one entry of a recorded models list.
type recordedModel struct {
	Kind  string
	Model struct {
		Format, Name, Version, Publisher, LifecycleStatus, ModelCatalogAssetID string

		IsDefaultVersion                   bool
		Capabilities, FinetuneCapabilities map[string]string
		Deprecation                        struct{ Inference, FineTune string }
		SystemData                         struct{ CreatedAt string }
		ReplacementConfig                  *struct {
			TargetModelName, TargetModelVersion, AutoUpgradeStartDate string
			UpgradeOnExpiryLeadTimeDays                               int
		}
		SKUs []struct {
			Name, UsageName, DeprecationDate string

			Capacity   struct{ Minimum, Maximum, Step, Default int }
			RateLimits []azureRate
		}
	}
}

func (r recordedModel) key() string {
	return r.Model.Format + "/" + r.Model.Name + "/" + r.Model.Version
}

func TestAzureCatalog_agreesWithTheRecordedLists(t *testing.T) {
	for _, location := range []string{"eastus2", "swedencentral"} {
		t.Run(location, func(t *testing.T) {
			list := recordedJSON[[]recordedModel](t, "catalog", "raw", "azure_models_list_"+location+"_2026-08-22.json")
			have := map[string]azureModel{}
			for _, m := range azureModels(location) {
				have[m.Format+"/"+m.Name+"/"+m.Version] = m
			}
			seen := map[string]bool{}
			for _, want := range list {
				m, ok := have[want.key()]
				if !ok {
					t.Errorf("%s is not in the table", want.key())
					continue
				}
				seen[want.key()] = true
				checkAzureModel(t, m, want)
			}
			if len(seen) != len(have) || len(have) < 30 {
				t.Errorf("the table has %d models, the list %d; want the same and at least 30", len(have), len(seen))
			}
		})
	}
}

func checkAzureModel(t *testing.T, m azureModel, want recordedModel) {
	t.Helper()
	w := want.Model
	maps.DeleteFunc(w.Capabilities, func(key, _ string) bool { return strings.HasPrefix(key, "_H_") })
	if !slices.Contains(m.Kinds, want.Kind) {
		t.Errorf("%s: kind %s is missing", want.key(), want.Kind)
	}
	same := []any{
		w.Publisher, w.LifecycleStatus, w.IsDefaultVersion, w.Capabilities, w.FinetuneCapabilities, w.ModelCatalogAssetID,
		listedDay(w.Deprecation.Inference), listedDay(w.Deprecation.FineTune), listedDay(w.SystemData.CreatedAt), w.Capabilities["hostedOn"],
	}
	got := []any{
		m.Publisher, m.Lifecycle, m.Default, m.Capabilities, m.FineTuneCapabilities, m.AssetID,
		m.Retires, m.RetiresFineTune, m.CreatedAt, m.HostedOn,
	}
	if diff := cmp.Diff(same, got); diff != "" {
		t.Errorf("%s: table differs from the list (-list +table):\n%s", want.key(), diff)
	}
	ref := azureModelRef{}
	if r := w.ReplacementConfig; r != nil {
		ref = azureModelRef{Name: r.TargetModelName, Version: r.TargetModelVersion, AutoUpgradeStart: listedDay(r.AutoUpgradeStartDate), LeadDays: r.UpgradeOnExpiryLeadTimeDays}
	}
	if m.ReplacedBy != ref {
		t.Errorf("%s: replaced by %v, want %v", want.key(), m.ReplacedBy, ref)
	}
	checkAzureSKUs(t, m, want)
}

func checkAzureSKUs(t *testing.T, m azureModel, want recordedModel) {
	t.Helper()
	var listed []azureSKU
	for _, s := range want.Model.SKUs {
		sku := azureSKU{
			Name: s.Name, UsageName: s.UsageName, Min: s.Capacity.Minimum, Max: s.Capacity.Maximum, Step: s.Capacity.Step,
			Default: s.Capacity.Default, RateLimits: s.RateLimits, Retires: listedDay(s.DeprecationDate),
		}
		listed = append(listed, sku)
	}
	var table []azureSKU
	for _, s := range m.SKUs {
		s.FineTune = false // not in the list: see the test of fine-tuned SKUs
		for i := range s.RateLimits {
			s.RateLimits[i].Key = "" // the list lost the keys: see the test of rate limits
		}
		table = append(table, s)
	}
	byText := func(a, b azureSKU) int {
		return strings.Compare(a.Name+a.UsageName+a.Retires.String(), b.Name+b.UsageName+b.Retires.String())
	}
	slices.SortFunc(listed, byText)
	slices.SortFunc(table, byText)
	if diff := cmp.Diff(listed, table); diff != "" {
		t.Errorf("%s: SKUs differ (-list +table):\n%s", want.key(), diff)
	}
}

// listedDay reads the date of a recorded time; the year 2099 stands for none.
func listedDay(text string) time.Time {
	if text == "" || strings.HasPrefix(text, "2099") {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return time.Unix(0, 0)
	}
	return at.UTC()
}

func TestAzureCatalog_rateLimitsAgreeWithTheListThatHasKeys(t *testing.T) {
	older := recordedJSON[struct {
		Body struct {
			Value []struct {
				Model struct {
					Name, Version string
					SKUs          []struct {
						Name, UsageName string
						RateLimits      []azureRate
					}
				}
			}
		}
	}](t, "azure", "azure-dev", "models.eastus2.quota-test.2025-06-01.json")
	keyed := map[string][]azureRate{}
	for _, entry := range older.Body.Value {
		for _, s := range entry.Model.SKUs {
			keyed[entry.Model.Name+entry.Model.Version+s.Name+s.UsageName] = s.RateLimits
		}
	}
	compared := 0
	for _, m := range azureModels("eastus2") {
		for _, s := range m.SKUs {
			want := keyed[m.Name+m.Version+s.Name+s.UsageName]
			if len(want) == 0 || len(s.RateLimits) == 0 {
				continue
			}
			compared++
			if diff := cmp.Diff(want, s.RateLimits); diff != "" {
				t.Errorf("%s %s %s (-recorded +table):\n%s", m.Name, m.Version, s.UsageName, diff)
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d SKUs were compared, want at least 100", compared)
	}
}

func TestAzureCatalog_sellsNoSKUInMoreLocationsThanRecorded(t *testing.T) {
	raw, err := os.ReadFile(recorded(t, "catalog", "azure_models_live_2026-08-22.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(bytes.NewReader(raw))
	reader.Comma, reader.LazyQuotes = '\t', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	sold, named := map[string]map[string]bool{}, map[string]bool{}
	for _, location := range azureLocations() {
		for _, m := range azureModels(location) {
			named[m.Format+m.Name+m.Version] = true
			for _, s := range m.SKUs {
				key := m.Format + m.Name + m.Version + s.Name
				if sold[key] == nil {
					sold[key] = map[string]bool{}
				}
				sold[key][location] = true
			}
		}
	}
	var absent []string
	for _, row := range rows[1:] {
		if !named[row[0]+row[1]+row[2]] {
			absent = append(absent, row[1]+"@"+row[2])
		}
		for pair := range strings.SplitSeq(row[8], ",") {
			sku, n, _ := strings.Cut(pair, ":")
			limit, err := strconv.Atoi(n)
			if have := len(sold[row[0]+row[1]+row[2]+sku]); err != nil || have > limit {
				t.Errorf("%s %s %s is sold in %d locations, recorded in %q", row[1], row[2], sku, have, n)
			}
		}
	}
	// Neither observed location offers these two, so nothing is known of their SKUs.
	if diff := cmp.Diff([]string{"o3-deep-research@2025-06-26", "text-embedding-ada-002@1"}, absent); diff != "" {
		t.Errorf("models that the table leaves out (-want +have):\n%s", diff)
	}
}

func TestAzureCatalog_holdsEveryKindOfOffer(t *testing.T) {
	kinds := map[string]func(azureModel) bool{
		"an Anthropic model that asks for attestation": func(m azureModel) bool { return m.Format == "Anthropic" && m.HostedOn == "anthropic" },
		"a model that can be fine-tuned":               func(m azureModel) bool { return m.FineTune && len(m.FineTuneCapabilities) > 0 },
		"embeddings":                                   func(m azureModel) bool { return m.Capabilities["embeddings"] == "true" },
		"gpt-5.6-sol":                                  func(m azureModel) bool { return m.Name == "gpt-5.6-sol" },
		"a retired model":                              func(m azureModel) bool { return m.Lifecycle == "Deprecated" && m.Retires.Before(catalogDate()) },
		"a deprecating model":                          func(m azureModel) bool { return m.Lifecycle == "Deprecating" },
		"a model with another name as its successor":   func(m azureModel) bool { return m.ReplacedBy.Name != "" && m.ReplacedBy.Name != m.Name },
		"a router with its members": func(m azureModel) bool {
			return m.Name == "model-router" && strings.Contains(m.Capabilities["models"], "gpt-5.6-sol")
		},
		"a batch SKU":      func(m azureModel) bool { return hasSKU(m, func(s azureSKU) bool { return s.Name == "GlobalBatch" }) },
		"a fine-tuned SKU": func(m azureModel) bool { return hasSKU(m, func(s azureSKU) bool { return s.FineTune }) },
		"a provisioned SKU": func(m azureModel) bool {
			return hasSKU(m, func(s azureSKU) bool { return s.Min > 0 && s.Step > 0 && s.Max > s.Min })
		},
	}
	for name, holds := range kinds {
		t.Run(name, func(t *testing.T) {
			if !slices.ContainsFunc(azureModels("eastus2"), holds) {
				t.Error("eastus2 has none")
			}
		})
	}
	t.Run("at least twelve locations with models", func(t *testing.T) {
		if n := len(azureLocations()); n < 12 {
			t.Errorf("%d locations", n)
		}
		for _, location := range azureLocations() {
			if len(azureModels(location)) == 0 {
				t.Errorf("%s has no models", location)
			}
		}
	})
	t.Run("an unknown location has none", func(t *testing.T) {
		if models := azureModels("atlantis"); models != nil {
			t.Errorf("%d models", len(models))
		}
	})
}

func hasSKU(m azureModel, is func(azureSKU) bool) bool { return slices.ContainsFunc(m.SKUs, is) }

func TestAzureDefaultLimit_coversEverySKUOnSale(t *testing.T) {
	for _, location := range azureLocations() {
		for _, m := range azureModels(location) {
			for _, s := range m.SKUs {
				if azureDefaultLimit(s.UsageName) <= 0 {
					t.Fatalf("%s of %s has no limit", s.UsageName, m.Name)
				}
			}
		}
	}
}
