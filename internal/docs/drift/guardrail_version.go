package drift

import (
	"slices"
	"strings"
)

// guardrailVersion is what is published of a guardrail: the newest version is
// read, the older ones are listed.
func guardrailVersion() []Row {
	phase := []string{"Children[].Phase", "Children[].Reason"}
	made := []string{"Children[].Name", "Children[].Root", "Children[].Last"}
	rows := []Row{
		{Field: whole, Case: "the only one deleted", Class: Missing, Plan: Update, Argument: "version", Why: anew, Observed: made},
		{Field: whole, Case: "the newest one deleted, an older one of other content left", Class: Changed, Plan: Update, Argument: "version", Why: anew, Observed: append(content(), "Children[].ID")},
		{Field: whole, Case: "a newer one published of the same content", Class: Recreated, Plan: Note, Why: "It is in force, and `version` follows.", Observed: []string{"Children[].ID", "Editions"}},
		{Field: whole, Case: "the only one deleted, another published of the same content", Class: Recreated, Plan: Note, Why: "It is in force, and `version` follows.", Observed: []string{"Children[].ID", "Editions"}},
		{Field: whole, Case: "a newer one published of other content", Class: Changed, Plan: Update, Argument: "version", Why: anew, Observed: append(content(), "Children[].ID", "Editions")},
		{Field: "guardrailArn", Class: Identity, Plan: Refuse, Why: arnAsked},
		{Field: "guardrailId", Class: Derived, Plan: Nothing, Why: "It is the end of the ARN."},
		{Field: "version", Class: Identity, Plan: Refuse, Why: byNumber},
		{Field: "name", Class: Derived, Plan: Nothing, Why: "It is what the guardrail was called when it was published."},
		{Field: "description", Class: Derived, Plan: Nothing, Why: "It governs no request."},
		{Field: "kmsKeyArn", Class: Derived, Plan: Nothing, Why: "It governs no request."},
		{Field: "status", Case: "FAILED", Class: Health, Plan: Update, Argument: "version", Why: anew, Observed: phase},
		{Field: "status", Case: "any other but READY", Class: Health, Plan: Resume, Observed: phase},
		{Field: "statusReasons[]", Case: "of a failed one", Class: Health, Plan: Update, Argument: "version", Why: "The plan holds them.", Observed: phase},
		{Field: "failureRecommendations[]", Case: "of a failed one", Class: Health, Plan: Update, Argument: "version", Why: "The plan holds them.", Observed: phase},
		{Field: "crossRegionDetails.guardrailProfileArn", Kinds: wholeGuardrail(), Class: Derived, Plan: Nothing, Why: "The id of the profile is its end."},
	}
	rows = append(rows, volatile(when, "createdAt", "updatedAt")...)
	return of(GuardrailVersion, append(rows, publishedFields()...))
}

// publishedFields are what governs requests: the same as of a draft, shown as
// what has to be published. That lists have no order is said of the draft.
func publishedFields() []Row {
	draft := slices.Concat(guardrailDraft(), guardrailFilters(), guardrailWords(), guardrailData())
	said := map[string]bool{}
	var rows []Row
	for _, r := range draft {
		governs := strings.Contains(r.Field, "Policy") || strings.HasPrefix(r.Field, "blocked") || strings.HasSuffix(r.Field, "ProfileId")
		if !governs || r.Case != "" || r.Class != Changed || said[r.Field] {
			continue
		}
		said[r.Field] = true
		rows = append(rows, Row{Field: r.Field, Kinds: wholeGuardrail(), Class: Changed, Plan: Update, Argument: "version", Why: anew, Observed: r.Observed})
	}
	for _, field := range []string{"contentPolicy.filters[].type", "contentPolicy.filters[].outputStrength", "contextualGroundingPolicy.filters[].type", "wordPolicy.managedWordLists[].type"} {
		if !said[field] {
			rows = append(rows, Row{Field: field, Kinds: wholeGuardrail(), Class: Changed, Plan: Update, Argument: "version", Why: anew, Observed: content()})
		}
	}
	return rows
}
