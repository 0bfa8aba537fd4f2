package provider

import (
	"context"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// customCloud is the environment whose endpoints are given one by one.
const customCloud = "custom"

// azure turns the azure block and the environment into the driver's terms.
func (p *platforms) azure(ctx context.Context, block types.Object) azureopenai.Config {
	var m tfAzure
	decode(ctx, block, &m, p.diags)
	r := p.reader(path.Root("azure"), azureArguments())
	cfg := azureopenai.Config{
		SubscriptionID: r.text("subscription_id", m.SubscriptionID),
		AccountID:      r.text("account_id", m.AccountID),
		UserAgent:      p.userAgent(),
		Now:            p.now(),
	}
	if p.sandbox != nil {
		return p.azureSandbox(cfg)
	}
	cfg.Credential = azureCredential(p.reader(path.Root("azure"), azureArguments()), m)
	cfg.Credential.Secrets = p.secrets
	azureCloud(r, m, &cfg.Credential)
	if known(ctx, block) {
		p.checkCloud(cfg.Credential)
		p.completeAccount(&cfg)
	}
	return cfg
}

// completeAccount makes an ARM id of "resource-group/account".
func (p *platforms) completeAccount(cfg *azureopenai.Config) {
	group, account, short := strings.Cut(cfg.AccountID, "/")
	switch {
	case !short || group == "":
	case cfg.SubscriptionID == "":
		p.diags.AddAttributeError(path.Root("azure").AtName("account_id"), "Subscription missing",
			"An account_id of the form \"resource-group/account\" needs a subscription. Set subscription_id or the environment "+
				"variable ARM_SUBSCRIPTION_ID, or write the account's whole ARM id.")
	default:
		cfg.AccountID = "/subscriptions/" + cfg.SubscriptionID + "/resourceGroups/" + group +
			"/providers/Microsoft.CognitiveServices/accounts/" + account
	}
}

// checkCloud refuses endpoints that the chosen cloud would not use, and a
// custom cloud without them.
func (p *platforms) checkCloud(c azureopenai.Credential) {
	endpoints := []struct {
		name, value string
		needed      bool
	}{
		{"active_directory_authority_host", c.ActiveDirectoryAuthorityHost, false},
		{"resource_manager_endpoint", c.ResourceManagerEndpoint, true},
		{"resource_manager_audience", c.ResourceManagerAudience, true},
	}
	for _, e := range endpoints {
		at := path.Root("azure").AtName(e.name)
		switch {
		case c.Environment == customCloud && e.needed && e.value == "":
			p.diags.AddAttributeError(at, "Endpoint missing",
				"environment = \"custom\" needs "+e.name+". Set it or the environment variable ARM_"+strings.ToUpper(e.name)+".")
		case c.Environment != customCloud && e.value != "":
			p.diags.AddAttributeError(at, "Endpoint of another environment",
				e.name+" counts with environment = \"custom\" only. Set that, or remove "+e.name+" or the environment variable ARM_"+
					strings.ToUpper(e.name)+".")
		}
	}
}

// azureSandbox takes the default account from the block if it names one and
// everything else from the sandbox.
func (p *platforms) azureSandbox(cfg azureopenai.Config) azureopenai.Config {
	cfg.SubscriptionID = sandbox.AzureSubscription
	if cfg.AccountID == "" {
		cfg.AccountID = sandbox.AzureAccountID()
	}
	p.completeAccount(&cfg)
	cfg.Transport = p.sandbox
	cfg.TokenCredential = sandboxToken{}
	cfg.Credential.Secrets = p.secrets
	cfg.Sandbox = true
	return cfg
}

func azureCredential(r *reader, m tfAzure) azureopenai.Credential {
	c := azureopenai.Credential{
		TenantID:                  r.text("tenant_id", m.TenantID),
		AuxiliaryTenantIDs:        r.list("auxiliary_tenant_ids", m.AuxiliaryTenantIDs),
		ClientID:                  r.text("client_id", m.ClientID),
		ClientIDFilePath:          r.text("client_id_file_path", m.ClientIDFilePath),
		ClientSecret:              r.text("client_secret", m.ClientSecret),
		ClientSecretFilePath:      r.text("client_secret_file_path", m.ClientSecretFilePath),
		ClientCertificate:         r.text("client_certificate", m.ClientCertificate),
		ClientCertificatePath:     r.text("client_certificate_path", m.ClientCertificatePath),
		ClientCertificatePassword: r.text("client_certificate_password", m.ClientCertificatePassword),

		UseOIDC:                        r.flag("use_oidc", m.UseOIDC, false),
		OIDCToken:                      r.text("oidc_token", m.OIDCToken),
		OIDCTokenFilePath:              r.text("oidc_token_file_path", m.OIDCTokenFilePath),
		OIDCRequestToken:               r.text("oidc_request_token", m.OIDCRequestToken),
		OIDCRequestURL:                 r.text("oidc_request_url", m.OIDCRequestURL),
		ADOPipelineServiceConnectionID: r.text("ado_pipeline_service_connection_id", m.ADOPipelineServiceConnectionID),

		UseMSI:                 r.flag("use_msi", m.UseMSI, false),
		MSIEndpoint:            r.text("msi_endpoint", m.MSIEndpoint),
		UseAKSWorkloadIdentity: r.flag("use_aks_workload_identity", m.UseAKSWorkloadIdentity, false),
		UseCLI:                 r.flag("use_cli", m.UseCLI, true),
	}
	if c.UseAKSWorkloadIdentity {
		addPodIdentity(&c, r.lookup)
	}
	c.Sources = r.looked
	return c
}

// azureCloud reads where the tokens are for.
func azureCloud(r *reader, m tfAzure, c *azureopenai.Credential) {
	c.Environment = r.text("environment", m.Environment)
	c.ActiveDirectoryAuthorityHost = r.text("active_directory_authority_host", m.ActiveDirectoryAuthorityHost)
	c.ResourceManagerEndpoint = r.text("resource_manager_endpoint", m.ResourceManagerEndpoint)
	c.ResourceManagerAudience = r.text("resource_manager_audience", m.ResourceManagerAudience)
	c.DisableInstanceDiscovery = r.flag("disable_instance_discovery", m.DisableInstanceDiscovery, false)
}

// addPodIdentity fills in what AKS's webhook sets in a pod, as azurerm does.
func addPodIdentity(c *azureopenai.Credential, lookup func(string) string) {
	if c.TenantID == "" {
		c.TenantID = lookup("AZURE_TENANT_ID")
	}
	if c.ClientID == "" && c.ClientIDFilePath == "" {
		c.ClientID = lookup("AZURE_CLIENT_ID")
	}
	if c.OIDCToken == "" && c.OIDCTokenFilePath == "" {
		c.OIDCTokenFilePath = lookup("AZURE_FEDERATED_TOKEN_FILE")
	}
}

// sandboxToken is a credential that only the sandbox takes.
type sandboxToken struct{}

// GetToken never fails.
func (sandboxToken) GetToken(_ context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, expires := sandbox.EntraToken(strings.Join(options.Scopes, " "))
	return azcore.AccessToken{Token: token, ExpiresOn: expires}, nil
}
