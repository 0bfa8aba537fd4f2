package llmtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// RunTroubleshooting holds the guide's table of a cloud's error codes to the driver: it tells of every code in known,
// of no other, and begins with the kind that the driver takes it for. The test runs in the driver's directory.
func RunTroubleshooting(t *testing.T, cloud string, known []string, kindOf func(code string) llm.Code) {
	t.Helper()
	if len(known) < 20 {
		t.Fatalf("only these codes were found: %v", known)
	}
	var told []string
	for _, row := range troubleshooting(t, cloud) {
		for _, code := range row.codes {
			told = append(told, code)
			if kind := string(kindOf(code)); !strings.HasPrefix(row.means, kind) {
				t.Errorf("the guide says of %s %q; the driver says %q", code, row.means, kind)
			}
		}
	}
	slices.Sort(known)
	slices.Sort(told)
	if diff := cmp.Diff(known, told); diff != "" {
		t.Errorf("codes (-driver +guide):\n%s", diff)
	}
}

type troubleshootingRow struct {
	codes []string
	means string
}

func troubleshooting(t *testing.T, cloud string) []troubleshootingRow {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "guides", "troubleshooting.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- "+cloud+" codes: begin -->")
	table, _, ended := strings.Cut(rest, "<!-- "+cloud+" codes: end -->")
	if !begun || !ended {
		t.Fatalf("the guide has no table of the codes of %s", cloud)
	}
	quoted := regexp.MustCompile("`([^`]+)`")
	var rows []troubleshootingRow
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || !quoted.MatchString(cells[1]) {
			continue
		}
		row := troubleshootingRow{means: strings.TrimSpace(cells[2])}
		for _, code := range quoted.FindAllStringSubmatch(cells[1], -1) {
			row.codes = append(row.codes, code[1])
		}
		rows = append(rows, row)
	}
	return rows
}

// CaseLabels are the texts that the switches of some functions of a file tell apart.
func CaseLabels(t *testing.T, file string, functions ...string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, declared := range parsed.Decls {
		if function, ok := declared.(*ast.FuncDecl); ok && slices.Contains(functions, function.Name.Name) {
			ast.Inspect(function, func(n ast.Node) bool {
				if clause, ok := n.(*ast.CaseClause); ok {
					labels = append(labels, literals(clause.List)...)
				}
				return true
			})
		}
	}
	return labels
}

func literals(expressions []ast.Expr) []string {
	var texts []string
	for _, e := range expressions {
		if literal, ok := e.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			if text, err := strconv.Unquote(literal.Value); err == nil {
				texts = append(texts, text)
			}
		}
	}
	return texts
}
