package acceptance_test

import (
	"strings"
)

// gateway fills in what an answer of AgentCore leaves out.
func (s speller) gateway(key string, object map[string]any) {
	own := map[string]any{"statusCodes": []any{"5XX"}, "errors": []any{"UNROUTABLE", "CONNECTION_ERROR", "FIRST_BYTE_TIMEOUT"}}
	switch {
	case key == "fallback" && s.defaults:
		s.fill(object, "circuitBreaker", map[string]any{"mode": "ENABLED"})
		s.fill(object, "triggerOn", own)
	case key == "operations" && s.defaults:
		s.fill(object, "providerPath", object["path"])
	case key == "provider" && s.defaults:
		s.fill(object, "modelMapping", map[string]any{"providerPrefix": map[string]any{"strip": false}})
	case key == "targetConfiguration", key == "fallback":
		s.nothing(object, "description", nil)
	}
}

// fill sometimes adds a member that is not there.
func (s speller) fill(object map[string]any, name string, value any) {
	if _, there := object[name]; !there && s.sometimes() {
		object[name] = value
	}
}

// management respells an object of an API Management service.
func (s speller) management(object map[string]any) {
	properties, ok := object["properties"].(map[string]any)
	if !ok {
		return
	}
	if name, ok := object["name"].(string); ok && s.letters {
		object["name"] = s.lettered(name)
	}
	if text, ok := properties["value"].(string); ok && strings.HasPrefix(text, "<policies") && s.order {
		layouts := []*strings.Replacer{strings.NewReplacer(), strings.NewReplacer("\r\n", "\n", "\t", "  "), strings.NewReplacer(" />", "/>"), strings.NewReplacer("<inbound>", "<!-- inbound --><inbound>")}
		properties["value"] = layouts[s.random.IntN(len(layouts))].Replace(text)
	}
	if !strings.HasSuffix(strings.ToLower(kindOf(object)), "/backends") {
		return
	}
	if s.defaults && properties["pool"] == nil {
		s.fill(properties, "tls", map[string]any{"validateCertificateChain": true, "validateCertificateName": true})
	}
	for _, name := range []string{"resourceId", "proxy", "circuitBreaker", "credentials", "pool"} {
		s.nothing(properties, name, map[string]any{})
	}
}
