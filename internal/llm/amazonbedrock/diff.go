package amazonbedrock

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Diff adds region and profile to the portable fields and says which of them Bedrock can change in place: the tags, the
// name of a throughput, and the model where it is a custom one.
func (d *driver) Diff(have *llm.Deployment, want llm.Draft) llm.Change {
	var change llm.Change
	for _, field := range differing(have, want) {
		if field == llm.FieldHealth && have.Phase == llm.Failed {
			change.Problems = append(change.Problems, d.failed(have))
			continue
		}
		change.Add(action(field, have, want.Spec), field)
	}
	if change.Action == llm.Replace {
		change.Problems = nil // they are of what goes; what comes is resolved anew, inside the bounds
		return change
	}
	change.Problems = append(change.Problems, moved(have, want)...)
	return change
}

func differing(have *llm.Deployment, want llm.Draft) []llm.Field {
	fields := llm.Differing(have, want, llm.Terms{Geography: geography, Means: means})
	fields = slices.DeleteFunc(fields, func(f llm.Field) bool { return f == llm.FieldGuardrail }) // requests name it, nothing on AWS holds it
	if want.Kept != nil && sameUnits(have.Native, want.Kept.Native) {
		fields = slices.DeleteFunc(fields, func(f llm.Field) bool { return f == llm.FieldModelVersion })
	}
	own := ownFields(have, want)
	at := slices.IndexFunc(fields, func(f llm.Field) bool { return f == llm.FieldModelVersion || f == llm.FieldHealth })
	if at < 0 {
		at = len(fields)
	}
	return slices.Insert(fields, at, own...)
}

// sameUnits reports whether a throughput serves what was chosen, but for a context size that the answer names in addition.
func sameUnits(have, kept llm.Native) bool {
	named := have
	named.Name = kept.Name
	return have.Serving == servingProvisioned && sameButVariant(have.Name, kept.Name) && named.SameModel(kept)
}

// ownFields compares what only Bedrock has. A region that is not named is that of the stored id, whatever the provider's
// default has become; one that is not known yet may be any other.
func ownFields(have *llm.Deployment, want llm.Draft) []llm.Field {
	var fields []llm.Field
	region, profile := want.Spec.Bedrock.Region, wantedProfile(want.Spec)
	if want.Unknown.Has(llm.FieldRegion) || region != "" && region != have.Location {
		fields = append(fields, llm.FieldRegion)
	}
	onDemand := want.Spec.Throughput.Mode == llm.OnDemand && !want.Unknown.Any(llm.FieldInferenceProfile, llm.FieldModel, llm.FieldMode)
	sure := !slices.Contains(have.Unverified, llm.FieldInferenceProfile)
	if profile != "" && onDemand && sure && profile != have.Native.Serving {
		fields = append(fields, llm.FieldInferenceProfile)
	}
	return fields
}

// action is what Bedrock can do about a difference. Source: the update operations of the API, 2026-08.
func action(field llm.Field, have *llm.Deployment, want llm.DeploymentSpec) llm.Action {
	provisioned := have.Native.Serving == servingProvisioned
	custom := isCustomModel(have.Native.Name)
	switch field {
	case llm.FieldTags, llm.FieldHealth, llm.FieldCreatedAt:
		return llm.Update
	case llm.FieldName:
		return inPlaceIf(provisioned)
	case llm.FieldModel:
		return inPlaceIf(custom && isCustomModel(wantedModel(want)))
	case llm.FieldModelVersion:
		return inPlaceIf(custom)
	}
	return llm.Replace
}

func inPlaceIf(possible bool) llm.Action {
	if possible {
		return llm.Update
	}
	return llm.Replace
}

// failed is a warning, since nothing that could be sent would repair it: planning a repair would never come to an end.
func (d *driver) failed(have *llm.Deployment) llm.Problem {
	return llm.Problem{
		Field: llm.FieldHealth, Severity: llm.Warning,
		Summary: "Deployment does not serve",
		Detail:  fmt.Sprintf("%s is %s. Amazon Bedrock cannot repair it in place.", have.ID.Value, have.Reason),
		Fix:     d.replacing(have),
	}
}

// replacing is the way to a new deployment past what keeps the present one. Provisioned throughput is protected unless the
// configuration says otherwise.
func (d *driver) replacing(have *llm.Deployment) string {
	const replace = "terraform apply -replace=<its address>."
	switch {
	case have.CommitmentEnds.After(d.platform.config.Now()):
		return fmt.Sprintf("It is committed until %s. Ask AWS to mend it; or, to leave it to its commitment, which is billed until then, and make another, "+
			`set deletion_protection = false and on_commitment_lock = "abandon" and apply; then choose another name, since it keeps its own, and run `+replace, have.CommitmentEnds.UTC().Format(time.DateOnly))
	case have.Throughput.Mode == llm.Provisioned:
		return "Remove the cause. Then set deletion_protection = false and apply, since provisioned throughput is protected unless told otherwise; then run " + replace
	}
	return "Remove the cause. If deletion_protection is true, set it to false and apply. Then run " + replace
}

// leave names what makes Diff ask for a replacement. Terraform's -replace is not among it: it plans a change first, which this
// problem stops.
const leave = "Add the places to allowed_locations. Or change what chooses them, which replaces the deployment: processing_scope = \"region\", " +
	"bedrock.region, bedrock.inference_profile or model; or only name, and another serving inside allowed_locations is chosen if there is one. " +
	"A deployment with deletion_protection is kept from that: add the places first, apply that together with deletion_protection = false, " +
	"and then take them out again."

// moved tells that AWS routes to places that were not there when the serving was chosen. That is no reason to replace what
// works, and outside the allowed locations it is none to go on either.
func moved(have *llm.Deployment, want llm.Draft) []llm.Problem {
	if want.Kept == nil || want.Unknown.Has(llm.FieldAllowedLocations) || slices.Contains(want.Kept.Native.Locations, llm.Anywhere) {
		return nil
	}
	added := slices.DeleteFunc(slices.Clone(have.Native.Locations), func(location string) bool {
		return slices.Contains(want.Kept.Native.Locations, location)
	})
	if len(added) == 0 || len(want.Kept.Native.Locations) == 0 {
		return nil
	}
	problem := llm.Problem{
		Field: llm.FieldAllowedLocations, Severity: llm.Warning, Drift: llm.DriftLocations,
		Summary: "Requests are processed in more places",
		Detail:  fmt.Sprintf("Since it was made, %s also routes to %s.", have.Name, places(added)),
		Fix:     "Nothing has to be done: the places are allowed. The next apply that writes to it takes note of them.",
	}
	if outside := llm.Outside(want.Spec.AllowedLocations, added, geography); len(outside) > 0 {
		problem.Severity = llm.Blocking
		problem.Detail += " Of these, " + places(outside) + " is not in allowed_locations (" + strings.Join(want.Spec.AllowedLocations, ", ") + ")."
		problem.Fix = leave
	}
	return []llm.Problem{problem}
}
