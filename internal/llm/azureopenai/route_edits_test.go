package azureopenai

import "strings"

// edit changes the properties of an object behind everybody's back.
type edit func(properties map[string]any)

func put(path string, value any) edit {
	return func(properties map[string]any) {
		steps := strings.Split(path, ".")
		for _, step := range steps[:len(steps)-1] {
			inner, ok := properties[step].(map[string]any)
			if !ok {
				inner = map[string]any{}
				properties[step] = inner
			}
			properties = inner
		}
		properties[steps[len(steps)-1]] = value
	}
}

// inRule changes the circuit breaker's only rule.
func inRule(change edit) edit {
	return func(properties map[string]any) {
		breaker, _ := properties["circuitBreaker"].(map[string]any)
		rules, _ := breaker["rules"].([]any)
		rule, _ := rules[0].(map[string]any)
		change(rule)
	}
}

// inPool changes the members of a pool.
func inPool(change func([]any) []any) edit {
	return func(properties map[string]any) {
		pool, _ := properties["pool"].(map[string]any)
		services, _ := pool["services"].([]any)
		pool["services"] = change(services)
	}
}

func inMember(name string, value any) edit {
	return inPool(func(services []any) []any {
		member, _ := services[0].(map[string]any)
		member[name] = value
		return services
	})
}

// edits lists, by kind, what anybody may change of a child.
func edits() map[string]map[string]edit {
	return map[string]map[string]edit{
		kindNamedValue: {
			"another secret":  put("keyVault.secretIdentifier", "https://others.vault.azure.net/secrets/x"),
			"no mark":         put("tags", []any{}),
			"another tag":     put("tags", []any{"x", "y"}),
			"a version of it": put("keyVault.secretIdentifier", vaultSecret+"/0123456789abcdef0123456789abcdef"),
			"a plain secret": func(p map[string]any) {
				delete(p, "keyVault")
				p["value"] = aKey
			},
			"a plain text": func(p map[string]any) {
				delete(p, "keyVault")
				p["value"], p["secret"] = aKey, false
			},
		},
		kindBackend: {
			"another address":    put("url", "https://other.openai.azure.com/openai/v1"),
			"a key in it":        put("url", "https://other.openai.azure.com/openai/v1?key="+aKey),
			"no mark":            put("description", "mine"),
			"another title":      put("title", "mine"),
			"another protocol":   put("protocol", "soap"),
			"an added header":    put("credentials.header.x-extra", []any{aKey}),
			"an added query":     put("credentials.query.sig", []any{aKey}),
			"another identity":   put("credentials", map[string]any{"managedIdentity": map[string]any{"resource": "https://storage.azure.com"}}),
			"a pasted key":       put("credentials", map[string]any{"header": map[string]any{"api-key": []any{aKey}}}),
			"a pasted scheme":    put("credentials", map[string]any{"authorization": map[string]any{"scheme": "Bearer", "parameter": aKey}}),
			"no credentials":     func(p map[string]any) { delete(p, "credentials") },
			"unchecked names":    put("tls", map[string]any{"validateCertificateName": false, "validateCertificateChain": true}),
			"a proxy":            put("proxy", map[string]any{"url": "https://proxy.example.com", "username": "me", "password": aKey}),
			"a resource":         put("resourceId", "https://management.azure.com/subscriptions/x"),
			"no circuit breaker": func(p map[string]any) { delete(p, "circuitBreaker") },
			"a slower breaker":   inRule(put("failureCondition.count", 100)),
			"a shorter trip":     inRule(put("tripDuration", "PT1S")),
			"deaf to the target": inRule(put("acceptRetryAfter", false)),
			"another range":      inRule(put("failureCondition.statusCodeRanges", []any{map[string]any{"min": 500, "max": 500}})),
		},
		kindPool: {
			"another weight":   inMember("weight", 1),
			"another priority": inMember("priority", 2),
			"a member less":    inPool(func(services []any) []any { return services[1:] }),
			"no mark":          put("description", "mine"),
			"another title":    put("title", "mine"),
		},
		kindAPI: {
			"another path":     put("path", "elsewhere"),
			"no mark":          put("description", "mine"),
			"another name":     put("displayName", "mine"),
			"open to all":      put("subscriptionRequired", false),
			"no encryption":    put("protocols", []any{"http", "https"}),
			"a backend":        put("serviceUrl", "https://other.example.com"),
			"another key name": put("subscriptionKeyParameterNames.header", "x-key"),
			"terms":            put("termsOfServiceUrl", "https://example.com/terms"),
		},
		kindOperation: {
			"another path":    put("urlTemplate", "/elsewhere"),
			"another method":  put("method", "PUT"),
			"another name":    put("displayName", "mine"),
			"no mark":         put("description", "mine"),
			"a header needed": put("request.headers", []any{map[string]any{"name": "x", "type": "string", "required": true}}),
		},
		kindPolicy: {
			"an added header": put("value", `<policies><inbound><base /><set-header name="x" exists-action="override"><value>`+aKey+`</value></set-header></inbound><backend><base /></backend></policies>`),
			"no policy":       put("value", `<policies><inbound><base /></inbound></policies>`),
		},
	}
}
