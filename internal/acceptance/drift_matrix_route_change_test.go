package acceptance_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// part is one object of a route at the moment of its change.
type part struct {
	s    *driftScene
	path string // where it is read and written
	id   string // as Overlay takes it
	arm  bool
}

// A pick chooses the object of a row's change.
type pick func(*driftScene) part

// written is a row's field with another value, through the cloud's API as
// anybody might. What the API does not let anybody set is shown so from now on.
// The path is the field's own unless another one is given.
func written(of pick, path string, value any) fieldChange {
	return goes(func(s *driftScene) { of(s).write(path, value, false) })
}

// shown is a field that nobody can set.
func shown(of pick, path string, value any) fieldChange {
	return goes(func(s *driftScene) { of(s).write(path, value, true) })
}

// shownUntilApply is the same until the apply begins.
func shownUntilApply(of pick, path string, value any) fieldChange {
	return goes(func(s *driftScene) { s.m.ends = append(s.m.ends, of(s).write(path, value, true)) })
}

// edited is a change of a member as a whole.
func edited(of pick, member string, edit func(any) any) fieldChange {
	return goes(func(s *driftScene) {
		p := of(s)
		p.write(member, edit(placed(p.read(), member)), false)
	})
}

func (p part) read() map[string]any {
	p.s.m.w.t.Helper()
	if strings.HasPrefix(p.id, enforcedPath) {
		config, _ := p.s.enforced()
		return config
	}
	var body map[string]any
	p.s.m.w.ok(json.Unmarshal([]byte(p.s.m.w.do("GET", p.path, "")), &body))
	return body
}

// write puts a value at a path, where [] stands for the first item of a list,
// and returns what ends the change where it could not be sent.
func (p part) write(path string, value any, overlay bool) (end func()) {
	t := p.s.m.w
	t.t.Helper()
	body := p.read()
	steps := stepsOf(path)
	body, _ = place(body, "", steps, value).(map[string]any)
	root := steps[0]
	if p.arm && root == "properties" && len(steps) > 1 {
		root += "." + steps[1]
	}
	if !overlay && p.send(body, steps[0]) && equalJSON(placed(p.read(), root), placed(body, root)) {
		return func() {}
	}
	end, err := t.sb.Overlay(p.id, root, placed(body, root))
	t.ok(err)
	return end
}

// send asks the cloud for the body, and reports whether it was accepted.
func (p part) send(body map[string]any, member string) bool {
	method, sent := "PUT", map[string]any{}
	switch {
	case p.arm:
		sent = armBody(body)
	case strings.Contains(p.id, ":guardrail/"):
		if p.path != guardrailPath(p.id) {
			return false // a version: nobody can write to it
		}
		sent = guardrailBody(body)
	case strings.HasPrefix(p.id, enforcedPath):
		sent = enforcedBody(body)
	case strings.Contains(p.path, "/targets/"):
		for _, name := range []string{"name", "description", "targetConfiguration", "credentialProviderConfigurations", "metadataConfiguration"} {
			if body[name] != nil {
				sent[name] = body[name]
			}
		}
	default:
		method, sent[member] = "PATCH", body[member]
		if body["entries"] != nil {
			sent["entries"] = body["entries"]
		}
	}
	text, err := json.Marshal(sent)
	p.s.m.w.ok(err)
	status, _ := p.s.m.w.sb.Do(method, p.path, string(text))
	p.s.m.w.own[len(p.s.m.w.sb.Calls())-1] = true
	return status > 0 && status < 300
}

// armBody is what a PUT takes of what a read shows.
func armBody(body map[string]any) map[string]any {
	properties, _ := body["properties"].(map[string]any)
	properties = maps.Clone(properties)
	if properties["type"] == "UserManaged" { // read only
		delete(properties, "type")
	}
	sent := map[string]any{"properties": properties}
	if body["tags"] != nil {
		sent["tags"] = body["tags"]
	}
	return sent
}

func (p part) remove() bool {
	status, _ := p.s.m.w.sb.Do("DELETE", p.path, "")
	return status > 0 && status < 300
}

// stepsOf are the members on a path; "0" stands for the first item of a list.
func stepsOf(path string) []string {
	return strings.Split(strings.ReplaceAll(path, "[]", ".0"), ".")
}

// placed is the value at a path.
func placed(value any, path string) any {
	for _, step := range stepsOf(path) {
		value = stepInto(value, step)
	}
	return value
}

// alternatives are the objects of which one member is there at a time.
func alternatives() []string {
	return []string{"targetConfiguration", "inference", "credentialProvider", "conditions", "actions", "routeToTarget", "configurationBundle", "privateEndpoint", "toolSchema"}
}

// place returns the value with another one at a path. What is missing on the way
// is made; nil takes a member away. In names what value is a member of.
func place(value any, in string, steps []string, with any) any {
	if len(steps) == 0 {
		return with
	}
	if steps[0] == "0" {
		list, _ := value.([]any)
		if len(list) == 0 {
			list = []any{nil}
		}
		list = slices.Clone(list)
		list[0] = place(list[0], in, steps[1:], with)
		return list
	}
	object, _ := value.(map[string]any)
	object = maps.Clone(object)
	if object == nil || object[steps[0]] == nil && slices.Contains(alternatives(), in) {
		object = map[string]any{}
	}
	object[steps[0]] = place(object[steps[0]], steps[0], steps[1:], with)
	if object[steps[0]] == nil {
		delete(object, steps[0])
	}
	return object
}

// listedParts are the objects of one list of a gateway.
func (s *driftScene) listedParts(target, list string) []map[string]any {
	s.m.w.t.Helper()
	var answer map[string]json.RawMessage
	var items []map[string]any
	s.m.w.ok(json.Unmarshal([]byte(s.m.w.do("GET", target, "")), &answer))
	s.m.w.ok(json.Unmarshal(answer[list], &items))
	return items
}

func (s *driftScene) lacks(what string) {
	s.m.w.t.Fatalf("%v: the gateway holds no %s", s.cell, what)
}

// routeChanges are the changes of a route, by row.
func routeChanges(kind drift.Kind) map[string]fieldChange {
	if onAgentCore(kind) {
		return agentcoreChanges(kind)
	}
	return apimChanges(kind)
}

// textOf is a value as a string; empty for anything else.
func textOf(value any) string {
	text, _ := value.(string)
	return text
}

// asText is a decoded value as the JSON of a request.
func asText(s *driftScene, value any) string {
	text, err := json.Marshal(value)
	s.m.w.ok(err)
	return string(text)
}

// must sends a request and fails the test unless the cloud takes it.
func (s *driftScene) must(method, target string, body any) {
	s.m.w.t.Helper()
	s.m.w.do(method, target, asText(s, body))
}
