package azureopenai

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// raiMembers are the properties of a policy that the api-version has, filterMembers
// those of one of its filters.
func raiMembers() accounted {
	return names("type", "basePolicyName", "mode", "contentFilters", "customBlocklists", "safetyProviders", "customTopics", "provisioningState")
}

func filterMembers() accounted {
	return names("name", "source", "enabled", "blocking", "severityThreshold", "action")
}

// beside tells of properties that are in no specification of the api-version. They
// stay as they are: no write is known to end a difference about one.
func (p *heldPolicy) beside(at guardrailID) []llm.Beside {
	found := p.unknown()
	if len(found) == 0 {
		return nil
	}
	return []llm.Beside{{
		Child:  guardChild(kindRaiPolicy, at.name),
		Detail: "It has " + strings.Join(found, ", ") + ", which no argument manages. It stays as it is.",
	}}
}

// unknown names the properties that nothing here knows, sorted.
func (p *heldPolicy) unknown() []string {
	found := extras{}
	properties, err := p.raw.child("properties")
	if err != nil || found.add("", properties, raiMembers()) != nil {
		return nil
	}
	for _, filter := range filterDocuments(properties) {
		if found.add("contentFilters.", filter, filterMembers()) != nil {
			return nil
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// filterDocuments are the filters of a policy's properties as they were answered.
func filterDocuments(properties document) []document {
	var all []document
	if json.Unmarshal(properties["contentFilters"], &all) != nil {
		return nil
	}
	return all
}
