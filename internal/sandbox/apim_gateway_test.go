package sandbox

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

const routeURL = "https://sandbox.azure-api.net/llm/assistant/chat/completions"

const masterKey = "sandbox-subscription-key-1-of-sandbox-master"

// routeBox is a service with an API at llm/assistant, two deployments and backends to them, to Bedrock and to nobody.
func routeBox(t *testing.T, policy string) *apimBox {
	t.Helper()
	b := newApimBox(t, ProvisioningTime(0))
	for _, name := range []string{"chat", "other"} {
		if status, text := b.Do("PUT", deploymentID(name), standardModel(10)); status >= 300 {
			t.Fatal(text)
		}
	}
	azure := `"url":"https://sandbox.openai.azure.com/openai/v1","protocol":"http"`
	b.must("PUT", "/backends/blue", properties(azure+`,"credentials":{"managedIdentity":{"resource":"https://cognitiveservices.azure.com"}}`))
	b.must("PUT", "/namedValues/account-key", properties(`"displayName":"account-key","secret":true,"value":"sandbox-key-1-of-sandbox-sandbox"`))
	b.must("PUT", "/backends/green", properties(azure+`,"credentials":{"header":{"api-key":["{{account-key}}"]}}`))
	b.must("PUT", "/backends/bedrock", properties(`"url":"https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1","protocol":"http","credentials":{"header":{"Authorization":["Bearer {{bedrock-api-key}}"]}}`))
	b.must("PUT", "/backends/nobody", properties(`"url":"https://api.example.com/v1","protocol":"http"`))
	b.must("PUT", "/backends/pool", properties(`"type":"Pool","pool":{"services":[{"id":"/backends/blue","priority":1,"weight":1},{"id":"/backends/green","priority":1,"weight":1},{"id":"/backends/nobody","priority":2,"weight":100}]}`))
	b.must("PUT", "/apis/assistant", properties(`"displayName":"assistant","path":"llm/assistant","subscriptionRequired":true,"subscriptionKeyParameterNames":{"header":"api-key","query":"subscription-key"}`))
	b.must("PUT", "/apis/assistant/operations/chat", properties(`"displayName":"chat","method":"POST","urlTemplate":"/chat/completions"`))
	b.policy("/apis/assistant", policy)
	return b
}

// policy replaces the policy of an API or an operation.
func (b *apimBox) policy(at, policy string) {
	b.t.Helper()
	value, err := json.Marshal(policy)
	noError(b.t, err)
	b.must("PUT", at+"/policies/policy", properties(`"format":"xml","value":`+string(value)))
}

// to is a policy that sends requests to a backend, after other policies.
func to(backend, before string) string {
	return `<policies><inbound><base />` + before + `<set-header name="api-key" exists-action="delete" /><set-backend-service backend-id="` + backend +
		`" /></inbound><backend><forward-request /></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`
}

// renaming gives the request another model.
func renaming(model string) string {
	return `<set-variable name="body" value="@(context.Request.Body == null ? new JObject() : context.Request.Body.As&lt;JObject&gt;(preserveContent: true))" />` +
		`<set-body>@{ var body = (JObject)context.Variables["body"]; body["model"] = "` + model + `"; return body.ToString(Newtonsoft.Json.Formatting.None); }</set-body>`
}

func TestAPIGateway_sendsRequestsToTheirBackend(t *testing.T) {
	for name, c := range map[string]struct {
		policy, model, says string
		status              int
	}{
		"by the service's identity":       {to("blue", ""), "chat", "deployment chat", 200},
		"by a key in a named value":       {to("green", ""), "other", "deployment other", 200},
		"by a key of Bedrock's":           {to("bedrock", ""), novaLite, novaLite, 200},
		"of a pool":                       {to("pool", ""), "chat", "deployment chat", 200},
		"with another model":              {to("blue", renaming("other")), "assistant", "deployment other", 200},
		"whose refusal is passed on":      {to("blue", ""), "nothing", "DeploymentNotFound", 404},
		"that the sandbox does not know":  {to("nobody", ""), "chat", "stands in for nothing", 500},
		"by a policy that it cannot read": {to("blue", `<set-variable name="x" value="@(context.Deployment.Region)" />`), "chat", ".Deployment of apiContext", 500},
		"by a policy that it cannot run":  {to("blue", `<cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />`), "chat", "does not execute cache-lookup", 500},
	} {
		t.Run(name, func(t *testing.T) {
			b := routeBox(t, c.policy)
			got := asked(t, b.Sandbox, routeURL, chatOf(c.model, ""), carrying("api-key", masterKey))
			if got.status != c.status || !strings.Contains(got.text, c.says) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
}

func TestAPIGateway_refusesWhoMayNotAsk(t *testing.T) {
	b := routeBox(t, to("blue", ""))
	b.must("PUT", "/apis/second", properties(`"displayName":"second","path":"second"`))
	for name, scope := range map[string]string{"mine": "/apis/assistant", "theirs": "/apis/second", "all": "/apis"} {
		b.must("PUT", "/subscriptions/"+name, properties(`"displayName":"`+name+`","state":"active","scope":"`+scope+`"`))
	}
	b.must("PUT", "/subscriptions/new", properties(`"displayName":"new","scope":"/apis"`))
	keyOf := func(name string) http.Header {
		return carrying("api-key", b.must("POST", "/subscriptions/"+name+"/listSecrets", "").at("secondaryKey"))
	}
	for name, c := range map[string]struct {
		url    string
		header http.Header
		status int
		saying string
	}{
		"nobody":                                  {routeURL, http.Header{}, 401, "missing subscription key"},
		"with another key":                        {routeURL, carrying("api-key", "mine"), 401, "invalid subscription key"},
		"with the key in another header":          {routeURL, carrying("Ocp-Apim-Subscription-Key", masterKey), 401, "missing subscription key"},
		"with the key in the query":               {routeURL + "?subscription-key=" + masterKey, http.Header{}, 200, ""},
		"with a subscription to the API":          {routeURL, keyOf("mine"), 200, ""},
		"with a subscription to all":              {routeURL, keyOf("all"), 200, ""},
		"with a subscription to another API":      {routeURL, keyOf("theirs"), 401, "invalid subscription key"},
		"with a subscription that is not active":  {routeURL, keyOf("new"), 401, "invalid subscription key"},
		"for an operation that the API lacks":     {strings.Replace(routeURL, "completions", "nothing", 1), keyOf("mine"), 404, "Resource not found"},
		"for an API that is not there":            {strings.Replace(routeURL, "assistant", "nothing", 1), keyOf("mine"), 404, "Resource not found"},
		"for an API whose name begins like it":    {strings.Replace(routeURL, "assistant", "assistants", 1), keyOf("mine"), 404, "Resource not found"},
		"at the gateway of a service that is not": {strings.Replace(routeURL, "sandbox", "nobody", 1), keyOf("mine"), 503, "Service unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, b.Sandbox, c.url, chatOf("chat", ""), c.header)
			if got.status != c.status || !strings.Contains(got.text, c.saying) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
}

// triedIn is a policy that tries one backend after another while an answer is a failure, as the reference's samples do.
const triedIn = `<policies><inbound><base /><set-variable name="try" value="@(0)" /><set-header name="api-key" exists-action="delete" /></inbound><backend>` +
	`<retry condition="@(context.Response == null || context.LastError != null || context.Response.StatusCode == 423 || context.Response.StatusCode &gt;= 500)" count="2" interval="0">` +
	`<set-variable name="try" value="@((int)context.Variables[&quot;try&quot;] + 1)" /><choose>` +
	`<when condition="@((int)context.Variables[&quot;try&quot;] == 1)"><set-backend-service backend-id="nobody" /></when>` +
	`<when condition="@(context.Variables.GetValueOrDefault&lt;int&gt;(&quot;try&quot;, 0) == 2)"><set-backend-service backend-id="blue" /></when>` +
	`<otherwise><set-backend-service backend-id="bedrock" />` + `<set-body>@{ var body = context.Request.Body.As&lt;JObject&gt;(preserveContent: true); body["model"] = "amazon.nova-lite-v1:0"; return body.ToString(); }</set-body></otherwise>` +
	`</choose><forward-request timeout="5" /></retry></backend><outbound><base /></outbound><on-error><base /></on-error></policies>`

func TestAPIGateway_triesAgainAsItsPolicySays(t *testing.T) {
	b := routeBox(t, triedIn)
	if got := asked(t, b.Sandbox, routeURL, chatOf("chat", ""), carrying("api-key", masterKey)); !strings.Contains(got.said(), "deployment chat") {
		t.Errorf("the second backend is answered for by %d %s", got.status, got.text)
	}
	if status, text := b.Do("POST", deploymentID("chat")+"/pause", ""); status >= 300 {
		t.Fatal(text)
	}
	if got := asked(t, b.Sandbox, routeURL, chatOf("chat", ""), carrying("api-key", masterKey)); !strings.Contains(got.said(), novaLite) {
		t.Errorf("the third backend is answered for by %d %s", got.status, got.text)
	}
}

func TestAPIGateway_drawsByWeight(t *testing.T) {
	draw := `<set-variable name="share" value="@(new Random(context.RequestId.GetHashCode()).Next(100))" /><choose>` +
		`<when condition="@((int)context.Variables[&quot;share&quot;] &lt; 90)">` + renaming("chat") + `</when><otherwise>` + renaming("other") + `</otherwise></choose>`
	b := routeBox(t, to("blue", draw))
	other := 0
	for seed := range 200 {
		got := asked(t, b.Sandbox, routeURL, chatOf("assistant", `,"seed":`+strconv.Itoa(seed)), carrying("api-key", masterKey))
		wantStatus(t, got, 200)
		if strings.Contains(got.said(), "deployment other") {
			other++
		}
	}
	if other < 8 || other > 34 {
		t.Errorf("of 200 requests %d went to the one that was to have a tenth", other)
	}
}

func TestAPIGateway_answersByItself(t *testing.T) {
	refusing := `<choose><when condition="@(Convert.ToString(((JObject)context.Variables[&quot;body&quot;])[&quot;model&quot;]) != &quot;assistant&quot;)"><return-response>` +
		`<set-status code="400" reason="Bad Request" /><set-header name="Content-Type"><value>application/json</value></set-header><set-body>{"error":{"code":"model_not_found"}}</set-body></return-response></when></choose>`
	b := routeBox(t, to("blue", renaming("chat")))
	b.policy("/apis/assistant/operations/chat", strings.Replace(to("blue", ""), "<base />",
		`<set-variable name="body" value="@(context.Request.Body.As&lt;JObject&gt;(preserveContent: true))" />`+refusing+`<base />`, 1))
	for model, status := range map[string]int{"assistant": 200, "else": 400} {
		got := asked(t, b.Sandbox, routeURL, chatOf(model, ""), carrying("api-key", masterKey))
		if got.status != status || status == 400 && (got.code() != "model_not_found" || got.header.Get("Content-Type") != "application/json") {
			t.Errorf("%s is answered %d %s", model, got.status, got.text)
		}
	}
}
