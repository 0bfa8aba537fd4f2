package sandbox

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
)

// backendBox holds a backend against the types of one api-version.
type backendBox struct {
	*apimBox
	t       *testing.T
	version string
	types   map[string][]specProperty
	allowed int // properties that were taken
	refused int // values that were refused
	beyond  []string
}

// TestContract_backendTypes sets every property of a backend of bicep-types-az to what it allows and to what it does
// not. Types that the file does not hold are counted, and listed here.
func TestContract_backendTypes(t *testing.T) {
	for version, types := range recordedBackendTypes(t) {
		t.Run(version, func(t *testing.T) {
			b := &backendBox{apimBox: newApimBox(t), t: t, version: version, types: types}
			b.must("PUT", "/backends/member", singleBackend("member.example.com"))
			b.check("BackendContractProperties", nil)
			slices.Sort(b.beyond)
			t.Logf("%s: %d properties taken, %d values refused; not in the file: %s", version, b.allowed, b.refused, strings.Join(b.beyond, ", "))
			if b.allowed < 30 || b.refused < 90 {
				t.Errorf("only %d properties and %d values were tried", b.allowed, b.refused)
			}
			b.refusesWhatOthersKnow(recordedBackendTypes(t))
		})
	}
}

// check tries every property of a type that is at a path of a backend's properties.
func (b *backendBox) check(typeName string, path []string) {
	for _, p := range b.types[typeName] {
		at := append(slices.Clone(path), p.name)
		inner := b.types[p.of]
		value := p.sample()
		if inner != nil {
			value = b.object(p.of)
		} else if p.of != "string" && p.of != "int" && p.of != "bool" {
			b.beyond = append(b.beyond, strings.Join(at, "."))
			continue
		}
		if p.list {
			value = []any{value}
		}
		b.takes(at, value)
		for name, value := range p.beyond() {
			b.refuses(at, name, value)
		}
		if inner != nil {
			b.check(p.of, at)
		}
	}
}

// object returns a value of a type that holds what the service wants of it.
func (b *backendBox) object(typeName string) any {
	rule := `{"name":"r","tripDuration":"PT1M","failureCondition":{"count":1,"interval":"PT1M","statusCodeRanges":[{"min":429,"max":429}]}}`
	known := map[string]string{
		"BackendCircuitBreaker": `{"rules":[` + rule + `]}`, "CircuitBreakerRule": rule, "BackendCredentialsContract": `{}`,
		"CircuitBreakerFailureCondition":        `{"count":1,"interval":"PT1M","statusCodeRanges":[{"min":429,"max":429}]}`,
		"BackendAuthorizationHeaderCredentials": `{"scheme":"Bearer","parameter":"x"}`, "FailureStatusCodeRange": `{"min":500,"max":599}`,
		"BackendPoolItem": `{"id":"` + APIManagementID() + `/backends/member"}`, "BackendFailureResponse": `{"statusCode":503}`,
		"BackendBaseParametersPool": `{"services":[{"id":"` + APIManagementID() + `/backends/member"}]}`, "BackendProperties": `{}`,
		"BackendSessionAffinity": `{}`,
	}
	var value any
	if err := json.Unmarshal([]byte(known[typeName]), &value); err != nil {
		b.t.Fatalf("no example of a %s: %v", typeName, err)
	}
	return value
}

// body returns a backend that has the value at the path, and is what the service takes else.
func (b *backendBox) body(path []string, value any) string {
	root := map[string]any{"url": "https://a.example.com/v1", "protocol": "http"}
	if path[0] == "pool" {
		root = map[string]any{"type": "Pool"}
	}
	if path[0] == "type" && value == "Pool" {
		root = map[string]any{"pool": b.object("BackendBaseParametersPool")}
	}
	b.set(root, "BackendContractProperties", path, value)
	return string(encoded(map[string]any{"properties": root}))
}

// set puts a value at a path, with what its neighbours have to be on the way.
func (b *backendBox) set(object map[string]any, typeName string, path []string, value any) {
	if path[0] == "percentage" {
		delete(object, "count")
	}
	if len(path) == 1 {
		object[path[0]] = value
		return
	}
	for _, p := range b.types[typeName] {
		if p.name != path[0] {
			continue
		}
		child, _ := b.object(p.of).(map[string]any)
		object[p.name] = any(child)
		if p.list {
			object[p.name] = []any{child}
		}
		b.set(child, p.of, path[1:], value)
	}
}

func (b *backendBox) put(body string) answer {
	b.call("DELETE", "/backends/tried", "", "*")
	return b.call("PUT", "/backends/tried?api-version="+b.version, body, "")
}

func (b *backendBox) takes(path []string, value any) {
	b.t.Helper()
	got := b.put(b.body(path, value))
	certificate := path[len(path)-1] == "certificate" || path[len(path)-1] == "certificateIds"
	if certificate && strings.Contains(got.text, "Certificate with id 'x' not found.") {
		b.allowed++
		return
	}
	if got.status != 201 {
		b.t.Errorf("%s is refused: %s", strings.Join(path, "."), got.text)
		return
	}
	shown := b.call("GET", "/backends/tried?api-version="+b.version, "", "")
	for keys, have := path, shown.json["properties"]; ; keys = keys[1:] {
		if list, ok := have.([]any); ok {
			have = list[0]
		}
		if len(keys) == 0 {
			break
		}
		object, _ := have.(map[string]any)
		if have = object[keys[0]]; have == nil {
			b.t.Errorf("%s was taken and is not shown: %s", strings.Join(path, "."), shown.text)
			return
		}
	}
	b.allowed++
}

func (b *backendBox) refuses(path []string, name string, value any) {
	b.t.Helper()
	got := b.put(b.body(path, value))
	if got.status != 400 || got.code() != "ValidationError" || !strings.Contains(got.text, path[len(path)-1]) {
		b.t.Errorf("%s, %s: got %d %s", strings.Join(path, "."), name, got.status, got.text)
		return
	}
	b.refused++
}

// refusesWhatOthersKnow tries the properties at the top that only other api-versions have.
func (b *backendBox) refusesWhatOthersKnow(versions map[string]map[string][]specProperty) {
	mine := map[string]bool{}
	for _, p := range b.types["BackendContractProperties"] {
		mine[p.name] = true
	}
	for _, version := range slices.Sorted(maps.Keys(versions)) {
		for _, p := range versions[version]["BackendContractProperties"] {
			if !mine[p.name] {
				b.refuses([]string{p.name}, "of "+version, p.sample())
			}
		}
	}
}
