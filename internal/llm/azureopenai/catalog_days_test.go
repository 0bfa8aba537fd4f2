package azureopenai

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// firstDay is the first of the recorded snapshots; raw lists exist of the last one.
const firstDay = "2026-05-29"

// row is one version of one model as a location's list shows it, and whether it does.
type row struct {
	model  map[string]any
	listed bool
}

func (r row) text(name string) string { s, _ := r.model[name].(string); return s }

func (r row) key() string { return nativeID(r.text("format"), r.text("name"), r.text("version")) }

func (r row) retires() string {
	deprecation, _ := r.model["deprecation"].(map[string]any)
	day, _ := deprecation["inference"].(string)
	return day
}

func (r row) skus() []map[string]any {
	var skus []map[string]any
	list, _ := r.model["skus"].([]any)
	for _, item := range list {
		if sku, ok := item.(map[string]any); ok {
			skus = append(skus, sku)
		}
	}
	return skus
}

// happening is one change of one model that was seen between two snapshots. Over how many regions is recorded, in which is not.
type happening struct {
	day, what, model, from, to string
}

// days are a location's lists from the first snapshot to the last.
type days struct {
	dates   []string
	rows    map[string]row         // as on the first day
	changes map[string][]happening // by day
	unused  int                    // happenings that say nothing about this location
}

// replicas are two readings of what one location showed: roll-outs took days, so that it may have been among the last to show
// each change, or among the first.
func replicas(t *testing.T, location string) map[string]*days {
	t.Helper()
	events := happenings(t)
	rows := lastRows(t, location)
	late := &days{rows: rows, changes: map[string][]happening{}}
	for _, e := range slices.Backward(events) {
		if !undo(rows, e) {
			late.unused++
			continue
		}
		late.changes[e.day] = append([]happening{e}, late.changes[e.day]...)
	}
	early := &days{rows: cloned(rows), changes: map[string][]happening{}}
	now := cloned(rows)
	for _, e := range events {
		if !carryOut(now, e) {
			early.unused++
			continue
		}
		early.changes[e.day] = append(early.changes[e.day], e)
	}
	dates := []string{firstDay}
	for _, e := range events {
		dates = append(dates, e.day)
	}
	slices.Sort(dates)
	early.dates = slices.Compact(dates)
	late.dates = early.dates
	return map[string]*days{"among the first": early, "among the last": late}
}

func cloned(rows map[string]row) map[string]row {
	text, err := json.Marshal(slices.Collect(maps.Values(models(rows))))
	var all []map[string]any
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		panic(err) // it was JSON before
	}
	out := map[string]row{}
	for _, m := range all {
		key := row{model: m}.key()
		out[key] = row{m, rows[key].listed}
	}
	return out
}

func models(rows map[string]row) map[string]map[string]any {
	out := map[string]map[string]any{}
	for key, r := range rows {
		out[key] = r.model
	}
	return out
}

// carryOut changes what the happening is about, and reports whether it was as the happening says it was before.
func carryOut(rows map[string]row, e happening) bool {
	r, found := rows[e.model]
	switch {
	case !found:
		return false
	case e.what == "added", e.what == "removed":
		if r.listed == (e.what == "added") {
			return false
		}
		r.listed = e.what == "added"
		rows[e.model] = r
		return true
	}
	return r.change(e.what, e.from, e.to)
}

func undo(rows map[string]row, e happening) bool {
	back := e
	back.from, back.to = e.to, e.from
	switch e.what {
	case "added":
		back.what = "removed"
	case "removed":
		back.what = "added"
	}
	return carryOut(rows, back)
}

func (r row) change(what, from, to string) bool {
	switch what {
	case "lifecycle":
		if r.text("lifecycleStatus") != from {
			return false
		}
		r.model["lifecycleStatus"] = to
	case "retirement":
		if !strings.HasPrefix(r.retires(), from[:min(10, len(from))]) || r.retires() == "" {
			return false
		}
		r.model["deprecation"] = map[string]any{"inference": to}
		for _, sku := range r.skus() {
			if day, _ := sku["deprecationDate"].(string); strings.HasPrefix(day, from[:10]) {
				sku["deprecationDate"] = to
			}
		}
	case "default":
		is, _ := r.model["isDefaultVersion"].(bool)
		if is != (from == "True") {
			return false
		}
		r.model["isDefaultVersion"] = to == "True"
	case "skus":
		return r.sell(from, to)
	default:
		return false // of regions, only how many is recorded
	}
	return true
}

// sell replaces the ways in which a model is sold. What only an old list had is made up of another way.
func (r row) sell(from, to string) bool {
	var names []string
	for _, sku := range r.skus() {
		name, _ := sku["name"].(string)
		names = append(names, name)
	}
	slices.Sort(names)
	if strings.Join(names, ",") != from || to == "" {
		return false
	}
	rest, sold := r.skus(), []any{}
	for name := range strings.SplitSeq(to, ",") {
		at := slices.IndexFunc(rest, func(s map[string]any) bool { return s["name"] == name })
		if at < 0 {
			sold = append(sold, map[string]any{"name": name, "usageName": "OpenAI." + name + "." + r.text("name"), "capacity": map[string]any{"maximum": 100, "default": 1}})
			continue
		}
		sold = append(sold, rest[at])
		rest = slices.Delete(rest, at, at+1)
	}
	r.model["skus"] = sold
	return true
}

// lastRows are the rows of the last snapshot for accounts of kind AIServices, and those of models that were removed before it,
// of which no more is recorded than their end.
func lastRows(t *testing.T, location string) map[string]row {
	t.Helper()
	var raw []struct {
		Kind  string         `json:"kind"`
		Model map[string]any `json:"model"`
	}
	if err := json.Unmarshal(recorded(t, "raw/azure_models_list_"+location+"_2026-08-22.json"), &raw); err != nil {
		t.Fatal(err)
	}
	rows := map[string]row{}
	for _, item := range raw {
		if r := (row{item.Model, true}); item.Kind == "AIServices" {
			rows[r.key()] = r
		}
	}
	for line := range strings.Lines(string(recorded(t, "azure_models_seen_2026-05-29_to_2026-08-22.tsv"))) {
		cells := strings.Split(strings.TrimRight(line, "\n"), "\t")
		r := row{model: map[string]any{"format": cells[0], "name": cells[1], "version": cells[2]}}
		if _, known := rows[r.key()]; known || len(cells) < 7 || cells[4] == "2026-08-22" || cells[0] == "format" {
			continue
		}
		r.model["lifecycleStatus"], r.model["deprecation"] = cells[5], map[string]any{"inference": cells[6] + "T00:00:00Z"}
		r.model["skus"] = []any{map[string]any{"name": "GlobalStandard", "usageName": "AIServices.GlobalStandard." + cells[1], "capacity": map[string]any{"maximum": 100, "default": 1}}}
		rows[r.key()] = r
	}
	return rows
}

var overRegions = regexp.MustCompile(` in \d+ regions$`)

func happenings(t *testing.T) []happening {
	t.Helper()
	var events [][]any
	if err := json.Unmarshal(recorded(t, "azure_drift_events.json"), &events); err != nil {
		t.Fatal(err)
	}
	var all []happening
	for _, e := range events {
		id, _ := e[2].([]any)
		one := happening{day: fmt.Sprint(e[0]), what: fmt.Sprint(e[1]), model: nativeID(fmt.Sprint(id[0]), fmt.Sprint(id[1]), fmt.Sprint(id[2]))}
		if text, ok := e[3].(string); ok {
			one.from, one.to, _ = strings.Cut(overRegions.ReplaceAllString(text, ""), " -> ")
		}
		if one.what == "skus" {
			one.from, one.to = tuple(one.from), tuple(one.to)
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b happening) int { return cmp.Compare(a.day, b.day) })
	return all
}

// tuple is a list of names as the recording writes it, sorted, with commas.
func tuple(text string) string {
	names := regexp.MustCompile(`'([^']*)'`).FindAllStringSubmatch(text, -1)
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name[1]
	}
	slices.Sort(out)
	return strings.Join(out, ",")
}
