package amazonbedrock

import (
	"net/http"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func TestRoute_listNeedsARegion(t *testing.T) {
	cfg := testConfig(always(200, "{}", nil))
	cfg.Region = ""
	if _, err := llmtest.Listed(NewPlatform(cfg).Routes().List(t.Context(), llm.Filter{})); llm.CodeOf(err) != llm.CodeInvalid {
		t.Errorf("list: %v, want the missing region", err)
	}
}

// Where the credentials' account is not asked for, each gateway tells it.
func TestRoute_listWithoutTheAccount(t *testing.T) {
	for sentence, c := range map[string]struct {
		account string // of the credentials
		arn     string // that the gateway tells
		asked   int    // how often a gateway is read
		code    llm.Code
	}{
		"the account is known":          {testAccount, testGateway, 0, ""},
		"the gateway tells it":          {"", testGateway, 1, ""},
		"the answer is about another":   {"", strings.Replace(testGateway, "main", "other", 1), 1, llm.CodeProtocol},
		"the answer names no account":   {"", strings.Replace(testGateway, testAccount, "", 1), 1, llm.CodeProtocol},
		"a real gateway is a sandbox's": {"", strings.Replace(testGateway, testAccount, SandboxAccount, 1), 1, llm.CodeRefused},
	} {
		t.Run(sentence, func(t *testing.T) {
			inner := gatewayHolds(t, false)
			cloud := &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
				status, answer, header := inner.answer(r, body)
				return status, strings.ReplaceAll(answer, testGateway, c.arn), header
			}}
			cfg := testConfig(cloud)
			cfg.AccountID = c.account
			ids, err := llmtest.Listed(NewPlatform(cfg).Routes().List(t.Context(), llm.Filter{}))
			if c.code != "" {
				if llm.CodeOf(err) != c.code {
					t.Errorf("list: %v, want %s", err, c.code)
				}
			} else if err != nil || len(ids) != 1 || ids[0] != testGateway+"/route/assistant" {
				t.Errorf("listed %v, %v", ids, err)
			}
			if asked := strings.Count(strings.Join(cloud.lines(), "\n")+"\n", "GET /gateways/main-abcdefghij/\n"); asked != c.asked {
				t.Errorf("the gateway was read %d times, want %d: %v", asked, c.asked, cloud.lines())
			}
		})
	}
}
