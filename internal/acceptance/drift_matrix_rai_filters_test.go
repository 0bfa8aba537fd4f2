package acceptance_test

import (
	"maps"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

const raiFilters = "properties.contentFilters"

// raiFilterChanges are the changes of a policy's filters: of each one that a row
// names, and of the first.
func raiFilterChanges() map[[2]string]fieldChange {
	table := map[[2]string]fieldChange{
		{raiFilters + "[].source", "one that no argument has"}: editedFilters(func(list []any) []any {
			return append(list, map[string]any{"name": "Hate", "source": "PreRun", "enabled": true, "blocking": true, "severityThreshold": "Low"})
		}),
		{raiFilters + "[].action", ""}:                   written(raiPolicyOf, raiFilters+"[].action", "HITL"),
		{raiFilters + "[].action", "as blocking has it"}: written(raiPolicyOf, raiFilters+"[].action", "BLOCKING"),
		{raiFilters + "[].action", "left out for NONE"}:  shown(raiPolicyOf, raiFilters+"[].action", nil),
		{raiFilters + "[].name", "other letter case"}:    shown(raiPolicyOf, raiFilters+"[].name", "hATE"),
		{raiFilters + "[].source", "other letter case"}:  shown(raiPolicyOf, raiFilters+"[].source", "PROMPT"),
		{raiFilters + "[].name", "in another order"}:     edited(raiPolicyOf, raiFilters, reversed),
	}
	for _, row := range drift.Rows() {
		field, ours := strings.CutPrefix(row.Field, raiFilters+"[].")
		name, rest, named := strings.Cut(row.Case, ", ")
		if row.Object != drift.RAIPolicy || !ours || !named {
			continue
		}
		source, how, _ := strings.Cut(rest, ", ")
		table[[2]string{row.Field, row.Case}] = filterChange(name, source, field, how)
	}
	return table
}

func editedFilters(edit func([]any) []any) fieldChange {
	return edited(raiPolicyOf, raiFilters, func(is any) any {
		list, _ := is.([]any)
		return edit(list)
	})
}

// filterChange changes a field of one filter, or adds it or takes it out.
func filterChange(name, source, field, how string) fieldChange {
	if how == "added" {
		return editedFilters(func(list []any) []any {
			return append(list, map[string]any{"name": name, "source": source, "enabled": true, "blocking": true, "action": "NONE"})
		})
	}
	return goes(func(s *driftScene) {
		p := raiPolicyOf(s)
		list, _ := placed(p.read(), raiFilters).([]any)
		var changed []any
		found := false
		for _, item := range list {
			f := maps.Clone(item.(map[string]any))
			if f["name"] == name && f["source"] == source {
				if found = true; how == "taken out" {
					continue
				}
				f[field] = otherwise(f[field])
			}
			changed = append(changed, f)
		}
		if !found {
			s.lacks("filter " + name + " of " + source)
		}
		p.write(raiFilters, changed, false)
	})
}

// otherwise is another value of what a filter has.
func otherwise(value any) any {
	switch value := value.(type) {
	case bool:
		return !value
	case string:
		if value == "Low" {
			return "High"
		}
	}
	return "Low"
}
