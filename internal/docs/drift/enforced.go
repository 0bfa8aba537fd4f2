package drift

// enforced is the configuration by which an account's requests in a region have
// to pass a guardrail.
func enforced() []Row {
	const models = "modelEnforcement"
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Create, Observed: []string{"ID.Value"}},
		{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Exists, Why: "Its id is another one. The error holds the import block for it.", Observed: []string{"ID.Value"}},
		{Field: "configId", Class: Recreated, Plan: Exists, Why: "It is another configuration.", Observed: []string{"ID.Value", "Children[].ID"}},
		{Field: "guardrailArn", Class: Changed, Plan: Update, Argument: "guardrail", Observed: []string{"Name", "Children[].Content"}},
		{Field: "guardrailId", Class: Derived, Plan: Nothing, Why: "It is the end of the ARN."},
		{Field: "owner", Case: "of the organization", Class: Missing, Plan: Create, Why: "It is not the account's: what the account enforces is made again."},
		{Field: "inputTags", Class: Derived, Plan: Nothing, Why: "It is the older form of selectiveContentGuarding, which no request takes any more."},
		{Field: "createdBy", Class: Volatile, Plan: Nothing, Why: audit},
		{Field: "updatedBy", Class: Volatile, Plan: Nothing, Why: audit},
	}
	rows = append(rows, volatile(when, "createdAt", "updatedAt")...)
	rows = append(rows, changedIn("guardrail", Row{Field: "guardrailVersion"})...)
	rows = append(rows, changedIn("system_prompts", Row{Field: "selectiveContentGuarding.system"})...)
	rows = append(rows, changedIn("guarded_messages", Row{Field: "selectiveContentGuarding.messages"})...)
	rows = append(rows, changedIn("included_models", Row{Field: models + ".includedModels[]"}, Row{Field: models + ".includedModels[]", Case: "ALL"})...)
	rows = append(rows, changedIn("excluded_models", Row{Field: models + ".excludedModels[]"})...)
	return of(EnforcedConfig, append(rows, sameMeaning(noOrder, Row{Field: models + ".includedModels[]", Case: "in another order"})...))
}
