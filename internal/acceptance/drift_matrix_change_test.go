package acceptance_test

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// fieldChange is one way to change a field.
type fieldChange struct {
	by      func(*driftScene)
	with    args   // further arguments of the deployment
	azure   string // further attributes in its azure object
	account string // the account it needs for itself and its like; empty: any
	batch   string // those whose change reaches others; empty: none
}

// driftScene is one deployment at the moment of its change.
type driftScene struct {
	m    *driftMatrix
	cell *driftCell
	id   string
}

// changeOf looks a row's change up, for a kind of deployment or route.
func changeOf(r drift.Row, kind drift.Kind) (fieldChange, bool) {
	var table map[string]fieldChange
	switch {
	case isRoute(kind):
		table = routeChanges(kind)
	case kind == drift.Enforced:
		table = enforcedChanges()
	case resourceOf(kind) == drift.Guardrail:
		table = guardrailChanges(kind)
	case onAzureSide(kind):
		table = azureChanges(kind)
	default:
		table = bedrockChanges(kind)
	}
	found, ok := table[rowKey(r.Object, r.Field, r.Case)]
	return found, ok
}

func rowKey(object drift.Object, field, which string) string {
	return string(object) + "|" + field + "|" + which
}

// sent writes a field through the cloud's API as anybody might. What the API
// does not let anybody set is what only the service changes: it is shown so
// from now on.
func sent(field string, value any) func(*driftScene) {
	return func(s *driftScene) {
		s.m.w.t.Helper()
		body := s.read()
		if putAt(body, strings.Split(field, "."), value) {
			text, err := json.Marshal(body)
			s.m.w.ok(err)
			if status, _ := s.m.w.sb.Do("PUT", s.id, string(text)); status < 300 && equalJSON(valueAt(s.read(), field), value) {
				return
			}
		}
		s.show(field, value)
	}
}

// overlaid changes what only the service changes.
func overlaid(field string, value any) func(*driftScene) {
	return func(s *driftScene) { s.show(field, value) }
}

// passingly does the same until the apply begins.
func passingly(field string, value any) func(*driftScene) {
	return func(s *driftScene) { s.m.ends = append(s.m.ends, s.show(field, value)) }
}

// inOneGo makes several changes.
func inOneGo(changes ...func(*driftScene)) func(*driftScene) {
	return func(s *driftScene) {
		for _, by := range changes {
			by(s)
		}
	}
}

func (s *driftScene) show(field string, value any) (end func()) {
	s.m.w.t.Helper()
	return s.m.show(s.id, field, value)
}

func (m *driftMatrix) show(id, field string, value any) (end func()) {
	m.w.t.Helper()
	end, err := m.w.sb.Overlay(id, field, value)
	m.w.ok(err)
	return end
}

// read is the deployment as the cloud shows it.
func (s *driftScene) read() map[string]any {
	s.m.w.t.Helper()
	target := s.id
	if strings.HasPrefix(target, "arn:") {
		target = bedrockPath(target)
	}
	var body map[string]any
	s.m.w.ok(json.Unmarshal([]byte(s.m.w.do("GET", target, "")), &body))
	return body
}

// stepInto is the member or item of a value; nil where there is none.
func stepInto(value any, name string) any {
	switch value := value.(type) {
	case map[string]any:
		return value[name]
	case []any:
		if i, err := strconv.Atoi(name); err == nil && i < len(value) {
			return value[i]
		}
	}
	return nil
}

func valueAt(value any, path string) any {
	for name := range strings.SplitSeq(path, ".") {
		value = stepInto(value, name)
	}
	return value
}

// putAt sets a member that a PUT can name; nil takes it away.
func putAt(body map[string]any, path []string, value any) bool {
	for _, name := range path[:len(path)-1] {
		next, ok := body[name].(map[string]any)
		if body[name] != nil && !ok {
			return false // inside a list
		}
		if next == nil {
			next = map[string]any{}
			body[name] = next
		}
		body = next
	}
	body[path[len(path)-1]] = value
	if value == nil {
		delete(body, path[len(path)-1])
	}
	return true
}

func equalJSON(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// goneNow removes the deployment.
func goneNow(s *driftScene) { s.m.w.remove(s.id) }

// onceFor runs a change for a whole batch only the first time it is asked for.
func onceFor(name string, by func(*driftMatrix)) func(*driftScene) {
	return func(s *driftScene) {
		if _, done := s.m.taken[name]; !done {
			s.m.taken[name] = ""
			by(s.m)
		}
	}
}

// accountID is the id of an account of the matrix.
func accountID(name string) string {
	return "/subscriptions/" + sandbox.AzureSubscription + "/resourceGroups/" + sandbox.AzureResourceGroup +
		"/providers/Microsoft.CognitiveServices/accounts/" + name
}
