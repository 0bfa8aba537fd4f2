package amazonbedrock

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"
	smithy "github.com/aws/smithy-go"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// What the service says of its objects that nobody can change, what identifies a request, and names, which are the
// children's own.
func readOnly() []string {
	return []string{
		"authorizationData", "clientToken", "createdAt", "gatewayArn", "gatewayIdentifier", "lastSynchronizedAt", "name",
		"privateEndpointManagedResources", "protocolType", "rateLimitId", "ruleId", "status", "statusReasons", "system", "targetId", "updatedAt",
	}
}

// unknownMember stands for an entry of a list that this version of the SDK cannot read: that there is one is a difference.
const unknownMember = "not known to this version of the provider"

// targetContent is the content of a target, or of the request that makes it.
func targetContent(target smithy.Serializable) map[string]string { return llm.Flatten(content(target)) }

// ruleContent is the content of a rule, or of the request that makes it.
func ruleContent(rule smithy.Serializable) map[string]string { return llm.Flatten(content(rule)) }

// foundRuleContent is the content of a rule that was read, entries that cannot be read included.
func foundRuleContent(rule *types.GatewayRuleDetail) map[string]string {
	value := content(rule)
	for name, length := range map[string]int{"actions": len(rule.Actions), "conditions": len(rule.Conditions)} {
		list, _ := value[name].([]any)
		for len(list) < length {
			list = append(list, unknownMember)
		}
		value[name] = list
	}
	return llm.Flatten(value)
}

// limitContent is the content of a route's entry in the rate limit.
func limitContent(entry types.LimitEntry) map[string]string { return llm.Flatten(content(&entry)) }

// content is what can be changed of an object, in one form for one meaning.
func content(value smithy.Serializable) map[string]any {
	object := describe(value)
	for _, name := range readOnly() {
		delete(object, name)
	}
	canonical, _ := tidy("", object).(map[string]any)
	return canonical
}

// tidy sorts lists whose order means nothing, and takes away what means the same as its absence.
func tidy(name string, value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, member := range v {
			if v[key] = tidy(key, member); isNothing(v[key]) { // else what is absent would be sorted by
				delete(v, key)
			}
		}
		return withoutDefaults(name, v)
	case []any:
		for i, item := range v {
			v[i] = tidy("", item)
		}
		if !slices.Contains([]string{"actions", "conditions", "targetFallback"}, name) {
			slices.SortFunc(v, func(a, b any) int { return strings.Compare(text(a), text(b)) })
		}
	case string:
		if holdsSecret(v) {
			return digest(v)
		}
	}
	return value
}

// holdsSecret reports whether a text is an address with a password or a key in it, as somebody may have written by hand.
func holdsSecret(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && (u.User != nil || u.RawQuery != "")
}

// isNothing reports whether a value means the same as its absence.
func isNothing(value any) bool {
	object, isObject := value.(map[string]any)
	list, isList := value.([]any)
	return value == nil || isObject && len(object) == 0 || isList && len(list) == 0
}

func text(value any) string {
	encoded, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(encoded)
}

// withoutDefaults knows what the service does where nothing is said. Source: the documentation of each type in the SDK,
// v1.78.0.
func withoutDefaults(name string, object map[string]any) any {
	if object["providerPath"] == object["path"] {
		delete(object, "providerPath")
	}
	switch {
	case name == "customParameters":
		for key, value := range object {
			object[key] = digest(fmt.Sprint(value))
		}
	case name == "circuitBreaker" && object["mode"] == string(types.CircuitBreakerModeEnabled),
		name == "providerPrefix" && object["strip"] != true && (object["separator"] == nil || object["separator"] == "."),
		name == "triggerOn" && text(object) == text(defaultTriggers()):
		return nil
	}
	return object
}

// defaultTriggers are those of a chain that names none, sorted.
func defaultTriggers() map[string]any {
	return map[string]any{"errors": []any{"CONNECTION_ERROR", "FIRST_BYTE_TIMEOUT", "UNROUTABLE"}, "statusCodes": []any{"5XX"}}
}

// below is what a content says below a path.
func below(content map[string]string, path string) map[string]string {
	part := map[string]string{}
	for key, value := range maps.All(content) {
		if rest, found := strings.CutPrefix(key, path+"."); found {
			part[rest] = value
		}
	}
	return part
}
