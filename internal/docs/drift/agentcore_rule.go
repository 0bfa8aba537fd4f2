package drift

func gatewayRule() []Row {
	matched := []string{"Name"}
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Update, Observed: []string{"Children[].Name", "Children[].Last"}},
		{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Note, Why: "It is compared in everything.", Observed: []string{"Children[].ID"}},
		{Field: whole, Case: "another one of the same model, looked at first", Class: Unmanaged, Plan: Warn, Why: "Nobody's rule is taken away: the warning names it.", Observed: []string{"Beside[].Child", "Beside[].Detail"}},
		{Field: whole, Case: "another one of another model", Class: Unmanaged, Plan: Nothing, Why: another, Observed: []string{"Beside[].Child"}},
		{Field: "ruleId", Class: Recreated, Plan: Note, Observed: []string{"Children[].ID"}},
		{Field: "gatewayArn", Class: Identity, Plan: Nothing, Why: asked},
		{Field: "status", Case: "any other but ACTIVE", Class: Health, Plan: Resume, Observed: []string{"Children[].Phase", "Children[].Reason"}},
		{Field: "system.managedBy", Class: Unmanaged, Plan: Nothing, Why: "The service says of a rule of its own who made it."},
		{Field: "conditions[].matchModels.anyOf[].value", Class: Changed, Plan: Update, Observed: append(matched, content()...)},
		{Field: "conditions[].matchModels.anyOf[].value", Case: "one more", Class: Changed, Plan: Update, Observed: content()},
	}
	rows = append(rows, held(nil, "description", "priority", "conditions[].matchModels.anyOf[].operator", "conditions[].matchPaths.anyOf[]",
		"conditions[].matchPrincipals.anyOf[].iamPrincipal.*", "actions[].configurationBundle.*")...)
	return of(GatewayRule, append(rows, volatile(when, "createdAt", "updatedAt")...))
}

// gatewayRoutes are the two forms of a rule's action. That a rule has the other
// one is a difference as a whole.
func gatewayRoutes() []Row {
	const static, split = "actions[].routeToTarget.staticRoute", "actions[].routeToTarget.weightedRoute.trafficSplit[]"
	one, two := []Kind{StaticRoute}, []Kind{WeightedRoute}
	rows := []Row{
		{Field: "actions[].routeToTarget.weightedRoute.*", Case: "in place of a route to one target", Kinds: one, Class: Changed, Plan: Update, Observed: content()},
		{Field: static + ".*", Case: "in place of two targets", Kinds: two, Class: Changed, Plan: Update, Observed: content()},
	}
	rows = append(rows, routeFields(one, static)...)
	rows = append(rows, Row{
		Field: static + ".fallback.circuitBreaker.mode", Case: "left out for ENABLED", Kinds: one, Class: Normalised, Plan: Nothing, Why: "It is what none means.", Observed: content(),
	})
	rows = append(rows, routeFields(two, split)...)
	rows = append(rows, held(two, below(split, "name", "weight", "description", "metadata")...)...)
	rows = append(rows, unordered(two, split+".name")...)
	rows = append(rows, Row{
		Field: split + ".fallback.targetFallback[].targetName", Case: "in another order", Kinds: two, Class: Changed, Plan: Update, Why: "Fallbacks are tried in their order.", Observed: content(),
	})
	return of(GatewayRule, rows)
}

// routeFields are what both forms have, at their paths.
func routeFields(kinds []Kind, path string) []Row {
	chain := path + ".fallback"
	rows := held(kinds, below(path, "targetName", "model")...)
	rows = append(rows, held(kinds, below(chain, "circuitBreaker.mode", "firstByteTimeoutMilliseconds", "triggerOn.errors[]", "triggerOn.statusCodes[]")...)...)
	rows = append(rows, held(kinds, below(chain+".targetFallback[]", "targetName", "model", "firstByteTimeoutMilliseconds", "triggerOn.errors[]", "triggerOn.statusCodes[]")...)...)
	rows = append(rows, unordered(kinds, below(chain, "triggerOn.errors[]", "triggerOn.statusCodes[]")...)...)
	return append(rows,
		Row{Field: chain + ".triggerOn.errors[]", Case: "the service's own triggers left out", Kinds: kinds, Class: Normalised, Plan: Nothing, Why: "They are what none means.", Observed: content()},
		Row{Field: chain + ".targetFallback[].triggerOn.errors[]", Case: "the service's own filled in, after which nothing comes", Kinds: kinds, Class: Normalised, Plan: Nothing, Why: "They are what none means.", Observed: content()},
	)
}
