package azureopenai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// The audience that Entra expects of a federated token.
const federationAudience = "api://AzureADTokenExchange"

// tokenLimit caps the answer of a token endpoint, in bytes.
const tokenLimit = 1 << 20

// byAssertion exchanges a token of somebody else's identity provider: one that
// is given, one in a file, or one that GitHub or Azure DevOps hands out.
func (c Credential) byAssertion(clientID string, options azcore.ClientOptions) (azcore.TokenCredential, error) {
	issue, err := c.assertion(options.Transport)
	if err != nil {
		return nil, err
	}
	kept := func(ctx context.Context) (string, error) {
		token, err := issue(ctx)
		c.Secrets.Add(token)
		return token, err
	}
	return azidentity.NewClientAssertionCredential(c.TenantID, clientID, kept, &azidentity.ClientAssertionCredentialOptions{
		ClientOptions: options, AdditionallyAllowedTenants: c.AuxiliaryTenantIDs, DisableInstanceDiscovery: c.DisableInstanceDiscovery,
	})
}

func (c Credential) assertion(transport policy.Transporter) (func(context.Context) (string, error), error) {
	switch {
	case c.OIDCToken != "":
		return func(context.Context) (string, error) { return c.OIDCToken, nil }, nil
	case c.OIDCTokenFilePath != "": // read anew each time: the platform renews the file
		return func(context.Context) (string, error) { return valueOrFile("", c.OIDCTokenFilePath) }, nil
	case c.OIDCRequestURL == "" || c.OIDCRequestToken == "":
		return nil, errors.New("OIDC is on, but there is no token, no token file and no request URL with its token")
	case c.ADOPipelineServiceConnectionID != "":
		return func(ctx context.Context) (string, error) { return c.askAzureDevOps(ctx, transport) }, nil
	}
	return func(ctx context.Context) (string, error) { return c.askGitHub(ctx, transport) }, nil
}

func (c Credential) askGitHub(ctx context.Context, transport policy.Transporter) (string, error) {
	var answer struct {
		Value string `json:"value"`
	}
	query := url.Values{"audience": {federationAudience}}
	err := c.askIssuer(ctx, transport, http.MethodGet, query, &answer)
	return answer.Value, err
}

func (c Credential) askAzureDevOps(ctx context.Context, transport policy.Transporter) (string, error) {
	var answer struct {
		Token string `json:"oidcToken"`
	}
	query := url.Values{"api-version": {"7.1"}, "serviceConnectionId": {c.ADOPipelineServiceConnectionID}}
	err := c.askIssuer(ctx, transport, http.MethodPost, query, &answer)
	return answer.Token, err
}

// askIssuer sends the request token to the address that came with it.
func (c Credential) askIssuer(ctx context.Context, transport policy.Transporter, method string, query url.Values,
	into any,
) error {
	address, err := url.Parse(c.OIDCRequestURL)
	if err != nil || address.Scheme != "https" {
		return errors.New("request OIDC token: the request URL is not an https address")
	}
	merged := address.Query()
	maps.Copy(merged, query)
	address.RawQuery = merged.Encode()
	req, err := http.NewRequestWithContext(ctx, method, address.String(), nil)
	if err != nil {
		return errors.New("request OIDC token: the request URL cannot be used")
	}
	req.Header.Set("Authorization", "Bearer "+c.OIDCRequestToken)
	req.Header.Set("Accept", "application/json")
	return askToken(transport, req, into)
}

// askToken sends a token request. Errors never hold the answer, which may be a token.
func askToken(transport policy.Transporter, req *http.Request, into any) error {
	resp, err := transport.Do(req)
	if err != nil {
		if wrapped, ok := errors.AsType[*url.Error](err); ok {
			err = wrapped.Err // the text of the whole would hold the address
		}
		return fmt.Errorf("request token from %s: %w", req.URL.Host, err)
	}
	defer resp.Body.Close() //nolint:errcheck // only read from
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("request token from %s: HTTP %d", req.URL.Host, resp.StatusCode)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, tokenLimit)).Decode(into); err != nil {
		return fmt.Errorf("request token from %s: the answer is not JSON", req.URL.Host)
	}
	return nil
}
