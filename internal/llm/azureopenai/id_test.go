package azureopenai

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func TestParseID(t *testing.T) {
	want := llm.ID{Value: realAccount + "/deployments/chat", Parent: realAccount, Name: "chat"}
	d := driverFor(Config{})
	for name, text := range map[string]string{
		"the canonical id":          want.Value,
		"literals in other case":    "/SUBSCRIPTIONS/" + realSubscription + "/resourcegroups/rg/PROVIDERS/microsoft.cognitiveservices/Accounts/acct/Deployments/chat",
		"a subscription in capital": strings.Replace(want.Value, realSubscription, strings.ToUpper(realSubscription), 1),
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := d.ParseID(text); err != nil || got != want {
				t.Errorf("got %v, %v; want %v", got, err, want)
			}
		})
	}
}

func TestParseID_refuses(t *testing.T) {
	good := realAccount + "/deployments/chat"
	bad := map[string]string{
		"nothing":               "",
		"an account":            realAccount,
		"a policy":              realAccount + "/raiPolicies/chat",
		"a child of it":         good + "/skus",
		"a trailing slash":      good + "/",
		"no leading slash":      good[1:],
		"a query":               good + "?x",
		"a URL":                 "https://management.azure.com" + good,
		"an ARN":                "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc",
		"a name of the SDK's":   realAccount + "/deployments/..",
		"a group that is a dot": strings.Replace(good, "/rg/", "/./", 1),
		"a group of two dots":   strings.Replace(good, "/rg/", "/../", 1),
		"an empty group":        strings.Replace(good, "/rg/", "//", 1),
		"an escaped slash":      strings.Replace(good, "/rg/", "/r%2fg/", 1),
	}
	for _, name := range llmtest.HostileNames() {
		bad["the name "+name] = realAccount + "/deployments/" + name
	}
	for name, text := range bad {
		t.Run(name, func(t *testing.T) {
			got, err := driverFor(Config{}).ParseID(text)
			if llm.CodeOf(err) != llm.CodeInvalid || got != (llm.ID{}) {
				t.Errorf("got %v, %v; want an invalid id", got, err)
			}
		})
	}
}

func TestTarget(t *testing.T) {
	d := driverFor(Config{AccountID: realAccount})
	spec := llm.DeploymentSpec{Name: "chat"}
	if got, err := d.Target(spec); err != nil || got.Value != realAccount+"/deployments/chat" || got.Parent != realAccount {
		t.Errorf("got %v, %v", got, err)
	}
	spec.Azure.AccountID = realAccount + "2"
	if got, err := d.Target(spec); err != nil || got.Parent != realAccount+"2" {
		t.Errorf("the spec's own account does not come first: %v, %v", got, err)
	}
	spec.Name, spec.NamePrefix = "", "chat-"
	if got, err := d.Target(spec); err != nil || got.Value != "" || got.Parent == "" {
		t.Errorf("without a name: %v, %v; want the account alone", got, err)
	}
}
