package azureopenai

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Decode implements [llm.RouteDriver].
func (*routes) Decode(children []llm.Child) llm.RouteSpec {
	d := decoding{children: children, spec: llm.RouteSpec{Targets: map[string]llm.RouteTarget{}}}
	d.route()
	fallbacks := map[string]llm.RouteTarget{}
	for _, c := range children {
		name, found := strings.CutPrefix(c.Name, kindBackend+"/")
		if !found || c.Foreign {
			continue
		}
		switch role, key := roleOf(c.Content); {
		case role == roleTarget && key != "":
			d.spec.Targets[key] = d.target(name, c.Content)
		case role == roleFallback:
			fallbacks[name] = d.target(name, c.Content)
		}
		d.spec.CircuitBreaker = d.spec.CircuitBreaker || c.Content["circuitBreaker.rules.0.tripDuration"] != ""
	}
	for _, f := range d.parameters.Fallbacks {
		if t, found := fallbacks[f.Backend]; found {
			d.spec.Fallbacks = append(d.spec.Fallbacks, t)
		}
	}
	return d.spec
}

// decoding reads a spec back.
type decoding struct {
	children   []llm.Child
	parameters policyParameters
	service    string
	spec       llm.RouteSpec
}

func (d *decoding) child(name string) map[string]string {
	i := slices.IndexFunc(d.children, func(c llm.Child) bool { return c.Name == name && !c.Foreign })
	if i < 0 {
		return nil
	}
	return d.children[i].Content
}

// route reads what the API and its policy tell.
func (d *decoding) route() {
	d.parameters, _ = readParameters(d.child(kindPolicy)["parameters"])
	for _, c := range d.children {
		api, found := strings.CutPrefix(c.Name, kindAPI+"/")
		if !found {
			continue
		}
		d.spec.Name = routeOfAPI(api, c.Content)
		if id, err := parseRouteID(c.ID); err == nil {
			d.service = id.service.String()
		}
	}
	d.spec.Gateway = d.service
	if d.spec.Name == "" {
		d.spec.Name = d.parameters.Route
	}
	d.spec.FallbackOn = llm.Triggers{
		Statuses: d.parameters.Statuses, ConnectionError: d.parameters.ConnectionError,
		FirstByteTimeout: time.Duration(d.parameters.FirstByte) * time.Second,
	}
	if tokens := d.parameters.Tokens; tokens > 0 {
		d.spec.TokensPerMinute = &tokens
	}
}

// roleOf is what a backend is to its route, by either of its marks.
func roleOf(content map[string]string) (role, key string) {
	for _, text := range []string{content["description"], content["title"]} {
		if _, role, key, ok := marked(text); ok {
			return role, key
		}
	}
	return "", ""
}

// target reads one backend.
func (d *decoding) target(name string, content map[string]string) llm.RouteTarget {
	t := llm.RouteTarget{Weight: d.weight(name), Endpoint: llm.Endpoint{
		Platform: llm.Azure, Model: d.parameters.modelOf(name), URLs: llm.URLs{OpenAI: content["url"]},
	}}
	reference := content["credentials.header."+apiKeyHeader+".0"]
	if sent, found := strings.CutPrefix(content["credentials.header."+strings.ToLower(authorizationHeader)+".0"], bearer); found {
		reference, t.Endpoint.Platform = sent, llm.Bedrock
	}
	if resource := content["credentials.managedIdentity.resource"]; resource != "" {
		t.Endpoint.Auth = llm.Auth{Schemes: []string{"entra_id"}, Scope: resource + "/.default"}
		return t
	}
	t.Endpoint.Auth.Schemes = []string{"api_key"}
	if isReference(reference) {
		t.Credential = d.credential(strings.Trim(reference, "{}"))
	}
	return t
}

// credential is the secret that a named value of the route refers to, or a
// named value that was there.
func (d *decoding) credential(value string) string {
	if secret := d.child(kindNamedValue + "/" + value)["keyVault.secretIdentifier"]; secret != "" {
		return secret
	}
	return d.service + "/namedValues/" + value
}

// weight is a target's in the pool, or in the policy that chooses itself.
func (d *decoding) weight(backend string) int64 {
	if pool := d.parameters.Pool; pool != "" {
		weight, _ := strconv.ParseInt(d.child(kindPool + "/" + pool)["pool.services."+backend+".weight"], 10, 64)
		return weight
	}
	for _, t := range d.parameters.Targets {
		if t.Backend == backend {
			return t.Weight
		}
	}
	return 0
}
