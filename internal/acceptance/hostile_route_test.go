package acceptance_test

import (
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onRoutes puts hostile words and numbers into every argument of a route, and ids that are almost right.
func (h *hostility) onRoutes() {
	before := h.inputs
	for i, s := range routeSites() {
		s.typeName = routeType
		h.wordsAt(i, s, routeBases)
	}
	for _, base := range []string{"agentcore", "apim"} {
		h.routeNumbers(base)
		h.routeGateways(base)
	}
	h.routeImports()
	h.routes = h.inputs - before
}

// routeBases are valid routes, one on either engine.
func routeBases() map[string]tree {
	bedrock := func(model string) tree {
		return tree{"platform": "bedrock", "model": model, "urls": tree{"openai": "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1"}, "auth": tree{"schemes": []any{"sigv4", "api_key"}}, "supports": supports()}
	}
	azure := tree{
		"platform": "azure", "model": "gpt-5-mini", "urls": tree{"openai": "https://blue.openai.azure.com/openai/v1"},
		"auth": tree{"schemes": []any{"entra_id", "api_key"}}, "supports": supports(),
	}
	of := func(gateway, forAzure, forBedrock any) tree {
		return tree{
			"name": "chat", "gateway": gateway,
			"targets": tree{
				"blue":  tree{"endpoint": bedrock("us.amazon.nova-lite-v1:0"), "weight": int64(90), "credential": forBedrock},
				"green": tree{"endpoint": azure, "weight": int64(10), "credential": forAzure},
			},
			"fallbacks": []any{tree{"endpoint": bedrock("us.amazon.nova-pro-v1:0"), "credential": forBedrock}},
		}
	}
	return map[string]tree{
		"agentcore": of(sandbox.AgentCoreGatewayARN(), sandbox.AgentCoreKeyProviderARN(), nil),
		"apim":      of(sandbox.APIManagementID(), nil, sandbox.APIManagementID()+seededValue),
	}
}

// supports is what every target takes.
func supports() tree {
	return tree{"input": []any{"text", "image"}, "tools": true, "context": int64(128_000)}
}

// routeSecret stands for a key that somebody writes where its holder belongs.
const routeSecret = "sk-proj-canary7f3a91c2"

func routeSites() []site {
	var sites []site
	var accepts func(string) bool
	add := func(argument string, put func(provider, resource tree, text string), secret string, forms ...string) {
		for _, base := range []string{"agentcore", "apim"} {
			for _, form := range forms {
				sites = append(sites, site{argument: argument, form: form, base: base, put: put, accepts: accepts, secret: secret})
			}
		}
	}
	accepts = routeName.MatchString
	add("name", in("name"), "", "%s", "chat%s", "chat-%s-blue")
	accepts = routeKey.MatchString
	add("targets", func(_, resource tree, text string) { renameTarget(resource, text) }, "", "%s", "blue%s")
	accepts = nil
	add("targets.blue.endpoint", inTarget("endpoint", "urls", "openai"), "", "%s", "http://a.example/%s", "https://user:%s@a.example/v1", "https://%s@a.example",
		"https://a.example/v1?key=%s", "https://a.example/../%s/../../x", "https://a.example/%%2e%%2e/%s", "//a.example/%s", "file:///%s")
	add("fallbacks.0.endpoint", inFallback("endpoint", "urls", "openai"), "", "javascript:%s", "https://a.example:80:80/%s")
	accepts = func(text string) bool { return len(text) <= 200 && routeAddress.MatchString(text) }
	add("targets.blue.endpoint", inTarget("endpoint", "urls", "openai"), "", "https://a.example/v1/%s", "https://%s/v1", "https://a%s.example/v1")
	accepts = func(text string) bool { return len(text) <= 255 && routeModel.MatchString(text) }
	add("targets.blue.endpoint", inTarget("endpoint", "model"), "", "%s", "gpt%s")
	accepts = nil
	add("targets.blue.credential", inTarget("credential"), routeSecret, routeSecret+"%s", "Bearer "+routeSecret+"%s", "https://user:"+routeSecret+"@vault.example/secrets/%s",
		"arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/"+routeSecret+"/%s", sandbox.APIManagementID()+"/namedValues/"+routeSecret+"/%s")
	add("targets.blue.credential", inTarget("credential"), "", "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/%s/apikeycredentialprovider/x",
		sandbox.APIManagementID()+"/namedValues/%s", "https://vault.vault.azure.net/secrets/%s/", "http://vault.vault.azure.net/secrets/x%s")
	add("gateway", in("gateway"), "", "%s", "arn:aws:bedrock-agentcore:%s:000000000000:gateway/sandbox-0000000000", "arn:aws:bedrock-agentcore:us-east-1:%s:gateway/sandbox-0000000000",
		sandbox.AgentCoreGatewayARN()+"%s/x", sandbox.APIManagementID()+"/%s/x", "/subscriptions/%s/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox")
	add("fallback_on.statuses", listed("fallback_on", "statuses"), "", "%s", "4%s", "5XX%s")
	add("fallback_on.first_byte_timeout", in("fallback_on", "first_byte_timeout"), "", "%s", "8s%s", "-%ss")
	add("requires", listed("requires", "input"), "", "%s", "image%s")
	return withoutHarmless(sites)
}

// withoutHarmless takes the empty word from the forms that are right without a word: "5XX" is a status.
func withoutHarmless(sites []site) []site {
	for i, s := range sites {
		valid, plain := s.accepts, strings.ReplaceAll(s.form, "%s", "")
		if plain == "5XX" || plain == "8s" || plain == "image" {
			sites[i].accepts = func(text string) bool { return text == plain || valid != nil && valid(text) }
		}
	}
	return sites
}

// What is valid and harmless, as the documentation says it.
var (
	routeName    = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9._-]{0,46}[A-Za-z0-9])?$`)
	routeKey     = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_-]{0,30}[A-Za-z0-9])?$`)
	routeAddress = regexp.MustCompile(`^https://([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(/([A-Za-z0-9_-]|[A-Za-z0-9._-]{3,})+)*/?$`)
	routeModel   = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._@:-]*(/[A-Za-z0-9._@:-]+)*$`)
)

func renameTarget(resource tree, key string) {
	targets := resource["targets"].(tree)
	targets[key] = targets["blue"]
	if key != "blue" {
		delete(targets, "blue")
	}
}

// inTarget makes a setter of an argument of the target blue.
func inTarget(steps ...string) func(provider, resource tree, text string) {
	return func(_, resource tree, text string) {
		set(resource["targets"].(tree)["blue"].(tree), text, steps...)
	}
}

func inFallback(steps ...string) func(provider, resource tree, text string) {
	return func(_, resource tree, text string) {
		set(resource["fallbacks"].([]any)[0].(tree), text, steps...)
	}
}

// routeNumbers puts numbers out of range where weights, limits and priorities belong.
func (h *hostility) routeNumbers(base string) {
	h.t.Helper()
	try := func(argument string, v int64, put func(resource tree)) {
		resource := routeBases()[base]
		put(resource)
		h.judge(fmt.Sprintf("%s = %d on %s", argument, v, base), site{typeName: routeType, argument: argument}, "", tree{}, resource)
	}
	for _, v := range []int64{-1, 101, 1000, math.MaxInt32, math.MaxInt32 + 1, math.MaxInt64, math.MinInt64} {
		try("targets.blue.weight|targets", v, func(resource tree) { resource["targets"].(tree)["blue"].(tree)["weight"] = v })
	}
	for _, v := range []int64{-1, 0, math.MinInt64, math.MaxInt64, 1 << 40} {
		try("rate_limit.tokens_per_minute", v, func(resource tree) { resource["rate_limit"] = tree{"tokens_per_minute": v} })
	}
	for _, v := range []int64{-1, 0, 1_000_001, math.MaxInt64, math.MinInt64} {
		try("priority", v, func(resource tree) { resource["priority"] = v })
	}
	for _, v := range []int64{-1, 0} {
		try("requires.context|requires", v, func(resource tree) { resource["requires"] = tree{"context": v} })
	}
}

// routeGateways names gateways of others, and other things.
func (h *hostility) routeGateways(base string) {
	h.t.Helper()
	ids := otherARNs(sandbox.AgentCoreGatewayARN())
	if base == "apim" {
		ids = map[string]string{}
		for what, id := range otherARM(sandbox.AzureAccountID()) {
			ids[what] = strings.ReplaceAll(id, "Microsoft.CognitiveServices/accounts", "Microsoft.ApiManagement/service")
		}
	}
	delete(ids, "a service that is alike") // is the service itself
	for what, id := range ids {
		resource := routeBases()[base]
		resource["gateway"] = id
		h.judge(fmt.Sprintf("gateway is %s of %s", what, base), site{typeName: routeType, argument: "gateway"}, id, tree{}, resource)
	}
}

// routeImports imports ids that are none of a route.
func (h *hostility) routeImports() {
	ids := map[string]string{}
	for what, id := range otherARNs(sandbox.AgentCoreGatewayARN()) {
		ids[what] = id + "/route/chat"
	}
	delete(ids, "a service that is alike") // is the service itself
	for what, id := range otherARM(sandbox.AzureAccountID() + "/apis/llm-chat") {
		ids[what+" on Azure"] = strings.ReplaceAll(id, "Microsoft.CognitiveServices/accounts", "Microsoft.ApiManagement/service")
	}
	for i, w := range hostileWords() {
		ids[fmt.Sprintf("the name %s, %d", w.brief(), i)] = agentCoreRoute(w.text)
		ids[fmt.Sprintf("the rule %s, %d", w.brief(), i)] = sandbox.AgentCoreGatewayARN() + "/rule/" + w.text
		ids[fmt.Sprintf("the API %s, %d", w.brief(), i)] = sandbox.APIManagementID() + "/apis/" + w.text
		ids[fmt.Sprintf("nothing but %s, %d", w.brief(), i)] = w.text
	}
	for what, id := range ids {
		sb := sandbox.New(sandbox.ProvisioningTime(0))
		p := speakOf(h.t, routeType, provider.WithSandbox(sb))
		h.judgeImport("import of "+what+" as a route", p, id)
		for _, call := range sb.Calls() {
			if changes(call) {
				h.failf(&h.writes, "import of %s wrote %s %s", what, call.Method, call.Path)
			}
		}
	}
}
