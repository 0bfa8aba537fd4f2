package modelcard

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The tables: one row is one claim of one source. See [columns].
var (
	//go:embed azure.tsv
	azureTable string
	//go:embed bedrock.tsv
	bedrockTable string
)

// columns is the first row of a table. The scope is region, geo, global or any;
// a price is input/output in US dollars per million tokens.
const columns = "model\twhat\tscope\tvalue\tsource\tas_of"

// anyScope is the scope of what holds for all of them.
const anyScope = "any"

// bundledFacts are read once. A test holds every row to be readable; one that
// is not would tell nothing here.
var bundledFacts = sync.OnceValue(func() []Fact {
	azure, _ := readTable(llm.Azure, azureTable)
	bedrock, _ := readTable(llm.Bedrock, bedrockTable)
	return append(azure, bedrock...)
})

// readTable returns the facts of the rows that can be read, and what is wrong
// with the others. Lines that begin with # are remarks.
func readTable(platform llm.Platform, table string) ([]Fact, error) {
	lines := strings.Split(strings.TrimSuffix(table, "\n"), "\n")
	if lines[0] != columns {
		return nil, fmt.Errorf("read table of %s: the first row is %q, want %q", platform, lines[0], columns)
	}
	var facts []Fact
	var faults []error
	for i, line := range lines[1:] {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fact, err := readRow(platform, line)
		if err != nil {
			faults = append(faults, fmt.Errorf("read table of %s: row %d: %w", platform, i+2, err))
			continue
		}
		facts = append(facts, fact)
	}
	return facts, errors.Join(faults...)
}

func readRow(platform llm.Platform, row string) (Fact, error) {
	cells := strings.Split(row, "\t")
	if len(cells) != strings.Count(columns, "\t")+1 {
		return Fact{}, fmt.Errorf("%d columns", len(cells))
	}
	model, err := llm.ParseReference(cells[0])
	if err != nil {
		return Fact{}, err
	}
	scope, err := readScope(cells[2])
	if err != nil {
		return Fact{}, err
	}
	source := Source{Name: cells[4], AsOf: cells[5]}
	if _, err := time.Parse(time.DateOnly, source.AsOf); err != nil || source.Name == "" {
		return Fact{}, fmt.Errorf("source %q as of %q", source.Name, source.AsOf)
	}
	fact, err := readValue(cells[1], cells[3])
	if err != nil {
		return Fact{}, fmt.Errorf("read %s %q: %w", cells[1], cells[3], err)
	}
	fact.Platform, fact.Model, fact.Scope, fact.Source = platform, model, scope, source
	return fact, nil
}

func readScope(cell string) (llm.Scope, error) {
	scope := llm.Scope(cell)
	if cell == anyScope {
		return "", nil
	}
	if !scope.Within(llm.ScopeGlobal) {
		return "", fmt.Errorf("scope %q", cell)
	}
	return scope, nil
}

// readValue returns a fact that holds one value.
func readValue(what, value string) (f Fact, err error) {
	switch what {
	case "tools":
		f.Tools, err = readFlag(value)
	case "context":
		f.Context, err = readCount(value)
	case "price":
		f.Price, err = readAmount(value)
	default:
		err = errors.New("want tools, context or price")
	}
	return f, err
}

func readFlag(value string) (*bool, error) {
	flag := value == "yes"
	if !flag && value != "no" {
		return nil, errors.New("want yes or no")
	}
	return &flag, nil
}

func readCount(value string) (*int64, error) {
	count, err := strconv.ParseInt(value, 10, 64)
	if err != nil || count < 1 {
		return nil, errors.New("want a number of tokens")
	}
	return &count, nil
}

// readAmount takes no price of zero: what costs nothing on a cloud is a price
// that somebody did not know.
func readAmount(value string) (*Amount, error) {
	first, second, _ := strings.Cut(value, "/")
	input, inputErr := strconv.ParseFloat(first, 64)
	output, outputErr := strconv.ParseFloat(second, 64)
	if errors.Join(inputErr, outputErr) != nil || !priced(input) || !priced(output) {
		return nil, errors.New("want input/output in US dollars")
	}
	return &Amount{Input: input, Output: output}, nil
}

func priced(amount float64) bool { return amount > 0 && !math.IsInf(amount, 0) }
