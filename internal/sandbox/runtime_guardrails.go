package sandbox

import (
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// guardrailCheck are the guardrails that a request has to pass: the one that it names, and the one that the region
// enforces.
type guardrailCheck struct {
	editions []*guardrailEdition
	ids      []string
}

// verdict is what a guardrail has to say about a text.
type verdict struct {
	guardrail, message string
	word, pattern      string // of which one is set
}

// guardrailsFor finds the guardrails of a request; "" names none.
func guardrailsFor(st *state, r *request, m *catalogModel, identifier, version string) (guardrailCheck, *awsError) {
	var check guardrailCheck
	if identifier != "" {
		g, refused := findGuardrail(st, r, identifier)
		if refused != nil {
			return check, namedGuardrailMissing(refused)
		}
		if refused := check.add(g, version, r.now); refused != nil {
			return check, refused
		}
	}
	x := st.AWS.at(r.region).Enforced
	if x == nil || !x.covers(m.ID) {
		return check, nil
	}
	if g := st.AWS.at(r.region).guardrail(x.Guardrail, r.now); g != nil {
		return check, check.add(g, strconv.Itoa(x.Version), r.now)
	}
	return check, nil
}

// namedGuardrailMissing is recorded: where it is applied, a guardrail that does not exist is a ValidationException.
func namedGuardrailMissing(refused *awsError) *awsError {
	if refused.status != http.StatusNotFound {
		return refused
	}
	return invalidInput("The guardrail identifier or version provided in the request does not exist.")
}

// add puts an edition of a guardrail to those that a request has to pass. A draft that is being made is none yet.
func (k *guardrailCheck) add(g *bedrockGuardrail, version string, now time.Time) *awsError {
	number, err := strconv.Atoi(version)
	if err != nil && version != "DRAFT" {
		return namedGuardrailMissing(noGuardrail(version))
	}
	e := g.edition(number, now)
	if e == nil || slices.Contains([]string{"CREATING", "FAILED"}, e.status(now)) {
		return namedGuardrailMissing(noGuardrail(version))
	}
	k.editions, k.ids = append(k.editions, e), append(k.ids, g.ID)
	return nil
}

// covers tells whether the enforcement is about calls of a model.
func (x *guardrailEnforcement) covers(model string) bool {
	if x.Models == nil {
		return true
	}
	included := slices.Contains(x.Models.Included, "ALL") || slices.Contains(x.Models.Included, model)
	return included && !slices.Contains(x.Models.Excluded, model)
}

// input judges what a request says; nil lets it pass.
func (k *guardrailCheck) input(text string) *verdict {
	for i, e := range k.editions {
		if v := e.judge(text, func(s guardrailSides) bool { return s.InputAction != "NONE" && enabled(s.InputEnabled) }); v != nil {
			v.guardrail, v.message = k.ids[i], e.BlockedInput
			return v
		}
	}
	return nil
}

// output judges what an answer says.
func (k *guardrailCheck) output(text string) *verdict {
	for i, e := range k.editions {
		if v := e.judge(text, func(s guardrailSides) bool { return s.OutputAction != "NONE" && enabled(s.OutputEnabled) }); v != nil {
			v.guardrail, v.message = k.ids[i], e.BlockedOutputs
			return v
		}
	}
	return nil
}

func enabled(flag *bool) bool { return flag == nil || *flag }

// judge looks for words and patterns. Topics, filters and names of people are found by models, which the sandbox has not.
func (e *guardrailEdition) judge(text string, acts func(guardrailSides) bool) *verdict {
	lower := strings.ToLower(text)
	if e.Words != nil {
		for _, w := range e.Words.Words {
			if acts(w.guardrailSides) && strings.Contains(lower, strings.ToLower(w.Text)) {
				return &verdict{word: w.Text}
			}
		}
	}
	if e.Sensitive != nil {
		for _, x := range e.Sensitive.Regexes {
			pattern, err := regexp.Compile(x.Pattern)
			if err == nil && x.Action == "BLOCK" && acts(x.guardrailSides) && pattern.MatchString(text) {
				return &verdict{pattern: x.Name}
			}
		}
	}
	return nil
}
