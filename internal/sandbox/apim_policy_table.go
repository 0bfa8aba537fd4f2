package sandbox

// policyElement is what is known of a policy: where it may stand, and what it needs. The source is the reference of
// policies (learn.microsoft.com/azure/api-management/api-management-policies, 2026-08).
type policyElement struct {
	sections   string   // of "iboe": inbound, backend, outbound, on-error
	needs      []string // attributes that it must have
	takes      []string // attributes that it may have besides; "*" takes any
	container  bool     // holds policies itself
	clauses    []string // holds nothing but these, which hold policies
	needsOneOf []string // exactly one of these attributes
	needsAny   []string // at least one of these attributes
}

// policySections names the sections of a policy, by their letter in policyElement.
func policySections() map[string]string {
	return map[string]string{"inbound": "i", "backend": "b", "outbound": "o", "on-error": "e"}
}

// policyElements are the policies that routes are made of, checked to their attributes, and the others, checked for
// their section only.
func policyElements() map[string]policyElement {
	elements := map[string]policyElement{
		"base":            {sections: "iboe"},
		"choose":          {sections: "iboe", clauses: []string{"when", "otherwise"}},
		"when":            {needs: []string{"condition"}, container: true},
		"otherwise":       {container: true},
		"set-variable":    {sections: "iboe", needs: []string{"name", "value"}},
		"set-header":      {sections: "iboe", needs: []string{"name"}, takes: []string{"exists-action"}},
		"set-method":      {sections: "ie"},
		"set-body":        {sections: "iboe", takes: []string{"template", "xsi-nil", "parse-date"}},
		"set-status":      {sections: "iboe", needs: []string{"code"}, takes: []string{"reason"}},
		"return-response": {sections: "iboe", takes: []string{"response-variable-name"}, container: true},
		"rewrite-uri":     {sections: "i", needs: []string{"template"}, takes: []string{"copy-unmatched-params"}},
		"retry": {
			sections: "iboe", needs: []string{"condition", "count", "interval"}, container: true,
			takes: []string{"max-interval", "delta", "first-fast-retry"},
		},
		"set-query-parameter": {sections: "ib", needs: []string{"name"}, takes: []string{"exists-action"}},
		"set-backend-service": {sections: "ib", needsOneOf: []string{"base-url", "backend-id"}},
		"forward-request": {sections: "b", takes: []string{
			"timeout", "timeout-ms", "continue-timeout", "http-version", "follow-redirects", "buffer-request-body", "buffer-response",
			"fail-on-error-status-code",
		}},
		"limit-concurrency": {sections: "iboe", needs: []string{"key", "max-count"}, container: true},
		"wait":              {sections: "ibo", takes: []string{"for"}, container: true},
		"authentication-managed-identity": {
			sections: "i", needs: []string{"resource"}, takes: []string{"client-id", "output-token-variable-name", "ignore-error"},
		},
		"llm-token-limit": tokenLimit(), "azure-openai-token-limit": tokenLimit(),
	}
	for name, sections := range otherPolicies() {
		elements[name] = policyElement{sections: sections, takes: []string{"*"}}
	}
	return elements
}

func tokenLimit() policyElement {
	return policyElement{
		sections: "i", needs: []string{"counter-key", "estimate-prompt-tokens"}, needsAny: []string{"tokens-per-minute", "token-quota"},
		takes: []string{
			"token-quota-period", "retry-after-header-name", "retry-after-variable-name",
			"remaining-quota-tokens-header-name", "remaining-quota-tokens-variable-name", "remaining-tokens-header-name",
			"remaining-tokens-variable-name", "tokens-consumed-header-name", "tokens-consumed-variable-name",
		},
	}
}

func otherPolicies() map[string]string {
	return map[string]string{
		"authentication-basic": "i", "authentication-certificate": "i", "azure-openai-emit-token-metric": "i",
		"azure-openai-semantic-cache-lookup": "i", "azure-openai-semantic-cache-store": "o", "cache-lookup": "i",
		"cache-lookup-value": "iboe", "cache-remove-value": "iboe", "cache-store": "o", "cache-store-value": "iboe",
		"check-header": "i", "cors": "i", "emit-metric": "iboe", "find-and-replace": "iboe", "ip-filter": "i",
		"json-to-xml": "ioe", "llm-content-safety": "i", "llm-emit-token-metric": "i", "llm-semantic-cache-lookup": "i",
		"llm-semantic-cache-store": "o", "log-to-eventhub": "iboe", "mock-response": "ioe", "proxy": "i", "quota": "i",
		"quota-by-key": "i", "rate-limit": "i", "rate-limit-by-key": "i", "redirect-content-urls": "io",
		"send-one-way-request": "iboe", "send-request": "iboe", "trace": "ibo", "validate-azure-ad-token": "i",
		"validate-content": "io", "validate-headers": "o", "validate-jwt": "i", "validate-parameters": "i",
		"validate-status-code": "oe", "xml-to-json": "ioe", "xsl-transform": "io",
	}
}
