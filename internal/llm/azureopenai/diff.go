package azureopenai

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Diff implements [llm.DeploymentDriver].
func (d *deployments) Diff(have *llm.Deployment, want llm.Draft) llm.Change {
	want = respelled(have, want)
	var change llm.Change
	for _, field := range llm.Differing(have, want, llm.Terms{Geography: geography, Means: means}) {
		change.Add(actionFor(field, have, want), field)
	}
	if want.Unknown.Has(llm.FieldAccountID) {
		change.Add(llm.Replace, llm.FieldAccountID) // an account that is not known yet is being made
	}
	for _, own := range ownFields(have, want) {
		if own.differs && !want.Unknown.Has(own.field) && !change.Has(own.field) {
			change.Add(own.action, own.field)
		}
	}
	d.addServing(&change, have, want)
	d.noteDefaultAccount(&change, have, want)
	return change
}

// actionFor is the one place that says what Azure changes in place (azurerm's
// ForceNew marks, and the refusals that the sandbox repeats).
func actionFor(field llm.Field, have *llm.Deployment, want llm.Draft) llm.Action {
	switch field {
	case llm.FieldName, llm.FieldScope, llm.FieldAllowedLocations, llm.FieldMode:
		return llm.Replace
	case llm.FieldModel:
		if !meansName(want.Spec, have.Native) {
			return llm.Replace
		}
	case llm.FieldModelVersion:
		if kept := want.Kept.Native; kept.Format != have.Native.Format ||
			kept.Name != have.Native.Name || kept.Source != have.Native.Source {
			return llm.Replace
		}
	}
	return llm.Update
}

// ownField is a difference in what only Azure has.
type ownField struct {
	field   llm.Field
	action  llm.Action
	differs bool
}

func ownFields(have *llm.Deployment, want llm.Draft) []ownField {
	is, asked := have.Azure, want.Spec.Azure
	return []ownField{
		{llm.FieldAccountID, llm.Replace, accountDiffers(have, asked.AccountID)},
		{llm.FieldSpillover, llm.Update, asked.Spillover != is.Spillover},
		{llm.FieldServiceTier, llm.Update, cmp.Or(asked.ServiceTier, tierDefault) != cmp.Or(is.ServiceTier, tierDefault)},
		{llm.FieldPaused, llm.Update, asked.Paused != is.Paused},
		{llm.FieldRouting, llm.Update, !sameRouting(asked.Routing, is.Routing)},
		{llm.FieldAttestation, llm.Update, attestationDiffers(have, want)},
		{llm.FieldHostedOn, llm.Update, asked.HostedOn != "" && is.HostedOn != "" && asked.HostedOn != is.HostedOn},
		{llm.FieldSKU, llm.Replace, asked.SKU != "" && asked.SKU != have.Native.Serving},
		{llm.FieldAzureModel, llm.Replace, want.Kept != nil && want.Kept.Native.SourceAccount != have.Native.SourceAccount},
		{llm.FieldThroughput, llm.Update, measuredOtherwise(have.Throughput)},
		{capacityField(want.Spec.Throughput.Mode, have), llm.Update, capacityDiffers(have, want)},
	}
}

// respelled gives names and ids that mean what is there the spelling that is
// there: ARM does not tell upper from lower case.
func respelled(have *llm.Deployment, want llm.Draft) llm.Draft {
	inForce := have.Guardrail
	if inForce == "" && have.DefaultPolicy != "" {
		inForce = have.ID.Parent + "/raiPolicies/" + have.DefaultPolicy
	}
	spec := &want.Spec
	if spec.Guardrail != "" && strings.EqualFold(spec.Guardrail, inForce) {
		spec.Guardrail = have.Guardrail
	}
	spec.Name = spelledAs(spec.Name, have.Name)
	spec.NamePrefix = spelledAs(spec.NamePrefix, have.Name[:min(len(spec.NamePrefix), len(have.Name))])
	spec.Azure.Spillover = spelledAs(spec.Azure.Spillover, have.Azure.Spillover)
	if m := spec.Azure.Model; m != nil {
		model := *m
		model.Source = spelledAs(model.Source, have.Native.Source)
		model.SourceAccount = spelledAs(model.SourceAccount, have.Native.SourceAccount)
		spec.Azure.Model = &model
	}
	if want.Kept != nil {
		kept := *want.Kept
		kept.Native.Source = spelledAs(kept.Native.Source, have.Native.Source)
		kept.Native.SourceAccount = spelledAs(kept.Native.SourceAccount, have.Native.SourceAccount)
		want.Kept = &kept
	}
	return want
}

// spelledAs returns what is there where text differs from it in letter case only, else text.
func spelledAs(text, is string) string {
	if strings.EqualFold(text, is) {
		return is
	}
	return text
}

// accountDiffers compares only an account that is named: a deployment does not
// move because a default does.
func accountDiffers(have *llm.Deployment, named string) bool {
	return named != "" && !strings.EqualFold(named, have.ID.Parent)
}

// sameRouting compares members as a set. None means all of them.
func sameRouting(a, b llm.Routing) bool {
	return cmp.Or(a.Mode, modeBalanced) == cmp.Or(b.Mode, modeBalanced) &&
		slices.Equal(slices.Sorted(slices.Values(a.Models)), slices.Sorted(slices.Values(b.Models)))
}

// capacityDiffers finds a capacity that was changed and shows in no argument of
// its own: of batch, and of models that are not limited by tokens.
func capacityDiffers(have *llm.Deployment, want llm.Draft) bool {
	expected := int64(0)
	if want.Kept != nil {
		expected = want.Kept.Native.Capacity
	}
	t := want.Spec.Throughput
	switch {
	case want.Unknown.Any(llm.FieldTokensPerMinute, llm.FieldUnits, llm.FieldMode):
		return false
	case t.Units != nil:
		expected = *t.Units
	case t.TokensPerMinute != nil && have.Native.UnitTokens > 0:
		expected = *t.TokensPerMinute / have.Native.UnitTokens
	case t.TokensPerMinute != nil:
		return false
	}
	return expected > 0 && expected != have.Native.Capacity
}

// measuredOtherwise finds a measure that the mode does not have.
func measuredOtherwise(t llm.Throughput) bool {
	return t.Units != nil && t.Mode != llm.Provisioned || t.TokensPerMinute != nil && t.Mode != llm.OnDemand
}

func capacityField(mode llm.Mode, have *llm.Deployment) llm.Field {
	switch {
	case mode == llm.Provisioned:
		return llm.FieldUnits
	case mode == llm.OnDemand && have.Native.UnitTokens > 0:
		return llm.FieldTokensPerMinute
	}
	return llm.FieldThroughput
}

// addServing judges where requests go now. Another serving inside the bounds is
// accepted; one outside them is a difference. Where the serving is the same and
// Azure sends requests elsewhere, replacing would not help: that is told, unless
// it is being replaced anyway.
func (d *deployments) addServing(change *llm.Change, have *llm.Deployment, want llm.Draft) {
	if want.Kept == nil || want.Unknown.Any(llm.FieldAllowedLocations, llm.FieldScope) {
		return
	}
	kept, is := want.Kept.Native, have.Native
	outside := llm.Outside(want.Spec.AllowedLocations, is.Locations, geography)
	switch {
	case is.Serving != kept.Serving && len(outside) > 0 && !change.Has(llm.FieldAllowedLocations):
		change.Add(llm.Replace, llm.FieldAllowedLocations)
	case change.Action == llm.Replace || is.Serving != kept.Serving || slices.Equal(is.Locations, kept.Locations):
	case len(outside) > 0:
		change.Problems = append(change.Problems, llm.Problem{
			Field: llm.FieldAllowedLocations, Severity: llm.Blocking, Summary: "Processed outside the allowed locations",
			Detail: fmt.Sprintf("Azure may now process requests in %s, which allowed_locations does not allow",
				strings.Join(outside, ", ")),
			Fix: "Allow that location, or narrow processing_scope.",
		})
	default:
		change.Problems = append(change.Problems, llm.Problem{
			Field: llm.FieldLocations, Severity: llm.Warning, Drift: llm.DriftLocations, Summary: "Processing locations changed",
			Detail: fmt.Sprintf("Azure may now process requests in %s; it was %s", strings.Join(is.Locations, ", "),
				strings.Join(kept.Locations, ", ")),
			Fix: "Nothing has to be done: the new locations are within the bounds.",
		})
	}
}

// noteDefaultAccount tells that a deployment stays where it is although the
// default points elsewhere.
func (d *deployments) noteDefaultAccount(change *llm.Change, have *llm.Deployment, want llm.Draft) {
	standard := d.p.cfg.AccountID
	if want.Spec.Azure.AccountID != "" || standard == "" || want.Unknown.Has(llm.FieldAccountID) || strings.EqualFold(standard,
		have.ID.Parent) {
		return
	}
	change.Problems = append(change.Problems, llm.Problem{
		Field: llm.FieldAccountID, Severity: llm.Warning, Summary: "Deployment stays on its account",
		Detail: fmt.Sprintf("the provider's default account is %s and the deployment is on %s", standard, have.ID.Parent),
		Fix:    "To move it, set azure.account_id; that replaces the deployment.",
	})
}
