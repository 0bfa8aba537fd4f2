package azureopenai

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// contentOf is what a child holds, of the properties that are written for it
// and of those that are read of it alike. What the service alone decides and
// what it fills in by itself is left out; whatever else its api-version has is
// in it. A text that may be a secret is a digest.
func contentOf(kind string, properties map[string]any) map[string]string {
	properties = known(kind, properties)
	if kind == kindPolicy || kind == kindOperationPolicy {
		return policyContent(properties)
	}
	flat := map[string]string{}
	for path, text := range llm.Flatten(ordered(kind, properties)) {
		if readOnly(kind, path) || filledIn(kind)[path] == text {
			continue
		}
		flat[path] = shown(path, text)
	}
	return flat
}

// ordered gives the lists whose order means nothing another form, and header
// names one letter case. Properties are not changed.
func ordered(kind string, properties map[string]any) map[string]any {
	clone := maps.Clone(properties)
	if clone == nil {
		return nil
	}
	switch kind {
	case kindBackend:
		clone["credentials"] = lowerNames(clone["credentials"], "header")
		clone["circuitBreaker"] = breakerInOrder(clone["circuitBreaker"])
	case kindPool:
		clone["pool"] = byMember(clone["pool"])
	case kindNamedValue:
		clone["tags"] = sorted(clone["tags"])
	case kindAPI:
		clone["protocols"] = sorted(clone["protocols"])
	}
	return clone
}

func lowerNames(of any, key string) any {
	object, ok := of.(map[string]any)
	named, found := object[key].(map[string]any)
	if !ok || !found {
		return of
	}
	clone, lower := maps.Clone(object), map[string]any{}
	for name, value := range named {
		lower[strings.ToLower(name)] = value
	}
	clone[key] = lower
	return clone
}

// byMember turns a pool's list into an object by the backends' names: their
// order means nothing, and the service writes their ids in several ways.
func byMember(of any) any {
	pool, _ := of.(map[string]any)
	services, ok := pool["services"].([]any)
	if !ok {
		return of
	}
	clone, members := maps.Clone(pool), map[string]any{}
	for i, item := range services {
		service, _ := item.(map[string]any)
		id, _ := service["id"].(string)
		name := canonicalName(id[strings.LastIndex(id, "/")+1:])
		if _, twice := members[name]; twice || name == "" {
			name += "#" + strconv.Itoa(i)
		}
		member := map[string]any{"member": true}
		for key, value := range service {
			if key != "id" {
				member[key] = value
			}
		}
		members[name] = member
	}
	clone["services"] = members
	return clone
}

// breakerInOrder sorts what counts as a failure.
func breakerInOrder(of any) any {
	breaker, _ := of.(map[string]any)
	rules, ok := breaker["rules"].([]any)
	if !ok {
		return of
	}
	inOrder := make([]any, len(rules))
	for i, item := range rules {
		inOrder[i] = item
		rule, _ := item.(map[string]any)
		if failure, ok := rule["failureCondition"].(map[string]any); ok {
			rule, failure = maps.Clone(rule), maps.Clone(failure)
			for _, list := range []string{"errorReasons", "statusCodeRanges"} {
				failure[list] = sorted(failure[list])
			}
			rule["failureCondition"], inOrder[i] = failure, rule
		}
	}
	clone := maps.Clone(breaker)
	clone["rules"] = inOrder
	return clone
}

// sorted is a list in one order; anything else stays as it is.
func sorted(of any) any {
	list, ok := of.([]any)
	if !ok {
		return of
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b any) int { return bytes.Compare(mustJSON(a), mustJSON(b)) })
	return list
}

// readOnly reports whether the service alone decides a property.
func readOnly(kind, path string) bool {
	switch kind {
	case kindAPI:
		return path == "provisioningState" || path == "isOnline" || path == "isCurrent"
	case kindNamedValue:
		return path == "provisioningState" || strings.HasPrefix(path, "keyVault.lastStatus.")
	}
	return path == "provisioningState"
}

// filledIn are the values that the service fills in where nothing is given.
func filledIn(kind string) map[string]string {
	switch kind {
	case kindBackend, kindPool:
		return map[string]string{"tls.validateCertificateChain": "true", "tls.validateCertificateName": "true"}
	case kindAPI:
		return map[string]string{"apiRevision": "1", "type": "http", "apiType": "http"}
	}
	return nil
}

// shown is a property's text as plan and state may hold it.
func shown(path, text string) string {
	secret := strings.HasPrefix(path, "credentials.") && path != "credentials.managedIdentity.resource" && !isReference(text) ||
		strings.HasPrefix(path, "proxy.") || path == "value" || hasUserinfo(text)
	if secret {
		return digest(text)
	}
	return text
}

var referenceRule = regexp.MustCompile(`^(Bearer )?\{\{[A-Za-z0-9._-]+\}\}$`)

// isReference reports whether a text is a named value's reference and nothing
// else.
func isReference(text string) bool { return referenceRule.MatchString(text) }

// hasUserinfo reports whether a text is an address that may hold a password or
// a key.
func hasUserinfo(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Host != "" && (u.User != nil || u.RawQuery != "")
}

// digest stands for a text that is not to be seen.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// policyContent is what a policy was made from, and the digest of its text in
// one form, whatever the service makes of its layout. The text is never in it.
func policyContent(properties map[string]any) map[string]string {
	text, _ := properties["value"].(string)
	content := map[string]string{}
	root, err := parsePolicy(text)
	if err != nil {
		content["text"] = digest(strings.ReplaceAll(text, "\r\n", "\n"))
		return content
	}
	content["text"] = digest(root.canonical())
	if parameters, ok := root.parameters(); ok {
		content["parameters"] = parameters.text()
	}
	for name := range properties {
		if name != "value" && name != "format" {
			content[name] = digest(string(mustJSON(properties[name])))
		}
	}
	return content
}

func mustJSON(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		return nil // it was decoded from JSON: never
	}
	return text
}
