package azureopenai

import (
	"encoding/json"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// keyAttestation is the property in which Anthropic's attestation travels.
const keyAttestation = "modelProviderData"

// setAttestation takes one away that nobody asked for.
func setAttestation(properties document, a llm.Attestation) error {
	if a == (llm.Attestation{}) {
		return properties.set(keyAttestation, nil)
	}
	given, err := properties.child(keyAttestation)
	if err != nil {
		return err
	}
	return cmpErr(
		given.set("organizationName", a.Organization),
		given.set("countryCode", a.CountryCode),
		given.set("industry", a.Industry),
		properties.set(keyAttestation, given),
	)
}

// attested reports whether a deployment's document holds an attestation.
func attested(deployment document) bool {
	properties, err := deployment.child("properties")
	_, found := properties[keyAttestation]
	return err == nil && found
}

// attestationDiffers cannot tell where the service does not return it. One that
// outlived a write which left it out was told then and is not written for ever.
func attestationDiffers(have *llm.Deployment, want llm.Draft) bool {
	is, asked := have.Azure.Attestation, want.Spec.Azure.Attestation
	hidden := slices.Contains(have.Unverified, llm.FieldAttestation) && is == llm.Attestation{}
	return !hidden && asked != is && (asked != llm.Attestation{} || is != outlived(want.Kept))
}

// outlived is the attestation that the last write left standing on a model that
// has none.
func outlived(kept *llm.Choice) llm.Attestation {
	if kept == nil {
		return llm.Attestation{}
	}
	var stays wireAttestation
	if json.Unmarshal([]byte(kept.Extra[keyAttestation]), &stays) != nil {
		return llm.Attestation{}
	}
	return llm.Attestation(stays)
}

// withoutOutlived takes from what was read an attestation that the last write
// left out and the service keeps: writing again would not help. Extra tells of it.
func (o *operations) withoutOutlived(child childID, have *llm.Deployment) {
	if have.Native.Format != formatAnthropic && o.of(child).unattested {
		have.Azure.Attestation = llm.Attestation{}
	}
}
