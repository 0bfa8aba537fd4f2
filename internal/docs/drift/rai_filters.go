package drift

// raiFilter is a filter of Azure that an argument has, at a place where it looks.
type raiFilter struct {
	name, source string
	graded       bool   // it has a severity
	argument     string // in which a plan shows it; empty: none
	listed       bool   // only the guardrail with words asks for it
}

// allRAIFilters lists them in the order of the guide.
func allRAIFilters() []raiFilter {
	const prompt, completion = "Prompt", "Completion"
	var all []raiFilter
	for _, name := range []string{"Hate", "Sexual", "Violence", "Selfharm"} {
		all = append(all, raiFilter{name, prompt, true, "filters", false}, raiFilter{name, completion, true, "filters", false})
	}
	return append(all,
		raiFilter{"Jailbreak", prompt, false, "filters", false},
		raiFilter{"Indirect Attack", prompt, false, "filters", true},
		raiFilter{"Protected Material Text", completion, false, "filters", false},
		raiFilter{"Protected Material Code", completion, false, "filters", false},
		raiFilter{"Ungrounded Material", completion, false, "filters", true},
		raiFilter{"Profanity", prompt, false, "profanity", true},
		raiFilter{"Profanity", completion, false, "", true},
	)
}

// raiFilters are the content filters of a policy, one by one.
func raiFilters() []Row {
	const filters = "properties.contentFilters[]"
	var rows []Row
	for _, f := range allRAIFilters() {
		which := f.name + ", " + f.source
		on := []Kind{PlainPolicy, ListedPolicy}
		if f.listed {
			on = []Kind{ListedPolicy}
			rows = append(rows, changedIn(f.argument, Row{Field: filters + ".name", Case: which + ", added", Kinds: []Kind{PlainPolicy}})...)
		}
		if f.graded {
			rows = append(rows, changedIn(f.argument, Row{Field: filters + ".severityThreshold", Case: which, Kinds: on})...)
		}
		rows = append(rows, changedIn(f.argument,
			Row{Field: filters + ".enabled", Case: which, Kinds: on},
			Row{Field: filters + ".name", Case: which + ", taken out", Kinds: on},
		)...)
		blocking := f.argument
		if f.name == "Profanity" {
			blocking = ""
		}
		rows = append(rows, changedIn(blocking, Row{Field: filters + ".blocking", Case: which, Kinds: on})...)
	}
	rows = append(rows, changedIn("", Row{Field: filters + ".source", Case: "one that no argument has", Why: "It is taken out, or turned off where it has no severity."},
		Row{Field: filters + ".action"})...)
	rows = append(rows, sameMeaning("It says no more than blocking does.", Row{Field: filters + ".action", Case: "as blocking has it"}, Row{Field: filters + ".action", Case: "left out for NONE"})...)
	rows = append(rows, sameMeaning(letters, Row{Field: filters + ".name", Case: "other letter case"}, Row{Field: filters + ".source", Case: "other letter case"})...)
	return of(RAIPolicy, append(rows, sameMeaning(noOrder, Row{Field: filters + ".name", Case: "in another order"})...))
}
