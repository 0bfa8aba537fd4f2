package sandbox

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:generate go run ./catalog/compile

// catalogFiles holds the tables of what both clouds offered on 2026-08-22. They are parsed by the first request that
// needs them, never at process start.
//
//go:embed catalog/*.tsv
var catalogFiles embed.FS

// catalogRow is one line of a table; columns are named by the table's header.
type catalogRow struct {
	columns []string
	cells   []string
}

// catalogTable reads a table. The tables are part of the program and held to their source by a test, so a table that
// cannot be read is a fault of the program.
func catalogTable(name string) []catalogRow {
	data, err := catalogFiles.ReadFile("catalog/" + name)
	if err != nil {
		panic(fmt.Errorf("read catalog: %w", err)) //nolint:forbidigo // cannot happen: the table is part of the program
	}
	lines := strings.Split(strings.TrimRight(string(data), "\n"), "\n")[1:] // the first says where the table is from
	columns := strings.Split(lines[0], "\t")
	rows := make([]catalogRow, 0, len(lines)-1)
	for _, line := range lines[1:] {
		rows = append(rows, catalogRow{columns: columns, cells: strings.Split(line, "\t")})
	}
	return rows
}

func (r catalogRow) text(column string) string {
	return r.cells[slices.Index(r.columns, column)]
}

// list returns a cell's comma-separated items, nil for an empty cell.
func (r catalogRow) list(column string) []string {
	text := r.text(column)
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// number returns 0 for an empty cell.
func (r catalogRow) number(column string) int {
	n, err := strconv.Atoi(r.text(column))
	if err != nil {
		return 0
	}
	return n
}

func (r catalogRow) flag(column string) bool { return r.text(column) == "true" }

// time returns the zero time for an empty cell.
func (r catalogRow) time(column string) time.Time { return catalogTime(r.text(column)) }

// catalogTime reads a date or an RFC 3339 time; the zero time stands for anything else.
func catalogTime(text string) time.Time {
	for _, layout := range []string{time.DateOnly, time.RFC3339Nano} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
