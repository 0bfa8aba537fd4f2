package drift

import "slices"

const (
	stays     = "The id stays, and everything is compared."
	inContent = "Its name says nothing; what it holds is compared."
)

// changedIn are changes of a child that the plan shows at an argument too.
func changedIn(argument string, rows ...Row) []Row {
	for i := range rows {
		rows[i].Class, rows[i].Plan, rows[i].Argument, rows[i].Observed = Changed, Update, argument, content()
	}
	return rows
}

// sameMeaning are other forms of what a child holds.
func sameMeaning(why string, rows ...Row) []Row {
	for i := range rows {
		rows[i].Class, rows[i].Plan, rows[i].Why, rows[i].Observed = Normalised, Nothing, why, content()
	}
	return rows
}

// raiEnvelope is what policies and blocklists have in common. Tags
// and all are the attributes in which a plan shows tags that were written and all
// of them.
func raiEnvelope(tags, all string) []Row {
	rows := []Row{
		{Field: whole, Case: "deleted and made again", Class: Derived, Plan: Nothing, Why: stays},
		{Field: "id", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: letters, Observed: []string{"Children[].ID"}},
		{Field: "name", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: letters, Observed: []string{"ID.Name", "Name"}},
		{Field: "type", Class: Derived, Plan: Nothing, Why: "It is the same for all of them."},
	}
	rows = append(rows, volatile("It changes with every write; what was written is compared itself.", "etag")...)
	rows = append(rows, volatile(audit, "systemData.createdAt", "systemData.createdBy", "systemData.createdByType", "systemData.lastModifiedAt",
		"systemData.lastModifiedBy", "systemData.lastModifiedByType")...)
	return slices.Concat(rows, changedIn(tags, Row{Field: "tags.*", Case: "changed"}, Row{Field: "tags.*", Case: "removed"}),
		changedIn(all, Row{Field: "tags.*", Case: "added"}, Row{Field: "tags.*", Case: "of default_tags, removed"}, Row{Field: "tags.*", Case: "llm:owner removed"}), []Row{
			{Field: "tags.*", Case: "llm:owner of somebody else", Class: Changed, Plan: Update, Argument: all, Observed: []string{"Owner", "Children[].Content"}},
			{Field: "tags.*", Case: "ignored by key", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: content()},
			{Field: "tags.*", Case: "ignored by prefix", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: content()},
		})
}

// raiPolicy is the policy but for its lists.
func raiPolicy() []Row {
	const mode, base, unknown = "properties.mode", "properties.basePolicyName", "It stays as it is: no write is known to end the difference."
	rows := append(raiEnvelope("tags", "tags_all"),
		Row{Field: whole, Case: "deleted", Kinds: []Kind{PlainPolicy}, Class: Missing, Plan: Create},
		Row{Field: whole, Case: "deleted, its blocklist left", Kinds: []Kind{ListedPolicy}, Class: Missing, Plan: Update, Observed: []string{"Children[].Name", "Children[].Root", "Children[].Last"}},
		Row{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: "What Terraform does not manage is no drift."},
		Row{Field: "properties.type", Class: Derived, Plan: Nothing, Why: "Only Microsoft's own policies are of another one."},
		Row{Field: "properties.safetyProviders[].safetyProviderName", Class: Changed, Plan: Update, Why: "A guardrail has none.", Observed: content()},
		Row{Field: "properties.customTopics[].*", Class: Changed, Plan: Update, Why: "A guardrail has none.", Observed: content()},
		Row{Field: "properties.(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Warn, Why: unknown, Observed: []string{"Beside[].Child", "Beside[].Detail"}},
		Row{Field: "properties.contentFilters[].(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Warn, Why: unknown, Observed: []string{"Beside[].Child", "Beside[].Detail"}},
	)
	rows = append(rows, changedIn("azure", Row{Field: base, Case: "another policy"}, Row{Field: mode})...)
	rows = append(rows, sameMeaning("The default is the same one, whatever its name.", Row{Field: base, Case: "the platform's default under another name"})...)
	rows = append(rows, sameMeaning(letters, Row{Field: base, Case: "other letter case"}, Row{Field: mode, Case: "other letter case"})...)
	rows = append(rows, sameMeaning("Blocking is what none means.", Row{Field: mode, Case: "absent"}, Row{Field: mode, Case: "Default for Blocking"})...)
	return of(RAIPolicy, rows)
}

// raiLists are the blocklists that a policy applies.
func raiLists() []Row {
	const lists, own = "properties.customBlocklists[]", "A guardrail applies its own blocklist alone."
	listed := []Kind{ListedPolicy}
	rows := changedIn("",
		Row{Field: lists + ".blocklistName", Case: "one more", Why: own},
		Row{Field: lists + ".blocklistName", Case: "one less", Kinds: listed},
		Row{Field: lists + ".source", Kinds: listed},
		Row{Field: lists + ".blocking", Kinds: listed},
	)
	rows = append(rows, sameMeaning(letters, Row{Field: lists + ".blocklistName", Case: "other letter case", Kinds: listed})...)
	return of(RAIPolicy, append(rows, sameMeaning(noOrder, Row{Field: lists + ".blocklistName", Case: "in another order", Kinds: listed})...))
}

// blocklist is the list of a guardrail's words and patterns.
func blocklist() []Row {
	rows := append(raiEnvelope("", ""),
		Row{Field: whole, Case: "deleted", Class: Missing, Plan: Update, Observed: []string{"Children[].Name"}},
		Row{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: "What Terraform does not manage is no drift."},
		Row{Field: "properties.(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Nothing, Why: newer},
		Row{Field: "properties.description", Class: Changed, Plan: Update, Why: "It tells whose list it is.", Observed: []string{"Children[].Content", "Children[].Foreign"}},
	)
	return of(Blocklist, rows)
}

// blocklistItem is a word or a pattern.
func blocklistItem() []Row {
	texts := []string{"Children[].Content", "Children[].Texts"}
	rows := []Row{
		{Field: whole, Case: "a word deleted", Class: Missing, Plan: Update, Argument: "blocked_words", Observed: texts},
		{Field: whole, Case: "a pattern deleted", Class: Missing, Plan: Update, Argument: "blocked_patterns", Observed: texts},
		{Field: whole, Case: "one more word", Class: Changed, Plan: Update, Argument: "blocked_words", Observed: texts},
		{Field: whole, Case: "one more pattern", Class: Changed, Plan: Update, Argument: "blocked_patterns", Observed: texts},
		{Field: whole, Case: "deleted and made again under another name", Class: Normalised, Plan: Nothing, Why: inContent, Observed: texts},
		{Field: "properties.pattern", Class: Changed, Plan: Update, Argument: "blocked_words", Observed: texts},
		{Field: "properties.pattern", Case: "in other letter case", Class: Changed, Plan: Update, Argument: "blocked_words", Why: "It is another text.", Observed: texts},
		{Field: "properties.pattern", Case: "in another order", Class: Normalised, Plan: Nothing, Why: noOrder, Observed: texts},
		{Field: "properties.isRegex", Class: Changed, Plan: Update, Argument: "blocked_patterns", Observed: content()},
		{Field: "id", Class: Derived, Plan: Nothing, Why: inContent},
		{Field: "name", Class: Derived, Plan: Nothing, Why: inContent},
		{Field: "type", Class: Derived, Plan: Nothing, Why: "It is the same for all of them."},
		{Field: "tags.*", Class: Unmanaged, Plan: Nothing, Why: "Items of a guardrail bear none."},
	}
	rows = append(rows, volatile("It changes with every write; what was written is compared itself.", "etag")...)
	return of(BlocklistItem, append(rows, volatile(audit, "systemData.createdAt", "systemData.createdBy", "systemData.createdByType", "systemData.lastModifiedAt",
		"systemData.lastModifiedBy", "systemData.lastModifiedByType")...))
}
