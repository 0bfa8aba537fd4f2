package acceptance_test

import "github.com/unified-llm/terraform-provider-llm/internal/docs/drift"

// enforcedPath is where Bedrock has what is enforced.
const enforcedPath = "/enforcedGuardrailsConfiguration"

// enforced is the one configuration of the cell's region. It is read by its
// list alone.
func (s *driftScene) enforced() (config map[string]any, id string) {
	config = s.listedParts(aws(s.cell.region, enforcedPath), "guardrailsConfig")[0]
	return config, textOf(config["configId"])
}

func enforcedPart(s *driftScene) part {
	_, id := s.enforced()
	return part{s: s, path: aws(s.cell.region, enforcedPath), id: enforcedPath + "/" + id}
}

// enforcedBody is the PUT of what a list shows.
func enforcedBody(body map[string]any) map[string]any {
	config := map[string]any{"guardrailIdentifier": body["guardrailArn"], "guardrailVersion": body["guardrailVersion"]}
	for _, name := range []string{"selectiveContentGuarding", "modelEnforcement"} {
		if body[name] != nil {
			config[name] = body[name]
		}
	}
	return map[string]any{"configId": body["configId"], "guardrailInferenceConfig": config}
}

func enforcedChanges() map[string]fieldChange {
	const models = "modelEnforcement"
	one := enforcedPart
	gone := func(s *driftScene) (config map[string]any) {
		config, id := s.enforced()
		s.m.w.do("DELETE", aws(s.cell.region, enforcedPath+"/"+id), "")
		return config
	}
	takes := func(s *driftScene) {
		_, id := s.enforced()
		s.m.taken[s.cell.label] = aws(s.cell.region, enforcedPath+"/"+id)
	}
	remade := fieldChange{batch: "enforced taken", by: func(s *driftScene) {
		again := enforcedBody(gone(s))
		delete(again, "configId")
		s.must("PUT", aws(s.cell.region, enforcedPath), again)
		takes(s)
	}}
	another := fieldChange{batch: "enforced taken", by: func(s *driftScene) {
		takes(s)
		one(s).write("configId", "zzzzzzzzzzzz", true)
	}}
	organization := goes(func(s *driftScene) {
		end := one(s).write("owner", "ORGANIZATION", true)
		s.m.ends = append(s.m.ends, func() { end(); gone(s) }) // the organization's own stands beside it, and lets another be made
	})
	return onObject(drift.EnforcedConfig, map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:                         goes(func(s *driftScene) { gone(s) }),
		{"(the whole)", "deleted and made again"}:          remade,
		{"configId", ""}:                                   another,
		{"guardrailArn", ""}:                               goes(func(s *driftScene) { one(s).write("guardrailArn", s.m.taken["two "+s.cell.region], false) }),
		{"guardrailVersion", ""}:                           written(one, "guardrailVersion", "2"),
		{"guardrailId", ""}:                                shown(one, "guardrailId", "zzzzzzzzzzzz"),
		{"owner", "of the organization"}:                   organization,
		{"inputTags", ""}:                                  shown(one, "inputTags", "HONOR"),
		{"createdBy", ""}:                                  shown(one, "createdBy", "somebody"),
		{"updatedBy", ""}:                                  shown(one, "updatedBy", "somebody"),
		{"createdAt", ""}:                                  shown(one, "createdAt", longAgo),
		{"updatedAt", ""}:                                  shown(one, "updatedAt", longAgo),
		{"selectiveContentGuarding.system", ""}:            written(one, "selectiveContentGuarding.system", "COMPREHENSIVE"),
		{"selectiveContentGuarding.messages", ""}:          written(one, "selectiveContentGuarding.messages", "COMPREHENSIVE"),
		{models + ".includedModels[]", ""}:                 written(one, models+".includedModels", []any{"amazon.nova-lite-v1:0"}),
		{models + ".includedModels[]", "ALL"}:              written(one, models+".includedModels", []any{"ALL"}),
		{models + ".excludedModels[]", ""}:                 written(one, models+".excludedModels", []any{"amazon.nova-premier-v1:0"}),
		{models + ".includedModels[]", "in another order"}: edited(one, models+".includedModels", reversed),
	})
}
