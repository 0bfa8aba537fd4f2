package framework

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AddProblems turns what is wrong with a draft into diagnostics at the
// arguments that have to change.
func AddProblems(diags *diag.Diagnostics, problems []llm.Problem) {
	for _, p := range problems {
		detail := paragraphs(p.Detail, p.Fix, argument(p.Field))
		if p.Severity == llm.Warning {
			diags.AddAttributeWarning(line(p.Field), p.Summary, detail)
			continue
		}
		diags.AddAttributeError(line(p.Field), p.Summary, detail)
	}
}

// AddError says what was tried, what the platform answered and what to do.
// Resource is the type that an import block would name.
func AddError(diags *diag.Diagnostics, resource string, err error) {
	var (
		problems *llm.ProblemsError
		exists   *llm.ExistsError
		diverged *llm.DivergedError
		failed   *llm.FailedError
		pending  *llm.PendingError
		failure  *llm.Error
	)
	switch {
	case errors.As(err, &problems):
		AddProblems(diags, problems.Problems)
	case errors.As(err, &exists):
		diags.AddError("Object exists already", existsDetail(resource, exists))
	case errors.As(err, &diverged):
		addDiverged(diags, diverged)
	case errors.As(err, &failed):
		diags.AddError(capital(failed.Have.Noun)+" failed", paragraphs(sentence(failed), failedFix))
	case errors.As(err, &pending):
		diags.AddError("Still in progress", paragraphs(sentence(pending), pendingFix))
	case errors.As(err, &failure):
		addFailure(diags, failure, err)
	default:
		diags.AddError("Operation failed", sentence(err))
	}
}

func addFailure(diags *diag.Diagnostics, failure *llm.Error, err error) {
	advice := adviceFor(failure.Code)
	fix := advice.fix
	if failure.Fix != "" {
		fix = failure.Fix
	}
	detail := paragraphs(sentence(err), fix, argument(failure.Field))
	if failure.Field != "" {
		diags.AddAttributeError(line(failure.Field), summaryAt(failure, advice.summary), detail)
		return
	}
	diags.AddError(advice.summary, detail)
}

func addDiverged(diags *diag.Diagnostics, diverged *llm.DivergedError) {
	for _, field := range diverged.Change.Fields {
		diags.AddAttributeError(Path(field), "Value not in force",
			paragraphs(sentence(diverged), divergedFix, argument(field)))
	}
}

const (
	failedFix = "The object is kept in state. Mend the cause that the platform names, then apply again: " +
		"the next plan repairs it where the platform can, and says so where only a replacement helps."
	pendingFix = "The object is kept in state and nothing is lost. Apply again to go on waiting, " +
		`or allow more time in the "timeouts" block.`
	unfinishedFix = "The deployment is in state and can be used. The next plan shows the tag as a difference, and its apply removes it. " +
		"Until then apply before you move or rename the resource."
	heldFix     = "All else of the plan is in force. The next plan shows what stays, and its apply tries again to delete it."
	divergedFix = "The platform accepted the request and answered something else when it was read back. " +
		"State holds what it answered. Plan again to see whether it has settled; if not, remove the argument " +
		"or report this with the platform's answer."
)

func existsDetail(resource string, exists *llm.ExistsError) string {
	return fmt.Sprintf(`%[1]s

%[4]sIt is not touched. If it is this resource itself: where it is tainted, `+"`terraform untaint`"+` keeps it; %[5]s. Otherwise this configuration did not make it: to manage it here, import it. Replace %[2]s.this by the address of this resource:

import {
  to = %[2]s.this
  id = %[3]q
}

Or choose another name, or delete it first.`, sentence(exists), resource, exists.Existing.ID.Value, notResumed(exists), besideItself(exists.Existing.Noun))
}

// besideItself says what create_before_destroy asks for.
func besideItself(noun string) string {
	if noun == "deployment" {
		return "where it is replaced with create_before_destroy, name_prefix in place of name lets both exist for a while, unless it is protected or provisioned"
	}
	return "it cannot be replaced with create_before_destroy, since no second " + noun + " can bear its name"
}

// notResumed says why what looks like an interrupted create was left alone.
func notResumed(exists *llm.ExistsError) string {
	if exists.NotResumed == "" {
		return ""
	}
	return "It is the object of a create that was interrupted, and was not resumed: " + exists.NotResumed + ". "
}

// AddImportError says why no platform takes an id.
func AddImportError(diags *diag.Diagnostics, form ImportForm, id string, refusals []error) {
	diags.AddError("Import id not understood",
		paragraphs(excerpt(id)+" is no platform's id of a "+form.Noun+".", errors.Join(refusals...).Error(), form.Give))
}

// excerpt is the beginning of what a user wrote; what hides or reorders text
// appears as escapes.
func excerpt(text string) string {
	const limit = 200
	if runes := []rune(text); len(runes) > limit {
		return strconv.QuoteToASCII(string(runes[:limit])) + "…"
	}
	return strconv.QuoteToASCII(text)
}

// sentence is an error as a paragraph: a capital letter and a full stop.
func sentence(err error) string {
	text := strings.TrimSpace(err.Error())
	if text == "" {
		return ""
	}
	text = capital(text)
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

func paragraphs(parts ...string) string {
	var present []string
	for _, p := range parts {
		if p != "" {
			present = append(present, p)
		}
	}
	return strings.Join(present, "\n\n")
}
