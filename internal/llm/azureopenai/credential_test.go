package azureopenai

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const canary = "canary-3f9a"

func TestCredential_choice(t *testing.T) {
	identity := Credential{TenantID: realSubscription, ClientID: realSubscription}
	secretFile := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secretFile, []byte(canary+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(change func(*Credential)) Credential {
		c := identity
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		credential Credential
		is         func(azcore.TokenCredential) bool
	}{
		"a secret":             {with(func(c *Credential) { c.ClientSecret = canary }), isA[*azidentity.ClientSecretCredential]},
		"a secret in a file":   {with(func(c *Credential) { c.ClientSecretFilePath = secretFile }), isA[*azidentity.ClientSecretCredential]},
		"a secret before OIDC": {with(func(c *Credential) { c.ClientSecret, c.UseOIDC, c.OIDCToken = canary, true, "t" }), isA[*azidentity.ClientSecretCredential]},
		"an OIDC token":        {with(func(c *Credential) { c.UseOIDC, c.OIDCToken = true, "t" }), isA[*azidentity.ClientAssertionCredential]},
		"a token in a file":    {with(func(c *Credential) { c.UseOIDC, c.OIDCTokenFilePath = true, secretFile }), isA[*azidentity.ClientAssertionCredential]},
		"GitHub":               {with(func(c *Credential) { c.UseOIDC, c.OIDCRequestURL, c.OIDCRequestToken = true, "https://x", "t" }), isA[*azidentity.ClientAssertionCredential]},
		"a pod of AKS":         {with(func(c *Credential) { c.UseAKSWorkloadIdentity, c.OIDCTokenFilePath = true, secretFile }), isA[*azidentity.ClientAssertionCredential]},
		"a managed identity":   {Credential{UseMSI: true}, isA[*azidentity.ManagedIdentityCredential]},
		"a metadata endpoint":  {Credential{UseMSI: true, MSIEndpoint: "http://127.0.0.1/token"}, isA[*identityEndpoint]},
		"the CLI":              {Credential{UseCLI: true}, isA[*azidentity.AzureCLICredential]},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := c.credential.choose("", azcore.ClientOptions{})
			if err != nil || !c.is(got) {
				t.Errorf("chose %T, %v", got, err)
			}
		})
	}
}

func isA[T any](credential azcore.TokenCredential) bool {
	_, ok := credential.(T)
	return ok
}

func TestCredential_errors(t *testing.T) {
	for name, c := range map[string]struct {
		credential Credential
		says       string
	}{
		"nothing is configured":             {Credential{Sources: []string{"ARM_CLIENT_SECRET", "azure.use_cli"}}, "ARM_CLIENT_SECRET, azure.use_cli"},
		"a secret without a tenant":         {Credential{ClientSecret: canary, ClientID: "x"}, "tenant"},
		"OIDC without a token":              {Credential{UseOIDC: true, TenantID: "t", ClientID: "c"}, "no token"},
		"a certificate that is not base64":  {Credential{ClientCertificate: canary + "!", TenantID: "t", ClientID: "c"}, "base64"},
		"a certificate that is none":        {Credential{ClientCertificate: "aGVsbG8=", ClientCertificatePassword: canary, TenantID: "t", ClientID: "c"}, "certificate"},
		"a certificate that is not there":   {Credential{ClientCertificatePath: "/nowhere", TenantID: "t", ClientID: "c"}, "client_certificate_path"},
		"a secret file that is not there":   {Credential{ClientSecretFilePath: "/nowhere"}, "/nowhere"},
		"a metadata endpoint without host":  {Credential{UseMSI: true, MSIEndpoint: "nowhere"}, "msi_endpoint"},
		"an environment that nobody knows":  {Credential{Environment: "mars"}, "mars"},
		"a custom environment, no endpoint": {Credential{Environment: "custom"}, "resource_manager_endpoint"},
		"a custom environment over http":    {Credential{Environment: "custom", ResourceManagerEndpoint: "http://x", ResourceManagerAudience: "y"}, "https"},
	} {
		t.Run(name, func(t *testing.T) {
			sent := &recorder{}
			p := NewPlatform(Config{Credential: c.credential, Transport: sent})
			_, err := p.Deployments().Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
			var told *llm.Error
			if !errors.As(err, &told) || told.Fix == "" {
				t.Fatalf("error = %v, want one with a fix", err)
			}
			if text := told.Error() + told.Fix; !strings.Contains(text, c.says) || strings.Contains(text, canary) {
				t.Errorf("%q does not say %q, or shows the secret", text, c.says)
			}
			if code := told.Code; code != llm.CodeUnauthenticated && code != llm.CodeInvalid {
				t.Errorf("code = %s", code)
			}
			if len(sent.sent) > 0 {
				t.Errorf("sent %v", sent.sent)
			}
		})
	}
}

// TestCredential_notSignedIn: an account is named and nobody has signed in. The
// error tells every place that was looked at, not only the CLI.
func TestCredential_notSignedIn(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	sources := []string{"client_secret (ARM_CLIENT_SECRET)", "use_oidc (ARM_USE_OIDC)", "tenant_id (ARM_TENANT_ID)"}
	for name, credential := range map[string]Credential{
		"the CLI is not there":    {UseCLI: true, Sources: sources},
		"nothing is on":           {Sources: sources},
		"a secret without tenant": {ClientSecret: canary, ClientID: "x", Sources: sources},
	} {
		t.Run(name, func(t *testing.T) {
			sent := &recorder{}
			p := NewPlatform(Config{Credential: credential, Transport: sent})
			_, err := p.Deployments().Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
			told, ok := errors.AsType[*llm.Error](err)
			if !ok || told.Code != llm.CodeUnauthenticated || told.Op != "read deployment" || told.Object != "chat" {
				t.Fatalf("error = %#v", err)
			}
			for _, want := range append(sources, "az login") {
				if !strings.Contains(told.Fix, want) {
					t.Errorf("the fix %q does not name %q", told.Fix, want)
				}
			}
			if len(sent.sent) > 0 || strings.Contains(told.Error()+told.Fix, canary) {
				t.Errorf("sent %v, or the secret shows in %v", sent.sent, told)
			}
		})
	}
}

func TestCredential_nothingIsReadBeforeItIsNeeded(t *testing.T) {
	p := NewPlatform(Config{Credential: Credential{ClientSecretFilePath: "/nowhere"}})
	if problems := p.Deployments().Check(llm.Draft{Spec: plain(), Unknown: llm.Fields(llm.FieldAccountID)}); len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
	if _, err := p.open(); err != nil {
		t.Errorf("opening reads credentials: %v", err)
	}
}

func TestCredential_issuers(t *testing.T) {
	for name, c := range map[string]struct {
		credential Credential
		method     string
		query      string
		answer     string
	}{
		"GitHub":       {Credential{UseOIDC: true, OIDCRequestURL: "https://issuer.example/x?v=2", OIDCRequestToken: canary}, "GET", "audience=api%3A%2F%2FAzureADTokenExchange&v=2", `{"value":"jwt"}`},
		"Azure DevOps": {Credential{UseOIDC: true, OIDCRequestURL: "https://issuer.example/x", OIDCRequestToken: canary, ADOPipelineServiceConnectionID: "id"}, "POST", "api-version=7.1&serviceConnectionId=id", `{"oidcToken":"jwt"}`},
	} {
		t.Run(name, func(t *testing.T) {
			var asked *http.Request
			issue, err := c.credential.assertion(transportFunc(func(req *http.Request) *http.Response {
				asked = req
				return reply(req, http.StatusOK, c.answer)
			}))
			if err != nil {
				t.Fatal(err)
			}
			token, err := issue(t.Context())
			if err != nil || token != "jwt" {
				t.Fatalf("token %q, %v", token, err)
			}
			if asked.Method != c.method || asked.URL.RawQuery != c.query || asked.Header.Get("Authorization") != "Bearer "+canary {
				t.Errorf("asked %s %s", asked.Method, asked.URL)
			}
		})
	}
}

func TestCredential_issuersThatFailShowNothing(t *testing.T) {
	for name, answer := range map[string]func(*http.Request) *http.Response{
		"a refusal":         func(r *http.Request) *http.Response { return reply(r, http.StatusForbidden, canary) },
		"a page":            func(r *http.Request) *http.Response { return reply(r, http.StatusOK, "<html>"+canary) },
		"a lost connection": func(*http.Request) *http.Response { return nil },
	} {
		t.Run(name, func(t *testing.T) {
			c := Credential{UseOIDC: true, OIDCRequestURL: "https://issuer.example/x?secret=" + canary, OIDCRequestToken: canary}
			issue, err := c.assertion(transportFunc(answer))
			if err != nil {
				t.Fatal(err)
			}
			if _, err = issue(t.Context()); err == nil || strings.Contains(err.Error(), canary) {
				t.Errorf("error = %v", err)
			}
		})
	}
	c := Credential{UseOIDC: true, OIDCRequestURL: "http://issuer.example/x", OIDCRequestToken: canary}
	issue, err := c.assertion(&recorder{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = issue(t.Context()); err == nil {
		t.Error("the request token left over plain http")
	}
}

func TestIdentityEndpoint(t *testing.T) {
	var asked *http.Request
	i, err := newIdentityEndpoint("http://127.0.0.1:40342/token", "client", transportFunc(func(req *http.Request) *http.Response {
		asked = req
		return reply(req, http.StatusOK, `{"access_token":"t","expires_on":"1900000000"}`)
	}))
	if err != nil {
		t.Fatal(err)
	}
	token, err := i.GetToken(t.Context(), policy.TokenRequestOptions{Scopes: []string{"https://management.azure.com/.default"}})
	if err != nil || token.Token != "t" || !token.ExpiresOn.Equal(time.Unix(1_900_000_000, 0)) {
		t.Errorf("token %+v, %v", token, err)
	}
	if asked.Header.Get("Metadata") != "true" || asked.URL.RawQuery != "api-version=2018-02-01&client_id=client&resource=https%3A%2F%2Fmanagement.azure.com" {
		t.Errorf("asked %s", asked.URL)
	}
	if _, err := i.GetToken(t.Context(), policy.TokenRequestOptions{}); err == nil {
		t.Error("no scope is no error")
	}
}

func TestEnvironments(t *testing.T) {
	for environment, host := range map[string]string{
		"": "https://management.azure.com", "public": "https://management.azure.com", "usgovernment": "https://management.usgovcloudapi.net",
		"china": "https://management.chinacloudapi.cn",
	} {
		got, err := Credential{Environment: environment}.environment()
		if err != nil || got.Services[cloud.ResourceManager].Endpoint != host {
			t.Errorf("%q: %v, %v", environment, got.Services, err)
		}
	}
}

// failingToken is a credential whose token cannot be had.
type failingToken struct{}

func (failingToken) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{}, errors.New("AADSTS7000215: invalid client secret")
}

func TestToken_thatCannotBeHadIsToldAtOnce(t *testing.T) {
	sent := &recorder{}
	p := NewPlatform(Config{Transport: sent, TokenCredential: failingToken{}})
	_, err := p.Deployments().Get(t.Context(), llm.ID{Value: realAccount + "/deployments/chat"})
	if llm.CodeOf(err) != llm.CodeUnauthenticated || !strings.Contains(err.Error(), "AADSTS7000215") || len(sent.sent) > 0 {
		t.Errorf("error = %v (%s), sent %v", err, llm.CodeOf(err), sent.sent)
	}
}
