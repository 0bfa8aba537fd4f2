package sandbox

import "encoding/json"

// inferenceTarget is InferenceTargetConfiguration, as far as something depends on it.
type inferenceTarget struct {
	Connector *struct {
		Source struct {
			ConnectorID string `json:"connectorId"`
		} `json:"source"`
	} `json:"connector"`
	Provider *struct {
		Endpoint string `json:"endpoint"`
	} `json:"provider"`
}

// credential is CredentialProviderConfiguration, as far as something depends on it.
type credential struct {
	CredentialProviderType string `json:"credentialProviderType"`
	CredentialProvider     struct {
		OAuthCredentialProvider  *vaultCredential `json:"oauthCredentialProvider"`
		APIKeyCredentialProvider *vaultCredential `json:"apiKeyCredentialProvider"`
		IAMCredentialProvider    *struct {
			Service string `json:"service"`
		} `json:"iamCredentialProvider"`
	} `json:"credentialProvider"`
}

// vaultCredential names a credential provider of the token vault.
type vaultCredential struct {
	ProviderARN string `json:"providerArn"`
}

// inference reads the configuration. It was held to its shape before it was kept.
func (t *agentcoreTarget) inference() inferenceTarget {
	var configuration struct {
		Inference inferenceTarget `json:"inference"`
	}
	_ = json.Unmarshal(t.Configuration, &configuration)
	return configuration.Inference
}

// credential reads the one credential that a target has.
func (t *agentcoreTarget) credential() credential {
	var list []credential
	if json.Unmarshal(t.Credentials, &list) != nil || len(list) == 0 {
		return credential{}
	}
	return list[0]
}

// providerARN is the credential provider that the target names, "" for none.
func (t *agentcoreTarget) providerARN() string {
	switch p := t.credential().CredentialProvider; {
	case p.OAuthCredentialProvider != nil:
		return p.OAuthCredentialProvider.ProviderARN
	case p.APIKeyCredentialProvider != nil:
		return p.APIKeyCredentialProvider.ProviderARN
	}
	return ""
}

// checkCredential refuses a credential whose kind and provider do not fit, and a provider that does not exist.
func (t *agentcoreTarget) checkCredential(st *state, r *request) *awsError {
	kind, p := t.credential().CredentialProviderType, t.credential().CredentialProvider
	switch {
	case (kind == "API_KEY") != (p.APIKeyCredentialProvider != nil), (kind == "OAUTH") != (p.OAuthCredentialProvider != nil):
		return invalidInput("The credentialProvider does not fit the credentialProviderType %s: API_KEY takes apiKeyCredentialProvider, OAUTH takes oauthCredentialProvider", kind)
	case kind == "JWT_PASSTHROUGH" && p.IAMCredentialProvider != nil:
		return invalidInput("JWT_PASSTHROUGH takes no credentialProvider")
	case kind == "API_KEY":
		return knownProvider(st, r, keyProviderKind, p.APIKeyCredentialProvider.ProviderARN)
	case kind == "OAUTH":
		return knownProvider(st, r, oauthProviderKind, p.OAuthCredentialProvider.ProviderARN)
	}
	return t.checkSigning(p.IAMCredentialProvider != nil)
}

// checkSigning refuses credentials of IAM that cannot sign a request: a connector knows its service, an endpoint has to
// be told it, and the connectors to other companies take keys.
func (t *agentcoreTarget) checkSigning(hasService bool) *awsError {
	kind, target := t.credential().CredentialProviderType, t.inference()
	switch {
	case target.Connector != nil && target.Connector.Source.ConnectorID != "bedrock-mantle":
		return invalidInput("The connector %s takes the credentialProviderType API_KEY, not %s", target.Connector.Source.ConnectorID, kind)
	case target.Provider != nil && kind != "JWT_PASSTHROUGH" && !hasService:
		return invalidInput("The credentialProviderType %s of a provider's endpoint takes iamCredentialProvider with the service to sign for", kind)
	}
	return nil
}

// knownProvider refuses a credential provider that is not of the kind, not of this account and region, or not there.
func knownProvider(st *state, r *request, kind, arn string) *awsError {
	if refused := foreignAgentCore(r, arn); refused != nil {
		return refused
	}
	for _, p := range st.AWS.at(r.region).Providers {
		if p.Kind == kind && p.arn(r.region) == arn {
			return nil
		}
	}
	return invalidInput("The credential provider %s does not exist or is no %s", arn, kind)
}
