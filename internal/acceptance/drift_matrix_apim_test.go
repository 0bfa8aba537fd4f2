package acceptance_test

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// apimChanges are the changes of a route on API Management, by row.
func apimChanges(drift.Kind) map[string]fieldChange {
	table := map[string]fieldChange{}
	blue, pool := backendMarked("target blue"), backendMarked("pool")
	for object, of := range map[drift.Object]pick{
		drift.Backend: blue, drift.BackendPool: pool, drift.NamedValue: theSecret, drift.API: theAPI, drift.APIOperation: theOperation, drift.APIPolicy: thePolicy,
	} {
		maps.Copy(table, onObject(object, entityChanges(of)))
	}
	maps.Copy(table, onObject(drift.Backend, backendChanges(blue, backendMarked("target green"))))
	maps.Copy(table, onObject(drift.Backend, breakerChanges(blue)))
	maps.Copy(table, onObject(drift.BackendPool, poolChanges(pool)))
	maps.Copy(table, onObject(drift.NamedValue, secretChanges()))
	maps.Copy(table, onObject(drift.API, apiChanges()))
	maps.Copy(table, onObject(drift.APIOperation, operationChanges()))
	maps.Copy(table, onObject(drift.APIPolicy, policyChanges()))
	service := func(s *driftScene) part { return s.entity("") }
	maps.Copy(table, onObject(drift.APIService, map[[2]string]fieldChange{
		{"properties.gatewayUrl", ""}:     shown(service, "properties.gatewayUrl", "https://moved.azure-api.net"),
		{"location", "other letter case"}: shown(service, "location", "East US 2"),
	}))
	return table
}

// entity is an object of the cell's service.
func (s *driftScene) entity(path string) part {
	id := s.cell.gateway + path
	return part{s: s, path: id, id: id, arm: true}
}

func (s *driftScene) apiPath() string { return "/apis/llm-" + s.cell.label }

func theAPI(s *driftScene) part       { return s.entity(s.apiPath()) }
func theOperation(s *driftScene) part { return s.entity(s.apiPath() + "/operations/responses") }
func thePolicy(s *driftScene) part    { return s.entity(s.apiPath() + "/policies/policy") }

// backendMarked picks the backend of a role.
func backendMarked(role string) pick {
	return func(s *driftScene) part {
		for _, b := range s.listedParts(s.cell.gateway+"/backends", "value") {
			if strings.HasSuffix(textOf(placed(b, "properties.description")), role) {
				return s.entity("/backends/" + textOf(b["name"]))
			}
		}
		s.lacks("backend of the role " + role)
		return part{}
	}
}

func theSecret(s *driftScene) part {
	for _, v := range s.listedParts(s.cell.gateway+"/namedValues", "value") {
		if textOf(placed(v, "properties.keyVault.secretIdentifier")) == matrixSecret {
			return s.entity("/namedValues/" + textOf(v["name"]))
		}
	}
	s.lacks("named value of the route")
	return part{}
}

// gone deletes an object of a service, and first what refers to it; it returns
// what makes all of it again.
func (s *driftScene) gone(p part) (again func()) {
	var made []func()
	remove := func(p part) bool {
		body := p.read()
		if !p.remove() {
			return false
		}
		made = append(made, func() { s.must("PUT", p.path, map[string]any{"properties": body["properties"]}) })
		return true
	}
	users := []pick{thePolicy, backendMarked("target green")}
	if s.cell.kind == drift.PoolRoute {
		users = []pick{thePolicy, backendMarked("pool")}
	}
	for i := 0; !remove(p) && i < len(users); i++ {
		remove(users[i](s))
	}
	return func() {
		for _, again := range slices.Backward(made) {
			again()
		}
	}
}

// entityChanges are the changes that every object of a service can have.
func entityChanges(of pick) map[[2]string]fieldChange {
	lettered := func(member string, fold func(string) string) fieldChange {
		return goes(func(s *driftScene) {
			p := of(s)
			p.write(member, fold(textOf(p.read()[member])), true)
		})
	}
	return map[[2]string]fieldChange{
		{"(the whole)", "deleted"}:                         goes(func(s *driftScene) { s.gone(of(s)) }),
		{"(the whole)", "deleted and made again"}:          goes(func(s *driftScene) { s.gone(of(s))() }),
		{"id", "other letter case"}:                        lettered("id", strings.ToLower),
		{"name", "other letter case"}:                      lettered("name", strings.ToUpper),
		{"type", ""}:                                       lettered("type", strings.ToLower),
		{"properties.(new)", "not known to this provider"}: shown(of, "properties.somethingNew", "on"),
	}
}

func backendChanges(blue, green pick) map[[2]string]fieldChange {
	const credentials = "properties.credentials"
	another := func(description string) fieldChange {
		return goes(func(s *driftScene) {
			said := strings.ReplaceAll(description, "LABEL", s.cell.label)
			s.must("PUT", s.cell.gateway+"/backends/extra", map[string]any{"properties": map[string]any{
				"title": said, "description": said, "url": "https://extra.example.com/v1", "protocol": "http",
			}})
		})
	}
	authorization := func(scheme, parameter string) map[string]any {
		return map[string]any{"scheme": scheme, "parameter": parameter}
	}
	upper := edited(green, credentials+".header", func(is any) any {
		headers := map[string]any{}
		for name, value := range is.(map[string]any) {
			headers[strings.ToUpper(name)] = value
		}
		return headers
	})
	return map[[2]string]fieldChange{
		{"(the whole)", "another one with the route's mark"}:                 another("llm_route LABEL target extra"),
		{"(the whole)", "another one beside it"}:                             another("somebody's"),
		{"properties.type", ""}:                                              shown(blue, "properties.type", "Pool"),
		{"properties.tls.validateCertificateChain", "the default filled in"}: written(blue, "properties.tls.validateCertificateChain", true),
		{credentials + ".header.*", "a header's name in other letter case"}:  upper,
		{"properties.title", ""}:                                             written(blue, "properties.title", "by hand"),
		{"properties.description", ""}:                                       written(blue, "properties.description", "by hand"),
		{"properties.url", ""}:                                               written(blue, "properties.url", "https://elsewhere.example.com/v1"),
		{"properties.protocol", ""}:                                          written(blue, "properties.protocol", "soap"),
		{"properties.resourceId", ""}:                                        written(blue, "properties.resourceId", "https://management.azure.com/a"),
		{"properties.azureRegion", ""}:                                       shown(blue, "properties.azureRegion", "eastus2"),
		{"properties.pool.*", ""}:                                            shown(blue, "properties.pool.services[].id", "/backends/a"),
		{"properties.proxy.*", ""}:                                           written(blue, "properties.proxy.url", "https://proxy.example.com"),
		{"properties.tls.*", ""}:                                             written(blue, "properties.tls.validateCertificateName", false),
		{"properties.properties.*", ""}:                                      written(blue, "properties.properties.serviceFabricCluster.maxPartitionResolutionRetries", 3),
		{credentials + ".authorization.scheme", ""}:                          written(blue, credentials+".authorization", authorization("Basic", "{{x}}")),
		{credentials + ".authorization.parameter", ""}:                       written(blue, credentials+".authorization", authorization("Bearer", "somebodys-key")),
		{credentials + ".certificate[]", ""}:                                 shown(blue, credentials+".certificate[]", "0123456789"),
		{credentials + ".certificateIds[]", ""}:                              shown(blue, credentials+".certificateIds[]", "/certificates/a"),
		{credentials + ".header.*", ""}:                                      written(blue, credentials+".header.x-extra[]", "1"),
		{credentials + ".query.*", ""}:                                       written(blue, credentials+".query.extra[]", "1"),
		{credentials + ".managedIdentity.resource", ""}:                      written(blue, credentials+".managedIdentity.resource", "https://elsewhere.example.com"),
		{credentials + ".managedIdentity.clientId", ""}:                      shown(blue, credentials+".managedIdentity.clientId", "00000000-0000-4000-8000-000000000001"),
	}
}

func breakerChanges(of pick) map[[2]string]fieldChange {
	const rule = "properties.circuitBreaker.rules[]"
	const failure = rule + ".failureCondition"
	return map[[2]string]fieldChange{
		{rule + ".name", ""}:                                      written(of, rule+".name", "another"),
		{rule + ".tripDuration", ""}:                              written(of, rule+".tripDuration", "PT5M"),
		{rule + ".acceptRetryAfter", ""}:                          written(of, rule+".acceptRetryAfter", false),
		{rule + ".failureResponse.statusCode", ""}:                shown(of, rule+".failureResponse.statusCode", 503),
		{failure + ".count", ""}:                                  written(of, failure+".count", 9),
		{failure + ".percentage", ""}:                             shown(of, failure+".percentage", 50),
		{failure + ".interval", ""}:                               written(of, failure+".interval", "PT9M"),
		{failure + ".errorReasons[]", ""}:                         written(of, failure+".errorReasons[]", "OperationNotFound"),
		{failure + ".errorReasons[]", "in another order"}:         edited(of, failure+".errorReasons", reversed),
		{failure + ".statusCodeRanges[].min", ""}:                 written(of, failure+".statusCodeRanges[].min", 428),
		{failure + ".statusCodeRanges[].max", ""}:                 written(of, failure+".statusCodeRanges[].max", 431),
		{failure + ".statusCodeRanges[].min", "in another order"}: edited(of, failure+".statusCodeRanges", reversed),
	}
}

func poolChanges(of pick) map[[2]string]fieldChange {
	const services = "properties.pool.services"
	more := goes(func(s *driftScene) {
		s.must("PUT", s.cell.gateway+"/backends/extra", map[string]any{"properties": map[string]any{"url": "https://extra.example.com/v1", "protocol": "http"}})
		p := of(s)
		list, _ := placed(p.read(), services).([]any)
		p.write(services, append(list, map[string]any{"id": s.cell.gateway + "/backends/extra", "priority": 1, "weight": 5}), false)
	})
	table := map[[2]string]fieldChange{
		{services + "[].id", "one more"}:         more,
		{services + "[].id", "one less"}:         edited(of, services, func(is any) any { return is.([]any)[1:] }),
		{services + "[].id", "in another order"}: edited(of, services, reversed),
		{services + "[].id", "other letter case"}: goes(func(s *driftScene) {
			p := of(s)
			p.write(services+"[].id", strings.ToUpper(textOf(placed(p.read(), services+"[].id"))), true)
		}),
	}
	for field, value := range map[string]any{services + "[].priority": 2, services + "[].weight": 50, "properties.title": "by hand", "properties.description": "by hand"} {
		table[[2]string{field, ""}] = written(of, field, value)
	}
	for field, value := range map[string]any{
		services + "[].preferredCarbonEmission": "Low", "properties.type": "Single", "properties.url": "https://a", "properties.protocol": "http",
		"properties.resourceId": "https://a", "properties.azureRegion": "eastus2", "properties.pool.failureResponse.statusCode": 503,
	} {
		table[[2]string{field, ""}] = shown(of, field, value)
	}
	for field, value := range map[string]any{
		"circuitBreaker": map[string]any{"rules": []any{map[string]any{"name": "a"}}}, "credentials": map[string]any{"query": map[string]any{"a": []any{"b"}}},
		"properties": map[string]any{"serviceFabricCluster": map[string]any{"a": "b"}}, "proxy": map[string]any{"url": "https://a"},
		"tls": map[string]any{"validateCertificateName": false}, "pool.sessionAffinity": map[string]any{"sessionId": map[string]any{"name": "a", "source": "cookie"}},
	} {
		table[[2]string{"properties." + field + ".*", ""}] = shown(of, "properties."+field, value)
	}
	return table
}

// policyText edits the text of a policy; one that the service would not show is
// shown by it.
func policyText(overlay bool, edit func(string) string) fieldChange {
	return goes(func(s *driftScene) {
		p := thePolicy(s)
		text := textOf(placed(p.read(), "properties.value"))
		changed := edit(text)
		if changed == text {
			s.lacks("text in the policy that could be changed")
		}
		p.write("properties.value", changed, overlay)
	})
}

func policyChanges() map[[2]string]fieldChange {
	const value = "properties.value"
	once := func(old, with string) func(string) string {
		return func(text string) string { return strings.Replace(text, old, with, 1) }
	}
	return map[[2]string]fieldChange{
		{value, "another meaning"}:            policyText(false, once(`buffer-request-body="true"`, `buffer-request-body="false"`)),
		{value, "one element more"}:           policyText(false, once(`<inbound>`, `<inbound><set-header name="x" exists-action="delete" />`)),
		{value, "one element less"}:           policyText(false, once(`<base />`, ``)),
		{value, "the parameters in it alone"}: policyText(false, once(`&quot;429&quot;`, `&quot;428&quot;`)),
		{value, "no XML at all"}:              policyText(true, func(string) string { return "gone" }),
		{value, "laid out otherwise"}:         policyText(true, strings.NewReplacer("\r\n", "\n", "\t", "    ", " />", "/>").Replace),
		{value, "attributes in another order"}: policyText(true, func(text string) string {
			return regexp.MustCompile(`<set-variable (name="[^"]*") (value="[^"]*")`).ReplaceAllString(text, "<set-variable $2 $1")
		}),
		{value, "single quotes and comments"}: policyText(true, func(text string) string {
			quotes := regexp.MustCompile(`name="([^"']*)"`).ReplaceAllString(text, "name='$1'")
			return strings.Replace(quotes, "<inbound>", "<!-- said by somebody --><inbound>", 1)
		}),
		{"properties.format", ""}: shown(thePolicy, "properties.format", "rawxml"),
	}
}
