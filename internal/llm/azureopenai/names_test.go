package azureopenai

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestDecomposeModel(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		row  [4]string // format, publisher, name, version
		want llm.Entry
	}{
		"a date as version": {
			[4]string{"OpenAI", "", "gpt-4o", "2024-11-20"},
			llm.Entry{NativeID: "OpenAI/gpt-4o/2024-11-20", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Date: "20241120"},
		},
		"a date without dashes": {
			[4]string{"Anthropic", "Anthropic", "claude-haiku-4-5", "20251001"},
			llm.Entry{
				NativeID: "Anthropic/claude-haiku-4-5/20251001", Publisher: "Anthropic", Name: "claude-haiku-4-5",
				Version: "20251001", Date: "20251001",
			},
		},
		"a counter, and the publisher before the format": {
			[4]string{"OpenAI-OSS", "OpenAI", "gpt-oss-20b", "11"},
			llm.Entry{NativeID: "OpenAI-OSS/gpt-oss-20b/11", Publisher: "OpenAI", Name: "gpt-oss-20b", Version: "11", Revision: 11},
		},
		"a label of digits": {
			[4]string{"OpenAI", "", "whisper", "001"},
			llm.Entry{NativeID: "OpenAI/whisper/001", Publisher: "OpenAI", Name: "whisper", Version: "001", Revision: 1},
		},
		"a label of words": {
			[4]string{"OpenAI", "", "gpt-4", "turbo-2024-04-09"},
			llm.Entry{NativeID: "OpenAI/gpt-4/turbo-2024-04-09", Publisher: "OpenAI", Name: "gpt-4", Version: "turbo-2024-04-09"},
		},
		"a name that hides its date": {
			[4]string{"Mistral AI", "Mistral AI", "Mistral-large", "1"},
			llm.Entry{
				NativeID: "Mistral AI/Mistral-large/1", Publisher: "Mistral AI", Name: "Mistral-large", Also: []string{"mistral-large-2402"},
				Version: "1", Revision: 1,
			},
		},
		"another host's name": {
			[4]string{"Fireworks", "Fireworks", "FW-GLM-5", "1"},
			llm.Entry{
				NativeID: "Fireworks/FW-GLM-5/1", Publisher: "zai", Name: "GLM-5", Version: "1", Revision: 1,
				Host: "fireworks", Preference: -1,
			},
		},
		"another host's name of a family nobody knows": {
			[4]string{"Fireworks", "", "FW-Novelty-1", "1"},
			llm.Entry{
				NativeID: "Fireworks/FW-Novelty-1/1", Publisher: "Fireworks", Name: "Novelty-1", Version: "1", Revision: 1,
				Host: "fireworks", Preference: -1,
			},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := DecomposeModel(c.row[0], c.row[1], c.row[2], c.row[3])
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("DecomposeModel(%q) (-want +got):\n%s", c.row, diff)
			}
		})
	}
}

func TestParseNativeID(t *testing.T) {
	t.Parallel()
	for model, want := range map[string][]string{
		"OpenAI/gpt-4o/2024-11-20":   {"OpenAI", "gpt-4o", "2024-11-20"},
		"Mistral AI/Mistral-large/1": {"Mistral AI", "Mistral-large", "1"},
		"openai/gpt-4o":              nil,
		"OpenAI//1":                  nil,
		"/gpt-4o/1":                  nil,
		"OpenAI/gpt-4o/":             nil,
		"a/b/c/d":                    nil,
		"":                           nil,
	} {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			format, name, version, ok := parseNativeID(model)
			if ok != (want != nil) || ok && !cmp.Equal([]string{format, name, version}, want) {
				t.Errorf("parseNativeID(%q) = %q, %q, %q, %t, want %q", model, format, name, version, ok, want)
			}
		})
	}
}

// The canonical reference of every row, with its version, finds that row and no other.
func TestDecomposeModel_roundTrip(t *testing.T) {
	t.Parallel()
	var entries []llm.Entry
	lines := strings.Split(strings.TrimSpace(string(recorded(t, "azure_models_live_2026-08-22.tsv"))), "\n")
	for _, line := range lines[1:] {
		row := strings.Split(line, "\t")
		entries = append(entries, DecomposeModel(row[0], row[3], row[1], row[2]))
	}
	itself := 0
	for _, entry := range entries {
		ref, err := llm.ParseReference(entry.Reference().String())
		if err != nil {
			t.Errorf("%s: %v", entry.NativeID, err)
			continue
		}
		got, err := llm.Match(ref, nil, entries)
		if err != nil || got.Entry.NativeID != entry.NativeID || len(got.Others) > 0 {
			t.Errorf("%s: %q finds %q, %v, %v", entry.NativeID, ref, got.Entry.NativeID, got.Others, err)
			continue
		}
		itself++
	}
	if len(entries) != 170 {
		t.Errorf("%d rows, want 170", len(entries))
	}
	t.Logf("%d of %d rows find themselves", itself, len(entries))
}

// In both recorded regions a reference without a version takes the platform's default, or the newest where there is none.
func TestDecomposeModel_choiceInRecordedRegions(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"eastus2", "swedencentral"} {
		t.Run(region, func(t *testing.T) {
			t.Parallel()
			entries := recordedRegion(t, region)
			chosen := map[llm.Reference]string{}
			for _, entry := range entries {
				ref := entry.Reference()
				ref.Version = ""
				got, err := llm.Match(ref, nil, entries)
				if err != nil {
					t.Errorf("%s: %v", entry.NativeID, err)
					continue
				}
				chosen[ref] = got.Entry.NativeID
				if want := defaultOrNewest(entries, got.Entry.Name); got.Entry.NativeID != want {
					t.Errorf("%s: chose %s, want %s", ref, got.Entry.NativeID, want)
				}
			}
			t.Logf("%d versions of %d models, one chosen of each", len(entries), len(chosen))
		})
	}
}

// defaultOrNewest is the choice worked out on its own: versions of one name are dates or counters, never both.
func defaultOrNewest(entries []llm.Entry, name string) string {
	var same []llm.Entry
	for _, e := range entries {
		if e.Name != name {
			continue
		}
		if e.Default {
			return e.NativeID
		}
		same = append(same, e)
	}
	slices.SortFunc(same, func(a, b llm.Entry) int {
		return len(a.Version)*1000 - len(b.Version)*1000 + strings.Compare(a.Version, b.Version)
	})
	return same[len(same)-1].NativeID
}

type recordedRow struct {
	Kind  string
	Model struct {
		Format, Publisher, Name, Version string
		IsDefaultVersion                 bool
	}
}

func recordedRegion(t *testing.T, region string) []llm.Entry {
	t.Helper()
	var rows []recordedRow
	if err := json.Unmarshal(recorded(t, "raw/azure_models_list_"+region+"_2026-08-22.json"), &rows); err != nil {
		t.Fatal(err)
	}
	var entries []llm.Entry
	for _, row := range rows {
		if row.Kind != "AIServices" {
			continue
		}
		entry := DecomposeModel(row.Model.Format, row.Model.Publisher, row.Model.Name, row.Model.Version)
		entry.Default = row.Model.IsDefaultVersion
		entries = append(entries, entry)
	}
	if len(entries) < 100 {
		t.Fatalf("%d rows of kind AIServices, want at least 100", len(entries))
	}
	return entries
}

func FuzzParseNativeID(f *testing.F) {
	for _, seed := range []string{"", "//", "a/b/c", "OpenAI/gpt-4o/2024-11-20", "Mistral AI/x/1", "a/b/c/d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, model string) {
		format, name, version, ok := parseNativeID(model)
		if !ok {
			return
		}
		if nativeID(format, name, version) != model {
			t.Fatalf("%q reads as %q, %q, %q", model, format, name, version)
		}
		if entry := DecomposeModel(format, "", name, version); entry.NativeID != model || entry.Publisher == "" {
			t.Fatalf("%q decomposes to %+v", model, entry)
		}
		if _, err := llm.ParseReference(model); err == nil {
			t.Fatalf("%q is a native id and a reference", model)
		}
	})
}

// recorded reads a file of the recorded catalogs.
func recorded(t *testing.T, file string) []byte {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	data, err := os.ReadFile(filepath.Join(dir, "catalog", filepath.FromSlash(file)))
	if err != nil {
		if os.Getenv("LLM_REQUIRE_DATA") == "1" {
			t.Fatal(err)
		}
		t.Skip("no recorded catalogs: ", err)
	}
	return data
}
