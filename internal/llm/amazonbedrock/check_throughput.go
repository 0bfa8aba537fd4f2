package amazonbedrock

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// checkThroughput judges how capacity is bought.
func checkThroughput(want llm.Draft) []llm.Problem {
	if want.Unknown.Has(llm.FieldMode) {
		return nil
	}
	switch want.Spec.Throughput.Mode {
	case llm.OnDemand:
		return checkOnDemand(want)
	case llm.Provisioned:
		return checkProvisioned(want)
	case llm.Batch:
		return problem(llm.FieldMode, "Batch is not a deployment on Bedrock", "On Amazon Bedrock, batch inference is a job over files, not something that stands.",
			`Use throughput.mode = "on_demand" and start batch jobs with the deployed model's id.`)
	}
	return problem(llm.FieldMode, "Invalid throughput mode", fmt.Sprintf("%q is not a mode.", clip(string(want.Spec.Throughput.Mode))), `Use "on_demand" or "provisioned".`)
}

func checkOnDemand(want llm.Draft) []llm.Problem {
	var problems []llm.Problem
	throughput := want.Spec.Throughput
	if throughput.Units != nil && !want.Unknown.Has(llm.FieldUnits) {
		problems = append(problems, problem(llm.FieldUnits, "Units without provisioned throughput", "Model units are bought with provisioned throughput only.",
			`Remove units, or set throughput.mode = "provisioned".`)...)
	}
	if throughput.Commitment != "" && !want.Unknown.Has(llm.FieldCommitment) {
		problems = append(problems, problem(llm.FieldCommitment, "Commitment without provisioned throughput", "Only provisioned throughput is bought for a term.",
			`Remove commitment, or set throughput.mode = "provisioned".`)...)
	}
	if tokens := throughput.TokensPerMinute; tokens != nil && *tokens < 1 && !want.Unknown.Has(llm.FieldTokensPerMinute) {
		problems = append(problems, problem(llm.FieldTokensPerMinute, "Too few tokens per minute", fmt.Sprintf("%d tokens per minute are asked for.", *tokens), "Ask for at least 1, or remove the argument.")...)
	}
	return problems
}

func checkProvisioned(want llm.Draft) []llm.Problem {
	var problems []llm.Problem
	throughput := want.Spec.Throughput
	if wrong := checkUnits(throughput.Units); wrong != "" && !want.Unknown.Has(llm.FieldUnits) {
		problems = append(problems, problem(llm.FieldUnits, "Invalid number of units", wrong, "Set throughput.units to a whole number of at least 1; each model unit is billed by the hour.")...)
	}
	if throughput.TokensPerMinute != nil && !want.Unknown.Has(llm.FieldTokensPerMinute) {
		problems = append(problems, problem(llm.FieldTokensPerMinute, "Tokens with provisioned throughput",
			"Provisioned throughput is measured in model units, not in tokens per minute.", "Remove tokens_per_minute and set units.")...)
	}
	switch throughput.Commitment {
	case "", llm.OneMonth, llm.SixMonths:
	default:
		problems = append(problems, problem(llm.FieldCommitment, "Invalid commitment", fmt.Sprintf("%q is not a term.", clip(string(throughput.Commitment))),
			`Use "one_month" or "six_months", or remove the argument to pay by the hour.`)...)
	}
	return problems
}

// checkUnits says what is wrong with a number of model units; empty: nothing.
func checkUnits(units *int64) string {
	switch {
	case units == nil:
		return "Provisioned throughput needs a number of model units."
	case *units < 1 || *units > math.MaxInt32:
		return fmt.Sprintf("%d model units cannot be bought.", *units)
	}
	return ""
}

// checkAbsent refuses what Bedrock does not have.
func checkAbsent(want llm.Draft) []llm.Problem {
	var problems []llm.Problem
	if upgrade := want.Spec.VersionUpgrade; upgrade != llm.Pinned && upgrade != "" && !want.Unknown.Has(llm.FieldVersionUpgrade) {
		problems = append(problems, problem(llm.FieldVersionUpgrade, "Bedrock upgrades no versions",
			fmt.Sprintf("version_upgrade = %q cannot be given: Amazon Bedrock never moves a deployment to another version.", clip(string(upgrade))),
			`Use "pinned", and change model to move to another version.`)...)
	}
	return problems
}

// tagForm is what a key or value may be made of. Source: the service model of bedrock, 2026-08.
var tagForm = regexp.MustCompile(`^[a-zA-Z0-9\s._:/=+@-]*$`)

// checkTags looks at the tags of provider and resource together.
func checkTags(want llm.Draft) []llm.Problem {
	if want.Unknown.Has(llm.FieldTags) {
		return nil
	}
	if n := want.TagCount(); n > maxTags {
		return problem(llm.FieldTags, "Too many tags", fmt.Sprintf("There are %d tags with those of the provider; a resource of AWS has at most %d.", n, maxTags), "Remove some.")
	}
	for _, key := range slices.Sorted(maps.Keys(want.Spec.Tags)) {
		if wrong := checkTag(key, want.Spec.Tags[key]); wrong != "" {
			return problem(llm.FieldTags, "Invalid tag", fmt.Sprintf("Tag %q: %s", clip(key), wrong),
				"Use 1 to 128 characters for a key and up to 256 for a value, of letters, digits, blanks and . _ : / = + @ -")
		}
	}
	return nil
}

func checkTag(key, value string) string {
	switch {
	case key == "" || utf8.RuneCountInString(key) > maxTagKey:
		return fmt.Sprintf("its key has %d characters.", utf8.RuneCountInString(key))
	case utf8.RuneCountInString(value) > maxTagValue:
		return fmt.Sprintf("its value has %d characters.", utf8.RuneCountInString(value))
	case strings.HasPrefix(strings.ToLower(key), reservedPrefix):
		return "keys that begin with aws: are for AWS itself."
	case !tagForm.MatchString(key) || !tagForm.MatchString(value):
		return "it holds characters that Amazon Bedrock does not take."
	}
	return ""
}
