package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// mutation is one way to break a valid request: the value at a place in its body is replaced.
type mutation struct {
	at    []any // names and indices
	what  string
	value any // nil: the member is left out
}

// mutations breaks every constraint that the model has on what a body holds, one at a time.
func (k contract) mutations(at []any, shape string, value any) []mutation {
	s := k.model.Shapes[shape]
	wrongType := mutation{at, "another type", "sandbox"}
	if s.Type == "string" {
		wrongType.value = 7
	}
	found := []mutation{wrongType}
	switch v := value.(type) {
	case map[string]any:
		if s.Type == "map" {
			return append(found, k.mapMutations(at, s, v)...)
		}
		return append(found, k.objectMutations(at, s, v)...)
	case []any:
		found = append(found, sizes(at, s, func(n int) any { return slices.Repeat([]any{v[0]}, n) })...)
		for i, item := range v {
			found = append(found, k.mutations(append(slices.Clone(at), i), s.Member.Shape, item)...)
		}
	case string:
		return append(found, k.textMutations(at, s)...)
	case float64:
		if s.Type == "integer" {
			found = append(found, mutation{at, "a fraction", 1.5})
		}
		if s.Min != nil {
			found = append(found, mutation{at, "too low", *s.Min - 1})
		}
		if s.Max != nil {
			found = append(found, mutation{at, "too high", *s.Max + 1})
		}
	}
	return found
}

func sizes(at []any, s modelShape, of func(n int) any) []mutation {
	var found []mutation
	if s.Min != nil && *s.Min > 0 {
		found = append(found, mutation{at, "too few", of(int(*s.Min) - 1)})
	}
	if s.Max != nil {
		found = append(found, mutation{at, "too many", of(int(*s.Max) + 1)})
	}
	return found
}

func (k contract) objectMutations(at []any, s modelShape, object map[string]any) []mutation {
	below := func(name string) []any { return append(slices.Clone(at), name) }
	found := []mutation{{below("sandboxUnknown"), "an unknown member", true}}
	if s.Union {
		found = append(found, mutation{at, "no member of a union", map[string]any{}})
		for other := range s.Members {
			if object[other] == nil {
				found = append(found, mutation{below(other), "two members of a union", map[string]any{}})
			}
		}
	}
	for _, name := range s.Required {
		if object[name] != nil {
			found = append(found, mutation{below(name), "missing", nil})
		}
	}
	for name, value := range object {
		found = append(found, k.mutations(below(name), s.Members[name].Shape, value)...)
	}
	return found
}

func (k contract) mapMutations(at []any, s modelShape, entries map[string]any) []mutation {
	var some any
	for _, some = range entries {
		break
	}
	found := sizes(at, s, func(n int) any {
		many := map[string]any{}
		for i := range n {
			many[fmt.Sprintf("key%d", i)] = some
		}
		return many
	})
	for _, broken := range k.textMutations(nil, k.model.Shapes[s.Key.Shape]) {
		if key, ok := broken.value.(string); ok {
			found = append(found, mutation{at, broken.what + " as key", map[string]any{key: some}})
		}
	}
	for key, value := range entries {
		found = append(found, k.mutations(append(slices.Clone(at), key), s.Value.Shape, value)...)
	}
	return found
}

func (k contract) textMutations(at []any, s modelShape) []mutation {
	found := sizes(at, s, func(n int) any { return strings.Repeat("a", n) })
	if s.Enum != nil {
		found = append(found, mutation{at, "not in the enum", "SANDBOX"})
	}
	if s.Pattern == "" {
		return found
	}
	pattern, err := k.pattern(s.Pattern)
	if err != nil {
		return found
	}
	for _, odd := range []string{"!", "\u0001", "http://x", "\n"} {
		if !pattern.MatchString(odd) {
			return append(found, mutation{at, "not of the pattern", odd})
		}
	}
	return found
}

// apply returns the body with the mutation.
func (m mutation) apply(t *testing.T, body string) string {
	t.Helper()
	root, err := decodeAny[any](body)
	noError(t, err)
	root = replaceAt(root, m.at, m.value)
	broken, err := json.Marshal(root)
	noError(t, err)
	return string(broken)
}

func replaceAt(in any, at []any, value any) any {
	if len(at) == 0 {
		return value
	}
	switch in := in.(type) {
	case map[string]any:
		name := at[0].(string)
		if len(at) == 1 && value == nil {
			delete(in, name)
			return in
		}
		in[name] = replaceAt(in[name], at[1:], value)
	case []any:
		i := at[0].(int)
		in[i] = replaceAt(in[i], at[1:], value)
	}
	return in
}

// limitCases are requests that hold every member that the sandbox serves; {target}, {rule} and {limit} stand for ids.
func limitCases() map[string]struct{ operation, method, path, body string } {
	const (
		token    = `"clientToken":"0123456789012345678901234567890123456789",`
		trigger  = `{"statusCodes":["429","5XX"],"errors":["CONNECTION_ERROR"]}`
		fallback = `{"targetFallback":[{"targetName":"green","model":"m2","triggerOn":` + trigger + `,"firstByteTimeoutMilliseconds":50}],"triggerOn":` + trigger +
			`,"firstByteTimeoutMilliseconds":8000,"circuitBreaker":{"mode":"DISABLED"}}`
		conditions = `"conditions":[{"matchModels":{"anyOf":[{"value":"assistant","operator":"StringEquals"}]}},{"matchPaths":{"anyOf":["/v1/*"]}}],`
		static     = `"description":"d","priority":7,"actions":[{"routeToTarget":{"staticRoute":{"targetName":"blue","model":"m1","fallback":` + fallback + `}}}]`
		weighted   = `"conditions":[{"matchPrincipals":{"anyOf":[{"iamPrincipal":{"arn":"arn:aws:iam::000000000000:role/x","operator":"StringLike"}}]}}],` +
			`"actions":[{"routeToTarget":{"weightedRoute":{"trafficSplit":[{"name":"a","weight":90,"targetName":"blue","model":"m1","description":"d",` +
			`"metadata":{"k":"v"},"fallback":` + fallback + `},{"name":"b","weight":10,"targetName":"green"}]}}}],"priority":8`
		entries = `"description":"d","entries":[{"dimensions":{"qualifiedModelId":"assistant"},"tokens":[{"rate":1000,"period":"minute"}],` +
			`"requests":[{"rate":1.5,"period":"second"}],"connections":[{"rate":2,"period":"second"}]}]`
		limit    = `"rateLimitId":"by-model","dimensionKeys":["qualifiedModelId"],` + entries
		gateway  = `"name":"edge","description":"d","roleArn":"arn:aws:iam::000000000000:role/x","authorizerType":"CUSTOM_JWT","exceptionLevel":"DEBUG",` + jwt + kms
		metadata = `"metadataConfiguration":{"allowedRequestHeaders":["x-a"],"allowedQueryParameters":["q"],"allowedResponseHeaders":["x-b"]},`
		provider = metadata + `"name":"red","description":"d","targetConfiguration":{"inference":{"provider":{"endpoint":"https://sandbox.openai.azure.com/openai",` +
			`"modelMapping":{"providerPrefix":{"strip":true,"separator":"."}},"operations":[{"path":"/v1/responses","providerPath":"/v1/r","models":[{"model":"gpt-*"}]}]}}},`
		key = `"credentialProviderConfigurations":[{"credentialProviderType":"API_KEY","credentialProvider":{"apiKeyCredentialProvider":{"providerArn":` +
			`"arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai","credentialParameterName":"api-key",` +
			`"credentialPrefix":"p","credentialLocation":"HEADER"}}}]`
		oauth = `"credentialProviderConfigurations":[{"credentialProviderType":"OAUTH","credentialProvider":{"oauthCredentialProvider":{"providerArn":` +
			`"arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/oauth2credentialprovider/azure-entra","scopes":["s"],` +
			`"customParameters":{"k":"v"},"grantType":"CLIENT_CREDENTIALS","defaultReturnUrl":"https://x"}}}]`
		role      = `"credentialProviderConfigurations":[{"credentialProviderType":"GATEWAY_IAM_ROLE","credentialProvider":{"iamCredentialProvider":{"service":"bedrock","region":"us-east-1"}}}]`
		connector = `"name":"red","targetConfiguration":{"inference":{"connector":{"source":{"connectorId":"bedrock-mantle"}}}},"credentialProviderConfigurations":[{"credentialProviderType":"GATEWAY_IAM_ROLE"}]`
		at        = "/gateways/sandbox-0000000000/"
	)
	return map[string]struct{ operation, method, path, body string }{
		"a gateway":                     {"CreateGateway", "POST", "/gateways/", `{` + token + `"tags":{"team":"search"},` + gateway + `}`},
		"a gateway's update":            {"UpdateGateway", "PUT", at, `{"name":"sandbox","roleArn":"arn:aws:iam::000000000000:role/x","description":"d","authorizerType":"CUSTOM_JWT",` + jwt + kms + `}`},
		"a target with a key":           {"CreateGatewayTarget", "POST", at + "targets/", `{` + token + provider + key + `}`},
		"a target with a token":         {"CreateGatewayTarget", "POST", at + "targets/", `{` + token + provider + oauth + `}`},
		"a target that signs":           {"CreateGatewayTarget", "POST", at + "targets/", `{` + token + provider + role + `}`},
		"a target of a connector":       {"CreateGatewayTarget", "POST", at + "targets/", `{` + token + connector + `}`},
		"a target's update":             {"UpdateGatewayTarget", "PUT", at + "targets/{target}/", `{` + provider + key + `}`},
		"a rule to one target":          {"CreateGatewayRule", "POST", at + "rules", `{` + token + conditions + static + `}`},
		"a rule to two targets":         {"CreateGatewayRule", "POST", at + "rules", `{` + token + weighted + `}`},
		"a rule's update":               {"UpdateGatewayRule", "PATCH", at + "rules/{rule}", `{` + conditions + static + `}`},
		"a rate limit":                  {"CreateGatewayRateLimit", "POST", at + "rate-limits", `{` + token + limit + `}`},
		"a rate limit's update":         {"UpdateGatewayRateLimit", "PATCH", at + "rate-limits/{limit}", `{` + strings.Replace(entries, "qualifiedModelId", "targetName", 1) + `}`},
		"rate limits at once":           {"BatchPutGatewayRateLimits", "PUT", at + "rate-limits/batch", `{` + token + `"rateLimits":[{` + limit + `}]}`},
		"a key":                         {"CreateApiKeyCredentialProvider", "POST", "/identities/CreateApiKeyCredentialProvider", `{"name":"k","apiKey":"s","apiKeySecretSource":"MANAGED","tags":{"a":"b"}}`},
		"a key that is somewhere else":  {"CreateApiKeyCredentialProvider", "POST", "/identities/CreateApiKeyCredentialProvider", `{"name":"k","apiKeySecretConfig":{"secretId":"s","jsonKey":"j"},"apiKeySecretSource":"EXTERNAL"}`},
		"a look at a key":               {"GetApiKeyCredentialProvider", "POST", "/identities/GetApiKeyCredentialProvider", `{"name":"azure-openai"}`},
		"a look at keys":                {"ListApiKeyCredentialProviders", "POST", "/identities/ListApiKeyCredentialProviders", `{"maxResults":1}`},
		"the end of a key":              {"DeleteApiKeyCredentialProvider", "POST", "/identities/DeleteApiKeyCredentialProvider", `{"name":"azure-openai"}`},
		"a look at an OAuth2 provider":  {"GetOauth2CredentialProvider", "POST", "/identities/GetOauth2CredentialProvider", `{"name":"azure-entra"}`},
		"a look at OAuth2 providers":    {"ListOauth2CredentialProviders", "POST", "/identities/ListOauth2CredentialProviders", `{"maxResults":1}`},
		"the end of an OAuth2 provider": {"DeleteOauth2CredentialProvider", "POST", "/identities/DeleteOauth2CredentialProvider", `{"name":"azure-entra"}`},
		"tags":                          {"TagResource", "POST", "/tags/arn%3Aaws%3Abedrock-agentcore%3Aus-east-1%3A000000000000%3Agateway%2Fsandbox-0000000000", `{"tags":{"team":"search"}}`},
	}
}

const (
	jwt = `"authorizerConfiguration":{"customJWTAuthorizer":{"discoveryUrl":"https://x/.well-known/openid-configuration","allowedAudience":["a"],"allowedClients":["c"],"allowedScopes":["s"]}},`
	kms = `"kmsKeyArn":"arn:aws:kms:us-east-1:000000000000:key/00000000-0000-0000-0000-000000000000"`
)

// Every constraint of the official model on every member that the sandbox serves is broken once, and refused; the request
// itself passes. The cells are counted, so that a case that checks nothing is seen.
func TestAgentCoreLimits_areTheModels(t *testing.T) {
	recorded(t, "aws", "models", "bedrock-agentcore-control.service-2.json")
	k := awsContracts(t)[3]
	cells, operations := 0, map[string]bool{}
	for name, tc := range limitCases() {
		t.Run(name, func(t *testing.T) {
			c := newCloud(t)
			tc.path = prepared(t, c, tc.path)
			body, err := decodeAny[any](tc.body)
			noError(t, err)
			op := k.model.Operations[tc.operation]
			for _, m := range k.mutations(nil, op.Input.Shape, body)[1:] { // the first is the body's own type
				status, answer := c.sandbox.Do(tc.method, tc.path, m.apply(t, tc.body))
				if status != http.StatusBadRequest || !strings.Contains(answer, `"ValidationException"`) || !strings.Contains(answer, `"reason"`) {
					t.Errorf("%v with %s: %d %s", m.at, m.what, status, answer)
				}
				cells++
			}
			operations[tc.operation] = true
			status, answer := c.sandbox.Do(tc.method, tc.path, tc.body)
			for _, b := range k.answer(tc.operation, status, "", []byte(answer)) {
				t.Errorf("the request itself: %s in %s", b, answer)
			}
		})
	}
	t.Logf("%d broken requests to %d operations: %v", cells, len(operations), slices.Sorted(maps.Keys(operations)))
	if cells < 500 {
		t.Errorf("only %d cells", cells)
	}
}

// prepared makes the targets blue and green, a rule and a rate limit, and fills their ids into a path.
func prepared(t *testing.T, c cloud, path string) string {
	t.Helper()
	ids := mustCreateTargets(t, c, "blue", "green")
	rule := mustCreateRule(t, c, ruleInputFor("other", 1, "green"))
	status, answer := c.sandbox.Do("POST", "/gateways/sandbox-0000000000/rate-limits",
		`{"rateLimitId":"by-target","dimensionKeys":["targetName"],"entries":[{"dimensions":{"targetName":"*"},"tokens":[{"rate":1,"period":"minute"}]}]}`)
	if status != http.StatusCreated {
		t.Fatalf("%d %s", status, answer)
	}
	c.settle(t)
	return strings.NewReplacer("{target}", ids[0], "{rule}", rule, "{limit}", "by-target").Replace(path)
}
