package acceptance_test

import (
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// agentcoreChanges are the changes of a route on an AgentCore Gateway, by row.
func agentcoreChanges(kind drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	maps.Copy(table, onObject(drift.GatewayTarget, targetChanges()))
	maps.Copy(table, onObject(drift.GatewayTarget, targetFieldChanges()))
	maps.Copy(table, onObject(drift.GatewayTarget, credentialChanges()))
	maps.Copy(table, onObject(drift.GatewayRule, ruleChanges()))
	maps.Copy(table, onObject(drift.GatewayRule, splitChanges(kind)))
	maps.Copy(table, onObject(drift.GatewayLimit, limitChanges()))
	whole := func(s *driftScene) part {
		return part{s: s, path: strings.TrimSuffix(agentcore(s.cell.gateway, "/"), "/") + "/", id: s.cell.gateway}
	}
	maps.Copy(table, onObject(drift.Gateway, map[[2]string]fieldChange{
		{"gatewayUrl", ""}:     shown(whole, "gatewayUrl", "https://moved.gateway.bedrock-agentcore.us-east-1.amazonaws.com"),
		{"authorizerType", ""}: shown(whole, "authorizerType", "NONE"),
	}))
	return table
}

// targetWith picks the first target with such a credential.
func targetWith(credential string) pick {
	return func(s *driftScene) part {
		for _, listed := range s.listedParts(agentcore(s.cell.gateway, "/targets/"), "items") {
			id := textOf(listed["targetId"])
			p := part{s: s, path: agentcore(s.cell.gateway, "/targets/"+id+"/"), id: s.cell.gateway + "/target/" + id}
			if textOf(placed(p.read(), "credentialProviderConfigurations[].credentialProviderType")) == credential {
				return p
			}
		}
		s.lacks("target with " + credential)
		return part{}
	}
}

// The targets of the matrix's routes by how they are authenticated to.
const (
	byRole  = "GATEWAY_IAM_ROLE"
	byKey   = "API_KEY"
	byToken = "OAUTH"
)

func theRule(s *driftScene) part {
	rules := s.listedParts(agentcore(s.cell.gateway, "/rules"), "gatewayRules")
	id := textOf(rules[0]["ruleId"])
	return part{s: s, path: agentcore(s.cell.gateway, "/rules/"+id), id: s.cell.gateway + "/rule/" + id}
}

// ruleAgain is a rule's body as it would be made anew.
func (s *driftScene) ruleAgain(rule map[string]any) map[string]any {
	again := map[string]any{}
	for _, name := range []string{"priority", "description", "conditions", "actions"} {
		again[name] = rule[name]
	}
	return again
}

// withoutTarget deletes a target, and first the rule that names it.
func (s *driftScene) withoutTarget() (target, rule map[string]any) {
	p := targetWith(byRole)(s)
	target = p.read()
	if !p.remove() {
		r := theRule(s)
		rule = r.read()
		s.m.w.do("DELETE", r.path, "")
		s.m.w.do("DELETE", p.path, "")
	}
	return target, rule
}

func (s *driftScene) makeTarget(from map[string]any, name, description string) {
	again := map[string]any{"name": name, "description": description}
	for _, member := range []string{"targetConfiguration", "credentialProviderConfigurations"} {
		again[member] = from[member]
	}
	s.must("POST", agentcore(s.cell.gateway, "/targets/"), again)
}

// status sets a status until the next write, or until the apply begins where it
// passes by itself.
func status(of pick, status, settled string, reasons ...string) fieldChange {
	return goes(func(s *driftScene) {
		id := of(s).id
		s.m.w.ok(s.m.w.sb.SetAgentCoreStatus(id, status, reasons...))
		if settled != "" {
			s.m.ends = append(s.m.ends, func() { s.m.w.ok(s.m.w.sb.SetAgentCoreStatus(id, settled)) })
		}
	})
}

func targetChanges() map[[2]string]fieldChange {
	role := targetWith(byRole)
	renamed := goes(func(s *driftScene) { targetWith(byKey)(s).write("name", s.cell.label+"-renamed", false) })
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}: goes(func(s *driftScene) { s.withoutTarget() }),
		{"(the whole)", "deleted and made again"}: goes(func(s *driftScene) {
			target, rule := s.withoutTarget()
			s.makeTarget(target, textOf(target["name"]), textOf(target["description"]))
			s.must("POST", agentcore(s.cell.gateway, "/rules"), s.ruleAgain(rule))
		}),
		{"(the whole)", "another one with the route's mark"}: goes(func(s *driftScene) {
			s.makeTarget(role(s).read(), s.cell.label+"-extra", "llm_route "+s.cell.label+" target extra")
		}),
		{"(the whole)", "another one beside it"}: goes(func(s *driftScene) { s.makeTarget(role(s).read(), s.cell.label+"-extra", "somebody's") }),

		{"name", "of one that gets no requests"}:    renamed,
		{"targetId", ""}:                            shown(role, "targetId", "ZZZZZZZZZZ"),
		{"gatewayArn", ""}:                          shown(role, "gatewayArn", sandbox.AgentCoreGatewayARN()),
		{"status", "FAILED"}:                        status(role, "FAILED", "", "it broke"),
		{"status", "UPDATE_UNSUCCESSFUL"}:           status(role, "UPDATE_UNSUCCESSFUL", "", "it broke"),
		{"status", "any other but READY"}:           status(role, "SYNCHRONIZING", "READY"),
		{"statusReasons[]", "of a failed one"}:      status(role, "FAILED", "", "another reason"),
		{"protocolType", ""}:                        shown(role, "protocolType", "MCP"),
		{"privateEndpointManagedResources[].*", ""}: shown(role, "privateEndpointManagedResources[].domain", "internal.example.com"),
		{"authorizationData.*", ""}:                 shown(role, "authorizationData.oauth2.authorizationUrl", "https://agree.example.com"),
		{"createdAt", ""}:                           shown(role, "createdAt", longAgo),
		{"updatedAt", ""}:                           shown(role, "updatedAt", longAgo),
		{"lastSynchronizedAt", ""}:                  shown(role, "lastSynchronizedAt", longAgo),
	}
}

func targetFieldChanges() map[[2]string]fieldChange {
	const provider = "targetConfiguration.inference.provider"
	role := targetWith(byRole)
	plain := written(targetWith(byKey), provider+".operations[].providerPath", "/v1/chat/completions")
	plain.with = args{"fallbacks": "", "fallback_on": "", "targets": `{ only = { weight = 100, credential = "` + sandbox.AgentCoreKeyProviderARN() +
		`", endpoint = { model = "chat", urls = { openai = "https://plain.example.com/v1" }, auth = { schemes = ["api_key"] } } } }`}
	return map[[2]string]fieldChange{
		{provider + ".operations[].providerPath", "the path itself filled in"}: plain,
		{provider + ".modelMapping.*", "the default filled in"}:                written(role, provider+".modelMapping.providerPrefix.strip", false),
		{provider + ".modelMapping.*", ""}:                                     written(role, provider+".modelMapping.providerPrefix.strip", true),
		{provider + ".endpoint", ""}:                                           written(role, provider+".endpoint", "https://elsewhere.example.com"),
		{provider + ".operations[].path", ""}:                                  written(role, provider+".operations[].path", "/v1/embeddings"),
		{provider + ".operations[].path", "in another order"}:                  edited(role, provider+".operations", reversed),
		{provider + ".operations[].providerPath", ""}:                          written(role, provider+".operations[].providerPath", "/elsewhere"),
		{provider + ".operations[].models[].model", ""}:                        written(role, provider+".operations[].models[].model", "another"),
		{"description", ""}:                                                    written(role, "description", "by hand"),

		{"targetConfiguration.inference.connector.*", ""}:                 written(role, "targetConfiguration.inference.connector.source.connectorId", "bedrock-mantle"),
		{"targetConfiguration.mcp.*", ""}:                                 shown(role, "targetConfiguration.mcp.mcpServer.endpoint", "https://mcp.example.com"),
		{"targetConfiguration.http.*", ""}:                                shown(role, "targetConfiguration.http.agentcoreRuntime.arn", "arn:aws:bedrock-agentcore:us-east-1:000000000000:runtime/a"),
		{"privateEndpoint.*", ""}:                                         shown(role, "privateEndpoint.managedVpcResource.vpcIdentifier", "vpc-1"),
		{"certificateConfigurations[].*", ""}:                             shown(role, "certificateConfigurations[].secretsManager.secretArn", "arn:aws:secretsmanager:us-east-1:000000000000:secret:a"),
		{"metadataConfiguration.allowedRequestHeaders[]", ""}:             written(role, "metadataConfiguration.allowedRequestHeaders[]", "x-team"),
		{"metadataConfiguration.allowedResponseHeaders[]", ""}:            written(role, "metadataConfiguration.allowedResponseHeaders[]", "x-team"),
		{"metadataConfiguration.allowedQueryParameters[]", ""}:            written(role, "metadataConfiguration.allowedQueryParameters[]", "team"),
		{"credentialProviderConfigurations[].credentialProviderType", ""}: written(role, "credentialProviderConfigurations[].credentialProviderType", "CALLER_IAM_CREDENTIALS"),
	}
}

func credentialChanges() map[[2]string]fieldChange {
	const of = "credentialProviderConfigurations[].credentialProvider"
	table := map[[2]string]fieldChange{}
	for credential, fields := range map[string]map[string]any{
		byRole: {"iamCredentialProvider.service": "execute-api", "iamCredentialProvider.region": "eu-west-1"},
		byKey: {
			"apiKeyCredentialProvider.providerArn": sandbox.AgentCoreKeyProviderARN() + "2", "apiKeyCredentialProvider.credentialLocation": "QUERY_PARAMETER",
			"apiKeyCredentialProvider.credentialParameterName": "x-key", "apiKeyCredentialProvider.credentialPrefix": "Token",
		},
		byToken: {
			"oauthCredentialProvider.providerArn": sandbox.AgentCoreOAuthProviderARN() + "2", "oauthCredentialProvider.grantType": "TOKEN_EXCHANGE",
			"oauthCredentialProvider.customParameters": map[string]any{"audience": "a"}, "oauthCredentialProvider.defaultReturnUrl": "https://back.example.com",
			"oauthCredentialProvider.scopes[]": "another",
		},
	} {
		for field, value := range fields {
			table[[2]string{of + "." + field, ""}] = written(targetWith(credential), of+"."+field, value)
		}
	}
	return table
}

// reversed is a list in another order.
func reversed(value any) any {
	list, _ := value.([]any)
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

func limitChanges() map[[2]string]fieldChange {
	limit := func(s *driftScene) part {
		limits := s.listedParts(agentcore(s.cell.gateway, "/rate-limits"), "rateLimits")
		id := textOf(limits[0]["rateLimitId"])
		return part{s: s, path: agentcore(s.cell.gateway, "/rate-limits/"+id), id: s.cell.gateway + "/rate-limit/" + id}
	}
	other := map[string]any{"dimensions": map[string]any{"qualifiedModelId": "other"}, "tokens": []any{map[string]any{"rate": 5, "period": "minute"}}}
	rate := func(rate int, period string) []any { return []any{map[string]any{"rate": rate, "period": period}} }
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:                              goes(func(s *driftScene) { limit(s).remove() }),
		{"entries[].dimensions", "the route's entry taken out"}: edited(limit, "entries", func(any) any { return []any{other} }),
		{"entries[].dimensions", "an entry of another model"}: edited(limit, "entries", func(is any) any {
			list, _ := is.([]any)
			return append([]any{other}, list...)
		}),
		{"dimensionKeys[]", ""}:                shownUntilApply(limit, "dimensionKeys[]", "targetName"),
		{"rateLimitId", ""}:                    shown(limit, "rateLimitId", "zzzzzzzzzzzz"),
		{"gatewayIdentifier", ""}:              shown(limit, "gatewayIdentifier", "another-0000000000"),
		{"description", ""}:                    written(limit, "description", "by hand"),
		{"status", "any other but ACTIVE"}:     status(limit, "UPDATING", "ACTIVE"),
		{"entries[].tokens[].rate", ""}:        written(limit, "entries[].tokens[].rate", 7),
		{"entries[].tokens[].period", ""}:      written(limit, "entries[].tokens[].period", "second"),
		{"entries[].requests[].rate", ""}:      written(limit, "entries[].requests", rate(7, "minute")),
		{"entries[].requests[].period", ""}:    written(limit, "entries[].requests", rate(1, "second")),
		{"entries[].connections[].rate", ""}:   written(limit, "entries[].connections", rate(7, "minute")),
		{"entries[].connections[].period", ""}: written(limit, "entries[].connections", rate(1, "second")),
		{"createdAt", ""}:                      shown(limit, "createdAt", longAgo),
		{"updatedAt", ""}:                      shown(limit, "updatedAt", longAgo),
	}
}
