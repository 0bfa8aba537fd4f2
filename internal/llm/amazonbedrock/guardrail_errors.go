package amazonbedrock

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// wordPattern is a word of a message.
var wordPattern = regexp.MustCompile(`[\p{L}\p{N}]+`)

// hidden stands where something was left out.
const hidden = "[…]"

// shortestSecret is how many letters a word needs to give away anything of a longer text that holds it.
const shortestSecret = 4

// concealed is a message of the service without what it may repeat of confidential texts: each text as a whole, and every
// word that is a part of one.
func concealed(message string, texts []string) string {
	var all strings.Builder
	for _, text := range texts {
		text = strings.ToValidUTF8(text, "")
		if len(text) > 1 {
			message = regexp.MustCompile(`(?i)`+regexp.QuoteMeta(text)).ReplaceAllLiteralString(message, hidden)
		}
		all.WriteString(strings.ToLower(text) + "\n")
	}
	return wordPattern.ReplaceAllStringFunc(message, func(word string) string {
		if len(word) >= shortestSecret && strings.Contains(all.String(), strings.ToLower(word)) {
			return hidden
		}
		return word
	})
}

// confidential are the texts that no error shows: all but the standing messages. Long ones come first, so that none is cut
// by another.
func confidential(texts map[string]string) []string {
	all := slices.DeleteFunc(slices.Collect(maps.Values(texts)), func(text string) bool {
		return text == DefaultInputMessage || text == DefaultOutputMessage
	})
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) })
	return all
}

// guardrailError is translate for a write of a spec: it says which argument to change, and shows nothing of what is
// confidential. What is not found while something is written went since it was read.
func guardrailError(op, object string, texts map[string]string, err error) error {
	if err == nil {
		return nil
	}
	e := asError(op, object, err)
	if e.Field == "" && e.Code == llm.CodeInvalid {
		e.Field = fieldOf(e.Message)
	}
	e.Message = concealed(e.Message, confidential(texts))
	if e.Code != llm.CodeTimeout && e.Code != llm.CodeCancelled {
		e.Err = nil // it repeats the message
	}
	switch e.Code {
	case llm.CodeNotFound:
		e.Code, e.Fix = llm.CodeConflict, "It was deleted while the guardrail was written. Plan and apply again."
	case llm.CodeExists:
		e.Field, e.Fix = llm.FieldName, "Names of guardrails are unique in an account and region. Choose another name, or import the guardrail that bears it."
	case llm.CodeConflict:
		e.Fix = "Something else is being changed about the guardrail. Apply again when it is done."
	case llm.CodeQuota:
		e.Fix = "Delete what nobody needs: a guardrail has 20 versions, of which keep_versions = 10 keeps the newest. Or ask for a higher quota of Amazon Bedrock in Service Quotas."
	case llm.CodeInvalid:
		if e.Cloud == "TooManyTagsException" {
			e.Field = llm.FieldTags
		}
	}
	return e
}

// fieldOf guesses from what the service says which argument it is about; empty: nothing tells.
func fieldOf(message string) llm.Field {
	message = strings.ToLower(message)
	for _, sign := range []struct {
		word  string
		field llm.Field
	}{
		{"topic", llm.FieldTopics},
		{"grounding", llm.FieldGrounding},
		{"pii", llm.FieldPII},
		{"regex", llm.FieldPII},
		{"sensitiveinformation", llm.FieldPII},
		{"word", llm.FieldBlockedWords},
		{"content", llm.FieldFilters},
		{"kms", llm.FieldKMSKey},
		{"standard tier", llm.FieldTier},
		{"cross-region", llm.FieldGuardProfile},
		{"messaging", llm.FieldMessages},
	} {
		if strings.Contains(message, sign.word) {
			return sign.field
		}
	}
	return ""
}

// removeError names who still uses what is to be deleted, as far as that can be seen.
func (d *guardrailDriver) removeError(ctx context.Context, c *client, a arn, have *llm.Composite, child string, err error) error {
	e := asError("delete guardrail", have.Name, err)
	e.Message = concealed(e.Message, confidential(everyText(llm.Child{Texts: map[string]string{}}, have)))
	if e.Code != llm.CodeLocked {
		return e
	}
	edition, isEdition := strings.CutPrefix(child, editionPrefix)
	e.Fix = "Look which agents, flows, prompts or knowledge bases name it, let them name another guardrail, and apply again."
	if isEdition {
		e.Fix = "Look which agents, flows, prompts or knowledge bases name version " + edition + ", and let them name a newer one; or keep it with a higher keep_versions."
	}
	enforced, looked := enforcedOf(ctx, c)
	switch {
	case looked != nil:
		e.Fix += " Whether the account enforces it could not be seen: allow bedrock:ListEnforcedGuardrailsConfiguration."
	case enforced == nil || deref(enforced.GuardrailArn) != a.String() || isEdition && deref(enforced.GuardrailVersion) != edition:
	default:
		e.Message = strings.TrimSuffix(e.Message, ".") + fmt.Sprintf(". Version %s of it is enforced on every request of the account %s in %s, by the configuration %s",
			deref(enforced.GuardrailVersion), a.Account, a.Region, enforcementID(c, a.Account, deref(enforced.ConfigId)).Value)
		e.Fix = enforcedFix(isEdition)
	}
	return e
}

// enforcedFix lets go of what is enforced: an enforcement is written after its guardrail.
func enforcedFix(isEdition bool) string {
	if isEdition {
		return "An llm_guardrail_enforcement whose guardrail is versioned_id moves to the newest version after this write, and the next apply deletes this one. " +
			"Where it names a version, let it name a newer one; or keep it with a higher keep_versions."
	}
	return "Remove the llm_guardrail_enforcement of that region, or let it enforce another guardrail or version, and apply again."
}
