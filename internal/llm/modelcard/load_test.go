package modelcard

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// tables are the bundled ones.
func tables() map[llm.Platform]string {
	return map[llm.Platform]string{llm.Azure: azureTable, llm.Bedrock: bedrockTable}
}

// claimRows are the rows of a table without its head and remarks.
func claimRows(table string) []string {
	rows := strings.Split(strings.TrimSuffix(table, "\n"), "\n")[1:]
	return slices.DeleteFunc(rows, func(row string) bool { return strings.HasPrefix(row, "#") })
}

func TestTables(t *testing.T) {
	t.Parallel()
	// A source is a host or "models.dev", then a path.
	source := regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+(/[A-Za-z0-9._:-]+)+$`)
	for platform, table := range tables() {
		t.Run(string(platform), func(t *testing.T) {
			t.Parallel()
			facts, err := readTable(platform, table)
			rows := claimRows(table)
			if err != nil || len(facts) != len(rows) {
				t.Fatalf("%d of %d rows can be read: %v", len(facts), len(rows), err)
			}
			if !slices.IsSorted(rows) {
				t.Error("the rows are not sorted")
			}
			if one := slices.Compact(slices.Clone(rows)); len(one) != len(rows) {
				t.Errorf("%d rows stand there twice", len(rows)-len(one))
			}
			for i, f := range facts {
				checkFact(t, rows[i], f, source)
			}
			t.Logf("%d claims", len(facts))
		})
	}
}

func checkFact(t *testing.T, row string, f Fact, source *regexp.Regexp) {
	t.Helper()
	if model, _, _ := strings.Cut(row, "\t"); model != f.Model.String() {
		t.Errorf("%s: the reference is spelled %s", row, f.Model)
	}
	if !source.MatchString(f.Source.Name) {
		t.Errorf("%s: the source names no place to look", row)
	}
	if day, err := time.Parse(time.DateOnly, f.Source.AsOf); err != nil || day.After(time.Now()) {
		t.Errorf("%s: the day is not past", row)
	}
	if f.Price != nil && f.Scope == "" {
		t.Errorf("%s: a price is that of one scope", row)
	}
	if f.Price != nil && f.Price.Output < f.Price.Input {
		t.Errorf("%s: output is cheaper than input, as in a row with both swapped", row)
	}
	if f.Context != nil && (*f.Context < 1000 || *f.Context > 20_000_000) {
		t.Errorf("%s: no model has that window", row)
	}
}

func TestReadTable_faults(t *testing.T) {
	t.Parallel()
	good := "openai/gpt-9\tcontext\tany\t1000\tmodels.dev/x\t2026-01-01"
	if facts, err := readTable(llm.Azure, columns+"\n# a remark\n"+good+"\n"); err != nil || len(facts) != 1 {
		t.Fatalf("%v, %v", facts, err)
	}
	for name, row := range map[string]string{
		"a missing column":               "openai/gpt-9\tcontext\tany\t1000\tmodels.dev/x",
		"a model that is no reference":   "gpt-9\tcontext\tany\t1000\tmodels.dev/x\t2026-01-01",
		"a scope that does not exist":    strings.Replace(good, "any", "continent", 1),
		"something that nobody asks for": strings.Replace(good, "context", "speed", 1),
		"a window of nothing":            strings.Replace(good, "1000", "0", 1),
		"a window in words":              strings.Replace(good, "1000", "1M", 1),
		"tools in other words":           strings.Replace(good, "context\tany\t1000", "tools\tany\ttrue", 1),
		"a price of nothing":             strings.Replace(good, "context\tany\t1000", "price\tany\t0/1", 1),
		"a price without output":         strings.Replace(good, "context\tany\t1000", "price\tany\t1", 1),
		"an infinite price":              strings.Replace(good, "context\tany\t1000", "price\tany\t1/Inf", 1),
		"a price that is no number":      strings.Replace(good, "context\tany\t1000", "price\tany\tNaN/1", 1),
		"no source":                      strings.Replace(good, "models.dev/x", "", 1),
		"no day":                         strings.Replace(good, "2026-01-01", "2026-13-01", 1),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			facts, err := readTable(llm.Azure, columns+"\n"+good+"\n"+row+"\n")
			if err == nil || !strings.Contains(err.Error(), "row 3") {
				t.Errorf("the row is told by its number: %v", err)
			}
			if len(facts) != 1 {
				t.Errorf("the others count: %v", facts)
			}
		})
	}
	if _, err := readTable(llm.Azure, good); err == nil {
		t.Error("a table without its head is read")
	}
}
