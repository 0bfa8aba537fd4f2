package acceptance_test

import (
	"maps"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// policyFieldChanges are the changes of content filters, grounding and tiers.
func policyFieldChanges(of pick, kind drift.Kind) map[[2]string]fieldChange {
	const filters, grounding = "contentPolicy.filters", "contextualGroundingPolicy.filters"
	modalities, tier := []any{"TEXT", "IMAGE"}, "STANDARD"
	if kind == drift.WholeGuardrail {
		modalities, tier = []any{"TEXT"}, "CLASSIC"
	}
	table := map[[2]string]fieldChange{
		{filters + "[].type", "one more"}:               more(of, filters, map[string]any{"type": "INSULTS", "inputStrength": "LOW", "outputStrength": "LOW"}),
		{filters + "[].type", ""}:                       without(of, filters),
		{filters + "[].inputStrength", ""}:              written(of, filters+"[].inputStrength", "MEDIUM"),
		{filters + "[].outputStrength", ""}:             written(of, filters+"[].outputStrength", "MEDIUM"),
		{filters + "[].outputModalities[]", ""}:         written(of, filters+"[].outputModalities", modalities),
		{filters + "[].inputModalities[]", ""}:          written(of, filters+"[].inputModalities", modalities),
		{"contentPolicy.tier.tierName", ""}:             written(of, "contentPolicy.tier.tierName", tier),
		{"topicPolicy.tier.tierName", ""}:               written(of, "topicPolicy.tier.tierName", tier),
		{grounding + "[].threshold", ""}:                written(of, grounding+"[].threshold", 0.9),
		{grounding + "[].type", "taken out"}:            without(of, grounding),
		{grounding + "[].type", ""}:                     without(of, grounding),
		{grounding + "[].type", "added"}:                more(of, grounding, map[string]any{"type": "GROUNDING", "threshold": 0.5}),
		{grounding + "[].action", ""}:                   written(of, grounding+"[].action", "NONE"),
		{grounding + "[].enabled", ""}:                  written(of, grounding+"[].enabled", false),
		{grounding + "[].action", "BLOCK filled in"}:    written(of, grounding+"[].action", "BLOCK"),
		{grounding + "[].type", "in another order"}:     edited(of, grounding, reversed),
		{filters + "[].type", "in another order"}:       edited(of, filters, reversed),
		{filters + "[].inputAction", "BLOCK filled in"}: written(of, filters+"[].inputAction", "BLOCK"),
		{filters + "[].inputEnabled", "true filled in"}: written(of, filters+"[].inputEnabled", true),
		{filters + "[].inputAction", "with outputAction"}: goes(func(s *driftScene) {
			of(s).write(filters+"[].inputAction", "NONE", false)
			of(s).write(filters+"[].outputAction", "NONE", false)
		}),
		{"contentPolicy.tier.tierName", "left out for CLASSIC"}: shown(of, "contentPolicy.tier", nil),
		{filters + "[].inputModalities[]", "TEXT filled in"}:    written(of, filters+"[].inputModalities", []any{"TEXT"}),
		{filters + "[].inputModalities[]", "in another order"}:  shown(of, filters+"[].inputModalities", []any{"IMAGE", "TEXT"}),
	}
	maps.Copy(table, sided(of, filters+"[]"))
	for _, category := range []string{"HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT", "PROMPT_ATTACK"} {
		strength := func(field string) fieldChange {
			return ofType(of, filters, category, func(f map[string]any) map[string]any { f[field] = "MEDIUM"; return f })
		}
		table[[2]string{filters + "[].type", category + " taken out"}] = ofType(of, filters, category, func(map[string]any) map[string]any { return nil })
		table[[2]string{filters + "[].inputStrength", category}] = strength("inputStrength")
		table[[2]string{filters + "[].outputStrength", category}] = strength("outputStrength")
	}
	return table
}

// textChanges are the changes of words, topics, messages and personal data.
func textChanges(of pick) map[[2]string]fieldChange {
	const words, managed, topics = "wordPolicy.words", "wordPolicy.managedWordLists", "topicPolicy.topics"
	const pii, regexes = "sensitiveInformationPolicy.piiEntities", "sensitiveInformationPolicy.regexes"
	table := map[[2]string]fieldChange{
		{"blockedInputMessaging", ""}:   written(of, "blockedInputMessaging", "By hand."),
		{"blockedOutputsMessaging", ""}: written(of, "blockedOutputsMessaging", "By hand."),
		{"description", ""}:             written(of, "description", "By hand."),

		{words + "[].text", ""}:                 written(of, words+"[].text", "by hand"),
		{words + "[].text", "one more"}:         more(of, words, map[string]any{"text": "by hand"}),
		{words + "[].text", "one less"}:         without(of, words),
		{words + "[].text", "in another order"}: edited(of, words, reversed),
		{managed + "[].type", "added"}:          more(of, managed, map[string]any{"type": "PROFANITY"}),
		{managed + "[].type", "taken out"}:      without(of, managed),
		{managed + "[].type", ""}:               without(of, managed),

		{topics + "[].name", ""}:                       written(of, topics+"[].name", "by hand"),
		{topics + "[].name", "one more"}:               more(of, topics, map[string]any{"name": "by hand", "definition": "Made by hand.", "type": "DENY"}),
		{topics + "[].name", "one less"}:               without(of, topics),
		{topics + "[].name", "in another order"}:       edited(of, topics, reversed),
		{topics + "[].definition", ""}:                 written(of, topics+"[].definition", "By hand."),
		{topics + "[].examples[]", ""}:                 edited(of, topics, ofTopics(func(any) any { return []any{"By hand?"} })),
		{topics + "[].examples[]", "in another order"}: edited(of, topics, ofTopics(reversed)),
		{topics + "[].type", ""}:                       shown(of, topics+"[].type", "ALLOW"),
		{topics + "[].type", "left out for DENY"}:      shown(of, topics+"[].type", nil),

		{pii + "[].type", ""}:                                 written(of, pii+"[].type", "NAME"),
		{pii + "[].type", "one more"}:                         more(of, pii, map[string]any{"type": "NAME", "action": "BLOCK"}),
		{pii + "[].type", "one less"}:                         without(of, pii),
		{pii + "[].type", "in another order"}:                 edited(of, pii, reversed),
		{pii + "[].action", ""}:                               written(of, pii+"[].action", "NONE"),
		{pii + "[].inputAction", "filled in with the action"}: edited(of, pii, filledIn),

		{regexes + "[].name", ""}:                 written(of, regexes+"[].name", "by hand"),
		{regexes + "[].name", "one more"}:         more(of, regexes, map[string]any{"name": "by hand", "pattern": "H-[0-9]+", "action": "BLOCK"}),
		{regexes + "[].name", "one less"}:         without(of, regexes),
		{regexes + "[].name", "in another order"}: edited(of, regexes, reversed),
		{regexes + "[].pattern", ""}:              written(of, regexes+"[].pattern", "H-[0-9]+"),
		{regexes + "[].description", ""}:          written(of, regexes+"[].description", "By hand."),
		{regexes + "[].action", ""}:               written(of, regexes+"[].action", "NONE"),
	}
	for _, list := range []string{words, managed, topics, pii, regexes} {
		maps.Copy(table, sided(of, list+"[]"))
	}
	return table
}

// ofTopics edits those of the topic that has some.
func ofTopics(edit func(any) any) func(any) any {
	return func(is any) any {
		var changed []any
		for _, item := range is.([]any) {
			topic := maps.Clone(item.(map[string]any))
			if list, some := topic["examples"].([]any); some && len(list) > 0 {
				topic["examples"] = edit(list)
			}
			changed = append(changed, topic)
		}
		return changed
	}
}

// filledIn says of each item what it does on its way in as the service would.
func filledIn(is any) any {
	var changed []any
	for _, item := range is.([]any) {
		entity := maps.Clone(item.(map[string]any))
		entity["inputAction"], entity["inputEnabled"] = entity["action"], true
		changed = append(changed, entity)
	}
	return changed
}
