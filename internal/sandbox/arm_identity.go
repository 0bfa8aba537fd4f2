package sandbox

import (
	"cmp"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// identityRoutes answer what clients ask before their first request: which cloud this is, and for a token. Any
// credential gets one; it opens nothing but the sandbox.
func identityRoutes() []route {
	routes := []route{
		armOpen("GET", "/metadata/endpoints", cloudMetadata),
		armOpen("GET", "/common/discovery/instance", instanceDiscovery),
		armOpen("GET", "/{tenant}/discovery/v2.0/keys", signingKeys),
	}
	for _, prefix := range []string{"/{tenant}", "/{tenant}/v2.0"} {
		routes = append(routes, armOpen("GET", prefix+"/.well-known/openid-configuration", openIDConfiguration))
	}
	for _, path := range []string{"/{tenant}/oauth2/token", "/{tenant}/oauth2/v2.0/token"} {
		routes = append(routes, armOpen("POST", path, issueToken))
	}
	return routes
}

type metadataView struct {
	Portal                   string            `json:"portal"`
	Authentication           metadataAuth      `json:"authentication"`
	Name                     string            `json:"name"`
	Suffixes                 map[string]string `json:"suffixes"`
	ResourceManager          string            `json:"resourceManager"`
	Graph                    string            `json:"graph"`
	GraphAudience            string            `json:"graphAudience"`
	MicrosoftGraphResourceID string            `json:"microsoftGraphResourceId"`
	Gallery                  string            `json:"gallery"`
	Batch                    string            `json:"batch"`
	Media                    string            `json:"media"`
	SQLManagement            string            `json:"sqlManagement"`
	ActiveDirectoryDataLake  string            `json:"activeDirectoryDataLake"`
}

type metadataAuth struct {
	LoginEndpoint    string   `json:"loginEndpoint"`
	Audiences        []string `json:"audiences"`
	Tenant           string   `json:"tenant"`
	IdentityProvider string   `json:"identityProvider"`
}

// cloudMetadata describes the sandbox as the public cloud at its own address. Tenant "common" and provider "AAD" are
// what go-azure-sdk tells a public cloud from an Azure Stack by.
func cloudMetadata(_ *state, r *request) (reply, *armError) {
	return jsonReply(http.StatusOK, metadataView{
		Portal: r.base, Name: "AzureCloud", ResourceManager: r.base + "/", Graph: r.base + "/", GraphAudience: r.base + "/",
		MicrosoftGraphResourceID: r.base + "/", Gallery: r.base + "/", Batch: r.base + "/", Media: r.base,
		SQLManagement: r.base + "/", ActiveDirectoryDataLake: r.base + "/",
		Authentication: metadataAuth{
			LoginEndpoint: r.base + "/", Audiences: []string{r.base + "/", "https://management.azure.com/"},
			Tenant: "common", IdentityProvider: "AAD",
		},
		Suffixes: map[string]string{
			"storage": "storage.sandbox.invalid", "keyVaultDns": "vault.sandbox.invalid", "acrLoginServer": "acr.sandbox.invalid",
			"sqlServerHostname": "sql.sandbox.invalid", "mhsmDns": "mhsm.sandbox.invalid",
			"azureDataLakeStoreFileSystem": "dls.sandbox.invalid", "azureDataLakeAnalyticsCatalogAndJob": "dla.sandbox.invalid",
			"mysqlServerEndpoint": "mysql.sandbox.invalid", "postgresqlServerEndpoint": "pg.sandbox.invalid",
			"mariadbServerEndpoint": "mariadb.sandbox.invalid", "synapseAnalytics": "syn.sandbox.invalid",
			"attestationEndpoint": "attest.sandbox.invalid", "azureFrontDoorEndpointSuffix": "afd.sandbox.invalid",
			"storageSyncEndpointSuffix": "sync.sandbox.invalid",
		},
	}), nil
}

type openIDView struct {
	Issuer                string   `json:"issuer"`
	AuthorizationEndpoint string   `json:"authorization_endpoint"`
	TokenEndpoint         string   `json:"token_endpoint"`
	DeviceEndpoint        string   `json:"device_authorization_endpoint"`
	JWKSURI               string   `json:"jwks_uri"`
	AuthMethods           []string `json:"token_endpoint_auth_methods_supported"`
	ResponseTypes         []string `json:"response_types_supported"`
}

func openIDConfiguration(_ *state, r *request) (reply, *armError) {
	root := r.base + "/" + r.vars["tenant"]
	return jsonReply(http.StatusOK, openIDView{
		Issuer: root + "/v2.0", AuthorizationEndpoint: root + "/oauth2/v2.0/authorize", TokenEndpoint: root + "/oauth2/v2.0/token",
		DeviceEndpoint: root + "/oauth2/v2.0/devicecode", JWKSURI: root + "/discovery/v2.0/keys",
		AuthMethods: []string{"client_secret_post", "private_key_jwt"}, ResponseTypes: []string{"code", "token"},
	}), nil
}

type discoveryView struct {
	Endpoint string              `json:"tenant_discovery_endpoint"`
	Metadata []discoveryMetadata `json:"metadata"`
}

type discoveryMetadata struct {
	PreferredNetwork string   `json:"preferred_network"`
	PreferredCache   string   `json:"preferred_cache"`
	Aliases          []string `json:"aliases"`
}

func instanceDiscovery(_ *state, r *request) (reply, *armError) {
	_, host, _ := strings.Cut(r.base, "://")
	return jsonReply(http.StatusOK, discoveryView{
		Endpoint: r.base + "/" + AzureTenant + "/v2.0/.well-known/openid-configuration",
		Metadata: []discoveryMetadata{{PreferredNetwork: host, PreferredCache: host, Aliases: []string{host}}},
	}), nil
}

type keySet struct {
	Keys []string `json:"keys"`
}

func signingKeys(*state, *request) (reply, *armError) {
	return jsonReply(http.StatusOK, keySet{Keys: []string{}}), nil
}

// tokenLifetime is how long a token says it is valid, in seconds.
const tokenLifetime = 3600

type tokenView struct {
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"`
	ExtExpiresIn int    `json:"ext_expires_in"`
	ExpiresOn    int64  `json:"expires_on"`
	Resource     string `json:"resource"`
	AccessToken  string `json:"access_token"`
}

type tokenClaims struct {
	Audience string `json:"aud"`
	Issuer   string `json:"iss"`
	IssuedAt int64  `json:"iat"`
	Expires  int64  `json:"exp"`
	ObjectID string `json:"oid"`
	Subject  string `json:"sub"`
	Tenant   string `json:"tid"`
	AppID    string `json:"appid"`
	Version  string `json:"ver"`
}

// issueToken answers with an unsigned token for what the form asks for, by a scope or by a resource. Its claims azurerm
// reads.
func issueToken(_ *state, r *request) (reply, *armError) {
	now := time.Now().Unix() // real time: the client's library compares it with its own clock
	resource := requestedResource(r)
	claims, err := json.Marshal(tokenClaims{
		Audience: resource, Issuer: r.base + "/" + r.vars["tenant"] + "/", IssuedAt: now, Expires: now + tokenLifetime,
		ObjectID: AzureTenant, Subject: AzureTenant, Tenant: AzureTenant, AppID: AzureTenant, Version: "1.0",
	})
	if err != nil {
		return reply{}, refuse(http.StatusInternalServerError, "ServerError", "%s", err)
	}
	return jsonReply(http.StatusOK, tokenView{
		TokenType: "Bearer", ExpiresIn: tokenLifetime, ExtExpiresIn: tokenLifetime, ExpiresOn: now + tokenLifetime, Resource: resource,
		AccessToken: unsignedToken(claims),
	}), nil
}

// requestedResource is what a token is asked for: the sandbox's control plane where nothing is named.
func requestedResource(r *request) string {
	form, err := url.ParseQuery(string(r.body))
	if err != nil {
		return r.base + "/"
	}
	scope, _, _ := strings.Cut(form.Get("scope"), " ")
	resource := cmp.Or(resourceOf(scope), form.Get("resource"))
	if strings.TrimSuffix(resource, "/") == r.base || !strings.Contains(resource, "://") {
		return r.base + "/"
	}
	return resource
}
