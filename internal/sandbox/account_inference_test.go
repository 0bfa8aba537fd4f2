package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	chatURL     = "https://sandbox.openai.azure.com/openai/v1/chat/completions"
	responseURL = "https://sandbox.openai.azure.com/openai/v1/responses"
	messageURL  = "https://sandbox.services.ai.azure.com/anthropic/v1/messages"
)

// claude is a deployment of Anthropic's.
const claude = `{"sku":{"name":"GlobalStandard","capacity":10},"properties":{"model":{"format":"Anthropic","name":"claude-haiku-4-5","version":"2"},` +
	`"modelProviderData":{"organizationName":"acme","countryCode":"US","industry":"technology"}}}`

// anthropicHeader is what Anthropic's clients send.
func anthropicHeader() http.Header {
	header := entraHeader()
	header.Set("Anthropic-Version", "2023-06-01")
	return header
}

func TestAccount_answersForItsDeployments(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	b.mustDeploy("claude", claude)
	chat := asked(t, b.Sandbox, chatURL, chatOf("chat", ""), entraHeader())
	if chat.status != 200 || !strings.Contains(chat.said(), "sandbox") || chat.finished() != "stop" || chat.at("model") != "gpt-5-mini-2025-08-07" ||
		chat.at("usage", "prompt_tokens") != "3" || chat.at("usage", "total_tokens") == "" || chat.header.Get("Apim-Request-Id") == "" {
		t.Errorf("a chat is answered %d %s", chat.status, chat.text)
	}
	response := asked(t, b.Sandbox, responseURL, `{"model":"chat","input":"Say hello."}`, entraHeader())
	if response.status != 200 || response.at("status") != "completed" || !strings.Contains(response.text, `"type":"output_text","text":"This answer comes from the sandbox`) {
		t.Errorf("a response is answered %d %s", response.status, response.text)
	}
	message := asked(t, b.Sandbox, messageURL, chatOf("claude", `,"max_tokens":100`), anthropicHeader())
	if message.status != 200 || message.at("type") != "message" || message.at("stop_reason") != "end_turn" || !strings.Contains(message.text, `"text":"This answer comes from the sandbox`) {
		t.Errorf("a message is answered %d %s", message.status, message.text)
	}
}

func TestAccount_anAnswerEndsAtItsLimit(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	b.mustDeploy("claude", claude)
	for name, c := range map[string]struct{ url, body, ends string }{
		"of a chat":     {chatURL, chatOf("chat", `,"max_completion_tokens":2`), `"finish_reason":"length"`},
		"of a response": {responseURL, `{"model":"chat","input":"Say hello.","max_output_tokens":16}`, `"reason":"max_output_tokens"`},
		"of a message":  {messageURL, chatOf("claude", `,"max_tokens":2`), `"stop_reason":"max_tokens"`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := asked(t, b.Sandbox, c.url, c.body, anthropicHeader()); got.status != 200 || !strings.Contains(got.text, c.ends) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
}

func TestAccount_refusesWhoMayNotAsk(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	keys := b.must("POST", AzureAccountID()+"/listKeys", "")
	arm, _ := EntraToken("https://management.azure.com/.default")
	models, _ := EntraToken("https://ai.azure.com/.default")
	for name, c := range map[string]struct {
		header http.Header
		status int
		saying string
	}{
		"nobody":                          {http.Header{}, 401, "invalid subscription key"},
		"with the first key":              {carrying("api-key", keys.at("key1")), 200, "sandbox"},
		"with the second key as a bearer": {carrying("Authorization", "Bearer "+keys.at("key2")), 200, "sandbox"},
		"with another key":                {carrying("api-key", "mine"), 401, "invalid subscription key"},
		"with a token for models":         {carrying("Authorization", "Bearer "+models), 200, "sandbox"},
		"with a token for ARM":            {carrying("Authorization", "Bearer "+arm), 401, "audience is incorrect"},
		"with a token of nobody's":        {carrying("Authorization", "Bearer a.b.c"), 401, "audience is incorrect"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := asked(t, b.Sandbox, chatURL, chatOf("chat", ""), c.header); got.status != c.status || !strings.Contains(got.text, c.saying) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
	t.Run("with a key where keys are disabled", func(t *testing.T) {
		b.must("PATCH", AzureAccountID(), `{"properties":{"disableLocalAuth":true}}`)
		wantRefusal(t, asked(t, b.Sandbox, chatURL, chatOf("chat", ""), carrying("api-key", keys.at("key1"))), 403, "AuthenticationTypeDisabled", "")
		wantStatus(t, asked(t, b.Sandbox, chatURL, chatOf("chat", ""), entraHeader()), 200)
		wantStatus(t, b.send("POST", AzureAccountID()+"/listKeys", ""), 400)
	})
	t.Run("at the address of no account", func(t *testing.T) {
		elsewhere := strings.Replace(chatURL, "sandbox", "nobody", 1)
		wantStatus(t, asked(t, b.Sandbox, elsewhere, chatOf("chat", ""), entraHeader()), 401)
	})
}

func TestAccount_withoutASubdomainTakesKeysAtItsRegion(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	account := strings.TrimSuffix(AzureAccountID(), "/sandbox") + "/plain"
	b.must("PUT", account, `{"kind":"OpenAI","location":"eastus2","sku":{"name":"S0"},"properties":{}}`)
	b.must("PUT", account+"/deployments/chat", standardModel(10))
	key := b.must("POST", account+"/listKeys", "").at("key1")
	const url = "https://eastus2.openai.azure.com/openai/v1/chat/completions"
	wantStatus(t, asked(t, b.Sandbox, url, chatOf("chat", ""), carrying("api-key", key)), 200)
	wantRefusal(t, asked(t, b.Sandbox, url, chatOf("chat", ""), entraHeader()), 400, "BadRequest", "custom subdomain")
	wantStatus(t, asked(t, b.Sandbox, strings.Replace(url, "eastus2", "swedencentral", 1), chatOf("chat", ""), carrying("api-key", key)), 401)
}

func TestAccount_refusesWhatDoesNotServe(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(time.Hour))
	for name, body := range map[string]string{
		"chat": standardModel(10), "paused": standardModel(10), "failed": standardModel(10), "disabled": standardModel(10), "claude": claude,
		"embed": `{"sku":{"name":"GlobalStandard","capacity":10},"properties":{"model":{"format":"OpenAI","name":"text-embedding-3-small","version":"1"}}}`,
		"old":   `{"sku":{"name":"GlobalStandard","capacity":10},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"}}}`,
	} {
		b.mustDeploy(name, body)
	}
	b.must("POST", AzureAccountID()+"/deployments/paused/pause", "")
	noError(t, b.FailDeployment(AzureAccountID()+"/deployments/failed", "Failed"))
	noError(t, b.FailDeployment(AzureAccountID()+"/deployments/disabled", "Disabled"))
	noError(t, b.RetireModel("OpenAI", "gpt-4.1", "2025-04-14", b.Now()))
	b.mustDeploy("slow", model("GlobalProvisionedManaged", 15, "gpt-5-mini", "2025-08-07", ""))
	for name, c := range map[string]struct {
		url, model string
		status     int
		code       string
	}{
		"a deployment that is not there":       {chatURL, "nothing", 404, "DeploymentNotFound"},
		"one that is paused":                   {chatURL, "paused", 423, "DeploymentPaused"},
		"one that failed":                      {chatURL, "failed", 404, "DeploymentNotFound"},
		"one that was disabled":                {chatURL, "disabled", 410, "ModelDeprecated"},
		"one whose model has retired":          {chatURL, "old", 410, "ModelDeprecated"},
		"one that is still being provisioned":  {chatURL, "slow", 404, "DeploymentNotFound"},
		"one that does not chat":               {chatURL, "embed", 400, "OperationNotSupported"},
		"one that speaks Anthropic's protocol": {chatURL, "claude", 400, "OperationNotSupported"},
		"one that speaks OpenAI's protocol":    {messageURL, "chat", 400, "OperationNotSupported"},
	} {
		t.Run(name, func(t *testing.T) {
			more := ""
			if c.url == messageURL {
				more = `,"max_tokens":10`
			}
			wantRefusal(t, asked(t, b.Sandbox, c.url, chatOf(c.model, more), anthropicHeader()), c.status, c.code, "")
		})
	}
}

func TestAccount_refusesWrongRequests(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	b.mustDeploy("claude", claude)
	for name, c := range map[string]struct{ url, body, saying string }{
		"no JSON":                                 {chatURL, `hello`, "parse the JSON body"},
		"no model":                                {chatURL, `{"messages":[]}`, "model parameter"},
		"no messages":                             {chatURL, `{"model":"chat"}`, "empty array"},
		"an unknown parameter":                    {chatURL, chatOf("chat", `,"colour":"red"`), "Unknown parameter: 'colour'"},
		"an unknown role":                         {chatURL, `{"model":"chat","messages":[{"role":"king","content":"x"}]}`, "Invalid value: 'king'"},
		"a message without content":               {chatURL, `{"model":"chat","messages":[{"role":"user"}]}`, "messages[0].content"},
		"the older limit for a reasoning model":   {chatURL, chatOf("chat", `,"max_tokens":10`), "Use 'max_completion_tokens' instead"},
		"a limit of nothing":                      {chatURL, chatOf("chat", `,"max_completion_tokens":0`), "integer below minimum value"},
		"a stream":                                {chatURL, chatOf("chat", `,"stream":true`), "does not stream"},
		"an api-version of the older API":         {chatURL + "?api-version=2024-10-21", chatOf("chat", ""), "api-version query parameter is not allowed"},
		"a response of too few tokens":            {responseURL, `{"model":"chat","input":"x","max_output_tokens":15}`, "Expected a value >= 16"},
		"a response without input":                {responseURL, `{"model":"chat"}`, "'input'"},
		"a response with a parameter of the chat": {responseURL, `{"model":"chat","input":"x","messages":[]}`, "Unknown parameter: 'messages'"},
		"a message without a limit":               {messageURL, chatOf("claude", ""), "max_tokens: Field required"},
		"a message with an unknown member":        {messageURL, chatOf("claude", `,"max_tokens":1,"n":1`), "Extra inputs are not permitted"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := asked(t, b.Sandbox, c.url, c.body, anthropicHeader()); got.status != 400 || !strings.Contains(got.message(), c.saying) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
	if got := asked(t, b.Sandbox, messageURL, chatOf("claude", `,"max_tokens":1`), entraHeader()); got.status != 400 || !strings.Contains(got.text, "anthropic-version: header is required") {
		t.Errorf("without its version a message is answered %d %s", got.status, got.text)
	}
}

func TestAccount_blocksWhatItsPolicyBlocks(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", itemsOf("words")+"/one", word("project-x"))
	b.must("PUT", itemsOf("words")+"/two", `{"properties":{"pattern":"code-[0-9]+","isRegex":true}}`)
	b.must("PUT", blocklistID("answers"), `{}`)
	b.must("PUT", itemsOf("answers")+"/one", word("Sandbox"))
	lists := func(list, source string, blocking bool) string {
		return filtersOf(hatePrompt, `,"customBlocklists":[{"blocklistName":"`+list+`","blocking":`+strconv.FormatBool(blocking)+`,"source":"`+source+`"}]`)
	}
	b.must("PUT", policyID("strict"), lists("words", "Prompt", true))
	b.must("PUT", policyID("noting"), lists("words", "Prompt", false))
	b.must("PUT", policyID("mute"), lists("answers", "Completion", true))
	for _, policy := range []string{"strict", "noting", "mute"} {
		b.mustDeploy(policy, strings.Replace(standardModel(10), `"properties":{`, `"properties":{"raiPolicyName":"`+policy+`",`, 1))
	}
	for name, c := range map[string]struct {
		model, prompt string
		status        int
	}{
		"a word":                       {"strict", "Tell me of Project-X!", 400},
		"a pattern":                    {"strict", "What is CODE-17?", 400},
		"nothing of the list":          {"strict", "What is a code?", 200},
		"a word that is only noted":    {"noting", "Tell me of project-x!", 200},
		"a word in the model's answer": {"mute", "Tell me anything!", 200},
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, b.Sandbox, chatURL, `{"model":"`+c.model+`","messages":[{"role":"user","content":[{"type":"text","text":"`+c.prompt+`"}]}]}`, entraHeader())
			wantStatus(t, got, c.status)
			if c.status == 400 {
				wantRefusal(t, got, 400, "content_filter", "content management policy")
				if got.at("error", "innererror", "code") != "ResponsibleAIPolicyViolation" || strings.Contains(got.text, "roject-") || !strings.Contains(got.text, `"id":"words"`) {
					t.Errorf("answers %s", got.text)
				}
			}
			if kept := got.finished() == "content_filter" && got.said() == ""; c.status == 200 && kept != (c.model == "mute") {
				t.Errorf("answers %s", got.text)
			}
		})
	}
}
