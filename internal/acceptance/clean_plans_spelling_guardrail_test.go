package acceptance_test

import (
	"slices"
	"strings"
)

// rai respells a RAI policy or a blocklist.
func (s speller) rai(object map[string]any) {
	s.tags(object)
	if name, ok := object["name"].(string); ok && s.letters {
		object["name"] = s.lettered(name)
	}
	properties, ok := object["properties"].(map[string]any)
	if !ok || properties["contentFilters"] == nil {
		return
	}
	if strings.EqualFold(textOf(properties["mode"]), "Blocking") && s.defaults {
		properties["mode"] = "Default"
		if s.sometimes() {
			delete(properties, "mode")
			s.nothing(properties, "mode", "")
		}
	}
	if base := textOf(properties["basePolicyName"]); strings.HasPrefix(base, "Microsoft.Default") && s.defaults {
		properties["basePolicyName"] = "Microsoft.DefaultV3"
	} else if s.letters {
		properties["basePolicyName"] = s.lettered(base)
	}
	if lists, _ := properties["customBlocklists"].([]any); len(lists) == 0 {
		delete(properties, "customBlocklists")
		s.nothing(properties, "customBlocklists", []any{})
	}
	for _, name := range []string{"safetyProviders", "customTopics"} {
		s.nothing(properties, name, []any{})
	}
}

// raiPart respells a filter of a policy, or a blocklist that it applies.
func (s speller) raiPart(key string, object map[string]any) {
	if s.letters {
		for _, name := range []string{"name", "source", "blocklistName", "severityThreshold"} {
			if text, ok := object[name].(string); ok {
				object[name] = s.lettered(text)
			}
		}
	}
	if key != "contentFilters" || !s.defaults {
		return
	}
	delete(object, "action")
	implied := map[any]string{true: "BLOCKING", false: "ANNOTATING"}[object["blocking"]]
	s.fill(object, "action", []any{"NONE", implied}[s.random.IntN(2)])
}

// guardrail respells what is read of a guardrail of Bedrock.
func (s speller) guardrail(answer map[string]any) {
	for name, lists := range map[string][]string{
		"contentPolicy": {"filters"}, "topicPolicy": {"topics"}, "wordPolicy": {"words", "managedWordLists"}, "sensitiveInformationPolicy": {"piiEntities", "regexes"},
		"contextualGroundingPolicy": {"filters"}, "automatedReasoningPolicy": {"policies"},
	} {
		policy, there := answer[name].(map[string]any)
		if !there {
			s.nothing(answer, name, map[string]any{})
			continue
		}
		s.tier(policy)
		for _, list := range lists {
			items, _ := policy[list].([]any)
			for _, item := range items {
				s.guarded(name, item.(map[string]any))
			}
			s.nothing(policy, list, []any{})
		}
	}
	for _, name := range []string{"crossRegionDetails", "description", "kmsKeyArn", "statusReasons", "failureRecommendations"} {
		s.nothing(answer, name, nil)
	}
}

// tier leaves out the one that none means.
func (s speller) tier(policy map[string]any) {
	tier, there := policy["tier"].(map[string]any)
	if there && tier["tierName"] == "CLASSIC" && s.defaults && s.sometimes() {
		delete(policy, "tier")
		s.nothing(policy, "tier", map[string]any{})
	}
}

// guarded fills in what an item of a policy does by itself.
func (s speller) guarded(policy string, item map[string]any) {
	if !s.defaults {
		return
	}
	action, sides := any("BLOCK"), []string{"inputEnabled", "outputEnabled"}
	if policy == "sensitiveInformationPolicy" {
		action = item["action"]
	}
	if policy == "contextualGroundingPolicy" {
		s.fill(item, "action", "BLOCK")
		s.fill(item, "enabled", true)
		return
	}
	for _, side := range sides {
		s.fill(item, side, true)
	}
	s.fill(item, "inputAction", action)
	s.fill(item, "outputAction", action)
	if policy != "contentPolicy" {
		return
	}
	for _, name := range []string{"inputModalities", "outputModalities"} {
		if list, there := item[name].([]any); there && slices.Equal(list, []any{"TEXT"}) {
			delete(item, name)
		}
		s.fill(item, name, []any{"TEXT"})
	}
}
