package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ValidateConfig judges arguments that are right alone and wrong together. What
// is unknown is judged when it is known.
func (p *llmProvider) ValidateConfig(ctx context.Context, req provider.ValidateConfigRequest, resp *provider.ValidateConfigResponse) {
	var model tfModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	if resp.Diagnostics.HasError() {
		return
	}
	var azure tfAzure
	decode(ctx, model.Azure, &azure, &resp.Diagnostics)
	validateIdentity(azure, &resp.Diagnostics)
	var bedrock tfBedrock
	decode(ctx, model.Bedrock, &bedrock, &resp.Diagnostics)
	validateAccounts(bedrock, &resp.Diagnostics)
}

// validateIdentity refuses a secret or certificate beside a switch that chooses
// another way to prove who one is.
func validateIdentity(m tfAzure, diags *diag.Diagnostics) {
	proofs := []struct {
		name  string
		value attr.Value
	}{
		{"client_secret", m.ClientSecret},
		{"client_secret_file_path", m.ClientSecretFilePath},
		{"client_certificate", m.ClientCertificate},
		{"client_certificate_path", m.ClientCertificatePath},
	}
	ways := []struct {
		name string
		on   types.Bool
	}{
		{"use_oidc", m.UseOIDC},
		{"use_msi", m.UseMSI},
		{"use_aks_workload_identity", m.UseAKSWorkloadIdentity},
	}
	for _, proof := range proofs {
		for _, way := range ways {
			if given(proof.value) && way.on.ValueBool() {
				diags.AddAttributeError(path.Root("azure").AtName(proof.name), "Two ways to authenticate",
					proof.name+" and "+way.name+" = true choose different credentials. Remove one of them.")
			}
		}
	}
	if given(m.ClientCertificatePassword) && given(m.ClientSecret) {
		diags.AddAttributeError(path.Root("azure").AtName("client_certificate_password"), "Password without a certificate",
			"client_secret is used, so there is no certificate to open. Remove one of them.")
	}
}

// validateAccounts refuses a bound on accounts that could not be kept.
func validateAccounts(m tfBedrock, diags *diag.Diagnostics) {
	bounds := []struct {
		name  string
		value attr.Value
	}{
		{"allowed_account_ids", m.AllowedAccountIDs},
		{"forbidden_account_ids", m.ForbiddenAccountIDs},
	}
	for _, b := range bounds {
		if given(b.value) && m.SkipRequestingAccountID.ValueBool() {
			diags.AddAttributeError(path.Root("bedrock").AtName(b.name), "Bound that cannot be checked",
				b.name+" needs to know the account, which skip_requesting_account_id = true keeps from being asked. Remove one of them.")
		}
	}
}

// given is false for what may still turn out to be null.
func given(v attr.Value) bool { return !v.IsNull() && !v.IsUnknown() }
