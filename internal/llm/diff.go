package llm

// Terms are the pure facts of a platform that a comparison needs.
type Terms struct {
	// Geography is the geography that a region lies in, as users write it
	// ("eu", "uk", "us"…); a geography is its own, and what is unknown too.
	Geography func(location string) string

	// Means reports whether the spec's reference, overrides and aliases can
	// mean the native model, judged by names alone. While it can, what was
	// chosen is kept: adding the version that is served already, or taking a
	// version away, changes nothing.
	Means func(spec DeploymentSpec, native Native) bool
}

// Differing compares everything that is portable and returns the fields that
// differ, in the order of the schema. What is unknown, and what the user left
// to the platform, never differs. A driver adds what only its platform has and
// decides what each field asks for.
func Differing(have *Deployment, want Draft, terms Terms) []Field {
	changed := referenceChanged(want, terms)
	checks := []struct {
		field  Field
		differ bool
	}{
		{FieldName, nameDiffers(have, want.Spec)},
		{FieldModel, changed},
		{FieldScope, !have.Native.Scope.Within(want.Spec.Scope)},
		{FieldAllowedLocations, locationsNarrowed(want, terms)},
		{FieldMode, want.Spec.Throughput.Mode != have.Throughput.Mode},
		{FieldTokensPerMinute, tokensDiffer(have, want)},
		{FieldUnits, wants(want.Spec.Throughput.Units, have.Throughput.Units)},
		{FieldCommitment, want.Spec.Throughput.Commitment != have.Throughput.Commitment},
		{FieldVersionUpgrade, want.Spec.VersionUpgrade != have.VersionUpgrade},
		{FieldGuardrail, want.Spec.Guardrail != have.Guardrail},
		{FieldTags, !want.Spec.IgnoreTags.SameTags(want.Spec.Tags, have.Tags)},
		{FieldModelVersion, !changed && versionMoved(have, want)},
		{FieldHealth, have.Phase != Ready && have.Phase != Missing && want.Spec.Policy.Plans(DriftHealth)},
		{FieldCreatedAt, want.Kept != nil && recreated(want.Kept, have) && want.Spec.Policy.Plans(DriftRecreated)},
	}
	var fields []Field
	for _, c := range checks {
		if c.differ && !want.Unknown.Has(c.field) {
			fields = append(fields, c.field)
		}
	}
	return fields
}

// nameDiffers lets a name that was made from a prefix stand.
func nameDiffers(have *Deployment, want DeploymentSpec) bool {
	if want.Name != "" {
		return want.Name != have.Name
	}
	return want.NamePrefix != "" && !MadeFrom(want.NamePrefix, have.Name)
}

// wants reports whether a value was asked for and is not there.
func wants(want, have *int64) bool {
	return want != nil && (have == nil || *want != *have)
}

// referenceChanged holds a reference to what is served, and to what it meant
// before the platform moved the model by permission.
func referenceChanged(want Draft, terms Terms) bool {
	if want.Kept == nil || terms.Means(want.Spec, want.Kept.Native) {
		return false
	}
	return want.Kept.Meant == nil || !terms.Means(want.Spec, *want.Kept.Meant)
}

// locationsNarrowed reports whether the configuration no longer allows what was
// chosen. That the platform has since added a place is for the driver to report.
func locationsNarrowed(want Draft, terms Terms) bool {
	return want.Kept != nil &&
		len(Outside(want.Spec.AllowedLocations, want.Kept.Native.Locations, terms.Geography)) > 0
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
// chosen. A move by permission has become the choice when it was read.
func versionMoved(have *Deployment, want Draft) bool {
	return want.Kept != nil && !have.Native.SameModel(want.Kept.Native)
}
