package azureopenai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

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

// driftOf is a route in the sandbox that somebody changes.
type driftOf struct {
	*testing.T
	sb     *sandbox.Sandbox
	routes *llm.Routes
	spec   llm.RouteSpec
}

func drifting(t *testing.T, spec llm.RouteSpec) (driftOf, *llm.Route) {
	t.Helper()
	p, sb, _ := sandboxed(t)
	d := driftOf{T: t, sb: sb, routes: llm.NewRoutes(p.Routes(), sb.Now), spec: spec}
	have, err := d.routes.Create(t.Context(), spec, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	return d, have
}

// change edits an object, or ends the test if the service does not take it.
func (d driftOf) change(id string, with edit) {
	d.Helper()
	var e wireEntity
	status, answer := d.sb.Do(http.MethodGet, id+"?api-version="+apimVersion, "")
	if err := json.Unmarshal([]byte(answer), &e); status != http.StatusOK || err != nil {
		d.Fatalf("get: %d %s", status, answer)
	}
	with(e.Properties)
	body, err := json.Marshal(map[string]any{"properties": e.Properties})
	if err != nil {
		d.Fatal(err)
	}
	if status, answer := d.sb.Do(http.MethodPut, id+"?api-version="+apimVersion, string(body)); status >= 300 {
		d.Fatalf("put: %d %s", status, answer)
	}
}

// noticed reads the route and wants that child, and no other, to differ.
func (d driftOf) noticed(have *llm.Route, child string, kind llm.ChildDifference) *llm.Route {
	d.Helper()
	seen, err := d.routes.Read(d.Context(), have.ID, namesOf(have))
	if err != nil {
		d.Fatal(err)
	}
	changes := d.routes.Diff(seen, llm.RouteDraft{Spec: d.spec}).Children
	if len(changes) != 1 || changes[0].Name != child || changes[0].Kind != kind {
		d.Errorf("differences %+v, want that %s is %s", changes, child, kind)
	}
	if strings.Contains(fmt.Sprint(seen, changes), aKey) {
		d.Errorf("a secret is shown: %v", changes)
	}
	return seen
}

// repaired updates the route and wants no difference then.
func (d driftOf) repaired(seen *llm.Route) *llm.Route {
	d.Helper()
	after, err := d.routes.Update(d.Context(), seen, d.spec, time.Minute)
	if err != nil {
		d.Fatal(err)
	}
	if change := d.routes.Diff(after, llm.RouteDraft{Spec: d.spec}); change.Action != llm.Same {
		d.Errorf("left after the repair: %+v", change.Children)
	}
	return after
}

func namesOf(have *llm.Route) []string {
	var all []string
	for _, c := range have.Children {
		all = append(all, c.Name)
	}
	return all
}

// TestRouteDrift changes everything that anybody may change of every kind of
// child; each is named, shows no secret, and is repaired by one update.
func TestRouteDrift(t *testing.T) {
	withBreaker := translatedRoute()
	withBreaker.CircuitBreaker = true
	cells := 0
	for route, spec := range map[string]llm.RouteSpec{"pool": sharedRoute(), "policy": withBreaker} {
		d, have := drifting(t, spec)
		for _, child := range have.Children {
			kind, _, _ := strings.Cut(child.Name, "/")
			for name, with := range edits()[kind] {
				cells++
				t.Run(route+"/"+child.Name+"/"+name, func(t *testing.T) {
					d.T = t
					d.change(child.ID, with)
					have = d.repaired(d.noticed(have, child.Name, llm.ChildChanged))
				})
			}
		}
	}
	if t.Logf("cells=%d", cells); cells < 100 {
		t.Errorf("only %d cells", cells)
	}
}

// TestRouteDrift_ofWhatIsAdded wants what was added by hand to be named and
// taken away, and what is missing to be made again.
func TestRouteDrift_ofWhatIsAddedAndTaken(t *testing.T) {
	t.Run("an operation that was added goes", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		id := have.ID.Value + "/operations/all files"
		body := `{"properties":{"displayName":"x","method":"GET","urlTemplate":"/*"}}`
		if status, answer := d.sb.Do(http.MethodPut, strings.ReplaceAll(id, " ", "%20"), body); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		d.repaired(d.noticed(have, "operation/all files", llm.ChildSurplus))
	})
	t.Run("an API below the route's path is told of", func(t *testing.T) {
		d, have := drifting(t, sharedRoute())
		body := `{"properties":{"displayName":"x","path":"LLM/chat/chat","protocols":["https"]}}`
		if status, answer := d.sb.Do(http.MethodPut, sandbox.APIManagementID()+"/apis/other", body); status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		p, _, _ := sandboxed(t)
		p.cfg.Transport = transportOf(d.sb)
		seen, err := p.Routes().Get(t.Context(), have.ID, nil)
		if err != nil || len(seen.Beside) != 1 || seen.Beside[0].Child != "api/other" {
			t.Errorf("beside %v, %v", seen.Beside, err)
		}
	})
	for _, kind := range []string{kindOperation, kindPolicy} {
		t.Run("a missing "+kind+" is made again", func(t *testing.T) {
			d, have := drifting(t, sharedRoute())
			i := slices.IndexFunc(have.Children, func(c llm.Child) bool { return strings.HasPrefix(c.Name, kind) })
			child := have.Children[i]
			if status, answer := d.sb.Do(http.MethodDelete, child.ID, ""); status != http.StatusOK {
				t.Fatalf("%d %s", status, answer)
			}
			d.repaired(d.noticed(have, child.Name, llm.ChildMissing))
		})
	}
}

func transportOf(sb *sandbox.Sandbox) *counting { return &counting{next: sb} }
