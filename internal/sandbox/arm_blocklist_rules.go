package sandbox

import (
	"encoding/json"
	"regexp/syntax"
	"strings"
	"unicode/utf8"
)

// The documented limits of blocklists (Microsoft, "How to use blocklists", 2026).
const (
	itemsPerBlocklist = 10_000
	patternLength     = 1000 // characters
)

// itemBody is an item as a client sends it; a batch has names in it, and a single item in its path.
type itemBody struct {
	Name       string            `json:"name"`
	Tags       map[string]string `json:"tags"`
	Properties *itemProperties   `json:"properties"`
}

// decodeItem reads a PUT. What is wrong with the JSON of an item is not told: it might hold the pattern.
func decodeItem(r *request) (itemBody, *armError) {
	members := map[string]json.RawMessage{}
	if refusal := decodeBody(r, &members, resourceMembers()); refusal != nil {
		return itemBody{}, refusal
	}
	var body itemBody
	if json.Unmarshal(r.body, &body) != nil {
		return itemBody{}, invalidContent("The blocklist item cannot be read")
	}
	return body, nil
}

// checkItems refuses what cannot be an item, one item twice, and more items than a blocklist holds.
func (b *armBlocklist) checkItems(r *request, items []itemBody) *armError {
	seen := map[string]bool{}
	for _, item := range allLive(b.Items, r.now) {
		seen[strings.ToLower(item.Name)] = false
	}
	for _, item := range items {
		if refusal := item.check(); refusal != nil {
			return refusal
		}
		key := strings.ToLower(item.Name)
		if seen[key] {
			return invalidProperties("The blocklist item '%s' is in the batch twice.", item.Name)
		}
		seen[key] = true
	}
	if len(seen) > itemsPerBlocklist {
		return invalidProperties("The RAI blocklist '%s' would hold more than %d items.", b.Name, itemsPerBlocklist)
	}
	return nil
}

func (item itemBody) check() *armError {
	if refusal := checkRaiName("blocklist item", item.Name); refusal != nil {
		return refusal
	}
	if item.Properties == nil || item.Properties.Pattern == "" {
		return invalidContent("The pattern of blocklist item '%s' is required", item.Name)
	}
	if utf8.RuneCountInString(item.Properties.Pattern) > patternLength {
		return invalidProperties("The pattern of blocklist item '%s' is longer than %d characters.", item.Name, patternLength)
	}
	if !item.Properties.IsRegex {
		return nil
	}
	if _, err := syntax.Parse(item.Properties.Pattern, syntax.Perl); err != nil {
		return invalidProperties("The pattern of blocklist item '%s' is not a regular expression.", item.Name)
	}
	return nil
}
