package amazonbedrock

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func checkMessages(want llm.GuardrailDraft) []llm.Problem {
	var problems []llm.Problem
	for _, text := range []struct {
		field   llm.Field
		text    string
		longest int
	}{
		{llm.FieldMessages + ".input", want.Spec.Messages.Input, maxMessage},
		{llm.FieldMessages + ".output", want.Spec.Messages.Output, maxMessage},
		{llm.FieldDescription, want.Spec.Bedrock.Description, maxGuardrailDescription},
	} {
		if n := utf8.RuneCountInString(text.text); n > text.longest && !want.Unknown.Has(text.field) {
			problems = append(problems, problem(text.field, "Text too long", fmt.Sprintf("%s has %d characters.", text.field, n), fmt.Sprintf("Shorten it: Amazon Bedrock takes up to %d.", text.longest))...)
		}
	}
	return problems
}

// checkOverrides looks at what only Bedrock has.
func (d *guardrailDriver) checkOverrides(want llm.GuardrailDraft) []llm.Problem {
	var problems []llm.Problem
	b, unknown := want.Spec.Bedrock, want.Unknown
	if !unknown.Has(llm.FieldTier) && !slices.Contains([]string{"", tierClassic, tierStandard}, b.Tier) {
		problems = append(problems, problem(llm.FieldTier, "Unknown tier", fmt.Sprintf("%q is not a tier.", clip(b.Tier)), `Use "classic" or "standard".`)...)
	}
	if b.Tier == tierStandard && b.Profile == "" && !unknown.Any(llm.FieldTier, llm.FieldGuardProfile) {
		problems = append(problems, problem(llm.FieldTier, "Standard tier without a guardrail profile",
			"Amazon Bedrock serves the standard tier across regions only.",
			fmt.Sprintf("Set bedrock.guardrail_profile, for example %q, if requests may be processed there; else use \"classic\".", profilePrefix(d.regionOf(want.Spec))+".guardrail.v1:0"))...)
	}
	if b.Images && len(want.Spec.Filters) == 0 && !unknown.Any(llm.FieldImages, llm.FieldFilters) {
		problems = append(problems, problem(llm.FieldImages, "No filters to look at images", "Only content filters look at images, and the guardrail has none.", "Add filters, or remove bedrock.images.")...)
	}
	return append(append(problems, d.checkProfile(want)...), d.checkKey(want)...)
}

const profileFix = `Give the id of a guardrail profile of the region's own geography, such as "us.guardrail.v1:0", or its ARN.`

// checkProfile compares the geography of a guardrail profile with the region.
func (d *guardrailDriver) checkProfile(want llm.GuardrailDraft) []llm.Problem {
	given := want.Spec.Bedrock.Profile
	if given == "" || want.Unknown.Has(llm.FieldGuardProfile) {
		return nil
	}
	region := d.regionOf(want.Spec)
	wrong := ""
	if isARN(given) && !want.Unknown.Has(llm.FieldRegion) {
		wrong = d.foreignProfile(given, region)
	}
	form := profilePattern.FindStringSubmatch(profileID(given))
	switch {
	case wrong != "":
	case form == nil:
		wrong = "it is not the id of a guardrail profile"
	case region != "" && !want.Unknown.Has(llm.FieldRegion) && !callableFrom(form[1], region):
		wrong = "it cannot be used from " + region
	}
	if wrong == "" {
		return nil
	}
	return problem(llm.FieldGuardProfile, "Invalid guardrail profile", fmt.Sprintf("%q: %s.", clip(given), wrong), profileFix)
}

func (d *guardrailDriver) foreignProfile(given, region string) string {
	a, err := parseARN(given)
	if err == nil {
		err = d.platform.foreign(a)
	}
	switch {
	case err != nil:
		return err.Error()
	case a.Kind != kindGuardrailProfile:
		return "it names a " + a.Kind
	case region != "" && a.Region != region:
		return fmt.Sprintf("it is of the region %s, and the guardrail is in %s", a.Region, region)
	}
	return ""
}

// callableFrom reports whether a geography's profile can be used from a region. What is not known is the service's to
// judge. Source: "Supported Regions for cross-Region guardrail inference", 2026-09.
func callableFrom(of, region string) bool {
	prefixes, known := map[string][]string{
		"us": {"us-"}, "us-gov": {"us-gov-"}, "eu": {"eu-", "il-"}, "apac": {"ap-", "me-"}, "uk": {"eu-west-2"}, "ca": {"ca-"}, "au": {"ap-southeast-"},
		"jp": {"ap-northeast-"}, "in": {"ap-south-"},
	}[of]
	return !known || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(region, p) })
}

// checkKey asks for the ARN of a key: Bedrock answers with that, whatever it was given.
func (d *guardrailDriver) checkKey(want llm.GuardrailDraft) []llm.Problem {
	given, region := want.Spec.Bedrock.KMSKey, d.regionOf(want.Spec)
	if given == "" || want.Unknown.Has(llm.FieldKMSKey) {
		return nil
	}
	form := kmsKeyPattern.FindStringSubmatch(given)
	switch {
	case form == nil:
		return problem(llm.FieldKMSKey, "Invalid key", fmt.Sprintf("%q is not the ARN of a KMS key.", clip(given)),
			"Give the ARN of the key itself, such as arn:aws:kms:us-east-1:123456789012:key/…, and not an alias or an id.")
	case !want.Unknown.Has(llm.FieldRegion) && region != "" && form[2] != region:
		return problem(llm.FieldKMSKey, "Invalid key", fmt.Sprintf("The key is of the region %s, and the guardrail is in %s.", form[2], region), "Give a key of the guardrail's own region.")
	}
	return nil
}

func (d *guardrailDriver) checkGuardrailTags(want llm.GuardrailDraft) []llm.Problem {
	if want.Unknown.Has(llm.FieldTags) {
		return nil
	}
	tags := marked(want.Spec)
	if n := len(tags); n > maxTags {
		return problem(llm.FieldTags, "Too many tags", fmt.Sprintf("There are %d tags with those of the provider; a resource of AWS has at most %d.", n, maxTags), "Remove some.")
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		if wrong := checkTag(key, tags[key]); wrong != "" && !want.Unknown.Has(llm.FieldName) {
			return problem(llm.FieldTags, "Invalid tag", fmt.Sprintf("Tag %q: %s", clip(key), wrong),
				"Use 1 to 128 characters for a key and up to 256 for a value, of letters, digits, blanks and . _ : / = + @ -")
		}
	}
	return nil
}
