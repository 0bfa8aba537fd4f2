package deployment

import (
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// observeAzure overlays what Azure says on the azure object as it was written.
// account_id, hosted_on, sku and model stay: they say where and what, which id
// and resolved show. An object that was not written appears only where the
// service holds something that is not its default.
func (m tfModel) observeAzure(before, have llm.AzureDeployment, diags *diag.Diagnostics) types.Object {
	if llm.Platform(m.Platform.ValueString()) != llm.Azure || m.Azure.IsUnknown() {
		return m.Azure
	}
	r := framework.NewReader()
	var a tfAzure
	r.Object("azure", m.Azure, &a)
	diags.Append(r.Diags...)
	a.Spillover = framework.Kept(a.Spillover, strings.EqualFold(before.Spillover, have.Spillover), framework.Text(have.Spillover))
	a.ServiceTier = framework.Kept(a.ServiceTier, tier(before.ServiceTier) == tier(have.ServiceTier), framework.Text(have.ServiceTier))
	a.Paused = framework.Kept(a.Paused, before.Paused == have.Paused, types.BoolValue(have.Paused))
	a.Routing = framework.Kept(a.Routing, sameRouting(before.Routing, have.Routing), routing(have.Routing))
	a.Attestation = framework.Kept(a.Attestation, have.Attestation == (llm.Attestation{}) || before.Attestation == have.Attestation, attestation(have.Attestation))
	if m.Azure.IsNull() && a.untouched() {
		return m.Azure
	}
	return a.object()
}

func tier(t string) string {
	if t == "" {
		return "default"
	}
	return t
}

func sameRouting(a, b llm.Routing) bool {
	mode := func(r llm.Routing) string {
		if r.Mode == "" {
			return "balanced"
		}
		return r.Mode
	}
	return mode(a) == mode(b) && slices.EqualFunc(sorted(a.Models), sorted(b.Models), strings.EqualFold)
}

func sorted(values []string) []string {
	values = slices.Clone(values)
	slices.Sort(values)
	return values
}

// untouched reports whether nothing but null is there.
func (a tfAzure) untouched() bool {
	for _, v := range []attr.Value{
		a.AccountID, a.Spillover, a.ServiceTier, a.Paused, a.Routing, a.Attestation, a.HostedOn, a.SKU, a.Model,
	} {
		if !v.IsNull() {
			return false
		}
	}
	return true
}

// object is the nested value. A zero field is null of its own type.
func (a tfAzure) object() types.Object {
	return types.ObjectValueMust(azureType(), map[string]attr.Value{
		"account_id":           a.AccountID,
		"spillover_deployment": a.Spillover,
		"service_tier":         a.ServiceTier,
		"paused":               a.Paused,
		"routing":              typed(a.Routing, routingType()),
		"attestation":          typed(a.Attestation, attestationType()),
		"hosted_on":            a.HostedOn,
		"sku":                  a.SKU,
		"model":                typed(a.Model, azureModelType()),
	})
}

// typed gives the zero object its attribute types.
func typed(value types.Object, shape map[string]attr.Type) types.Object {
	if value.IsNull() {
		return types.ObjectNull(shape)
	}
	return value
}

func routing(r llm.Routing) types.Object {
	if r.Mode == "" && len(r.Models) == 0 {
		return types.ObjectNull(routingType())
	}
	return types.ObjectValueMust(routingType(), map[string]attr.Value{
		"mode": framework.Text(r.Mode), "models": framework.Set(r.Models),
	})
}

func attestation(a llm.Attestation) types.Object {
	if a == (llm.Attestation{}) {
		return types.ObjectNull(attestationType())
	}
	return types.ObjectValueMust(attestationType(), map[string]attr.Value{
		"organization": framework.Text(a.Organization), "country_code": framework.Text(a.CountryCode), "industry": framework.Text(a.Industry),
	})
}
