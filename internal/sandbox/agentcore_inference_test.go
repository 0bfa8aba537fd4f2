package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
)

const gatewayChatURL = "https://sandbox-0000000000.gateway.bedrock-agentcore.us-east-1.amazonaws.com/inference/v1/chat/completions"

func agentcoreHeader() http.Header {
	return carrying("Authorization", scoped("us-east-1", "bedrock-agentcore"))
}

// The credentials of targets.
const (
	byRole  = `{"credentialProviderType":"GATEWAY_IAM_ROLE","credentialProvider":{"iamCredentialProvider":{"service":"bedrock"}}}`
	byToken = `{"credentialProviderType":"OAUTH","credentialProvider":{"oauthCredentialProvider":{"providerArn":"$","scopes":["https://cognitiveservices.azure.com/.default"]}}}`
	byKey   = `{"credentialProviderType":"API_KEY","credentialProvider":{"apiKeyCredentialProvider":{"providerArn":"$","credentialParameterName":"api-key"}}}`
)

// gatewayBox is a sandbox with a deployment "chat" on Azure and targets on both clouds.
func gatewayBox(t *testing.T) *armBox {
	t.Helper()
	b := newARMBox(t, ProvisioningTime(0))
	b.mustDeploy("chat", standardModel(10))
	b.target("azure", "https://sandbox.openai.azure.com", "/openai/v1/chat/completions", "chat", strings.Replace(byToken, "$", AgentCoreOAuthProviderARN(), 1))
	b.target("keyed", "https://sandbox.openai.azure.com", "/openai/v1/chat/completions", "keyed", strings.Replace(byKey, "$", AgentCoreKeyProviderARN(), 1))
	b.target("bedrock", "https://bedrock-runtime.us-east-1.amazonaws.com", "/openai/v1/chat/completions", "amazon.*", byRole)
	b.target("elsewhere", "https://api.example.com", "/v1/chat/completions", "far", strings.Replace(byKey, "$", AgentCoreKeyProviderARN(), 1))
	return b
}

func (b *armBox) target(name, endpoint, providerPath, models, credential string) {
	b.t.Helper()
	made(b.t, b.Sandbox, "/gateways/sandbox-0000000000/targets/", `{"name":"`+name+`","targetConfiguration":{"inference":{"provider":{"endpoint":"`+endpoint+`",`+
		`"operations":[{"path":"/v1/chat/completions","providerPath":"`+providerPath+`","models":[{"model":"`+models+`"}]}]}}},`+
		`"credentialProviderConfigurations":[`+credential+`]}`, "targetId")
}

func (b *armBox) rule(priority int, model, route string) {
	b.t.Helper()
	made(b.t, b.Sandbox, "/gateways/sandbox-0000000000/rules", `{"priority":`+strconv.Itoa(priority)+`,"conditions":[{"matchModels":{"anyOf":[{"value":"`+model+`","operator":"StringEquals"}]}}],`+
		`"actions":[{"routeToTarget":`+route+`}]}`, "ruleId")
}

func TestGatewayInference_withoutARuleAModelFindsItsTarget(t *testing.T) {
	b := gatewayBox(t)
	for model, c := range map[string]struct {
		status int
		says   string
	}{
		"chat":      {200, "deployment chat"},
		novaLite:    {200, "model " + novaLite},
		"keyed":     {404, "DeploymentNotFound"},
		"far":       {502, "connection_error"},
		"house":     {404, "model_not_found"},
		"amazon.no": {400, "model identifier is invalid"},
	} {
		if got := asked(t, b.Sandbox, gatewayChatURL, chatOf(model, ""), agentcoreHeader()); got.status != c.status || !strings.Contains(got.text, c.says) {
			t.Errorf("%s is answered %d %s", model, got.status, got.text)
		}
	}
	if got := asked(t, b.Sandbox, strings.Replace(gatewayChatURL, "chat/completions", "responses", 1), `{"model":"chat","input":"x"}`, agentcoreHeader()); got.status != 404 {
		t.Errorf("an operation that no target has is answered %d %s", got.status, got.text)
	}
}

func TestGatewayInference_aRuleNamesTargetAndModel(t *testing.T) {
	b := gatewayBox(t)
	b.mustDeploy("keyed", standardModel(10))
	b.rule(10, "assistant", `{"staticRoute":{"targetName":"bedrock","model":"`+novaLite+`"}}`)
	b.rule(20, "assistant", `{"staticRoute":{"targetName":"azure","model":"chat"}}`)
	b.rule(30, "keyed-assistant", `{"staticRoute":{"targetName":"keyed","model":"keyed"}}`)
	b.rule(40, "unserved", `{"staticRoute":{"targetName":"azure","model":"other"}}`)
	for model, says := range map[string]string{"assistant": "model " + novaLite, "keyed-assistant": "deployment keyed", "unserved": "unroutable"} {
		if got := asked(t, b.Sandbox, gatewayChatURL, chatOf(model, ""), agentcoreHeader()); !strings.Contains(got.text, says) {
			t.Errorf("%s is answered %d %s", model, got.status, got.text)
		}
	}
}

func TestGatewayInference_weightsHoldOverManyRequests(t *testing.T) {
	b := gatewayBox(t)
	b.rule(10, "assistant", `{"weightedRoute":{"trafficSplit":[{"name":"a","weight":90,"targetName":"bedrock","model":"`+novaLite+`"},{"name":"b","weight":10,"targetName":"azure","model":"chat"}]}}`)
	azure := 0
	for seed := range 300 {
		got := asked(t, b.Sandbox, gatewayChatURL, chatOf("assistant", `,"seed":`+strconv.Itoa(seed)), agentcoreHeader())
		wantStatus(t, got, 200)
		if strings.Contains(got.said(), "deployment chat") {
			azure++
		}
	}
	if azure < 15 || azure > 45 {
		t.Errorf("of 300 requests %d went to the target that was to have a tenth", azure)
	}
}

func TestGatewayInference_fallbacksFollowTheirTriggers(t *testing.T) {
	b := gatewayBox(t)
	b.must("POST", deploymentID("chat")+"/pause", "")
	to := func(target, model, triggers string) string {
		return `{"staticRoute":{"targetName":"` + target + `","model":"` + model + `","fallback":{"targetFallback":[{"targetName":"bedrock","model":"` + novaLite + `"}]` + triggers + `}}}`
	}
	b.rule(10, "unreachable", to("elsewhere", "far", ""))
	b.rule(20, "unroutable", to("azure", "other", ""))
	b.rule(30, "locked", to("azure", "chat", `,"triggerOn":{"statusCodes":["423"]}`))
	b.rule(40, "locked-class", to("azure", "chat", `,"triggerOn":{"statusCodes":["4XX"]}`))
	b.rule(50, "kept", to("azure", "chat", ""))
	b.rule(60, "unheard", to("elsewhere", "far", `,"triggerOn":{"statusCodes":["5XX"]}`))
	for model, status := range map[string]int{"unreachable": 200, "unroutable": 200, "locked": 200, "locked-class": 200, "kept": 423, "unheard": 502} {
		got := asked(t, b.Sandbox, gatewayChatURL, chatOf(model, ""), agentcoreHeader())
		if got.status != status || status == 200 && !strings.Contains(got.said(), novaLite) {
			t.Errorf("%s is answered %d %s", model, got.status, got.text)
		}
	}
}

func TestGatewayInference_refusesWhoMayNotAsk(t *testing.T) {
	b := gatewayBox(t)
	jwt := made(t, b.Sandbox, "/gateways/", `{"name":"tokens","roleArn":"arn:aws:iam::000000000000:role/x","authorizerType":"CUSTOM_JWT","authorizerConfiguration":`+
		`{"customJWTAuthorizer":{"discoveryUrl":"https://login.example.com/.well-known/openid-configuration","allowedAudience":["api://mine"]}}}`, "gatewayId")
	open := made(t, b.Sandbox, "/gateways/", `{"name":"open","roleArn":"arn:aws:iam::000000000000:role/x","authorizerType":"NONE"}`, "gatewayId")
	mine, _ := EntraToken("api://mine/.default")
	bearer := func(token string) http.Header { return carrying("Authorization", "Bearer "+token) }
	at := func(id string) string { return strings.Replace(gatewayChatURL, "sandbox-0000000000", id, 1) }
	for name, c := range map[string]struct {
		url    string
		header http.Header
		status int
	}{
		"a signature":                            {gatewayChatURL, agentcoreHeader(), 200},
		"nobody":                                 {gatewayChatURL, http.Header{}, 403},
		"a signature for Bedrock":                {gatewayChatURL, signedHeader(), 403},
		"a signature for another region":         {gatewayChatURL, carrying("Authorization", scoped("us-west-2", "bedrock-agentcore")), 403},
		"a token where signatures are asked for": {gatewayChatURL, bearer(mine), 403},
		"a token where tokens are asked for":     {at(jwt), bearer(mine), 404}, // it holds no targets
		"a token for another audience":           {at(jwt), entraHeader(), 401},
		"a signature where tokens are asked for": {at(jwt), agentcoreHeader(), 401},
		"nobody, where all may ask":              {at(open), http.Header{}, 404}, // it holds no targets
		"a gateway that is not there":            {at("nothing-0000000000"), agentcoreHeader(), 404},
	} {
		t.Run(name, func(t *testing.T) {
			if got := asked(t, b.Sandbox, c.url, chatOf("chat", ""), c.header); got.status != c.status {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
}

func TestGatewayInference_passesOnWhatAnthropicSpeaks(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.mustDeploy("claude", claude)
	made(t, b.Sandbox, "/gateways/sandbox-0000000000/targets/", `{"name":"claude","targetConfiguration":{"inference":{"provider":{"endpoint":"https://sandbox.services.ai.azure.com",`+
		`"operations":[{"path":"/v1/messages","providerPath":"/anthropic/v1/messages"}]}}},"credentialProviderConfigurations":[`+strings.Replace(byKey, "$", AgentCoreKeyProviderARN(), 1)+`]}`, "targetId")
	header := agentcoreHeader()
	header.Set("Anthropic-Version", "2023-06-01")
	got := asked(t, b.Sandbox, strings.Replace(gatewayChatURL, "chat/completions", "messages", 1), chatOf("claude", `,"max_tokens":50`), header)
	if got.status != 200 || got.at("type") != "message" {
		t.Errorf("answers %d %s", got.status, got.text)
	}
}
