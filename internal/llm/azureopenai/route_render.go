package azureopenai

import (
	"cmp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The kinds of children, in the order in which they are made.
const (
	kindNamedValue = "named-value"
	kindBackend    = "backend"
	kindPool       = "pool"
	kindAPI        = "api"
	kindOperation  = "operation"
	kindPolicy     = "policy"

	kindOperationPolicy = "operation-policy" // by the operation's name; a route makes none
)

// The roles of a route's backends, as their marks tell them.
const (
	roleTarget   = "target"
	roleFallback = "fallback"
	rolePool     = "pool"
)

// rendered is a child with the properties that are written for it.
type rendered struct {
	llm.Child

	properties map[string]any
}

// member is one place that a route sends requests to.
type member struct {
	llm.Place

	name string // of its backend, and of its named value
}

// Render implements [llm.RouteDriver].
func (*routes) Render(spec llm.RouteSpec) []llm.Child {
	all := render(spec)
	children := make([]llm.Child, len(all))
	for i, c := range all {
		children[i] = c.Child
	}
	return children
}

// render gives the children with what is written for them.
func render(spec llm.RouteSpec) []rendered {
	in, _ := parseServiceID(spec.Gateway) // checked before
	at := in.route(apiName(spec.Name))
	all := renderMembers(spec, at)
	if pooled(spec) {
		all = append(all, child(at, kindPool, poolName(spec.Name), renderPool(spec, in)))
	}
	all = append(all, child(at, kindAPI, at.name, renderAPI(spec)))
	for _, o := range apiOperations() {
		all = append(all, child(at, kindOperation, o.name, wireAPIOperation{
			DisplayName: o.path, Method: "POST", URLTemplate: o.path, Description: mark(spec.Name),
		}))
	}
	return append(all, child(at, kindPolicy, "", wireAPIPolicy{Format: policyFormat, Value: policyText(parametersOf(spec))}))
}

func child(at apiID, kind, name string, wire any) rendered {
	properties := asProperties(wire)
	content := contentOf(kind, properties)
	return rendered{
		Child: llm.Child{
			Name: partName(kind, name), ID: at.childID(kind, name), Content: content,
			Root: isRoot(kind, name, content), Last: kind == kindPolicy,
		},
		properties: properties,
	}
}

// isRoot reports whether a child refers to children before it: all but named
// values, and backends that need none of the route's.
func isRoot(kind, name string, content map[string]string) bool {
	switch kind {
	case kindNamedValue:
		return false
	case kindBackend:
		for path, text := range content {
			if strings.HasPrefix(path, "credentials.header.") && strings.HasSuffix(text, "{{"+name+"}}") {
				return true
			}
		}
		return false
	}
	return true
}

func partName(kind, name string) string {
	if kind == kindPolicy {
		return kindPolicy
	}
	return kind + "/" + name
}

// childID is the ARM id of a child.
func (a apiID) childID(kind, name string) string {
	switch kind {
	case kindNamedValue:
		return a.service.String() + "/namedValues/" + name
	case kindBackend, kindPool:
		return a.service.String() + "/backends/" + name
	case kindOperation:
		return a.String() + "/operations/" + name
	case kindPolicy:
		return a.String() + "/policies/policy"
	case kindOperationPolicy:
		return a.String() + "/operations/" + name + "/policies/policy"
	}
	return a.String()
}

// membersOf lists the targets by key, then the fallbacks.
func membersOf(spec llm.RouteSpec) []member {
	var all []member
	for _, place := range spec.Places() {
		all = append(all, member{Place: place, name: memberName(spec.Name, cmp.Or(place.Key, roleFallback), place.Endpoint)})
	}
	return all
}

// renderMembers gives the named values, then the backends.
func renderMembers(spec llm.RouteSpec, at apiID) []rendered {
	var values, backends []rendered
	for _, m := range membersOf(spec) {
		if isSecretID(m.Credential) {
			values = append(values, child(at, kindNamedValue, m.name, wireNamedValue{
				DisplayName: m.name, Secret: true, Tags: []string{valueTag(spec.Name)}, KeyVault: wireKeyVault{m.Credential},
			}))
		}
		backends = append(backends, child(at, kindBackend, m.name, renderBackend(spec, m)))
	}
	return append(values, backends...)
}

func renderBackend(spec llm.RouteSpec, m member) wireBackend {
	role := mark(spec.Name, roleFallback)
	if m.Key != "" {
		role = mark(spec.Name, roleTarget, m.Key)
	}
	return wireBackend{
		Title: role, Description: role, Type: "Single", URL: baseURL(m.Endpoint), Protocol: "http",
		Credentials: credentialsOf(m), Breaker: breakerOf(spec),
	}
}

// baseURL is the address below which the OpenAI paths are.
func baseURL(e llm.Endpoint) string { return strings.TrimRight(e.URLs.OpenAI, "/") }

// credentialsOf is how a backend proves who asks: by the service's identity, or
// by what a named value holds.
func credentialsOf(m member) *wireCredentials {
	reference := "{{" + referenceOf(m) + "}}"
	switch {
	case m.Credential == "":
		return &wireCredentials{ManagedIdentity: &wireManagedIdentity{Resource: tokenResource(m.Endpoint)}}
	case isAzure(m.Endpoint):
		return &wireCredentials{Header: map[string][]string{apiKeyHeader: {reference}}}
	}
	return &wireCredentials{Header: map[string][]string{authorizationHeader: {bearer + reference}}}
}

// The headers that a key is sent in, and OpenAI's form of the second.
const (
	apiKeyHeader        = "api-key"
	authorizationHeader = "Authorization"
	bearer              = "Bearer "
)

// referenceOf is the named value of a member: its own, or one that was there.
func referenceOf(m member) string {
	if _, name, err := parseNamedValueID(m.Credential); err == nil {
		return name
	}
	return m.name
}

// renderPool shares the requests among the targets. One of weight 0 is no
// member: what the service makes of that weight is told nowhere.
func renderPool(spec llm.RouteSpec, in serviceID) wireBackend {
	role := mark(spec.Name, rolePool)
	pool := &wirePool{}
	for _, m := range membersOf(spec) {
		if m.Weight > 0 {
			pool.Services = append(pool.Services, wireMember{ID: in.String() + "/backends/" + m.name, Priority: 1, Weight: m.Weight})
		}
	}
	return wireBackend{Title: role, Description: role, Type: "Pool", Pool: pool}
}

func renderAPI(spec llm.RouteSpec) wireAPI {
	return wireAPI{
		DisplayName: displayName(spec.Name), Description: mark(spec.Name), Path: apiPath(spec.Name), Protocols: []string{"https"},
		SubscriptionRequired: true, KeyNames: wireKeyNames{Header: apiKeyHeader, Query: "subscription-key"}, APIType: "http",
	}
}

// displayName is the second sign of a route's API beside its mark.
func displayName(route string) string { return route + " (" + markWord + ")" }

func apiPath(route string) string { return "llm/" + route }

// apiOperation is one path of OpenAI's protocol.
type apiOperation struct{ name, path string }

func apiOperations() []apiOperation {
	return []apiOperation{{"chat-completions", "/chat/completions"}, {"responses", "/responses"}, {"embeddings", "/embeddings"}}
}
