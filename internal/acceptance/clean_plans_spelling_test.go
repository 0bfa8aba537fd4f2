package acceptance_test

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// speller spells one answer.
type speller struct {
	forms

	random *rand.Rand
	aws    bool
}

func (s speller) sometimes() bool { return s.random.IntN(2) == 0 }

// respell rewrites the value of a member.
func (s speller) respell(key string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		return s.object(key, v)
	case []any:
		for i := range v {
			v[i] = s.respell(key, v[i])
		}
		if s.order && key != "targetFallback" && key != "examples" { // whose order is a meaning
			s.random.Shuffle(len(v), func(i, j int) { v[i], v[j] = v[j], v[i] })
		}
	case string:
		return s.text(key, v)
	}
	return value
}

func (s speller) object(key string, object map[string]any) any {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		object[name] = s.respell(name, object[name])
	}
	switch {
	case key == "tags" && !s.aws && s.foreign:
		object["sys:policy"] = "added by a policy"
	case key == "properties" && object["model"] != nil:
		s.deployment(object)
	case key == "" && s.aws && object["guardrailArn"] != nil:
		s.guardrail(object)
	case key == "" && s.aws:
		s.bedrock(object)
	case key == "contentFilters", key == "customBlocklists":
		s.raiPart(key, object)
	case s.aws:
		s.gateway(key, object)
	}
	if kind := strings.ToLower(kindOf(object)); strings.HasSuffix(kind, "/raipolicies") || strings.HasSuffix(kind, "/raiblocklists") {
		s.rai(object)
	}
	if strings.HasPrefix(strings.ToLower(kindOf(object)), "microsoft.apimanagement/") {
		s.management(object)
	}
	if sku, ok := object["sku"].(map[string]any); ok && object["properties"] != nil && s.defaults {
		sku["tier"] = "Standard"
	}
	if object["properties"] != nil && strings.HasSuffix(kindOf(object), "/deployments") {
		s.tags(object)
	}
	return object
}

func kindOf(object map[string]any) string {
	kind, _ := object["type"].(string)
	return kind
}

// tags stands for no tags at all in three ways.
func (s speller) tags(object map[string]any) {
	if _, there := object["tags"]; there {
		return
	}
	switch {
	case s.foreign:
		object["tags"] = map[string]any{"sys:policy": "added by a policy"}
	case s.empty:
		s.nothing(object, "tags", map[string]any{})
	}
}

// nothing leaves a member absent, or makes it null or empty.
func (s speller) nothing(object map[string]any, name string, empty any) {
	if _, there := object[name]; there || !s.empty {
		return
	}
	switch s.random.IntN(3) {
	case 1:
		object[name] = nil
	case 2:
		object[name] = empty
	}
}

// deployment fills in what an Azure deployment leaves out.
func (s speller) deployment(properties map[string]any) {
	model, _ := properties["model"].(map[string]any)
	if s.defaults {
		for name, value := range map[string]any{"serviceTier": "Default", "deploymentState": "Running", "dynamicThrottlingEnabled": false} {
			if _, there := properties[name]; !there && s.sometimes() {
				properties[name] = value
			}
		}
		if model["name"] == "model-router" && properties["routing"] == nil && s.sometimes() {
			properties["routing"] = map[string]any{"mode": "balanced", "models": []any{}}
		}
		properties["callRateLimit"] = map[string]any{"rules": []any{}}
	}
	for _, name := range []string{"spilloverDeploymentName", "parentDeploymentName"} {
		s.nothing(properties, name, "")
	}
	for _, name := range []string{"source", "sourceAccount"} {
		s.nothing(model, name, "")
	}
	if routing, ok := properties["routing"].(map[string]any); ok {
		s.nothing(routing, "models", []any{})
	}
}

// bedrock fills in what an answer of AWS leaves out, and the tags that AWS itself writes.
func (s speller) bedrock(answer map[string]any) {
	if _, profile := answer["inferenceProfileId"]; profile {
		s.nothing(answer, "description", "")
	}
	for _, name := range []string{"failureMessage", "nextToken"} {
		s.nothing(answer, name, nil)
	}
	tags, listed := answer["tags"].([]any)
	if !listed {
		return
	}
	if s.foreign {
		tags = append(tags, map[string]any{"key": "sys:policy", "value": "added by a policy"})
	}
	if s.defaults {
		tags = append(tags, map[string]any{"key": "aws:createdBy", "value": "somebody"})
	}
	answer["tags"] = tags
	if len(tags) == 0 && s.empty {
		answer["tags"] = nil
	}
}

func (s speller) text(key, text string) any {
	if at, err := time.Parse(time.RFC3339, text); err == nil && s.times {
		return s.instant(at)
	}
	if !s.letters || s.aws {
		return text
	}
	switch key {
	case "id", "raiPolicyName", "spilloverDeploymentName", "source", "sourceAccount", "serviceTier", "deploymentState", "mode",
		"provisioningState", "versionUpgradeOption":
		return s.lettered(text)
	case "location":
		return s.region(text)
	}
	return text
}

// region writes a region as people do.
func (s speller) region(name string) string {
	for people, region := range map[string]string{"East US 2": "eastus2", "Sweden Central": "swedencentral", "UK South": "uksouth"} {
		if region == name && s.sometimes() {
			return people
		}
	}
	return name
}

func (s speller) lettered(text string) string {
	switch s.random.IntN(3) {
	case 1:
		return strings.ToLower(text)
	case 2:
		return strings.ToUpper(text)
	}
	return text
}

// instant writes a time of which no more than seconds are compared.
func (s speller) instant(at time.Time) string {
	layouts := []string{time.RFC3339, "2006-01-02T15:04:05.0000000Z07:00", "2006-01-02T15:04:05.000-07:00", "2006-01-02T15:04:05+00:00"}
	return at.UTC().Format(layouts[s.random.IntN(len(layouts))])
}

// encode writes JSON with the members of an object in any order.
func (s speller) encode(out []byte, value any) []byte {
	switch v := value.(type) {
	case map[string]any:
		names := slices.Sorted(maps.Keys(v))
		if s.order {
			s.random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		}
		out = append(out, '{')
		for i, name := range names {
			if i > 0 {
				out = append(out, ',')
			}
			out = append(s.encode(out, name), ':')
			out = s.encode(out, v[name])
		}
		return append(out, '}')
	case []any:
		out = append(out, '[')
		for i, element := range v {
			if i > 0 {
				out = append(out, ',')
			}
			out = s.encode(out, element)
		}
		return append(out, ']')
	}
	text, err := json.Marshal(value)
	if err != nil {
		panic(err) // what was decoded can be encoded
	}
	return append(out, text...)
}
