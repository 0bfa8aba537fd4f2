package sandbox

import "strconv"

// createKeyProviderShape is CreateApiKeyCredentialProviderRequest.
func createKeyProviderShape() wireObject {
	return wireObject{required: []string{"name"}, members: map[string]wireShape{
		"name":   providerNameShape(),
		"apiKey": wireText{most: 65536, secret: true},
		"apiKeySecretConfig": wireObject{required: []string{"secretId", "jsonKey"}, members: map[string]wireShape{
			"secretId": wireText{least: 1, most: 2048}, "jsonKey": wireText{least: 1, most: 128},
		}},
		"apiKeySecretSource": wireText{enum: []string{"MANAGED", "EXTERNAL"}},
		"tags":               agentcoreTagsShape(),
	}}
}

// keyProviderInput is CreateApiKeyCredentialProviderRequest. The key is looked at and forgotten.
type keyProviderInput struct {
	Name               string
	APIKey             *string
	APIKeySecretConfig *struct{ SecretID, JSONKey string }
	APIKeySecretSource string
	Tags               map[string]string
}

func createKeyProvider(st *state, r *request) (any, *awsError) {
	var in keyProviderInput
	if refused := shaped(r.body, createKeyProviderShape(), &in); refused != nil {
		return nil, refused
	}
	external := in.APIKeySecretSource == "EXTERNAL"
	switch {
	case external != (in.APIKeySecretConfig != nil), external == (in.APIKey != nil):
		return nil, invalidInput("apiKeySecretSource EXTERNAL takes apiKeySecretConfig, and MANAGED takes apiKey")
	case in.APIKey != nil && *in.APIKey == "":
		return nil, invalidInput("apiKey must not be empty")
	case st.AWS.at(r.region).provider(keyProviderKind, in.Name) != nil:
		return nil, agentcoreConflict("A credential provider with name %s already exists", in.Name)
	}
	p := &agentcoreProvider{Serial: st.nextSerial(), Kind: keyProviderKind, Name: in.Name, Source: "MANAGED", Tags: in.Tags, Created: r.now}
	p.SecretARN = managedSecretARN(r.region, "apikey", in.Name, p.Serial)
	if external {
		p.Source, p.SecretARN, p.SecretKey = "EXTERNAL", secretARN(r.region, in.APIKeySecretConfig.SecretID), in.APIKeySecretConfig.JSONKey
	}
	held := st.AWS.edit(r.region)
	held.Providers = append(held.Providers, p)
	made := p.view(r.region)
	delete(made, "createdTime")
	delete(made, "lastUpdatedTime")
	return made, nil
}

// secretARN names a secret of the account by its id; one that is an ARN already stays.
func secretARN(region, id string) string {
	if len(id) > 4 && id[:4] == "arn:" {
		return id
	}
	return "arn:aws:secretsmanager:" + region + ":" + AWSAccount + ":secret:" + id
}

// managedSecretARN names the secret that the service itself keeps a credential in.
func managedSecretARN(region, kind, name string, serial int) string {
	return secretARN(region, "bedrock-agentcore-identity!default/"+kind+"/"+name+"-"+newBedrockID(serial)[:6]+strconv.Itoa(serial%10))
}

// deleteFromVault deletes a credential provider. The model has a conflict for OAuth2 providers only, which is taken to
// mean one that a target names.
func deleteFromVault(kind string) bedrockOperation {
	return func(st *state, r *request) (any, *awsError) {
		p, refused := findInVault(st, r, kind)
		if refused != nil {
			return nil, refused
		}
		held := st.AWS.edit(r.region)
		if t := held.targetWith(p.arn(r.region), r); kind == oauthProviderKind && t != nil {
			return nil, agentcoreConflict("The credential provider %s is named by target %s", p.Name, t.Name)
		}
		held.Providers = without(held.Providers, func(other *agentcoreProvider) bool { return other == p })
		return nil, nil //nolint:nilnil // 204 has no body
	}
}

// targetWith finds a target that names the credential provider, or returns nil.
func (held *awsRegion) targetWith(providerARN string, r *request) *agentcoreTarget {
	for _, g := range present(held.Gateways, r.now) {
		for _, t := range present(g.Targets, r.now) {
			if t.providerARN() == providerARN {
				return t
			}
		}
	}
	return nil
}
