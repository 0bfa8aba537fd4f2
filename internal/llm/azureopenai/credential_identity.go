package azureopenai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
)

// byManagedIdentity uses the identity of the machine.
func (c Credential) byManagedIdentity(clientID string, options azcore.ClientOptions) (azcore.TokenCredential, error) {
	if c.MSIEndpoint != "" {
		return newIdentityEndpoint(c.MSIEndpoint, clientID, options.Transport)
	}
	identity := &azidentity.ManagedIdentityCredentialOptions{ClientOptions: options}
	if clientID != "" {
		identity.ID = azidentity.ClientID(clientID)
	}
	return azidentity.NewManagedIdentityCredential(identity)
}

// identityEndpoint asks a metadata endpoint at an address of the user's choice,
// in the protocol of the machine's own (169.254.169.254).
type identityEndpoint struct {
	address   *url.URL
	clientID  string
	transport policy.Transporter
}

func newIdentityEndpoint(address, clientID string, transport policy.Transporter) (*identityEndpoint, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, errors.New("read msi_endpoint: it is not an address")
	}
	return &identityEndpoint{address: u, clientID: clientID, transport: transport}, nil
}

// GetToken asks for a token; azcore keeps it until it expires.
func (i *identityEndpoint) GetToken(ctx context.Context, options policy.TokenRequestOptions) (azcore.AccessToken, error) {
	if len(options.Scopes) != 1 {
		return azcore.AccessToken{}, errors.New("request token: a managed identity needs exactly one scope")
	}
	query := i.address.Query()
	query.Set("api-version", "2018-02-01")
	query.Set("resource", strings.TrimSuffix(options.Scopes[0], "/.default"))
	if i.clientID != "" {
		query.Set("client_id", i.clientID)
	}
	address := *i.address
	address.RawQuery = query.Encode()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return azcore.AccessToken{}, fmt.Errorf("request token: %w", err)
	}
	req.Header.Set("Metadata", "true")
	var answer struct {
		Token   string      `json:"access_token"`
		Expires json.Number `json:"expires_on"` // seconds since 1970, as a string or a number
	}
	if err := askToken(i.transport, req, &answer); err != nil {
		return azcore.AccessToken{}, err
	}
	seconds, err := answer.Expires.Int64()
	if err != nil || answer.Token == "" {
		return azcore.AccessToken{}, errors.New("request token: the metadata endpoint answered without a token or its expiry")
	}
	return azcore.AccessToken{Token: answer.Token, ExpiresOn: time.Unix(seconds, 0)}, nil
}
