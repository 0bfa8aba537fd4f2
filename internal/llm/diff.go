package llm

// Differing compares everything that is portable and returns the fields that
// differ, in the order of the schema. What is unknown, and what the user left
// to the platform, never differs. A driver adds what only its platform has and
// decides what each field asks for. Geography tells the geography of a region.
func Differing(have *Deployment, want Draft, geography func(string) string) []Field {
	checks := []struct {
		field  Field
		differ bool
	}{
		{FieldName, want.Spec.Name != "" && want.Spec.Name != have.Name},
		{FieldModel, referenceChanged(want)},
		{FieldScope, !have.Native.Scope.Within(want.Spec.Scope)},
		{FieldAllowedLocations, locationsNarrowed(want, geography)},
		{FieldMode, want.Spec.Throughput.Mode != have.Throughput.Mode},
		{FieldTokensPerMinute, tokensDiffer(have, want)},
		{FieldUnits, wants(want.Spec.Throughput.Units, have.Throughput.Units)},
		{FieldCommitment, want.Spec.Throughput.Commitment != have.Throughput.Commitment},
		{FieldVersionUpgrade, want.Spec.VersionUpgrade != have.VersionUpgrade},
		{FieldGuardrail, want.Spec.Guardrail != have.Guardrail},
		{FieldTags, !want.Spec.IgnoreTags.SameTags(want.Spec.Tags, have.Tags)},
		{FieldModelVersion, versionMoved(have, want)},
		{FieldHealth, have.Phase != Ready},
	}
	var fields []Field
	for _, c := range checks {
		if c.differ && !want.Unknown.Has(c.field) {
			fields = append(fields, c.field)
		}
	}
	return fields
}

// wants reports whether a value was asked for and is not there.
func wants(want, have *int64) bool {
	return want != nil && (have == nil || *want != *have)
}

func referenceChanged(want Draft) bool {
	return want.Kept != nil && !SameModel(want.Spec.Model, want.Kept.Reference)
}

// locationsNarrowed reports whether the configuration no longer allows what was
// chosen. That the platform has since added a place is for the driver to report.
func locationsNarrowed(want Draft, geography func(string) string) bool {
	return want.Kept != nil &&
		len(Outside(want.Spec.AllowedLocations, want.Kept.Native.Locations, geography)) > 0
}

// tokensDiffer compares with what was last applied where the argument is absent.
func tokensDiffer(have *Deployment, want Draft) bool {
	tokens := want.Spec.Throughput.TokensPerMinute
	if tokens == nil && want.Kept != nil && want.Spec.Throughput.Mode == OnDemand {
		tokens = want.Kept.TokensPerMinute
	}
	return have.Throughput.TokensPerMinute != nil && wants(tokens, have.Throughput.TokensPerMinute)
}

// versionMoved reports whether the platform serves another model than was
// chosen although it was told not to move.
func versionMoved(have *Deployment, want Draft) bool {
	return want.Kept != nil && want.Spec.VersionUpgrade == Pinned &&
		!referenceChanged(want) && !have.Native.SameModel(want.Kept.Native)
}
