package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// median is the middle of the values; the mean of two where no one is in the middle.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// seconds are the wall times of runs.
func seconds(runs []cost) []float64 {
	var values []float64
	for _, r := range runs {
		values = append(values, r.wall.Seconds())
	}
	return values
}

// work is the seconds that all cores together spent.
func work(runs []cost) []float64 {
	var values []float64
	for _, r := range runs {
		values = append(values, r.cpu.Seconds())
	}
	return values
}

// peaks are the MiB that the provider held at most.
func peaks(runs []cost) []float64 {
	var values []float64
	for _, r := range runs {
		values = append(values, float64(r.peak)/1024)
	}
	return values
}

const heading = `| deployments | answers after | plan, llm | plan, do-nothing | ratio | CPU, llm | do-nothing | ratio | calls | answers 429 | memory, llm | do-nothing | ratio |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
`

// row is one line of the table of figures: medians, the least in brackets.
func (r *result) row() string {
	llm, nothing := seconds(r.llm), seconds(r.nothing)
	busy, idle := median(work(r.llm)), median(work(r.nothing))
	memory, floor := median(peaks(r.llm)), median(peaks(r.nothing))
	return fmt.Sprintf("| %d | %s | %s | %s | %.2f | %.2f s | %.2f s | %.2f | %d | %d | %.0f MiB | %.0f MiB | %.2f |\n",
		r.size, r.weather, wall(llm), wall(nothing), median(llm)/median(nothing), busy, idle, busy/idle, r.calls(), r.throttled, memory, floor, memory/floor)
}

func wall(values []float64) string {
	return fmt.Sprintf("%.2f s (%.2f)", median(values), slices.Min(values))
}

// writeRoutes lists the calls of a plan by route, one column for each number of deployments. The weather does not
// change what is asked: the most of all is shown.
func writeRoutes(out io.Writer, results []*result) {
	most := map[string]map[int]int{}
	sizes := map[int]int{} // accounts by size
	for _, r := range results {
		sizes[r.size] = r.accounts
		for route, n := range r.routes {
			if most[route] == nil {
				most[route] = map[int]int{}
			}
			most[route][r.size] = max(most[route][r.size], n)
		}
	}
	columns := slices.Sorted(maps.Keys(sizes))
	fmt.Fprint(out, "| calls of one plan |")
	for _, size := range columns {
		fmt.Fprintf(out, " %d deployments, %d accounts |", size, sizes[size])
	}
	fmt.Fprint(out, "\n|---|", strings.Repeat("---|", len(columns)), "\n")
	routes := slices.SortedFunc(maps.Keys(most), func(a, b string) int {
		last := columns[len(columns)-1]
		return cmp.Or(cmp.Compare(most[b][last], most[a][last]), cmp.Compare(a, b))
	})
	for _, route := range routes {
		fmt.Fprintf(out, "| `%s` |", short(route))
		for _, size := range columns {
			fmt.Fprintf(out, " %d |", most[route][size])
		}
		fmt.Fprintln(out)
	}
}

// short leaves out of a route what all of its kind share.
func short(route string) string {
	route = strings.Replace(route, "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.CognitiveServices", "…", 1)
	return strings.Replace(route, "/subscriptions/{subscription}/providers/Microsoft.CognitiveServices", "…", 1)
}

// provenance says when, on what and how the figures were measured.
func provenance(now time.Time, machine, command string, runs int) string {
	return fmt.Sprintf("Measured %s with `%s`: %s; medians of %d plans each, the least in brackets.\n",
		now.Format(time.DateOnly), command, machine, runs)
}
