package drift

import "slices"

const (
	byNumber  = "It is asked for by its number: an answer about another one is an error."
	governing = "The draft is written back; the published version is right, and none is published."
	anew      = "The content is published anew, once."
)

// wholeGuardrail is the guardrail that has a bit of everything.
func wholeGuardrail() []Kind { return []Kind{WholeGuardrail} }

// guardrailDraft is the draft but for its policies.
func guardrailDraft() []Row {
	phase := []string{"Children[].Phase", "Children[].Reason"}
	rows := []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Create},
		{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Exists, Why: "Its ARN is another one. The error holds the import block for it.", Observed: []string{"Children[].Foreign"}},
		{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: "What Terraform does not manage is no drift."},
		{Field: "guardrailArn", Class: Identity, Plan: Refuse, Why: arnAsked},
		{Field: "guardrailId", Class: Derived, Plan: Nothing, Why: "It is the end of the ARN."},
		{Field: "version", Class: Identity, Plan: Nothing, Why: "The draft is asked for."},
		{Field: "name", Class: Changed, Plan: Update, Argument: "name", Why: governing, Observed: []string{"ID.Name", "Name", "Children[].Content"}},
		{Field: "status", Case: "FAILED", Class: Health, Plan: Update, Why: "The draft is written again as it was.", Observed: phase},
		{Field: "status", Case: "any other but READY", Class: Health, Plan: Resume, Observed: phase},
		{Field: "statusReasons[]", Case: "of a failed one", Class: Health, Plan: Update, Why: "The plan holds them.", Observed: []string{"Children[].Reason"}},
		{Field: "failureRecommendations[]", Case: "of a failed one", Class: Health, Plan: Update, Why: "The plan holds them.", Observed: []string{"Children[].Reason"}},
		{Field: "crossRegionDetails.guardrailProfileArn", Kinds: wholeGuardrail(), Class: Derived, Plan: Nothing, Why: "The id of the profile is its end."},
		{Field: "automatedReasoningPolicy.policies[]", Class: Changed, Plan: Update, Why: "A guardrail of Terraform's has none.", Observed: content()},
		{Field: "automatedReasoningPolicy.confidenceThreshold", Class: Changed, Plan: Update, Why: "A guardrail of Terraform's has none.", Observed: content()},
	}
	rows = slices.Concat(rows,
		texts("messages", Row{Field: "blockedInputMessaging"}, Row{Field: "blockedOutputsMessaging"}),
		texts("bedrock", Row{Field: "description"}),
		changedIn("bedrock", Row{Field: "kmsKeyArn"}, Row{Field: "crossRegionDetails.guardrailProfileId"}),
		volatile(when, "createdAt", "updatedAt"))
	return of(GuardrailDraft, rows)
}

// texts are changes of what is confidential.
func texts(argument string, rows ...Row) []Row {
	for i := range rows {
		rows[i].Class, rows[i].Plan, rows[i].Argument, rows[i].Observed = Changed, Update, argument, []string{"Children[].Content", "Children[].Texts"}
	}
	return rows
}

// guardrailFilters are the content filters and grounding of a draft.
func guardrailFilters() []Row {
	const filters, grounding = "contentPolicy.filters[]", "contextualGroundingPolicy.filters[]"
	var rows []Row
	for _, category := range []string{"HATE", "INSULTS", "SEXUAL", "VIOLENCE", "MISCONDUCT", "PROMPT_ATTACK"} {
		rows = append(rows, changedIn("filters", Row{Field: filters + ".type", Case: category + " taken out", Kinds: wholeGuardrail()}, Row{Field: filters + ".inputStrength", Case: category, Kinds: wholeGuardrail()})...)
		if category != "PROMPT_ATTACK" {
			rows = append(rows, changedIn("filters", Row{Field: filters + ".outputStrength", Case: category, Kinds: wholeGuardrail()})...)
		}
	}
	rows = slices.Concat(rows,
		changedIn("filters", Row{Field: filters + ".type", Case: "one more", Kinds: []Kind{SmallGuardrail}}, Row{Field: filters + ".inputStrength", Kinds: []Kind{SmallGuardrail}}),
		changedIn("filters", Row{Field: filters + ".inputAction", Case: "with outputAction"}),
		changedIn("", fields(filters, "inputAction", "outputAction", "inputEnabled", "outputEnabled", "outputModalities[]")...),
		changedIn("", Row{Field: filters + ".inputModalities[]", Kinds: wholeGuardrail()}),
		changedIn("bedrock", Row{Field: filters + ".inputModalities[]", Kinds: []Kind{SmallGuardrail}}, Row{Field: "contentPolicy.tier.tierName", Kinds: []Kind{SmallGuardrail}}),
		changedIn("", Row{Field: "contentPolicy.tier.tierName", Kinds: wholeGuardrail(), Why: "Topics have the other tier still."}),
		sameMeaning("It is what none means.",
			Row{Field: "contentPolicy.tier.tierName", Case: "left out for CLASSIC", Kinds: []Kind{SmallGuardrail}},
			Row{Field: filters + ".inputModalities[]", Case: "TEXT filled in", Kinds: []Kind{SmallGuardrail}},
			Row{Field: filters + ".inputAction", Case: "BLOCK filled in"}, Row{Field: filters + ".inputEnabled", Case: "true filled in"}),
		sameMeaning(noOrder, Row{Field: filters + ".type", Case: "in another order", Kinds: wholeGuardrail()}, Row{Field: filters + ".inputModalities[]", Case: "in another order", Kinds: wholeGuardrail()}),
		changedIn("grounding", Row{Field: grounding + ".threshold", Kinds: wholeGuardrail()}, Row{Field: grounding + ".type", Case: "taken out", Kinds: wholeGuardrail()}, Row{Field: grounding + ".type", Case: "added", Kinds: []Kind{SmallGuardrail}}),
		changedIn("", Row{Field: grounding + ".action", Kinds: wholeGuardrail()}, Row{Field: grounding + ".enabled", Kinds: wholeGuardrail()}),
		sameMeaning("It is what none means.", Row{Field: grounding + ".action", Case: "BLOCK filled in", Kinds: wholeGuardrail()}),
		sameMeaning(noOrder, Row{Field: grounding + ".type", Case: "in another order", Kinds: wholeGuardrail()}))
	return of(GuardrailDraft, rows)
}

// fields are rows of what is below a path.
func fields(path string, names ...string) []Row {
	rows := make([]Row, len(names))
	for i, name := range names {
		rows[i].Field = path + "." + name
	}
	return rows
}

// guardrailWords are the words and topics of a draft.
func guardrailWords() []Row {
	const words, managed, topics = "wordPolicy.words[]", "wordPolicy.managedWordLists[]", "topicPolicy.topics[]"
	ways := []string{"inputAction", "inputEnabled", "outputAction", "outputEnabled"}
	rows := slices.Concat(
		texts("blocked_words", Row{Field: words + ".text"}, Row{Field: words + ".text", Case: "one more"}, Row{Field: words + ".text", Case: "one less"}),
		sameMeaning(noOrder, Row{Field: words + ".text", Case: "in another order", Kinds: wholeGuardrail()}),
		changedIn("", fields(words, ways...)...),
		changedIn("profanity", Row{Field: managed + ".type", Case: "added", Kinds: []Kind{SmallGuardrail}}, Row{Field: managed + ".type", Case: "taken out", Kinds: wholeGuardrail()}),
		changedIn("", only(wholeGuardrail(), fields(managed, ways...))...),
		texts("blocked_topics", Row{Field: topics + ".name", Kinds: wholeGuardrail()}, Row{Field: topics + ".name", Case: "one more"}, Row{Field: topics + ".name", Case: "one less", Kinds: wholeGuardrail()},
			Row{Field: topics + ".definition", Kinds: wholeGuardrail()}, Row{Field: topics + ".examples[]", Kinds: wholeGuardrail()}, Row{Field: topics + ".examples[]", Case: "in another order", Kinds: wholeGuardrail()}),
		changedIn("", only(wholeGuardrail(), fields(topics, append(ways, "type")...))...),
		sameMeaning("It is what none means.", Row{Field: topics + ".type", Case: "left out for DENY", Kinds: wholeGuardrail()}),
		sameMeaning(noOrder, Row{Field: topics + ".name", Case: "in another order", Kinds: wholeGuardrail()}),
		changedIn("", Row{Field: "topicPolicy.tier.tierName", Kinds: wholeGuardrail(), Why: "Filters have the other tier still."}),
		sameMeaning("Without topics it means nothing.", Row{Field: "topicPolicy.tier.tierName", Kinds: []Kind{SmallGuardrail}}))
	return of(GuardrailDraft, rows)
}

func only(kinds []Kind, rows []Row) []Row {
	for i := range rows {
		rows[i].Kinds = kinds
	}
	return rows
}

// guardrailData are the entities and patterns of a draft.
func guardrailData() []Row {
	const pii, regexes = "sensitiveInformationPolicy.piiEntities[]", "sensitiveInformationPolicy.regexes[]"
	ways := []string{"inputAction", "inputEnabled", "outputAction", "outputEnabled"}
	rows := slices.Concat(
		changedIn("pii", Row{Field: pii + ".type", Kinds: wholeGuardrail()}, Row{Field: pii + ".type", Case: "one more"}, Row{Field: pii + ".type", Case: "one less", Kinds: wholeGuardrail()},
			Row{Field: pii + ".action", Kinds: wholeGuardrail()}, Row{Field: regexes + ".action", Kinds: wholeGuardrail()}),
		texts("pii", Row{Field: regexes + ".name", Kinds: wholeGuardrail()}, Row{Field: regexes + ".name", Case: "one more"}, Row{Field: regexes + ".name", Case: "one less", Kinds: wholeGuardrail()},
			Row{Field: regexes + ".pattern", Kinds: wholeGuardrail()}, Row{Field: regexes + ".description", Kinds: wholeGuardrail()}),
		changedIn("", only(wholeGuardrail(), fields(pii, ways...))...),
		changedIn("", only(wholeGuardrail(), fields(regexes, ways...))...),
		sameMeaning("It is the action where none is said.", Row{Field: pii + ".inputAction", Case: "filled in with the action", Kinds: wholeGuardrail()}),
		sameMeaning(noOrder, Row{Field: pii + ".type", Case: "in another order", Kinds: wholeGuardrail()}, Row{Field: regexes + ".name", Case: "in another order", Kinds: wholeGuardrail()}))
	return of(GuardrailDraft, rows)
}

func guardrailTags() []Row {
	rows := slices.Concat(
		changedIn("tags_all", Row{Field: "tags[].key", Case: "added"}, Row{Field: "tags[].key", Case: "of default_tags, removed"}),
		changedIn("tags", Row{Field: "tags[].key", Case: "removed"}, Row{Field: "tags[].value"}),
		changedIn("", Row{Field: "tags[].key", Case: "llm:guardrail removed", Why: "It tells what Terraform has made."}),
		[]Row{
			{Field: "tags[].key", Case: "llm:owner removed", Class: Changed, Plan: Update, Argument: "tags_all", Observed: []string{"Owner", "Children[].Content"}},
			{Field: "tags[].key", Case: "ignored by key", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: content()},
			{Field: "tags[].key", Case: "ignored by prefix", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: content()},
		},
		sameMeaning("Tags have no order.", Row{Field: "tags[].key", Case: "in another order"}))
	return of(GuardrailTags, rows)
}
