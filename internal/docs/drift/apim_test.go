package drift_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Every property of a backend in Azure's own model, in any version of it, and
// every one that the stand-in shows of backends, pools, named values, APIs,
// operations and policies that have all of them, is classified.
func TestRows_classifyTheModelOfAPIManagement(t *testing.T) {
	t.Run("backends", func(t *testing.T) {
		model := bicepPaths(bicepTables(string(shared(t, "azure", "apim-backend-types.txt"))), "BackendContractProperties", "properties")
		if len(model) < 30 {
			t.Fatalf("the model of a backend was not found: %v", model)
		}
		for object, entity := range map[drift.Object]string{drift.Backend: "backends/single", drift.BackendPool: "backends/pool"} {
			judge(t, object, unique(slices.Concat(model, documentedMembers()[object], shownOf(t, entity))))
		}
	})
	for object, entity := range map[drift.Object]string{
		drift.NamedValue: "namedValues/secret", drift.API: "apis/chat", drift.APIOperation: "apis/chat/operations/post", drift.APIPolicy: "apis/chat/policies/policy",
	} {
		judge(t, object, unique(slices.Concat(documentedMembers()[object], shownOf(t, entity))))
	}
	exist(t, drift.APIService, shownOf(t, ""))
}

// bicepPaths lists what lies below a type in the tables of bicep-types-az, of
// all versions together: a type that has no table of its own is a map.
func bicepPaths(tables map[string][]string, shape, prefix string) []string {
	if tables[shape] == nil {
		return []string{prefix + ".*"}
	}
	var all []string
	for _, line := range unique(slices.Clone(tables[shape])) {
		m := regexp.MustCompile(`^\* \*\*(\w+)\*\*: (?:\[(\w+)\]\([^)]*\))?(\[\])?`).FindStringSubmatch(line)
		switch {
		case m[2] != "":
			all = append(all, bicepPaths(tables, m[2], prefix+"."+m[1]+m[3])...)
		case strings.Contains(line, "[]"):
			all = append(all, prefix+"."+m[1]+"[]")
		default:
			all = append(all, prefix+"."+m[1])
		}
	}
	return unique(all)
}

// bicepTables are the members of every type, as the tables have them.
func bicepTables(text string) map[string][]string {
	tables := map[string][]string{}
	for _, table := range strings.Split(text, "\n## ")[1:] {
		name, rest, _ := strings.Cut(table, "\n")
		for line := range strings.Lines(rest) {
			if strings.HasPrefix(line, "* **") {
				tables[name] = append(tables[name], line)
			}
		}
	}
	return tables
}

// documentedMembers are those that a read answers by bicep-types-az, 2024-05-01
// of 2026-08, and that the stand-in does not hold. The managed identity is in no
// specification (Azure-Samples/AI-Gateway, 2026-07).
func documentedMembers() map[drift.Object][]string {
	identity := []string{"properties.credentials.managedIdentity.clientId", "properties.credentials.managedIdentity.resource"}
	return map[drift.Object][]string{
		drift.Backend: identity, drift.BackendPool: identity,
		drift.NamedValue: {"properties.value", "properties.keyVault.identityClientId", "properties.keyVault.lastStatus.message"},
		drift.API: {
			"properties.apiRevisionDescription", "properties.apiVersion", "properties.apiVersionDescription", "properties.apiVersionSet.id", "properties.apiVersionSetId",
			"properties.contact.email", "properties.contact.name", "properties.contact.url", "properties.isOnline", "properties.license.name", "properties.license.url",
			"properties.sourceApiId", "properties.type", "properties.authenticationSettings.oAuth2AuthenticationSettings[].scope",
			"properties.authenticationSettings.openidAuthenticationSettings[].openidProviderId",
		},
		drift.APIOperation: {
			"properties.templateParameters[].schemaId", "properties.templateParameters[].typeName", "properties.templateParameters[].examples.*",
			"properties.request.queryParameters[].schemaId", "properties.responses[].representations[].examples.*",
		},
	}
}

// shownOf lists what the stand-in shows of an entity that has every member.
func shownOf(t *testing.T, entity string) []string {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	at := sandbox.APIManagementID()
	for _, made := range wholeEntities() {
		if status, answer := sb.Do("PUT", at+"/"+made[0], made[1]); status > 299 {
			t.Fatalf("%s: %d %s", made[0], status, answer)
		}
	}
	status, answer := sb.Do("GET", strings.TrimSuffix(at+"/"+entity, "/"), "")
	if status != 200 {
		t.Fatalf("%s: %d %s", entity, status, answer)
	}
	return unique(below(decoded(t, []byte(answer)), ""))
}

// wholeEntities are entities with every member that the stand-in takes, in the
// order in which they can be made.
func wholeEntities() [][2]string {
	const parameters = `[{"name":"a","type":"string","description":"d","defaultValue":"1","required":true,"values":["1"]}]`
	return [][2]string{
		{"namedValues/secret", `{"properties":{"displayName":"secret","secret":true,"tags":["a"],"keyVault":{"secretIdentifier":"https://vault.vault.azure.net/secrets/key"}}}`},
		{"backends/single", `{"properties":{"title":"t","description":"d","resourceId":"https://r","url":"https://host/v1","protocol":"http","type":"Single",
			"circuitBreaker":{"rules":[{"name":"r","tripDuration":"PT1M","acceptRetryAfter":true,
				"failureCondition":{"count":3,"interval":"PT1M","errorReasons":["Timeout"],"statusCodeRanges":[{"min":429,"max":429}]}}]},
			"credentials":{"authorization":{"scheme":"Bearer","parameter":"{{secret}}"},"header":{"api-key":["{{secret}}"]},"query":{"key":["{{secret}}"]},
				"managedIdentity":{"resource":"https://cognitiveservices.azure.com"}},
			"proxy":{"url":"https://proxy","username":"u","password":"p"},"tls":{"validateCertificateChain":true,"validateCertificateName":true}}}`},
		{"backends/pool", `{"properties":{"title":"t","description":"d","type":"Pool","pool":{"services":[{"id":"/backends/single","priority":1,"weight":50}]}}}`},
		{"apis/chat", `{"properties":{"path":"chat","displayName":"chat","description":"d","serviceUrl":"https://host/v1","protocols":["https"],"subscriptionRequired":true,
			"termsOfServiceUrl":"https://terms","subscriptionKeyParameterNames":{"header":"api-key","query":"key"}}}`},
		{"apis/chat/operations/post", `{"properties":{"displayName":"post","method":"POST","urlTemplate":"/{a}","description":"d","templateParameters":` + parameters + `,
			"request":{"description":"d","queryParameters":` + parameters + `,"headers":` + parameters + `,"representations":[{"contentType":"application/json"}]},
			"responses":[{"statusCode":200,"description":"d","headers":` + parameters + `,"representations":[{"contentType":"application/json"}]}]}}`},
		{"apis/chat/policies/policy", `{"properties":{"format":"rawxml","value":"<policies><inbound><base/></inbound></policies>"}}`},
	}
}
