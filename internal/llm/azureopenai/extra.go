package azureopenai

import (
	"bytes"
	"encoding/json"
)

// accounted names the members of a JSON object that an argument manages or that
// the service alone decides. Under each stand the members of a member; nil
// stands for the whole of it.
type accounted map[string]accounted

// accountedFor is what of a deployment's sku and properties needs no watching.
// An attestation is managed for Anthropic's models; others have none.
func accountedFor(format string) accounted {
	properties := accounted{
		"versionUpgradeOption": nil, "raiPolicyName": nil, "spilloverDeploymentName": nil, "serviceTier": nil, "deploymentState": nil,
		"model":   names("format", "name", "version", "source", "sourceAccount", "publisher", "callRateLimit"),
		"routing": names("mode", "models"),
	}
	for _, key := range readOnlyProperties() {
		properties[key] = nil
	}
	if format == formatAnthropic {
		properties[keyAttestation] = names("organizationName", "countryCode", "industry")
	}
	return accounted{"sku": names("name", "capacity", "tier", "size", "family"), "properties": properties}
}

func names(of ...string) accounted {
	whole := accounted{}
	for _, name := range of {
		whole[name] = nil
	}
	return whole
}

// readOnlyProperties are those that the service reports and a PUT must not repeat.
func readOnlyProperties() []string {
	return []string{"provisioningState", "capabilities", "rateLimits", "callRateLimit", "currentCapacity"}
}

// extras collects, by dotted name, the JSON of every member that nothing
// accounts for. What is absent, null, false or empty says nothing.
type extras map[string]string

func (e extras) add(prefix string, object document, by accounted) error {
	for name, raw := range object {
		below, known := by[name]
		switch {
		case known && below == nil:
		case known:
			member, err := object.child(name)
			if err != nil {
				return err
			}
			if err := e.add(prefix+name+".", member, below); err != nil {
				return err
			}
		default:
			text, err := canonicalJSON(raw)
			if err != nil {
				return err
			}
			if !saysNothing(text) {
				e[prefix+name] = text
			}
		}
	}
	return nil
}

// extra is what no argument manages of a deployment as the service answered it.
func extra(answer document, format string) (extras, error) {
	found, by := extras{}, accountedFor(format)
	if err := found.add("", answer, names("id", "name", "type", "etag", "systemData", "tags", "sku", "properties")); err != nil {
		return nil, err
	}
	for part, prefix := range map[string]string{"sku": "sku.", "properties": ""} {
		object, err := answer.child(part)
		if err != nil {
			return nil, err
		}
		if err := found.add(prefix, object, by[part]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// canonicalJSON is the same for equal values: keys sorted, numbers as they are.
func canonicalJSON(raw json.RawMessage) (string, error) {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	return string(text), err
}

func saysNothing(text string) bool {
	switch text {
	case "null", "false", `""`, "{}", "[]":
		return true
	}
	return false
}
