package amazonbedrock

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Decode reads targets from their descriptions and what defines them, everything else from the rule.
func (d *routeDriver) Decode(children []llm.Child) llm.RouteSpec {
	rule, limit := map[string]string{}, map[string]string{}
	spec := llm.RouteSpec{Targets: map[string]llm.RouteTarget{}}
	for _, child := range children {
		switch child.Name {
		case childRule:
			rule = child.Content
		case childLimit:
			limit = child.Content
		}
		if g, _, found := strings.Cut(child.ID, ":gateway/"); found {
			spec.Gateway = g + ":gateway/" + strings.SplitN(strings.TrimPrefix(child.ID, g+":gateway/"), "/", 2)[0]
		}
	}
	spec.Name = cmp.Or(readRouteMarker(rule["description"]), rule["conditions.0.matchModels.anyOf.0.value"])
	spec.Priority = decodePriority(rule["priority"], spec.Name)
	spec.TokensPerMinute = decodeTokens(limit)
	routed := decodeRoute(rule)
	spec.FallbackOn, spec.CircuitBreaker = routed.triggers, routed.breaker
	decodeTargets(&spec, children, routed)
	return spec
}

// decodeTargets tells targets and fallbacks apart by their descriptions.
func decodeTargets(spec *llm.RouteSpec, children []llm.Child, routed decodedRoute) {
	fallbacks := map[int]llm.RouteTarget{}
	for _, child := range children {
		native, isTarget := strings.CutPrefix(child.Name, targetPrefix)
		name, key, fallback := readMarker(child.Content["description"])
		if i := slices.Index(routed.chain, native); name == "" && i >= 0 {
			name, fallback = spec.Name, i+1 // somebody took its description away; the rule still tells its place
		}
		if !isTarget || name == "" {
			continue
		}
		spec.Name = cmp.Or(spec.Name, name)
		target := decodeTarget(child.Content)
		target.Weight, target.Endpoint.Model = routed.weights[native], cmp.Or(routed.models[native], target.Endpoint.Model)
		if fallback > 0 {
			fallbacks[fallback] = target
			continue
		}
		spec.Targets[key] = target
	}
	for _, place := range slices.Sorted(maps.Keys(fallbacks)) {
		spec.Fallbacks = append(spec.Fallbacks, fallbacks[place])
	}
}

// readMarker reads "llm_route NAME target KEY" and "llm_route NAME fallback N"; the name is empty in any other text.
func readMarker(description string) (name, key string, fallback int) {
	words := strings.Split(description, " ")
	if len(words) != 4 || words[0]+" " != marker {
		return "", "", 0
	}
	n, err := strconv.Atoi(words[3])
	switch {
	case words[2] == "target":
		return words[1], words[3], 0
	case words[2] == "fallback" && err == nil && n > 0:
		return words[1], "", n
	}
	return "", "", 0
}

// decodedRoute is what the rule says of targets, by their names on the gateway.
type decodedRoute struct {
	weights  map[string]int64
	models   map[string]string
	chain    []string // the fallbacks, in their order
	triggers llm.Triggers
	breaker  bool
}

func decodeRoute(rule map[string]string) decodedRoute {
	r := decodedRoute{weights: map[string]int64{}, models: map[string]string{}, triggers: llm.DefaultTriggers(), breaker: true}
	action := below(rule, "actions.0.routeToTarget")
	if static := below(action, "staticRoute"); len(static) > 0 {
		r.target(static, 100)
	}
	for i := 0; ; i++ {
		entry := below(action, "weightedRoute.trafficSplit."+strconv.Itoa(i))
		if len(entry) == 0 {
			return r
		}
		weight, _ := strconv.ParseInt(entry["weight"], 10, 32)
		r.target(entry, weight)
	}
}

// target reads one end of the route, with its chain, which all of them share.
func (r *decodedRoute) target(entry map[string]string, weight int64) {
	r.weights[entry["targetName"]], r.models[entry["targetName"]] = weight, entry["model"]
	fallback := below(entry, "fallback")
	if len(fallback) == 0 {
		return
	}
	r.breaker = fallback["circuitBreaker.mode"] != "DISABLED"
	r.triggers = decodeTriggers(fallback)
	r.chain = nil
	for i := 0; ; i++ {
		next := below(fallback, "targetFallback."+strconv.Itoa(i))
		if len(next) == 0 {
			return
		}
		r.chain, r.models[next["targetName"]] = append(r.chain, next["targetName"]), next["model"]
	}
}

func decodeTriggers(fallback map[string]string) llm.Triggers {
	on := below(fallback, "triggerOn")
	errors := items(on, "errors")
	triggers := llm.Triggers{Statuses: items(on, "statusCodes"), ConnectionError: slices.Contains(errors, "CONNECTION_ERROR")}
	if len(on) == 0 {
		triggers = llm.Triggers{Statuses: []string{"5XX"}, ConnectionError: true}
	}
	wait, _ := strconv.ParseInt(fallback["firstByteTimeoutMilliseconds"], 10, 32)
	triggers.FirstByteTimeout = time.Duration(wait) * time.Millisecond
	return triggers
}

// items is a list of words.
func items(content map[string]string, name string) []string {
	var list []string
	for i := 0; ; i++ {
		item, found := content[name+"."+strconv.Itoa(i)]
		if !found {
			return list
		}
		list = append(list, item)
	}
}

// decodeTarget reads an endpoint and its credential from what defines a target.
func decodeTarget(content map[string]string) llm.RouteTarget {
	provider := below(content, "targetConfiguration.inference.provider")
	t := llm.RouteTarget{}
	for i := 0; ; i++ {
		operation := below(provider, "operations."+strconv.Itoa(i))
		if len(operation) == 0 {
			break
		}
		path := cmp.Or(operation["providerPath"], operation["path"])
		switch operation["path"] {
		case chatPath:
			t.Endpoint.URLs.OpenAI = provider["endpoint"] + strings.TrimSuffix(path, "/chat/completions")
		case messagesPath:
			t.Endpoint.URLs.Anthropic = provider["endpoint"] + strings.TrimSuffix(path, "/v1/messages")
		}
		t.Endpoint.Model = cmp.Or(t.Endpoint.Model, modelOfGlob(operation["models.0.model"]))
	}
	decodeCredential(&t, below(content, "credentialProviderConfigurations.0"))
	return t
}

func decodeCredential(t *llm.RouteTarget, credential map[string]string) {
	iam, token, key := below(credential, "credentialProvider.iamCredentialProvider"), below(credential, "credentialProvider.oauthCredentialProvider"),
		below(credential, "credentialProvider.apiKeyCredentialProvider")
	switch {
	case len(iam) > 0:
		t.Endpoint.Platform, t.Endpoint.Location = llm.Bedrock, iam["region"]
		t.Endpoint.Auth = llm.Auth{Schemes: []string{"sigv4"}, SigningService: iam["service"]}
	case len(token) > 0:
		t.Credential, t.Endpoint.Auth = token["providerArn"], llm.Auth{Schemes: []string{"entra_id"}, Scope: token["scopes.0"]}
	case len(key) > 0:
		t.Credential, t.Endpoint.Auth = key["providerArn"], llm.Auth{Schemes: []string{"api_key"}}
	}
	if len(token) > 0 || key["credentialParameterName"] == keyHeader {
		t.Endpoint.Platform = llm.Azure
	}
}

func decodePriority(priority, name string) *int64 {
	n, err := strconv.ParseInt(priority, 10, 64)
	if err != nil || n == int64(madePriority(name)) {
		return nil
	}
	return &n
}

func decodeTokens(limit map[string]string) *int64 {
	n, err := strconv.ParseInt(limit["tokens.0.rate"], 10, 64)
	if err != nil {
		return nil
	}
	return &n
}
