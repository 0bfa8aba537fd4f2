package llm_test

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

// matcher is Match as the test wants it: with its tables, or by rules alone.
type matcher struct {
	rulesOnly bool
	match     func(llm.Reference, []llm.Entry) (llm.Matched, error)
	adjust    func(llm.Entry) llm.Entry
}

func withTables() matcher {
	return matcher{
		match:  func(ref llm.Reference, entries []llm.Entry) (llm.Matched, error) { return llm.Match(ref, nil, entries) },
		adjust: func(e llm.Entry) llm.Entry { return e },
	}
}

// byRules takes the drivers' corrections back, beside leaving the synonyms out.
func byRules() matcher {
	return matcher{rulesOnly: true, match: llm.MatchByRules, adjust: func(e llm.Entry) llm.Entry {
		e.Also = nil
		if e.NativeID == "deepseek.v3-v1:0" {
			e.Name = "v3"
		}
		return e
	}}
}

// tally counts labelled models that were found with exactly the right ids, and wrong ids.
type tally struct{ right, models, wrong int }

func TestPortability_livePairs(t *testing.T) {
	t.Parallel()
	t.Run("with the tables every model is found on the other cloud", func(t *testing.T) {
		t.Parallel()
		there := azureToBedrock(t, withTables(), livePairs())
		back := bedrockToAzure(t, withTables(), livePairs())
		if want := (tally{32, 32, 0}); there != want {
			t.Errorf("Azure to Bedrock: %+v, want %+v", there, want)
		}
		if want := (tally{39, 39, 0}); back != want {
			t.Errorf("Bedrock to Azure: %+v, want %+v", back, want)
		}
		t.Logf("Azure to Bedrock %d of %d models, Bedrock to Azure %d of %d ids, false merges %d",
			there.right, there.models, back.right, back.models, there.wrong+back.wrong)
	})
	t.Run("by rules alone all but four are", func(t *testing.T) {
		t.Parallel()
		there := azureToBedrock(t, byRules(), livePairs())
		back := bedrockToAzure(t, byRules(), livePairs())
		if want := (tally{28, 32, 0}); there != want {
			t.Errorf("Azure to Bedrock: %+v, want %+v", there, want)
		}
		if want := (tally{35, 39, 0}); back != want {
			t.Errorf("Bedrock to Azure: %+v, want %+v", back, want)
		}
		t.Logf("Azure to Bedrock %d of %d models, Bedrock to Azure %d of %d ids, false merges %d",
			there.right, there.models, back.right, back.models, there.wrong+back.wrong)
	})
}

func TestPortability_holdOutPairs(t *testing.T) {
	t.Parallel()
	pairs := holdOutPairs()
	for name, c := range map[string]struct {
		matcher matcher
		want    tally
	}{
		"with the tables every model is found":  {withTables(), tally{25, 25, 0}},
		"by rules alone all but four are found": {byRules(), tally{21, 25, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got tally
			runtime := addMissing(bedrockList(t, c.matcher, "bedrock_foundation_models_live_2026-08-22.tsv"), c.matcher, pairs)
			for _, p := range pairs {
				format, model, _ := strings.Cut(p.azure, "/")
				got.add(t, c.matcher, p, azureEntry(c.matcher, format, format, model, "1"), [][]llm.Entry{runtime})
			}
			if got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			t.Logf("%d of %d models, false merges %d", got.right, got.models, got.wrong)
		})
	}
}

// azureToBedrock looks every Azure name up on both endpoints of Bedrock; a name without a label must be found on neither.
func azureToBedrock(t *testing.T, m matcher, pairs []pair) tally {
	t.Helper()
	endpoints := [][]llm.Entry{
		bedrockList(t, m, "bedrock_foundation_models_live_2026-08-22.tsv"), bedrockList(t, m, "bedrock_mantle_models_live_2026-08-22.tsv"),
	}
	var out tally
	seen := map[string]bool{}
	for _, entry := range azureList(t, m) {
		name := withoutVersion(entry.NativeID)
		if !seen[name] {
			seen[name] = true
			out.add(t, m, labelled(pairs, name), entry, endpoints)
		}
	}
	if len(seen) != 134 {
		t.Errorf("%d Azure names, want 134", len(seen))
	}
	return out
}

// add looks one Azure model up on every endpoint and checks each answer against the label.
func (c *tally) add(t *testing.T, m matcher, want pair, azure llm.Entry, endpoints [][]llm.Entry) {
	t.Helper()
	complete := true
	for _, entries := range endpoints {
		found := lookUp(t, m, azure, entries)
		for _, id := range found {
			if !slices.Contains(want.bedrock, id) {
				t.Errorf("%s is taken for %s", azure.NativeID, id)
				c.wrong++
			}
		}
		complete = complete && len(found) == len(listed(entries, want.bedrock))
	}
	if len(want.bedrock) == 0 {
		return
	}
	c.models++
	if complete {
		c.right++
	}
	if complete == (m.rulesOnly && want.byTable) {
		t.Errorf("%s: found is %t, but the label says byTable %t", want.azure, complete, want.byTable)
	}
}

// bedrockToAzure looks every id of both endpoints up in Azure's list.
func bedrockToAzure(t *testing.T, m matcher, pairs []pair) tally {
	t.Helper()
	azure := azureList(t, m)
	var out tally
	ids := map[string]bool{}
	for _, list := range []string{"bedrock_foundation_models_live_2026-08-22.tsv", "bedrock_mantle_models_live_2026-08-22.tsv"} {
		for _, entry := range bedrockList(t, m, list) {
			if !ids[entry.NativeID] {
				ids[entry.NativeID] = true
				out.addID(t, m, entry, azure, pairs)
			}
		}
	}
	return out
}

func (c *tally) addID(t *testing.T, m matcher, bedrock llm.Entry, azure []llm.Entry, pairs []pair) {
	t.Helper()
	want := ""
	if i := slices.IndexFunc(pairs, func(p pair) bool { return slices.Contains(p.bedrock, bedrock.NativeID) }); i >= 0 {
		want = pairs[i].azure
		c.models++
	}
	found := lookUp(t, m, bedrock, azure)
	for _, id := range found {
		if withoutVersion(id) != want {
			t.Errorf("%s is taken for %s", bedrock.NativeID, id)
			c.wrong++
		}
	}
	if want != "" && len(found) > 0 {
		c.right++
	}
}

// lookUp returns every id that one cloud's names of a model find on the other.
func lookUp(t *testing.T, m matcher, entry llm.Entry, entries []llm.Entry) []string {
	t.Helper()
	var ids []string
	for _, name := range append([]string{entry.Name}, entry.Also...) {
		ref, err := llm.ParseReference(llm.Entry{Publisher: entry.Publisher, Name: name}.Reference().String())
		if err != nil {
			t.Errorf("%s: %v", entry.NativeID, err)
			continue
		}
		got, err := m.match(ref, entries)
		if _, ok := errors.AsType[*llm.NoMatchError](err); ok {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", entry.NativeID, err)
		}
		for _, found := range append([]llm.Entry{got.Entry}, got.Others...) {
			ids = append(ids, found.NativeID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func labelled(pairs []pair, azure string) pair {
	if i := slices.IndexFunc(pairs, func(p pair) bool { return p.azure == azure }); i >= 0 {
		return pairs[i]
	}
	return pair{azure: azure}
}

// listed returns which of the ids the entries hold.
func listed(entries []llm.Entry, ids []string) []string {
	var out []string
	for _, e := range entries {
		if slices.Contains(ids, e.NativeID) {
			out = append(out, e.NativeID)
		}
	}
	return out
}

// addMissing puts ids that left the list back into it.
func addMissing(entries []llm.Entry, m matcher, pairs []pair) []llm.Entry {
	for _, p := range pairs {
		for _, id := range p.bedrock {
			if len(listed(entries, []string{id})) == 0 {
				entry, _ := amazonbedrock.DecomposeModelID(id)
				entries = append(entries, m.adjust(entry))
			}
		}
	}
	return entries
}

func withoutVersion(azureID string) string { return azureID[:strings.LastIndexByte(azureID, '/')] }

func azureEntry(m matcher, format, publisher, name, version string) llm.Entry {
	return m.adjust(azureopenai.DecomposeModel(format, publisher, name, version))
}

func azureList(t *testing.T, m matcher) []llm.Entry {
	t.Helper()
	var out []llm.Entry
	for _, row := range rows(t, "azure_models_live_2026-08-22.tsv") {
		out = append(out, azureEntry(m, row[0], row[3], row[1], row[2]))
	}
	return out
}

// bedrockList reads the models of one endpoint that can be called without provisioned throughput. The runtime's list has a
// column that marks what only bedrock-mantle serves.
func bedrockList(t *testing.T, m matcher, file string) []llm.Entry {
	t.Helper()
	const inferenceTypes, mantleOnly = 3, 15
	var out []llm.Entry
	for _, row := range rows(t, file) {
		entry, variant := amazonbedrock.DecomposeModelID(row[0])
		onlyMantle := len(row) > mantleOnly && row[mantleOnly] == "yes"
		callable := len(row) <= inferenceTypes || row[inferenceTypes] == "ON_DEMAND" || row[inferenceTypes] == "INFERENCE_PROFILE"
		if variant == "" && !onlyMantle && callable {
			out = append(out, m.adjust(entry))
		}
	}
	return out
}

// rows reads a table of the recorded catalogs without its header.
func rows(t *testing.T, file string) [][]string {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
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
