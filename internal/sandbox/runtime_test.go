package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	runtimeURL     = "https://bedrock-runtime.us-east-1.amazonaws.com"
	runtimeChatURL = runtimeURL + "/openai/v1/chat/completions"
	hello          = `{"messages":[{"role":"user","content":[{"text":"Say hello."}]}]}`
)

// converseURL is where a model, or what stands for one, is asked.
func converseURL(id string) string { return runtimeURL + "/model/" + url.PathEscape(id) + "/converse" }

func signedHeader() http.Header { return carrying("Authorization", scoped("us-east-1", "bedrock")) }

// shortTermKey is a key as AWS's token generators make it.
func shortTermKey(region, service string, signed time.Time, life int) string {
	q := url.Values{
		"Action": {"CallWithBearerToken"}, "X-Amz-Algorithm": {"AWS4-HMAC-SHA256"}, "X-Amz-Date": {signed.UTC().Format("20060102T150405Z")},
		"X-Amz-Credential": {"AKID/20260822/" + region + "/" + service + "/aws4_request"}, "X-Amz-Expires": {strconv.Itoa(life)},
		"X-Amz-SignedHeaders": {"host"}, "X-Amz-Signature": {"0"}, "Version": {"1"},
	}
	return "bedrock-api-key-" + base64.StdEncoding.EncodeToString([]byte("bedrock.amazonaws.com/?"+q.Encode()))
}

// made sends a create of the control plane and returns the ARN in its answer.
func made(t *testing.T, sb *Sandbox, path, body, member string) string {
	t.Helper()
	status, text := sb.Do("POST", path, body)
	_, arn, ok := strings.Cut(text, `"`+member+`":"`)
	arn, _, _ = strings.Cut(arn, `"`)
	if status >= 300 || !ok {
		t.Fatalf("POST %s: %d %s", path, status, text)
	}
	return arn
}

// copied makes an application profile of a source and returns its ARN.
func copied(t *testing.T, sb *Sandbox, source string) string {
	t.Helper()
	return made(t, sb, "/inference-profiles", `{"inferenceProfileName":"p","modelSource":{"copyFrom":"`+source+`"}}`, "inferenceProfileArn")
}

func systemProfileARN(id string) string { return ownARN(AWSRegion, "inference-profile", id) }

func TestRuntime_answersForWhateverNamesAModel(t *testing.T) {
	sb := New(ProvisioningTime(0))
	custom, err := sb.AddCustomModel(AWSRegion, "tuned", novaLite)
	noError(t, err)
	for name, id := range map[string]string{
		"a model":                     novaLite,
		"a model's ARN":               foundationModelARN(AWSRegion, novaLite),
		"a profile":                   "us.amazon.nova-lite-v1:0",
		"a profile's ARN":             systemProfileARN("us.amazon.nova-lite-v1:0"),
		"a deployment":                copied(t, sb, foundationModelARN(AWSRegion, novaLite)),
		"a deployment of a profile":   copied(t, sb, systemProfileARN("us.anthropic.claude-haiku-4-5-20251001-v1:0")),
		"provisioned throughput":      made(t, sb, "/provisioned-model-throughput", `{"modelUnits":1,"provisionedModelName":"t","modelId":"`+novaLiteTuning+`"}`, "provisionedModelArn"),
		"a custom model's deployment": made(t, sb, "/model-customization/custom-model-deployments", `{"modelDeploymentName":"d","modelArn":"`+custom+`"}`, "customModelDeploymentArn"),
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, sb, converseURL(id), hello, signedHeader())
			if got.status != 200 || got.at("stopReason") != "end_turn" || !strings.Contains(got.text, `"content":[{"text":"This answer comes from the sandbox`) || got.at("usage", "inputTokens") != "3" {
				t.Errorf("%s is answered %d %s", id, got.status, got.text)
			}
			chat := asked(t, sb, runtimeChatURL, chatOf(id, ""), signedHeader())
			if chat.status != 200 || !strings.Contains(chat.said(), "sandbox") || chat.at("model") != id {
				t.Errorf("a chat with %s is answered %d %s", id, chat.status, chat.text)
			}
			response := asked(t, sb, runtimeURL+"/openai/v1/responses", `{"model":"`+id+`","input":[{"role":"user","content":[{"type":"input_text","text":"x"}]}]}`, signedHeader())
			if response.status != 200 || response.at("status") != "completed" {
				t.Errorf("a response of %s is answered %d %s", id, response.status, response.text)
			}
		})
	}
}

func TestRuntime_refusesWhoMayNotAsk(t *testing.T) {
	sb := New()
	key := shortTermKey("us-east-1", "bedrock", sb.Now(), 3600)
	bearer := func(key string) http.Header { return carrying("Authorization", "Bearer "+key) }
	for name, c := range map[string]struct {
		header http.Header
		status int
		saying string
	}{
		"nobody":                              {http.Header{}, 403, "MissingAuthenticationTokenException"},
		"with a signature":                    {signedHeader(), 200, "sandbox"},
		"with a signature for another region": {carrying("Authorization", scoped("us-west-2", "bedrock")), 403, "valid region"},
		"with a signature for AgentCore":      {carrying("Authorization", scoped("us-east-1", "bedrock-agentcore")), 403, "correct service"},
		"with a short-term key":               {bearer(key), 200, "sandbox"},
		"with the sandbox's long-term key":    {bearer("sandbox-bedrock-api-key"), 200, "sandbox"},
		"with a key of another region":        {bearer(shortTermKey("us-west-2", "bedrock", sb.Now(), 3600)), 403, "make sure your API Key is valid"},
		"with a key of another service":       {bearer(shortTermKey("us-east-1", "s3", sb.Now(), 3600)), 403, "make sure your API Key is valid"},
		"with a key of thirteen hours":        {bearer(shortTermKey("us-east-1", "bedrock", sb.Now(), 13*3600)), 403, "make sure your API Key is valid"},
		"with a key that has expired":         {bearer(shortTermKey("us-east-1", "bedrock", sb.Now().Add(-2*time.Hour), 3600)), 403, "has expired"},
		"with what is no key":                 {bearer("mine"), 403, "Must start with pre-defined prefix"},
		"with a long-term key of nobody's":    {bearer("ABSKmine"), 403, "make sure your API Key is valid"},
		"with a broken key":                   {bearer("bedrock-api-key-mine"), 403, "make sure your API Key is valid"},
	} {
		t.Run(name, func(t *testing.T) {
			for url, body := range map[string]string{converseURL(novaLite): hello, runtimeChatURL: chatOf(novaLite, "")} {
				if got := asked(t, sb, url, body, c.header); got.status != c.status || !strings.Contains(got.text, c.saying) {
					t.Errorf("%s answers %d %s", url, got.status, got.text)
				}
			}
		})
	}
	t.Run("with a key that has been valid", func(t *testing.T) {
		noError(t, sb.Advance(time.Hour))
		if got := asked(t, sb, converseURL(novaLite), hello, bearer(key)); got.status != 403 {
			t.Errorf("answers %d %s", got.status, got.text)
		}
	})
	t.Run("in a region that is none", func(t *testing.T) {
		elsewhere := strings.Replace(converseURL(novaLite), "us-east-1", "mars-north-1", 1)
		if got := asked(t, sb, elsewhere, hello, carrying("Authorization", scoped("mars-north-1", "bedrock"))); got.status != 403 {
			t.Errorf("answers %d %s", got.status, got.text)
		}
	})
}

func TestRuntime_refusesWhatDoesNotServe(t *testing.T) {
	sb := New(ProvisioningTime(time.Hour))
	throughput := func(name string) string {
		return made(t, sb, "/provisioned-model-throughput", `{"modelUnits":1,"provisionedModelName":"`+name+`","modelId":"`+novaLiteTuning+`"}`, "provisionedModelArn")
	}
	slow, failed := throughput("slow"), throughput("failed")
	noError(t, sb.FailThroughput(failed, "no capacity"))
	retired := copied(t, sb, foundationModelARN(AWSRegion, "amazon.nova-micro-v1:0"))
	noError(t, sb.RetireBedrockModel("amazon.nova-micro-v1:0"))
	noError(t, sb.SetModelAgreement("writer.palmyra-vision-7b", "NOT_AVAILABLE"))
	for name, c := range map[string]struct {
		id     string
		status int
		code   string
		saying string
	}{
		"a model that is none":                 {"acme.house-model", 400, "ValidationException", "model identifier is invalid"},
		"a deployment that is gone":            {ownARN(AWSRegion, "application-inference-profile", "abcdefghijkl"), 400, "ValidationException", "invalid"},
		"a deployment of another account":      {"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl", 403, "AccessDeniedException", ""},
		"a deployment of another region":       {ownARN("us-west-2", "application-inference-profile", "abcdefghijkl"), 400, "ValidationException", "another region"},
		"a model that takes a profile":         {claudeHaiku, 400, "ValidationException", "on-demand throughput isn\u2019t supported"},
		"throughput that is being provisioned": {slow, 429, "ModelNotReadyException", "not ready"},
		"throughput that failed":               {failed, 400, "ValidationException", ""},
		"a deployment whose model has ended":   {retired, 404, "ResourceNotFoundException", "end of its life"},
		"a model that has ended":               {"amazon.nova-micro-v1:0", 404, "ResourceNotFoundException", "end of its life"},
		"a model without an agreement":         {"writer.palmyra-vision-7b", 403, "AccessDeniedException", "don't have access"},
		"a model that does not chat":           {"amazon.titan-embed-text-v2:0", 400, "ValidationException", "doesn't support the model"},
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, sb, converseURL(c.id), hello, signedHeader())
			if got.status != c.status || got.header.Get("X-Amzn-Errortype") != c.code || !strings.Contains(got.text, c.saying) {
				t.Errorf("answers %d %s %s", got.status, got.header.Get("X-Amzn-Errortype"), got.text)
			}
			wantRefusal(t, asked(t, sb, runtimeChatURL, chatOf(c.id, ""), signedHeader()), c.status, c.code, c.saying)
		})
	}
	t.Run("Anthropic's models without the form", func(t *testing.T) {
		noError(t, sb.SetUseCaseSubmitted(false))
		got := asked(t, sb, converseURL("us."+claudeHaiku), hello, signedHeader())
		if got.status != 404 || !strings.Contains(got.text, "use case details have not been submitted") {
			t.Errorf("answers %d %s", got.status, got.text)
		}
	})
}

func TestRuntime_refusesWrongRequests(t *testing.T) {
	sb := New()
	for name, c := range map[string]struct{ body, saying string }{
		"no JSON":                       {`hello`, "JSON"},
		"an unknown member":             {`{"colour":"red"}`, "colour"},
		"no messages":                   {`{}`, "must start with a user message"},
		"an assistant who speaks first": {`{"messages":[{"role":"assistant","content":[{"text":"x"}]}]}`, "must start with a user message"},
		"an unknown role":               {`{"messages":[{"role":"king","content":[{"text":"x"}]}]}`, "enum value set"},
		"an empty message":              {`{"messages":[{"role":"user","content":[]}]}`, "messages.0 is empty"},
		"a blank text":                  {`{"messages":[{"role":"user","content":[{"text":""}]}]}`, "messages.0.content.0 is blank"},
		"a limit of nothing":            {strings.Replace(hello, `{`, `{"inferenceConfig":{"maxTokens":0},`, 1), "maxTokens"},
		"a guardrail that is not there": {strings.Replace(hello, `{`, `{"guardrailConfig":{"guardrailIdentifier":"abc","guardrailVersion":"1"},`, 1), "does not exist"},
	} {
		t.Run(name, func(t *testing.T) {
			got := asked(t, sb, converseURL(novaLite), c.body, signedHeader())
			if got.status != 400 || !strings.Contains(got.text, c.saying) {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
	short := asked(t, sb, converseURL(novaLite), strings.Replace(hello, `{`, `{"inferenceConfig":{"maxTokens":2},`, 1), signedHeader())
	if short.status != 200 || short.at("stopReason") != "max_tokens" || short.at("usage", "outputTokens") != "2" {
		t.Errorf("an answer in two tokens is %d %s", short.status, short.text)
	}
}
