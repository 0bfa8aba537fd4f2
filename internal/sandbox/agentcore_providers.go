package sandbox

import (
	"net/http"
	"time"
)

// The kinds of credential providers, as their ARNs spell them.
const (
	keyProviderKind   = "apikeycredentialprovider"
	oauthProviderKind = "oauth2credentialprovider"
)

// vaultRoutes are all POST. OAuth2 providers are only read and deleted: a new sandbox holds one.
func vaultRoutes() []route {
	const at = "/identities/"
	return []route{
		agentcoreRoute(http.MethodPost, at+"CreateApiKeyCredentialProvider", http.StatusCreated, createKeyProvider),
		agentcoreRead(http.MethodPost, at+"GetApiKeyCredentialProvider", getFromVault(keyProviderKind)),
		agentcoreRead(http.MethodPost, at+"ListApiKeyCredentialProviders", listVault(keyProviderKind, 100)),
		agentcoreRoute(http.MethodPost, at+"DeleteApiKeyCredentialProvider", http.StatusNoContent, deleteFromVault(keyProviderKind)),
		agentcoreRead(http.MethodPost, at+"GetOauth2CredentialProvider", getFromVault(oauthProviderKind)),
		agentcoreRead(http.MethodPost, at+"ListOauth2CredentialProviders", listVault(oauthProviderKind, 20)),
		agentcoreRoute(http.MethodPost, at+"DeleteOauth2CredentialProvider", http.StatusNoContent, deleteFromVault(oauthProviderKind)),
	}
}

func (p *agentcoreProvider) arn(region string) string {
	return agentcoreOwnARN(region, "token-vault/default/"+p.Kind+"/"+p.Name)
}

func (p *agentcoreProvider) number() int { return p.Serial }

// epoch is how the token vault writes a time: in seconds, unlike the gateways.
func epoch(t time.Time) float64 {
	return float64(t.UnixMilli()) / 1000
}

// summary is what a list shows.
func (p *agentcoreProvider) summary(region string) map[string]any {
	shown := map[string]any{
		"name": p.Name, "credentialProviderArn": p.arn(region), "createdTime": epoch(p.Created), "lastUpdatedTime": epoch(p.Created),
	}
	if p.Kind == oauthProviderKind {
		shown["credentialProviderVendor"] = p.Vendor
	}
	return shown
}

// view is what Get shows: of the secret no more than where it is.
func (p *agentcoreProvider) view(region string) map[string]any {
	shown := p.summary(region)
	secret := "apiKeySecret"
	if p.Kind == oauthProviderKind {
		secret = "clientSecret"
		shown["oauth2ProviderConfigOutput"] = map[string]any{
			"microsoftOauth2ProviderConfig": map[string]any{"oauthDiscovery": p.Discovery, "clientId": p.ClientID},
		}
	}
	shown[secret+"Arn"] = map[string]string{"secretArn": p.SecretARN}
	shown[secret+"Source"] = p.Source
	if p.SecretKey != "" {
		shown[secret+"JsonKey"] = p.SecretKey
	}
	return shown
}

// provider finds a credential provider by kind and name, or returns nil.
func (held *awsRegion) provider(kind, name string) *agentcoreProvider {
	for _, p := range held.Providers {
		if p.Kind == kind && p.Name == name {
			return p
		}
	}
	return nil
}

// findInVault reads the name in a body.
func findInVault(st *state, r *request, kind string) (*agentcoreProvider, *awsError) {
	var in struct{ Name string }
	if refused := shaped(r.body, wireObject{required: []string{"name"}, members: map[string]wireShape{"name": providerNameShape()}}, &in); refused != nil {
		return nil, refused
	}
	if p := st.AWS.at(r.region).provider(kind, in.Name); p != nil {
		return p, nil
	}
	return nil, agentcoreMissing("The credential provider", in.Name)
}

func providerNameShape() wireText {
	return wireText{least: 1, most: 128, pattern: providerNamePattern}
}

func getFromVault(kind string) bedrockOperation {
	return func(st *state, r *request) (any, *awsError) {
		p, refused := findInVault(st, r, kind)
		if refused != nil {
			return nil, refused
		}
		return p.view(r.region), nil
	}
}

// listVault pages by the members of the body.
func listVault(kind string, most int) bedrockOperation {
	shape := wireObject{members: map[string]wireShape{
		"nextToken": wireText{}, "maxResults": wireNumber{least: 1, most: float64(most), whole: true},
	}}
	return func(st *state, r *request) (any, *awsError) {
		in := struct {
			NextToken  string
			MaxResults int
		}{MaxResults: most}
		if refused := shaped(r.body, shape, &in); refused != nil {
			return nil, refused
		}
		all := without(st.AWS.at(r.region).Providers, func(p *agentcoreProvider) bool { return p.Kind != kind })
		page, next, ok := awsPage(kind, all, (*agentcoreProvider).number, in.NextToken, min(in.MaxResults, r.opts.pageSize))
		if !ok {
			return nil, invalidInput("nextToken is not a token of this list")
		}
		summaries := make([]map[string]any, 0, len(page))
		for _, p := range page {
			summaries = append(summaries, p.summary(r.region))
		}
		return bedrockList("credentialProviders", summaries, next), nil
	}
}
