package acceptance_test

import (
	"strings"
)

// forced puts an API or a named value into a state until it is written again, or
// until the apply begins where it passes by itself.
func forced(of pick, state string, passes bool) fieldChange {
	return goes(func(s *driftScene) {
		id := of(s).id
		s.m.w.ok(s.m.w.sb.FailAPIManagement(id, state))
		if passes {
			s.m.ends = append(s.m.ends, func() { s.m.w.ok(s.m.w.sb.FailAPIManagement(id, "Succeeded")) })
		}
	})
}

func secretChanges() map[[2]string]fieldChange {
	const vault = "properties.keyVault"
	return map[[2]string]fieldChange{
		{"properties.provisioningState", "Failed"}:    forced(theSecret, "Failed", false),
		{"properties.provisioningState", "any other"}: forced(theSecret, "Updating", true),
		{"properties.value", "in place of the reference"}: edited(theSecret, "properties", func(is any) any {
			properties, _ := is.(map[string]any)
			delete(properties, "keyVault")
			properties["value"] = "somebodys-key"
			return properties
		}),
		{"properties.displayName", ""}:                    shown(theSecret, "properties.displayName", "another"),
		{"properties.secret", ""}:                         shown(theSecret, "properties.secret", false),
		{"properties.tags[]", ""}:                         written(theSecret, "properties.tags[]", "another"),
		{vault + ".secretIdentifier", ""}:                 written(theSecret, vault+".secretIdentifier", matrixSecret+"2"),
		{vault + ".identityClientId", ""}:                 shown(theSecret, vault+".identityClientId", "00000000-0000-4000-8000-000000000001"),
		{vault + ".lastStatus.code", "the vault refuses"}: shown(theSecret, vault+".lastStatus.code", "Forbidden"),
		{vault + ".lastStatus.message", ""}:               shown(theSecret, vault+".lastStatus.message", "it was read"),
		{vault + ".lastStatus.timeStampUtc", ""}:          shown(theSecret, vault+".lastStatus.timeStampUtc", longAgo),
	}
}

func apiChanges() map[[2]string]fieldChange {
	beside := func(path string) fieldChange {
		return goes(func(s *driftScene) {
			s.must("PUT", s.cell.gateway+"/apis/beside", map[string]any{"properties": map[string]any{
				"displayName": "beside", "path": strings.ReplaceAll(path, "LABEL", s.cell.label), "protocols": []any{"https"},
			}})
		})
	}
	table := map[[2]string]fieldChange{
		{"(the whole)", "another one below its path"}:  beside("llm/LABEL/embeddings"),
		{"(the whole)", "another one of another path"}: beside("elsewhere"),

		{"properties.provisioningState", "Failed"}:          forced(theAPI, "Failed", false),
		{"properties.provisioningState", "any other"}:       forced(theAPI, "Updating", true),
		{"properties.apiRevision", "the default filled in"}: shown(theAPI, "properties.apiRevision", "1"),
		{"properties.type", "the default filled in"}:        shown(theAPI, "properties.type", "http"),
		{"properties.authenticationSettings.*", "of no kind, filled in"}: shown(theAPI, "properties.authenticationSettings", map[string]any{
			"oAuth2": nil, "openid": nil, "oAuth2AuthenticationSettings": []any{}, "openidAuthenticationSettings": []any{},
		}),
		{"properties.isCurrent", ""}:                shown(theAPI, "properties.isCurrent", false),
		{"properties.isOnline", ""}:                 shown(theAPI, "properties.isOnline", true),
		{"properties.authenticationSettings.*", ""}: shown(theAPI, "properties.authenticationSettings.oAuth2.authorizationServerId", "a"),
		{"properties.apiVersionSet.*", ""}:          shown(theAPI, "properties.apiVersionSet.id", "/apiVersionSets/a"),
		{"properties.contact.*", ""}:                shown(theAPI, "properties.contact.name", "somebody"),
		{"properties.license.*", ""}:                shown(theAPI, "properties.license.name", "a"),
	}
	for field, value := range map[string]any{
		"displayName": "by hand", "description": "by hand", "path": "elsewhere", "protocols[]": "http", "serviceUrl": "https://elsewhere.example.com",
		"subscriptionRequired": false, "subscriptionKeyParameterNames.header": "x-key", "subscriptionKeyParameterNames.query": "x-key",
		"termsOfServiceUrl": "https://terms.example.com",
	} {
		table[[2]string{"properties." + field, ""}] = written(theAPI, "properties."+field, value)
	}
	for field, value := range map[string]any{
		"type": "graphql", "apiRevision": "2", "apiRevisionDescription": "by hand", "apiVersion": "v2", "apiVersionDescription": "by hand",
		"apiVersionSetId": "/apiVersionSets/a", "sourceApiId": "/apis/a",
	} {
		table[[2]string{"properties." + field, ""}] = shown(theAPI, "properties."+field, value)
	}
	return table
}

func operationChanges() map[[2]string]fieldChange {
	of := theOperation
	return map[[2]string]fieldChange{
		{"(the whole)", "one more"}: goes(func(s *driftScene) {
			s.must("PUT", s.cell.gateway+s.apiPath()+"/operations/extra", map[string]any{"properties": map[string]any{
				"displayName": "extra", "method": "GET", "urlTemplate": "/extra",
			}})
		}),
		{"(the whole)", "given a policy of its own"}: goes(func(s *driftScene) {
			s.must("PUT", theOperation(s).path+"/policies/policy", map[string]any{"properties": map[string]any{
				"format": "rawxml", "value": "<policies><inbound><base /></inbound></policies>",
			}})
		}),
		{"properties.request.*", "empty lists filled in"}: shown(of, "properties.request", map[string]any{
			"queryParameters": []any{}, "headers": []any{}, "representations": []any{},
		}),
		{"properties.displayName", ""}:            written(of, "properties.displayName", "by hand"),
		{"properties.method", ""}:                 written(of, "properties.method", "GET"),
		{"properties.urlTemplate", ""}:            written(of, "properties.urlTemplate", "/elsewhere"),
		{"properties.description", ""}:            written(of, "properties.description", "by hand"),
		{"properties.templateParameters[].*", ""}: shown(of, "properties.templateParameters[].name", "a"),
		{"properties.request.*", ""}:              written(of, "properties.request.description", "by hand"),
		{"properties.responses[].*", ""}:          written(of, "properties.responses[].statusCode", 200),
		{"properties.policies", ""}:               shown(of, "properties.policies", "<policies />"),
	}
}
