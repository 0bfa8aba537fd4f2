package llm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// changeable are the arguments that drift of the class changed is about: what
// anybody with permission can change on the platform, and a write takes back.
func changeable() FieldSet {
	return Fields(FieldName, FieldVersionUpgrade, FieldGuardrail, FieldThroughput, FieldTags,
		FieldSpillover, FieldServiceTier, FieldPaused, FieldRouting, FieldAttestation, FieldHostedOn)
}

// Tolerate carries out a policy that plans no difference for arguments that were
// changed on the platform: it gives have the arguments of before, what was last
// applied, and lists those that differ. Spec is the configuration that was last
// applied. With another policy, or nothing to tell, have comes back as it is.
func (d *Deployments) Tolerate(have, before *Deployment, spec DeploymentSpec, kept *Choice) (*Deployment, []Drift) {
	if spec.Policy.Plans(DriftChanged) || before == nil {
		return have, nil
	}
	spec.Tags = withMarkOf(have, before.Tags) // and not the spec's: default tags may have been edited since
	var drift []Drift
	for _, field := range d.Diff(have, Draft{Spec: spec, Kept: kept}).Fields {
		if changeable().Has(field) {
			drift = append(drift, Drift{
				Class: DriftChanged, Field: field,
				Detail: fmt.Sprintf("the platform says %s; applied was %s", value(have, field), value(before, field)),
			})
		}
	}
	if len(drift) == 0 {
		return have, nil
	}
	return withArgumentsOf(have, before, spec.IgnoreTags), spec.Policy.Listed(drift)
}

// withArgumentsOf is what is served, under the arguments of before.
func withArgumentsOf(have, before *Deployment, ignored TagRules) *Deployment {
	masked := *have
	masked.Name, masked.Throughput, masked.Azure = before.Name, before.Throughput, before.Azure
	masked.VersionUpgrade, masked.Guardrail = before.VersionUpgrade, before.Guardrail
	masked.Native.Capacity = before.Native.Capacity
	masked.Tags = ignored.Merge(withMarkOf(have, before.Tags), have.Tags)
	if have.Guardrail != before.Guardrail {
		masked.DefaultPolicy = ""
	}
	return &masked
}

// withMarkOf are the tags with the mark of an unfinished create, where have bears
// it: that is no change by hand, and an update has to take it away.
func withMarkOf(have *Deployment, tags map[string]string) map[string]string {
	if !isUnfinished(have.Tags) {
		return tags
	}
	all := maps.Clone(tags)
	if all == nil {
		all = map[string]string{}
	}
	all[TagUnfinished] = have.Tags[TagUnfinished]
	return all
}

// value is what a deployment holds of an argument, in words.
func value(d *Deployment, field Field) string {
	switch field {
	case FieldName:
		return d.Name
	case FieldVersionUpgrade:
		return string(d.VersionUpgrade)
	case FieldGuardrail:
		return cmp.Or(d.Guardrail, d.DefaultPolicy, "the default")
	case FieldMode:
		return string(d.Throughput.Mode)
	case FieldCommitment:
		return cmp.Or(string(d.Throughput.Commitment), "none")
	case FieldTokensPerMinute:
		return count(d.Throughput.TokensPerMinute)
	case FieldUnits:
		return count(d.Throughput.Units)
	case FieldThroughput:
		return fmt.Sprintf("capacity %d", d.Native.Capacity)
	case FieldTags:
		return pairs(d.Tags)
	}
	return azureValue(d.Azure, field)
}

func azureValue(a AzureDeployment, field Field) string {
	switch field {
	case FieldSpillover:
		return cmp.Or(a.Spillover, "none")
	case FieldServiceTier:
		return cmp.Or(a.ServiceTier, "default")
	case FieldPaused:
		return strconv.FormatBool(a.Paused)
	case FieldRouting:
		return strings.TrimSpace(cmp.Or(a.Routing.Mode, "balanced") + " " + strings.Join(a.Routing.Models, ", "))
	case FieldAttestation:
		return cmp.Or(strings.Trim(strings.Join([]string{a.Attestation.Organization, a.Attestation.CountryCode, a.Attestation.Industry}, ", "), ", "), "none")
	case FieldHostedOn:
		return cmp.Or(a.HostedOn, "the default")
	}
	return "something else"
}

func count(number *int64) string {
	if number == nil {
		return "none"
	}
	return strconv.FormatInt(*number, 10)
}

func pairs(tags map[string]string) string {
	var words []string
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		words = append(words, key+"="+tags[key])
	}
	return cmp.Or(strings.Join(words, ", "), "none")
}
