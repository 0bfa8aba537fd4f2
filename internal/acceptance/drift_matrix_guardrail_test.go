package acceptance_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// onBedrockGuardrails are the changes of a guardrail of Bedrock, by row.
func onBedrockGuardrails(kind drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	for _, part := range []map[[2]string]fieldChange{draftChanges(), policyFieldChanges(draftOf, kind), textChanges(draftOf)} {
		maps.Copy(table, onObject(drift.GuardrailDraft, part))
	}
	for _, part := range []map[[2]string]fieldChange{policyFieldChanges(versionOf, kind), textChanges(versionOf), versionChanges()} {
		maps.Copy(table, onObject(drift.GuardrailVersion, part))
	}
	tags := map[[2]string]fieldChange{
		{"tags[].key", "llm:guardrail removed"}: goes(func(s *driftScene) { s.m.w.untag("llm:guardrail")(s.id) }),
	}
	for key, change := range tagChanges() {
		parts := strings.Split(key, "|")
		tags[[2]string{parts[1], parts[2]}] = change
	}
	maps.Copy(table, onObject(drift.GuardrailTags, tags))
	return table
}

func draftOf(s *driftScene) part { return part{s: s, path: guardrailPath(s.id), id: s.id} }

func versionOf(s *driftScene) part {
	return part{s: s, path: guardrailPath(s.id) + "?guardrailVersion=1", id: s.id + ":1"}
}

// guardrailBody is the PUT of what a read of a draft shows.
func guardrailBody(body map[string]any) map[string]any {
	sent := map[string]any{}
	for _, name := range []string{"name", "description", "blockedInputMessaging", "blockedOutputsMessaging"} {
		if body[name] != nil {
			sent[name] = body[name]
		}
	}
	for name, value := range body {
		policy, isObject := value.(map[string]any)
		if !isObject || !strings.HasSuffix(name, "Policy") {
			continue
		}
		config := map[string]any{}
		for member, part := range policy {
			if slices.Contains([]string{"filters", "topics", "words", "managedWordLists", "piiEntities", "regexes", "tier"}, member) {
				member += "Config"
			}
			config[member] = part
		}
		sent[name+"Config"] = config
	}
	if body["kmsKeyArn"] != nil {
		sent["kmsKeyId"] = body["kmsKeyArn"]
	}
	if profile := placed(body, "crossRegionDetails.guardrailProfileId"); profile != nil {
		sent["crossRegionConfig"] = map[string]any{"guardrailProfileIdentifier": profile}
	}
	return sent
}

// draftChanges are the changes of a draft as such, and of what says which it is.
func draftChanges() map[[2]string]fieldChange {
	remade := goes(func(s *driftScene) {
		is := guardrailBody(draftOf(s).read())
		s.m.w.do("DELETE", guardrailPath(s.id), "")
		made := s.m.w.do("POST", aws(region, "/guardrails"), asText(s, is))
		arn := regexp.MustCompile(`arn:[^"]*`).FindString(made)
		s.m.w.do("POST", guardrailPath(arn), "{}")
		s.m.taken[s.cell.label] = guardrailPath(arn)
	})
	remade.batch = "guardrail taken"
	table := map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:                goes(func(s *driftScene) { s.m.w.do("DELETE", guardrailPath(s.id), "") }),
		{"(the whole)", "deleted and made again"}: remade,
		{"(the whole)", "another one beside it"}: goes(func(s *driftScene) {
			again := guardrailBody(draftOf(s).read())
			again["name"] = s.cell.label + "-beside"
			s.must("POST", aws(region, "/guardrails"), again)
		}),
		{"guardrailArn", ""}: shownUntilApply(draftOf, "guardrailArn", otherGuardrail),
		{"version", ""}:      shown(draftOf, "version", "7"),
		{"name", ""}:         goes(func(s *driftScene) { draftOf(s).write("name", s.cell.label+"-renamed", false) }),
	}
	maps.Copy(table, lifeChanges(draftOf))
	return table
}

const otherGuardrail = "arn:aws:bedrock:us-east-1:000000000000:guardrail/zzzzzzzzzzzz"

// lifeChanges are the changes of what the service says of a draft or version.
func lifeChanges(of pick) map[[2]string]fieldChange {
	status := func(status, settled string, reasons ...string) fieldChange {
		return goes(func(s *driftScene) {
			id := of(s).id
			s.m.w.ok(s.m.w.sb.SetGuardrailStatus(id, status, reasons...))
			if settled != "" {
				s.m.ends = append(s.m.ends, func() { s.m.w.ok(s.m.w.sb.SetGuardrailStatus(id, settled)) })
			}
		})
	}
	return map[[2]string]fieldChange{
		{"guardrailId", ""}:                                  shown(of, "guardrailId", "zzzzzzzzzzzz"),
		{"status", "FAILED"}:                                 status("FAILED", "", "it broke"),
		{"status", "any other but READY"}:                    status("UPDATING", "READY"),
		{"statusReasons[]", "of a failed one"}:               status("FAILED", "", "another reason"),
		{"failureRecommendations[]", "of a failed one"}:      status("FAILED", "", "another way out"),
		{"createdAt", ""}:                                    shown(of, "createdAt", longAgo),
		{"updatedAt", ""}:                                    shown(of, "updatedAt", longAgo),
		{"crossRegionDetails.guardrailProfileArn", ""}:       shown(of, "crossRegionDetails.guardrailProfileArn", "arn:aws:bedrock:us-east-1:000000000000:guardrail-profile/eu.guardrail.v1:0"),
		{"crossRegionDetails.guardrailProfileId", ""}:        written(of, "crossRegionDetails.guardrailProfileId", "eu.guardrail.v1:0"),
		{"kmsKeyArn", ""}:                                    written(of, "kmsKeyArn", "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000000"),
		{"automatedReasoningPolicy.policies[]", ""}:          shown(of, "automatedReasoningPolicy.policies[]", "arn:aws:bedrock:us-east-1:000000000000:automated-reasoning-policy/abcdefghijkl"),
		{"automatedReasoningPolicy.confidenceThreshold", ""}: shown(of, "automatedReasoningPolicy.confidenceThreshold", 0.5),
	}
}

// sided are the changes of what an item does on its way in and out.
func sided(of pick, path string) map[[2]string]fieldChange {
	return map[[2]string]fieldChange{
		{path + ".inputAction", ""}:   written(of, path+".inputAction", "NONE"),
		{path + ".outputAction", ""}:  written(of, path+".outputAction", "NONE"),
		{path + ".inputEnabled", ""}:  written(of, path+".inputEnabled", false),
		{path + ".outputEnabled", ""}: written(of, path+".outputEnabled", false),
	}
}

// without takes the first item of a list away, more adds one.
func without(of pick, list string) fieldChange {
	return edited(of, list, func(is any) any { return is.([]any)[1:] })
}

func more(of pick, list string, item map[string]any) fieldChange {
	return edited(of, list, func(is any) any {
		items, _ := is.([]any)
		return append(slices.Clone(items), item)
	})
}

// ofType edits the item of a type.
func ofType(of pick, list, called string, edit func(map[string]any) map[string]any) fieldChange {
	return edited(of, list, func(is any) any {
		var changed []any
		for _, item := range is.([]any) {
			member := maps.Clone(item.(map[string]any))
			if member["type"] == called {
				member = edit(member)
			}
			if member != nil {
				changed = append(changed, member)
			}
		}
		if equalJSON(changed, is) {
			panic(fmt.Sprintf("no %s in %s would change", called, list))
		}
		return changed
	})
}
