package acceptance_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// routeDraw is a route's case on its way.
type routeDraw struct {
	*cleanCase

	rt     *rapid.T
	places int // so many were drawn, so that no two are the same
	place  func() tfcore.Tree
	keys   map[string]bool // of targets, in one letter case
}

// drawRoute begins the case of a route on a gateway.
func drawRoute(rt *rapid.T, gateway string) *routeDraw {
	d := &routeDraw{
		cleanCase: &cleanCase{typeName: "llm_route", provider: tfcore.Tree{}, resource: tfcore.Tree{"gateway": gateway}}, rt: rt, keys: map[string]bool{},
	}
	d.resource["name"] = rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9._-]{0,14}[A-Za-z0-9])?`).Draw(rt, "name")
	return d
}

// drawTargets draws targets of the weights, in any order of their keys.
func (d *routeDraw) drawTargets(weights []int64) {
	targets := tfcore.Tree{}
	for _, weight := range rapid.Permutation(weights).Draw(d.rt, "weights") {
		key := rapid.StringMatching(`[A-Za-z0-9]([A-Za-z0-9_-]{0,8}[A-Za-z0-9])?`).Filter(func(key string) bool { return !d.keys[strings.ToLower(key)] }).Draw(d.rt, "key")
		d.keys[strings.ToLower(key)] = true
		target := d.drawPlace()
		target["weight"] = weight
		targets[key] = target
	}
	d.resource["targets"] = targets
}

// drawFallbacks draws up to so many fallbacks, and none where an empty list or no
// list at all stands for that.
func (d *routeDraw) drawFallbacks(most int) (drawn int) {
	fallbacks := []tfcore.Tree{}
	for range rapid.IntRange(0, most).Draw(d.rt, "fallbacks") {
		fallbacks = append(fallbacks, d.drawPlace())
	}
	if len(fallbacks) > 0 || maybe(d.rt, "fallbacks = []", 30) {
		d.resource["fallbacks"] = fallbacks
	}
	return len(fallbacks)
}

func (d *routeDraw) drawPlace() tfcore.Tree {
	d.places++
	place := d.place()
	if maybe(d.rt, "supports", 25) {
		place["supports"] = tfcore.Tree{"input": []string{"text", "image"}, "tools": true}
	}
	return place
}

// drawTriggers draws what makes a gateway try the next fallback. Timeouts are
// those that the gateway honours, none where there are none.
func (d *routeDraw) drawTriggers(timeouts ...any) {
	on := tfcore.Tree{}
	statuses := [][]string{{"429"}, {"5XX"}, {"503", "429"}, {"5XX", "4XX"}, {"408", "429", "5XX"}}
	if maybe(d.rt, "statuses", 50) {
		on["statuses"] = rapid.SampledFrom(statuses).Draw(d.rt, "statuses")
	}
	argue(on, "connection_error", oneOf(d.rt, "connection_error", nil, true, false))
	if len(timeouts) > 0 {
		argue(on, "first_byte_timeout", oneOf(d.rt, "first_byte_timeout", append([]any{nil}, timeouts...)...))
	}
	argue(d.resource, "fallback_on", whole(d.rt, "fallback_on", on))
}

// drawRest draws what both engines take alike.
func (d *routeDraw) drawRest(mostTokens int64) {
	argue(d.resource, "circuit_breaker", oneOf(d.rt, "circuit_breaker", nil, true, false))
	if maybe(d.rt, "rate_limit", 50) {
		d.resource["rate_limit"] = tfcore.Tree{"tokens_per_minute": rapid.Int64Range(1, mostTokens).Draw(d.rt, "tokens_per_minute")}
	}
	times := tfcore.Tree{}
	for _, operation := range []string{"create", "read", "update", "delete"} {
		argue(times, operation, oneOf(d.rt, "timeouts."+operation, nil, nil, "10m", "90s"))
	}
	argue(d.resource, "timeouts", whole(d.rt, "timeouts", times))
	if maybe(d.rt, "drift_policy", 20) {
		d.resource["drift_policy"] = map[string]string{"changed": "warn"}
	}
	d.forms = drawForms(d.rt, d.provider)
}

// endpoint is one that is written out.
func endpoint(model, url string, more tfcore.Tree) tfcore.Tree {
	e := tfcore.Tree{"model": model, "urls": tfcore.Tree{"openai": url}}
	maps.Copy(e, more)
	return e
}

// drawAzurePlace is a deployment on Azure that the place alone has.
func (d *routeDraw) drawAzurePlace(model string) tfcore.Tree {
	domain := rapid.SampledFrom([]string{"openai.azure.com", "services.ai.azure.com", "cognitiveservices.azure.com"}).Draw(d.rt, "domain")
	slash := rapid.SampledFrom([]string{"", "/"}).Draw(d.rt, "slash")
	return endpoint(model, fmt.Sprintf("https://acct%d.%s/openai/v1%s", d.places, domain, slash), tfcore.Tree{
		"platform": "azure", "auth": tfcore.Tree{"schemes": []string{"entra_id", "api_key"}, "scope": "https://cognitiveservices.azure.com/.default"},
	})
}

// drawBedrockPlace is a model on Bedrock that the place alone has.
func (d *routeDraw) drawBedrockPlace(model string) tfcore.Tree {
	region := rapid.SampledFrom([]string{"us-east-1", "eu-central-1"}).Draw(d.rt, "region")
	return endpoint(model, "https://bedrock-runtime."+region+".amazonaws.com/openai/v1", tfcore.Tree{
		"platform": "bedrock", "location": region, "auth": tfcore.Tree{"schemes": []string{"sigv4"}, "signing_service": "bedrock"},
	})
}

// drawAgentCoreRoute draws a valid route on an AgentCore Gateway.
func drawAgentCoreRoute(rt *rapid.T) *cleanCase {
	d := drawRoute(rt, sandbox.AgentCoreGatewayARN())
	d.place = d.drawAgentCorePlace
	weights := []int64{rapid.Int64Range(1, 100).Draw(rt, "weight")}
	if maybe(rt, "two weights", 60) {
		one := rapid.Int64Range(1, 99).Draw(rt, "share")
		weights = []int64{one, 100 - one}
	}
	for range rapid.IntRange(0, 2).Draw(rt, "without weight") {
		weights = append(weights, 0)
	}
	d.drawTargets(weights)
	if d.drawFallbacks(2) > 0 {
		d.drawTriggers("50ms", "8s", "1m30s", "15m")
		if on, ok := d.resource["fallback_on"].(tfcore.Tree); ok && on["connection_error"] == false && on["statuses"] == nil {
			on["statuses"] = []string{"429"}
		}
	} else {
		d.drawTriggers()
	}
	argue(d.resource, "priority", oneOf(rt, "priority", nil, nil, int64(1), int64(1_000_000)))
	d.drawRest(10_000_000)
	d.kind = "route/agentcore"
	gateway := agentcore(sandbox.AgentCoreGatewayARN(), "")
	d.holds = []string{gateway + "/targets/", gateway + "/rules", gateway + "/rate-limits"}
	d.prepare = append(d.prepare, besideOnAgentCore)
	return d.cleanCase
}

// besideOnAgentCore puts another route's limit and somebody else's target on the gateway. In a rate limit that no route made, an
// import could not tell whose an entry is.
func besideOnAgentCore(sb *sandbox.Sandbox) error {
	gateway := agentcore(sandbox.AgentCoreGatewayARN(), "")
	if err := accepted(sb.Do("POST", gateway+"/rate-limits", `{"description":"llm_route limits of models","dimensionKeys":["qualifiedModelId"],"entries":[{"dimensions":{"qualifiedModelId":"somebody/elses"},`+
		`"tokens":[{"rate":5,"period":"minute"}]}]}`)); err != nil {
		return err
	}
	return accepted(sb.Do("POST", gateway+"/targets/", `{"name":"somebodys","targetConfiguration":{"inference":{"connector":{"source":{"connectorId":"bedrock-mantle"}}}},`+
		`"credentialProviderConfigurations":[{"credentialProviderType":"GATEWAY_IAM_ROLE"}]}`))
}

func (d *routeDraw) drawAgentCorePlace() tfcore.Tree {
	model := rapid.SampledFrom([]string{
		"amazon.nova-lite-v1:0", "openai.gpt-oss-120b-1:0", "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl", "chat", "publisher/name",
	}).Draw(d.rt, "model")
	switch rapid.IntRange(0, 3).Draw(d.rt, "place") {
	case 1:
		return tfcore.Tree{"endpoint": d.drawAzurePlace(model), "credential": sandbox.AgentCoreKeyProviderARN()}
	case 2:
		return tfcore.Tree{"endpoint": d.drawAzurePlace(model), "credential": sandbox.AgentCoreOAuthProviderARN()}
	case 3:
		e := endpoint(model, fmt.Sprintf("https://api%d.example.com/v1", d.places), nil)
		if maybe(d.rt, "anthropic", 30) {
			e["urls"].(tfcore.Tree)["anthropic"] = fmt.Sprintf("https://api%d.example.com", d.places)
		}
		return tfcore.Tree{"endpoint": e, "credential": sandbox.AgentCoreKeyProviderARN()}
	}
	return tfcore.Tree{"endpoint": d.drawBedrockPlace(fmt.Sprintf("amazon.nova-%d-v1:0", d.places))}
}

// drawAPIMRoute draws a valid route on API Management.
func drawAPIMRoute(rt *rapid.T) *cleanCase {
	d := drawRoute(rt, lettered(rt, sandbox.APIManagementID()))
	shared := ""
	if maybe(rt, "pool", 50) {
		shared = "chat"
	}
	d.place = func() tfcore.Tree { return d.drawAPIMPlace(shared) }
	weights := rapid.SliceOfN(rapid.Int64Range(0, 100), 1, 4).Draw(rt, "weights")
	if slices.Max(weights) == 0 {
		weights[0] = 1
	}
	d.drawTargets(weights)
	d.kind = "route/pool"
	if shared == "" {
		d.kind = "route/policy"
		d.drawFallbacks(3)
	}
	d.drawTriggers("1s", "8s", "1m30s", "4m")
	if on, ok := d.resource["fallback_on"].(tfcore.Tree); ok && on["connection_error"] == false {
		on["statuses"] = []string{"429", "503"} // where a target cannot be reached, the gateway itself answers 500
	}
	d.drawRest(1_000_000_000)
	at := sandbox.APIManagementID()
	d.holds = []string{at + "/apis", at + "/backends", at + "/namedValues"}
	d.prepare = append(d.prepare, put(at+"/apis/somebodys", `{"properties":{"displayName":"somebodys","path":"somebodys"}}`),
		put(at+"/backends/Somebodys", `{"properties":{"url":"https://somebodys.example.com","protocol":"http"}}`))
	return d.cleanCase
}

// drawAPIMPlace draws a place; all share a model where one is given.
func (d *routeDraw) drawAPIMPlace(model string) tfcore.Tree {
	if model == "" {
		model = rapid.SampledFrom([]string{"chat", "gpt-5.4", "openai.gpt-oss-120b-1:0", "publisher/name@1"}).Draw(d.rt, "model")
	}
	credential := oneOf(d.rt, "credential", fmt.Sprintf("https://keys%d.vault.azure.net/secrets/key", d.places), sandbox.APIManagementID()+"/namedValues/bedrock-api-key")
	if maybe(d.rt, "bedrock", 30) {
		e := d.drawBedrockPlace(model)
		e["urls"] = tfcore.Tree{"openai": fmt.Sprintf("https://bedrock-%d.example.com/openai/v1", d.places)}
		return tfcore.Tree{"endpoint": e, "credential": credential}
	}
	place := tfcore.Tree{"endpoint": d.drawAzurePlace(model)}
	if maybe(d.rt, "key", 40) {
		place["credential"] = credential
	}
	return place
}
