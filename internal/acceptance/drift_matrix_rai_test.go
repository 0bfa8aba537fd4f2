package acceptance_test

import (
	"maps"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// guardrailChanges are the changes of a guardrail, by row.
func guardrailChanges(kind drift.Kind) map[string]fieldChange {
	if !onAzureSide(kind) {
		return onBedrockGuardrails(kind)
	}
	table := map[string]fieldChange{}
	for object, changes := range map[drift.Object][]map[[2]string]fieldChange{
		drift.RAIPolicy:     {raiEnvelopeChanges(raiPolicyOf), raiPolicyChanges(), raiFilterChanges(), raiListChanges()},
		drift.Blocklist:     {raiEnvelopeChanges(blocklistOf), blocklistChanges()},
		drift.BlocklistItem: {itemChanges()},
	} {
		for _, part := range changes {
			maps.Copy(table, onObject(object, part))
		}
	}
	return table
}

func raiPolicyOf(s *driftScene) part { return part{s: s, path: s.id, id: s.id, arm: true} }

func blocklistOf(s *driftScene) part {
	id := s.cell.account + "/raiBlocklists/" + s.cell.label + "-blocked"
	return part{s: s, path: id, id: id, arm: true}
}

// itemOf picks the item that holds a text.
func itemOf(text string) pick {
	return func(s *driftScene) part {
		for _, item := range s.listedParts(blocklistOf(s).path+"/raiBlocklistItems", "value") {
			if placed(item, "properties.pattern") == text {
				return part{s: s, path: textOf(item["id"]), id: textOf(item["id"]), arm: true}
			}
		}
		s.lacks("item of the text")
		return part{}
	}
}

func raiEnvelopeChanges(of pick) map[[2]string]fieldChange {
	cased := func(member string, fold func(string) string) fieldChange {
		return goes(func(s *driftScene) {
			p := of(s)
			p.write(member, fold(textOf(p.read()[member])), true)
		})
	}
	table := map[[2]string]fieldChange{
		{"(the whole)", "deleted and made again"}: goes(func(s *driftScene) { s.withoutRAI(of(s))() }),
		{"(the whole)", "another one beside it"}: goes(func(s *driftScene) {
			p := of(s)
			s.must("PUT", p.path+"-beside", armBody(p.read()))
		}),
		{"id", "other letter case"}:                        cased("id", strings.ToLower),
		{"name", "other letter case"}:                      cased("name", strings.ToUpper),
		{"type", ""}:                                       cased("type", strings.ToLower),
		{"etag", ""}:                                       shown(of, "etag", `"another"`),
		{"tags.*", "added"}:                                written(of, "tags.extra", "1"),
		{"tags.*", "changed"}:                              written(of, "tags.team", "ads"),
		{"tags.*", "removed"}:                              written(of, "tags.team", nil),
		{"tags.*", "of default_tags, removed"}:             written(of, "tags.cost", nil),
		{"tags.*", "llm:owner removed"}:                    written(of, "tags.llm:owner", nil),
		{"tags.*", "llm:owner of somebody else"}:           written(of, "tags.llm:owner", "another"),
		{"tags.*", "ignored by key"}:                       written(of, "tags.policy", "added"),
		{"tags.*", "ignored by prefix"}:                    written(of, "tags.sys:audited", "1"),
		{"properties.(new)", "not known to this provider"}: shown(of, "properties.somethingNew", "on"),
	}
	maps.Copy(table, audited(of))
	return table
}

// audited are the changes of what tells who and when.
func audited(of pick) map[[2]string]fieldChange {
	const longAgo = "2020-01-01T00:00:00.0000000Z"
	table := map[[2]string]fieldChange{}
	for field, value := range map[string]string{
		"createdAt": longAgo, "createdBy": "somebody", "createdByType": "Application", "lastModifiedAt": longAgo, "lastModifiedBy": "somebody", "lastModifiedByType": "Application",
	} {
		table[[2]string{"systemData." + field, ""}] = shown(of, "systemData."+field, value)
	}
	return table
}

// withoutRAI deletes a policy or a blocklist, which first is taken out of the
// policy, and returns what makes it again.
func (s *driftScene) withoutRAI(p part) (again func()) {
	policy, is := raiPolicyOf(s), p.read()
	before := policy.read()
	var items []map[string]any
	if p.path != policy.path {
		items = s.listedParts(p.path+"/raiBlocklistItems", "value")
		s.must("PUT", policy.path, place(armBody(before), "", stepsOf("properties.customBlocklists"), []any{}))
	}
	s.m.w.do("DELETE", p.path, "")
	return func() {
		s.must("PUT", p.path, armBody(is))
		for _, item := range items {
			s.must("PUT", textOf(item["id"]), armBody(item))
		}
		if items != nil {
			s.must("PUT", policy.path, armBody(before))
		}
	}
}

func raiPolicyChanges() map[[2]string]fieldChange {
	const base, mode = "properties.basePolicyName", "properties.mode"
	gone := goes(func(s *driftScene) { s.withoutRAI(raiPolicyOf(s)) })
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:                                          gone,
		{"(the whole)", "deleted, its blocklist left"}:                      gone,
		{"properties.type", ""}:                                             shown(raiPolicyOf, "properties.type", "SystemManaged"),
		{"properties.safetyProviders[].safetyProviderName", ""}:             shown(raiPolicyOf, "properties.safetyProviders[].safetyProviderName", "theirs"),
		{"properties.customTopics[].*", ""}:                                 shown(raiPolicyOf, "properties.customTopics[].topicName", "theirs"),
		{"properties.contentFilters[].(new)", "not known to this provider"}: shown(raiPolicyOf, "properties.contentFilters[].somethingNew", "on"),
		{base, "another policy"}:                                            written(raiPolicyOf, base, "Microsoft.Nil"),
		{base, "the platform's default under another name"}:                 written(raiPolicyOf, base, "Microsoft.DefaultV3"),
		{base, "other letter case"}:                                         written(raiPolicyOf, base, "microsoft.defaultv2"),
		{mode, ""}:                                                          written(raiPolicyOf, mode, "Asynchronous_filter"),
		{mode, "other letter case"}:                                         written(raiPolicyOf, mode, "BLOCKING"),
		{mode, "absent"}:                                                    written(raiPolicyOf, mode, nil),
		{mode, "Default for Blocking"}:                                      written(raiPolicyOf, mode, "Default"),
	}
}

func raiListChanges() map[[2]string]fieldChange {
	const lists = "properties.customBlocklists"
	more := goes(func(s *driftScene) {
		other := s.cell.account + "/raiBlocklists/" + s.cell.label + "-other"
		s.must("PUT", other, map[string]any{"properties": map[string]any{"description": "somebody's"}})
		p := raiPolicyOf(s)
		list, _ := placed(p.read(), lists).([]any)
		p.write(lists, append(list, map[string]any{"blocklistName": s.cell.label + "-other", "source": "Prompt", "blocking": true}), false)
	})
	return map[[2]string]fieldChange{
		{lists + "[].blocklistName", "one more"}:         more,
		{lists + "[].blocklistName", "one less"}:         edited(raiPolicyOf, lists, func(is any) any { return is.([]any)[1:] }),
		{lists + "[].blocklistName", "in another order"}: edited(raiPolicyOf, lists, reversed),
		{lists + "[].source", ""}:                        written(raiPolicyOf, lists+"[].source", "PreRun"),
		{lists + "[].blocking", ""}:                      written(raiPolicyOf, lists+"[].blocking", false),
		{lists + "[].blocklistName", "other letter case"}: goes(func(s *driftScene) {
			raiPolicyOf(s).write(lists+"[].blocklistName", strings.ToUpper(s.cell.label+"-blocked"), true)
		}),
	}
}

func blocklistChanges() map[[2]string]fieldChange {
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:     goes(func(s *driftScene) { s.withoutRAI(blocklistOf(s)) }),
		{"properties.description", ""}: written(blocklistOf, "properties.description", "by hand"),
	}
}

func itemChanges() map[[2]string]fieldChange {
	word, pattern := itemOf("alpha"), itemOf("ab+c")
	more := func(text string, isRegex bool) fieldChange {
		return goes(func(s *driftScene) {
			s.must("PUT", blocklistOf(s).path+"/raiBlocklistItems/extra", map[string]any{"properties": map[string]any{"pattern": text, "isRegex": isRegex}})
		})
	}
	renamed := func(texts map[string]string) fieldChange {
		return goes(func(s *driftScene) {
			for text, name := range texts {
				p := itemOf(text)(s)
				is := armBody(p.read())
				s.m.w.do("DELETE", p.path, "")
				s.must("PUT", blocklistOf(s).path+"/raiBlocklistItems/"+name, is)
			}
		})
	}
	table := map[[2]string]fieldChange{
		{"(the whole)", "a word deleted"}:                            goes(func(s *driftScene) { s.m.w.do("DELETE", word(s).path, "") }),
		{"(the whole)", "a pattern deleted"}:                         goes(func(s *driftScene) { s.m.w.do("DELETE", pattern(s).path, "") }),
		{"(the whole)", "one more word"}:                             more("by hand", false),
		{"(the whole)", "one more pattern"}:                          more("by+hand", true),
		{"(the whole)", "deleted and made again under another name"}: renamed(map[string]string{"alpha": "remade"}),
		{"properties.pattern", ""}:                                   written(word, "properties.pattern", "by hand"),
		{"properties.pattern", "in other letter case"}:               written(word, "properties.pattern", "ALPHA"),
		{"properties.pattern", "in another order"}:                   renamed(map[string]string{"alpha": "z-3", "beta": "z-2", "gamma delta": "z-1"}),
		{"properties.isRegex", ""}:                                   written(word, "properties.isRegex", true),
		{"id", ""}:                                                   goes(func(s *driftScene) { p := word(s); p.write("id", strings.ToLower(p.id), true) }),
		{"name", ""}:                                                 goes(func(s *driftScene) { p := word(s); p.write("name", strings.ToUpper(textOf(p.read()["name"])), true) }),
		{"type", ""}:                                                 shown(word, "type", "another"),
		{"etag", ""}:                                                 shown(word, "etag", `"another"`),
		{"tags.*", ""}:                                               written(word, "tags.extra", "1"),
	}
	maps.Copy(table, audited(word))
	return table
}
