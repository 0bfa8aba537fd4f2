package sandbox

import (
	"net/http"
	"strings"
	"testing"
)

func TestServedHosts_areAnsweredBelowAPath(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	key := b.must("POST", AzureAccountID()+"/listKeys", "").at("key1")
	for name, c := range map[string]struct {
		path, body string
		header     http.Header
		status     int
	}{
		"an account's":                               {"/sandbox/hosts/sandbox.openai.azure.com/openai/v1/chat/completions", chatOf("chat", ""), entraHeader(), 200},
		"bedrock-runtime's":                          {"/sandbox/hosts/bedrock-runtime.us-east-1.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse", hello, signedHeader(), 200},
		"bedrock-runtime's of another region":        {"/sandbox/hosts/bedrock-runtime.us-west-2.amazonaws.com/model/amazon.nova-lite-v1%3A0/converse", hello, signedHeader(), 403},
		"a gateway's":                                {"/sandbox/hosts/sandbox-0000000000.gateway.bedrock-agentcore.us-east-1.amazonaws.com/inference/v1/chat/completions", chatOf("chat", ""), agentcoreHeader(), 404},
		"one of the control plane, which is none":    {"/sandbox/hosts/management.azure.com/subscriptions", "", entraHeader(), 404},
		"none, with a key":                           {"/openai/v1/chat/completions", chatOf("chat", ""), carrying("api-key", key), 200},
		"none, with a token":                         {"/openai/v1/chat/completions", chatOf("chat", ""), entraHeader(), 401},
		"none, with a signature":                     {"/openai/v1/chat/completions", chatOf(novaLite, ""), signedHeader(), 200},
		"none, with a short-term key":                {"/openai/v1/chat/completions", chatOf(novaLite, ""), carrying("Authorization", "Bearer "+shortTermKey("us-west-2", "bedrock", b.Now(), 60)), 200},
		"none, for Converse":                         {"/model/amazon.nova-lite-v1%3A0/converse", hello, carrying("Authorization", scoped("us-west-2", "bedrock")), 200},
		"an account's, with a query that is too old": {"/sandbox/hosts/sandbox.openai.azure.com/openai/v1/chat/completions?api-version=2024-10-21", chatOf("chat", ""), entraHeader(), 400},
	} {
		t.Run(name, func(t *testing.T) {
			if got := b.sendWith("POST", c.path, c.body, c.header); got.status != c.status {
				t.Errorf("answers %d %s", got.status, got.text)
			}
		})
	}
	calls := b.Calls()
	if last := calls[len(calls)-1]; strings.HasPrefix(last.Path, "/sandbox/hosts/") {
		t.Errorf("the log of calls has %s", last.Path)
	}
}

func TestRemote_reachesTheDataPlane(t *testing.T) {
	b := newARMBox(t)
	b.mustDeploy("chat", standardModel(10))
	remote, err := Dial(b.url)
	noError(t, err)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, chatURL, strings.NewReader(chatOf("chat", "")))
	noError(t, err)
	r.Header = entraHeader()
	resp, err := remote.RoundTrip(r)
	noError(t, err)
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("answers %d", resp.StatusCode)
	}
}
