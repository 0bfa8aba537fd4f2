package acceptance_test

import (
	"maps"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

func ruleChanges() map[[2]string]fieldChange {
	const models = "conditions[].matchModels.anyOf"
	other := func(model func(*driftScene) string, priority int) fieldChange {
		return goes(func(s *driftScene) {
			again := s.ruleAgain(theRule(s).read())
			again["priority"], again["description"] = priority, "somebody's"
			s.must("POST", agentcore(s.cell.gateway, "/rules"), place(again, "", stepsOf(models+"[].value"), model(s)))
		})
	}
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}: goes(func(s *driftScene) { s.m.w.do("DELETE", theRule(s).path, "") }),
		{"(the whole)", "deleted and made again"}: goes(func(s *driftScene) {
			r := theRule(s)
			again := s.ruleAgain(r.read())
			s.m.w.do("DELETE", r.path, "")
			s.must("POST", agentcore(s.cell.gateway, "/rules"), again)
		}),
		{"(the whole)", "another one of the same model, looked at first"}: other(func(s *driftScene) string { return s.cell.label }, 1),
		{"(the whole)", "another one of another model"}:                   other(func(*driftScene) string { return "other" }, 1),

		{"ruleId", ""}:                     shown(theRule, "ruleId", "00000000-0000-4000-8000-000000000000"),
		{"gatewayArn", ""}:                 shown(theRule, "gatewayArn", "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/another-0000000000"),
		{"status", "any other but ACTIVE"}: status(theRule, "UPDATING", "ACTIVE"),
		{"system.managedBy", ""}:           shown(theRule, "system.managedBy", "service"),
		{"description", ""}:                written(theRule, "description", "by hand"),
		{"priority", ""}:                   written(theRule, "priority", 7),
		{"createdAt", ""}:                  shown(theRule, "createdAt", longAgo),
		{"updatedAt", ""}:                  shown(theRule, "updatedAt", longAgo),

		{models + "[].value", ""}: written(theRule, models+"[].value", "other"),
		{models + "[].value", "one more"}: edited(theRule, models, func(is any) any {
			list, _ := is.([]any)
			return append(list, map[string]any{"value": "other", "operator": "StringEquals"})
		}),
		{models + "[].operator", ""}:                                written(theRule, models+"[].operator", "StringLike"),
		{"conditions[].matchPaths.anyOf[]", ""}:                     written(theRule, "conditions[].matchPaths.anyOf[]", "/chat/*"),
		{"conditions[].matchPrincipals.anyOf[].iamPrincipal.*", ""}: written(theRule, "conditions[].matchPrincipals.anyOf[].iamPrincipal.arn", "arn:aws:iam::000000000000:role/a"),
		{"actions[].configurationBundle.*", ""}: shown(theRule, "actions[].configurationBundle.staticOverride", map[string]any{
			"bundleArn": "arn:aws:bedrock-agentcore:us-east-1:000000000000:configuration-bundle/a", "bundleVersion": "00000000-0000-4000-8000-000000000000",
		}),
	}
}

// splitChanges are the changes of a rule's action, in the form that the kind has.
func splitChanges(kind drift.Kind) map[[2]string]fieldChange {
	const to = "actions[].routeToTarget"
	leg := func(s *driftScene, credential, name string, weight int) map[string]any {
		return map[string]any{"targetName": targetWith(credential)(s).read()["name"], "name": name, "weight": weight}
	}
	if kind == drift.StaticRoute {
		table := legChanges(kind, to+".staticRoute")
		table[[2]string{to + ".weightedRoute.*", "in place of a route to one target"}] = goes(func(s *driftScene) {
			theRule(s).write(to+".weightedRoute.trafficSplit", []any{leg(s, byRole, "a", 50), leg(s, byKey, "b", 50)}, false)
		})
		table[[2]string{to + ".staticRoute.fallback.circuitBreaker.mode", "left out for ENABLED"}] = written(theRule, to+".staticRoute.fallback.circuitBreaker", nil)
		return table
	}
	const split = to + ".weightedRoute.trafficSplit"
	table := legChanges(kind, split+"[]")
	maps.Copy(table, map[[2]string]fieldChange{
		{to + ".staticRoute.*", "in place of two targets"}: goes(func(s *driftScene) {
			theRule(s).write(to+".staticRoute.targetName", leg(s, byKey, "", 0)["targetName"], false)
		}),
		{split + "[].name", ""}:                 written(theRule, split+"[].name", "renamed"),
		{split + "[].name", "in another order"}: edited(theRule, split, reversed),
		{split + "[].weight", ""}: edited(theRule, split, func(is any) any {
			for _, item := range is.([]any) {
				item.(map[string]any)["weight"] = 50
			}
			return is
		}),
		{split + "[].description", ""}:                                          written(theRule, split+"[].description", "by hand"),
		{split + "[].metadata", ""}:                                             written(theRule, split+"[].metadata", map[string]any{"team": "ads"}),
		{split + "[].fallback.targetFallback[].targetName", "in another order"}: edited(theRule, split+"[].fallback.targetFallback", reversed),
	})
	return table
}

// legChanges are the changes of what both forms have, at their paths.
func legChanges(kind drift.Kind, path string) map[[2]string]fieldChange {
	chain := path + ".fallback"
	breaker := map[drift.Kind]string{drift.StaticRoute: "DISABLED", drift.WeightedRoute: "ENABLED"}[kind]
	to := func(path, credential string) fieldChange {
		return goes(func(s *driftScene) { theRule(s).write(path, targetWith(credential)(s).read()["name"], false) })
	}
	own := written(theRule, chain+".triggerOn", nil)
	own.with = args{"fallback_on": `{ statuses = ["5XX"], connection_error = true, first_byte_timeout = "8s" }`}
	return map[[2]string]fieldChange{
		{path + ".targetName", ""}:                                             to(path+".targetName", byKey),
		{path + ".model", ""}:                                                  written(theRule, path+".model", "another"),
		{chain + ".circuitBreaker.mode", ""}:                                   written(theRule, chain+".circuitBreaker.mode", breaker),
		{chain + ".firstByteTimeoutMilliseconds", ""}:                          written(theRule, chain+".firstByteTimeoutMilliseconds", 5000),
		{chain + ".triggerOn.errors[]", ""}:                                    written(theRule, chain+".triggerOn.errors", []any{"UNROUTABLE"}),
		{chain + ".triggerOn.errors[]", "in another order"}:                    edited(theRule, chain+".triggerOn.errors", reversed),
		{chain + ".triggerOn.statusCodes[]", ""}:                               written(theRule, chain+".triggerOn.statusCodes", []any{"503"}),
		{chain + ".triggerOn.statusCodes[]", "in another order"}:               edited(theRule, chain+".triggerOn.statusCodes", reversed),
		{chain + ".targetFallback[].targetName", ""}:                           to(chain+".targetFallback[].targetName", byKey),
		{chain + ".targetFallback[].model", ""}:                                written(theRule, chain+".targetFallback[].model", "another"),
		{chain + ".targetFallback[].firstByteTimeoutMilliseconds", ""}:         written(theRule, chain+".targetFallback[].firstByteTimeoutMilliseconds", 5000),
		{chain + ".targetFallback[].triggerOn.errors[]", ""}:                   written(theRule, chain+".targetFallback[].triggerOn.errors", []any{"UNROUTABLE"}),
		{chain + ".targetFallback[].triggerOn.statusCodes[]", ""}:              written(theRule, chain+".targetFallback[].triggerOn.statusCodes", []any{"503"}),
		{chain + ".triggerOn.errors[]", "the service's own triggers left out"}: own,
		{chain + ".targetFallback[].triggerOn.errors[]", "the service's own filled in, after which nothing comes"}: edited(theRule, chain+".targetFallback", func(is any) any {
			list, _ := is.([]any)
			last, _ := list[len(list)-1].(map[string]any)
			last["triggerOn"] = map[string]any{"statusCodes": []any{"5XX"}, "errors": []any{"CONNECTION_ERROR", "FIRST_BYTE_TIMEOUT", "UNROUTABLE"}}
			return list
		}),
	}
}
