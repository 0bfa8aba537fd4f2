package amazonbedrock

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func TestDecomposeModelID(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		id      string
		want    llm.Entry
		variant string
	}{
		"a date and a revision": {
			"anthropic.claude-haiku-4-5-20251001-v1:0",
			llm.Entry{Publisher: "anthropic", Name: "claude-haiku-4-5", Date: "20251001", Version: "v1:0", Revision: 1000},
			"",
		},
		"behind a date v2 is a revision": {
			"anthropic.claude-3-5-sonnet-20241022-v2:0",
			llm.Entry{Publisher: "anthropic", Name: "claude-3-5-sonnet", Date: "20241022", Version: "v2:0", Revision: 2000},
			"",
		},
		"elsewhere v2 is a generation": {
			"amazon.titan-embed-text-v2:0", llm.Entry{Publisher: "amazon", Name: "titan-embed-text-v2", Version: "0"}, "",
		},
		"elsewhere v4 is a generation": {
			"cohere.embed-v4:0", llm.Entry{Publisher: "cohere", Name: "embed-v4", Version: "0"}, "",
		},
		"a generation without revision": {
			"nvidia.nemotron-nano-9b-v2", llm.Entry{Publisher: "nvidia", Name: "nemotron-nano-9b-v2"}, "",
		},
		"a bare v1": {
			"anthropic.claude-opus-4-6-v1", llm.Entry{Publisher: "anthropic", Name: "claude-opus-4-6", Version: "v1", Revision: 1000}, "",
		},
		"a revision without v": {
			"openai.gpt-oss-120b-1:0", llm.Entry{Publisher: "openai", Name: "gpt-oss-120b", Version: "1:0", Revision: 1000}, "",
		},
		"a zeroth revision": {
			"mistral.mistral-7b-instruct-v0:2", llm.Entry{Publisher: "mistral", Name: "mistral-7b-instruct", Version: "v0:2", Revision: 2}, "",
		},
		"a second minor revision": {
			"amazon.nova-reel-v1:1", llm.Entry{Publisher: "amazon", Name: "nova-reel", Version: "v1:1", Revision: 1001}, "",
		},
		"neither": {
			"anthropic.claude-opus-5", llm.Entry{Publisher: "anthropic", Name: "claude-opus-5"}, "",
		},
		"a closing digit is no revision without a colon": {
			"minimax.minimax-m-1", llm.Entry{Publisher: "minimax", Name: "minimax-m-1"}, "",
		},
		"a date with dashes": {
			"openai.gpt-5.5-2026-04-23", llm.Entry{Publisher: "openai", Name: "gpt-5.5", Date: "20260423"}, "",
		},
		"a dot in the name": {
			"deepseek.v3.2", llm.Entry{Publisher: "deepseek", Name: "v3.2"}, "",
		},
		"an id that names another generation than it serves": {
			"deepseek.v3-v1:0", llm.Entry{Publisher: "deepseek", Name: "v3.1", Version: "v1:0", Revision: 1000}, "",
		},
		"a context size": {
			"anthropic.claude-3-haiku-20240307-v1:0:48k",
			llm.Entry{Publisher: "anthropic", Name: "claude-3-haiku", Date: "20240307", Version: "v1:0", Revision: 1000},
			"48k",
		},
		"a variant in letters": {
			"amazon.nova-premier-v1:0:mm", llm.Entry{Publisher: "amazon", Name: "nova-premier", Version: "v1:0", Revision: 1000}, "mm",
		},
		"a variant without a minor revision": {
			"acme.model:48k", llm.Entry{Publisher: "acme", Name: "model"}, "48k",
		},
		"no publisher": {
			"model", llm.Entry{Name: "model"}, "",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			entry, variant := DecomposeModelID(c.id)
			c.want.NativeID = c.id
			if diff := cmp.Diff(c.want, entry); diff != "" {
				t.Errorf("DecomposeModelID(%q) (-want +got):\n%s", c.id, diff)
			}
			if variant != c.variant {
				t.Errorf("variant %q, want %q", variant, c.variant)
			}
		})
	}
}

func TestIsNativeID(t *testing.T) {
	t.Parallel()
	for model, want := range map[string]bool{
		"anthropic.claude-haiku-4-5-20251001-v1:0": true,
		"deepseek.v3.2":                   true,
		"newlab.model":                    true,
		"eu.amazon.nova-lite-v1:0":        true,
		"anthropic/claude-opus-5":         false,
		"z.ai/glm-5":                      false,
		"gpt-5.6-sol":                     false,
		"llama3.3-70b":                    false,
		"claude":                          false,
		"OpenAI/gpt-4o/2024-11-20":        false,
		"anthropic.Claude":                false,
		"anthropic.":                      false,
		".claude":                         false,
		"..":                              false,
		"amazon.nova lite":                false,
		"arn:aws:bedrock:eu.model:x:1":    false,
		"amazon.nova\u200f-lite-v1:0":     false,
		"anthropic.claude-opus-5@1":       false,
		"anthropic.claude/../../accounts": false,
	} {
		t.Run(model, func(t *testing.T) {
			t.Parallel()
			if got := isNativeID(model); got != want {
				t.Errorf("isNativeID(%q) = %t, want %t", model, got, want)
			}
		})
	}
}

func TestSplitProfileID(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		prefix, modelID string
		ok              bool
	}{
		"eu.amazon.nova-lite-v1:0":           {"eu", "amazon.nova-lite-v1:0", true},
		"us-gov.anthropic.claude-3-5-sonnet": {"us-gov", "anthropic.claude-3-5-sonnet", true},
		"us.deepseek.r1-v1:0":                {"us", "deepseek.r1-v1:0", true},
		"amazon.nova-lite-v1:0":              {"", "", false},
		"deepseek.v3.2":                      {"", "", false},
		"openai.openai.x":                    {"", "", false},
		"":                                   {"", "", false},
	}
	for id, want := range cases {
		t.Run(id, func(t *testing.T) {
			t.Parallel()
			prefix, modelID, ok := splitProfileID(id)
			if prefix != want.prefix || modelID != want.modelID || ok != want.ok {
				t.Errorf("splitProfileID(%q) = %q, %q, %t", id, prefix, modelID, ok)
			}
		})
	}
}

// Every profile id of the live list is its base model's id behind a prefix, and every model id is a native id.
func TestNames_ofTheLiveLists(t *testing.T) {
	t.Parallel()
	profiles := column(t, "bedrock_inference_profiles_live_2026-08-22.tsv", 0)
	bases := column(t, "bedrock_inference_profiles_live_2026-08-22.tsv", 2)
	for i, profile := range profiles {
		if _, modelID, _ := splitProfileID(profile); modelID != bases[i] {
			t.Errorf("profile %q splits to model %q, want %q", profile, modelID, bases[i])
		}
	}
	models := column(t, "bedrock_foundation_models_live_2026-08-22.tsv", 0)
	for _, id := range models {
		if _, _, isProfile := splitProfileID(id); isProfile || !isNativeID(id) {
			t.Errorf("%q is not read as the id of a model", id)
		}
	}
	t.Logf("%d profiles, %d models", len(profiles), len(models))
}

// The canonical reference of every usable id, with its version, finds that id and no other. An id without a version whose dated
// twin is listed beside it (bedrock-mantle has two) yields to the twin, and is offered as the other choice.
func TestDecomposeModelID_roundTrip(t *testing.T) {
	t.Parallel()
	cases := map[string]struct{ ids, twins int }{
		"bedrock_foundation_models_live_2026-08-22.tsv": {116, 0},
		"bedrock_mantle_models_live_2026-08-22.tsv":     {56, 2},
	}
	for file, want := range cases {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			entries := usable(t, file)
			itself, twins := 0, 0
			for _, entry := range entries {
				switch found := find(t, entry, entries); {
				case found.Entry.NativeID == entry.NativeID && len(found.Others) == 0:
					itself++
				case entry.Reference().Version == "" && found.Entry.Date != "" && cmp.Equal(found.Others, []llm.Entry{entry}):
					twins++
				default:
					t.Errorf("%s finds %s beside %v", entry.NativeID, found.Entry.NativeID, found.Others)
				}
			}
			if len(entries) != want.ids || twins != want.twins {
				t.Errorf("%d usable ids and %d undated twins, want %d and %d", len(entries), twins, want.ids, want.twins)
			}
			t.Logf("of %d usable ids %d find themselves, %d their dated twin", len(entries), itself, twins)
		})
	}
}

// usable decomposes a list. The ids of bedrock-mantle alone are left out, and so is what no on-demand call or profile reaches.
func usable(t *testing.T, file string) []llm.Entry {
	t.Helper()
	runtime := strings.Contains(file, "foundation")
	var entries []llm.Entry
	for _, row := range rows(t, file) {
		entry, variant := DecomposeModelID(row[0])
		if runtime && (variant != "" || len(row) > 15 && row[15] == "yes" || row[3] != "ON_DEMAND" && row[3] != "INFERENCE_PROFILE") {
			continue
		}
		entries = append(entries, entry)
	}
	return entries
}

// find looks an entry up by its own reference, as a user would write it.
func find(t *testing.T, entry llm.Entry, entries []llm.Entry) llm.Matched {
	t.Helper()
	ref, err := llm.ParseReference(entry.Reference().String())
	if err != nil {
		t.Errorf("%s: %v", entry.NativeID, err)
		return llm.Matched{}
	}
	found, err := llm.Match(ref, nil, entries)
	if err != nil {
		t.Errorf("%s: %v", entry.NativeID, err)
	}
	return found
}

func FuzzDecomposeModelID(f *testing.F) {
	for _, seed := range []string{
		"", ".", ":", "a.b", "a.b-v1:0:48k", "anthropic.claude-3-haiku-20240307-v1:0", "a.-v1", "a.-20240101-v2:0", "a.v1:0", "a.1:99999999999999999999",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		entry, _ := DecomposeModelID(id)
		if entry.NativeID != id {
			t.Fatalf("NativeID %q, want %q", entry.NativeID, id)
		}
		if isNativeID(id) && (entry.Publisher == "" || entry.Name == "") {
			t.Fatalf("%q is a native id but decomposes to %+v", id, entry)
		}
		if prefix, modelID, ok := splitProfileID(id); ok && prefix+"."+modelID != id {
			t.Fatalf("%q splits to %q and %q", id, prefix, modelID)
		}
	})
}

func column(t *testing.T, file string, index int) []string {
	t.Helper()
	var out []string
	for _, row := range rows(t, file) {
		out = append(out, row[index])
	}
	return out
}

// rows reads a table of the recorded catalogs without its header.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	f, err := os.Open(filepath.Join(dir, "catalog", file))
	if err != nil {
		if os.Getenv("LLM_REQUIRE_DATA") == "1" {
			t.Fatal(err)
		}
		t.Skip("no recorded catalogs: ", err)
	}
	defer f.Close()
	var out [][]string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		out = append(out, strings.Split(lines.Text(), "\t"))
	}
	if len(out) < 2 {
		t.Fatalf("%s holds no rows", file)
	}
	return out[1:]
}
