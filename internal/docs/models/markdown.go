// Package models draws the table of the guide on models from the provider's own
// dated claims: what each model takes and costs, on each cloud.
package models

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Into returns the text of a guide with its table made current. A text without
// the marked place is an error.
func Into(text string, cards modelcard.Table) (string, error) {
	const begin, end = "<!-- models: begin -->", "<!-- models: end -->"
	before, rest, opened := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		return "", fmt.Errorf("write table of models: the text has no lines %q and %q", begin, end)
	}
	return before + begin + "\n" + Table(cards) + end + after, nil
}

// Table has one line for each model on each cloud, by name.
func Table(cards modelcard.Table) string {
	var lines []string
	for _, platform := range []llm.Platform{llm.Azure, llm.Bedrock} {
		for _, model := range cards.Models(platform) {
			lines = append(lines, line(cards, platform, model))
		}
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Compare(nameIn(a), nameIn(b)) })
	return "| model | on | tools | context | region | geo | global | oldest claim | sources |\n|---|---|---|---|---|---|---|---|---|\n" + strings.Join(lines, "")
}

// nameIn is the first cell, with the cloud behind it.
func nameIn(line string) string {
	cells := strings.SplitN(line, "|", 4)
	return strings.ReplaceAll(cells[1]+cells[2], "`", "")
}

func line(cards modelcard.Table, platform llm.Platform, model llm.Reference) string {
	card := cards.Card(platform, model, "")
	sources := []modelcard.Source{card.ToolsSource, card.ContextSource}
	var prices []string
	for _, scope := range llm.Scopes() {
		price := cards.Card(platform, model, scope).Price
		prices = append(prices, priced(price))
		if price != nil {
			for name := range strings.SplitSeq(price.Source, ", ") {
				sources = append(sources, modelcard.Source{Name: name, AsOf: price.AsOf})
			}
		}
	}
	day, names := told(sources)
	return fmt.Sprintf("| `%s` | `%s` | %s | %s | %s | %s | %s |\n", model, platform, flag(card.Tools), tokens(card.Context), strings.Join(prices, " | "), day, names)
}

func flag(tools *bool) string {
	switch {
	case tools == nil:
		return "?"
	case *tools:
		return "yes"
	}
	return "no"
}

func tokens(context *int64) string {
	if context == nil {
		return "?"
	}
	return strconv.FormatInt(*context, 10)
}

func priced(p *modelcard.Price) string {
	if p == nil {
		return "?"
	}
	text := dollars(p.Input) + " / " + dollars(p.Output)
	if p.Varies {
		text += " *"
	}
	return text
}

func dollars(amount float64) string { return strconv.FormatFloat(amount, 'f', -1, 64) }

// told is the oldest day and the hosts or repositories of what is told.
func told(sources []modelcard.Source) (day, names string) {
	var known []string
	for _, s := range sources {
		if s.Name == "" {
			continue
		}
		if day == "" || s.AsOf < day {
			day = s.AsOf
		}
		known = append(known, origin(s.Name))
	}
	slices.Sort(known)
	return day, strings.Join(slices.Compact(known), ", ")
}

// origin is a source without the path below its site or repository.
func origin(source string) string {
	parts := strings.Split(source, "/")
	if parts[0] == "github.com" && len(parts) > 2 {
		return parts[1] + "/" + parts[2]
	}
	return parts[0]
}
