package azureopenai

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// environment is the cloud that the configuration names.
func (c Credential) environment() (cloud.Configuration, error) {
	switch strings.ToLower(c.Environment) {
	case "", "public":
		return cloud.AzurePublic, nil
	case "usgovernment":
		return cloud.AzureGovernment, nil
	case "china":
		return cloud.AzureChina, nil
	case "custom":
		return c.customEnvironment()
	}
	return cloud.Configuration{}, &llm.Error{
		Op: "open Azure", Code: llm.CodeInvalid, Message: fmt.Sprintf("environment %q is not known", c.Environment),
		Fix: `Set environment to "public", "usgovernment", "china" or "custom".`,
	}
}

func (c Credential) customEnvironment() (cloud.Configuration, error) {
	if c.ResourceManagerEndpoint == "" || c.ResourceManagerAudience == "" {
		return cloud.Configuration{}, &llm.Error{
			Op: "open Azure", Code: llm.CodeInvalid, Message: `environment "custom" lacks its endpoints`,
			Fix: "Set resource_manager_endpoint, resource_manager_audience and active_directory_authority_host.",
		}
	}
	return cloud.Configuration{
		ActiveDirectoryAuthorityHost: c.ActiveDirectoryAuthorityHost,
		Services: map[cloud.ServiceName]cloud.ServiceConfiguration{cloud.ResourceManager: {
			Endpoint: c.ResourceManagerEndpoint,
			Audience: strings.TrimSuffix(c.ResourceManagerAudience, "/"),
		}},
	}, nil
}

// tokens is the configured credential, or one that is made when the first token
// is asked for.
func (p *Platform) tokens(environment cloud.Configuration, transport policy.Transporter) azcore.TokenCredential {
	if p.cfg.TokenCredential != nil {
		return p.cfg.TokenCredential
	}
	return &lazyCredential{of: p.cfg.Credential, open: sync.OnceValues(func() (azcore.TokenCredential, error) {
		options := azcore.ClientOptions{Cloud: environment, Transport: transport}
		return p.cfg.Credential.choose(p.cfg.SubscriptionID, options)
	})}
}

type lazyCredential struct {
	of   Credential
	open func() (azcore.TokenCredential, error)
}

// GetToken makes the credential first. Where none can be had, the error tells
// every place that was looked at.
func (l *lazyCredential) GetToken(ctx context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	credential, err := l.open()
	if err != nil {
		return azcore.AccessToken{}, err
	}
	token, err := credential.GetToken(ctx, options)
	l.of.Secrets.Add(token.Token)
	if ctx.Err() == nil && isCredentialError(err) {
		err = l.of.unusable(err)
	}
	return token, err
}

// choose takes the first way that is configured, in azurerm's order. One way
// that was asked for and fails is an error and not a reason to try the next.
func (c Credential) choose(subscription string, options azcore.ClientOptions) (azcore.TokenCredential, error) {
	id, err := valueOrFile(c.ClientID, c.ClientIDFilePath)
	if err != nil {
		return nil, c.unusable(err)
	}
	secret, err := valueOrFile(c.ClientSecret, c.ClientSecretFilePath)
	if err != nil {
		return nil, c.unusable(err)
	}
	c.Secrets.Add(secret)
	var credential azcore.TokenCredential
	switch {
	case c.ClientCertificate != "" || c.ClientCertificatePath != "":
		credential, err = c.byCertificate(id, options)
	case secret != "":
		credential, err = azidentity.NewClientSecretCredential(c.TenantID, id, secret,
			&azidentity.ClientSecretCredentialOptions{
				ClientOptions: options, AdditionallyAllowedTenants: c.AuxiliaryTenantIDs, DisableInstanceDiscovery: c.DisableInstanceDiscovery,
			})
	case c.UseOIDC || c.UseAKSWorkloadIdentity:
		credential, err = c.byAssertion(id, options)
	case c.UseMSI:
		credential, err = c.byManagedIdentity(id, options)
	case c.UseCLI:
		credential, err = azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{
			AdditionallyAllowedTenants: c.AuxiliaryTenantIDs, Subscription: subscription, TenantID: c.TenantID,
		})
	default:
		return nil, c.missing()
	}
	if err != nil {
		return nil, c.unusable(err)
	}
	return credential, nil
}

func (c Credential) byCertificate(clientID string, options azcore.ClientOptions) (azcore.TokenCredential, error) {
	bundle, err := base64.StdEncoding.DecodeString(c.ClientCertificate)
	if err != nil {
		return nil, errors.New("read client_certificate: it is not base64") // the cause would show the content
	}
	if c.ClientCertificate == "" {
		if bundle, err = os.ReadFile(c.ClientCertificatePath); err != nil {
			return nil, fmt.Errorf("read client_certificate_path: %w", err)
		}
	}
	certificates, key, err := azidentity.ParseCertificates(bundle, []byte(c.ClientCertificatePassword))
	if err != nil {
		return nil, fmt.Errorf("read client certificate: %w", err)
	}
	return azidentity.NewClientCertificateCredential(c.TenantID, clientID, certificates, key,
		&azidentity.ClientCertificateCredentialOptions{
			ClientOptions: options, AdditionallyAllowedTenants: c.AuxiliaryTenantIDs,
			DisableInstanceDiscovery: c.DisableInstanceDiscovery, SendCertificateChain: true,
		})
}

// valueOrFile prefers the value; a file's last line break is not part of it.
func valueOrFile(value, path string) (string, error) {
	if value != "" || path == "" {
		return value, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read credential file: %w", err)
	}
	return strings.TrimSpace(string(content)), nil
}

// missing says that no way is configured at all.
func (c Credential) missing() error { return c.unusable(errors.New("no credentials are configured")) }

// unusable says why there are no tokens, and where credentials were looked for.
func (c Credential) unusable(err error) error {
	return &llm.Error{
		Op: "open Azure", Code: llm.CodeUnauthenticated, Message: oneLine(err.Error(), messageLimit), Err: err,
		Fix: "Sign in with az login and leave use_cli on, or complete one of: a client secret, a client certificate, OIDC, " +
			"a managed identity. Looked at " + c.sources() + ".",
	}
}

// sources names what was looked at, as the caller told it.
func (c Credential) sources() string {
	if len(c.Sources) == 0 {
		return "the arguments of the provider's azure block"
	}
	return strings.Join(c.Sources, ", ")
}
