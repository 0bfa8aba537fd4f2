package azureopenai

import (
	"net/url"
	"regexp"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

func TestGuard_guardrails(t *testing.T) {
	const host, version = "https://management.azure.com", "?api-version=2026-03-01"
	for name, c := range map[string]struct {
		method, path string
		allowed      bool
	}{
		"policies are listed":                       {"GET", "/raiPolicies", true},
		"a policy is read":                          {"GET", "/raiPolicies/strict", true},
		"a policy is written":                       {"PUT", "/raiPolicies/strict", true},
		"a policy is deleted":                       {"DELETE", "/raiPolicies/strict", true},
		"a policy whose name has a space is read":   {"GET", "/raiPolicies/my%20own", true},
		"a policy whose name has a space is new":    {"PUT", "/raiPolicies/my%20own", false},
		"all policies are never deleted":            {"DELETE", "/raiPolicies", false},
		"two dots do not lead to the account":       {"DELETE", "/raiPolicies/..", false},
		"escaped dots do not either":                {"DELETE", "/raiPolicies/%2e%2e", false},
		"a blocklist is read":                       {"GET", "/raiBlocklists/strict-blocked", true},
		"a blocklist is written":                    {"PUT", "/raiBlocklists/strict-blocked", true},
		"a blocklist is deleted":                    {"DELETE", "/raiBlocklists/strict-blocked", true},
		"all blocklists are never deleted":          {"DELETE", "/raiBlocklists", false},
		"two dots of a list lead nowhere":           {"DELETE", "/raiBlocklists/..", false},
		"items are listed":                          {"GET", "/raiBlocklists/strict-blocked/raiBlocklistItems", true},
		"items are added":                           {"POST", "/raiBlocklists/strict-blocked/addRaiBlocklistItems", true},
		"items are deleted":                         {"POST", "/raiBlocklists/strict-blocked/deleteRaiBlocklistItems", true},
		"nothing else is posted":                    {"POST", "/raiBlocklists/strict-blocked/regenerate", false},
		"an escaped slash is no part of a name":     {"DELETE", "/raiPolicies/a%2f..", false},
		"a policy is never patched":                 {"PATCH", "/raiPolicies/strict", false},
		"a policy of a deployment is none":          {"DELETE", "/deployments/chat/raiPolicies/a", false},
		"a trailing slash does not delete them all": {"DELETE", "/raiPolicies/", false},
	} {
		u, err := url.Parse(host + realAccount + c.path + version)
		if err != nil {
			t.Fatal(err)
		}
		if err = guardOf(t, host, false).check(c.method, u); (err == nil) != c.allowed {
			t.Errorf("%s: %v, want allowed %v", name, err, c.allowed)
		}
	}
}

// outgoingGuards is what may leave about guardrails, written down apart from the
// driver's own list.
var outgoingGuards = regexp.MustCompile(`^PUT ` + regexp.QuoteMeta(realAccount) + `/raiPolicies/[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9]$` +
	`|^(GET|DELETE) ` + regexp.QuoteMeta(realAccount) + `/raiPolicies/([A-Za-z0-9]([A-Za-z0-9._-]|%20){0,126})?[A-Za-z0-9]$` +
	`|^(GET|PUT|DELETE|POST) ` + regexp.QuoteMeta(realAccount) + `/raiBlocklists/[A-Za-z0-9][A-Za-z0-9._-]{0,62}[A-Za-z0-9](/raiBlocklistItems|/addRaiBlocklistItems|/deleteRaiBlocklistItems)?$` +
	`|^GET ` + regexp.QuoteMeta(realAccount) + `(/deployments|/raiPolicies)?$`)

// Whatever a guardrail is called, what is sent about it is one of its own requests, or nothing.
func TestGuardrail_hostileNamesLeadNowhere(t *testing.T) {
	names, sent := llmtest.HostileNames(), 0
	for _, name := range append(names, "Microsoft.DefaultV2", "a", "a b", "strict") {
		r := &recorder{}
		p := NewPlatform(Config{AccountID: realAccount, Transport: r, TokenCredential: fakeToken{}})
		all := llm.NewGuardrails(p.Guardrails(), nil)
		spec := standard()
		spec.Name = name
		ctx := t.Context()
		_, _ = all.Create(ctx, spec, 1)
		id := llm.ID{Value: realAccount + "/raiPolicies/" + name, Parent: realAccount, Name: name}
		_, _ = p.Guardrails().Get(ctx, id, []string{"blocklist/" + name, aBlocklist})
		have := &llm.Composite{ID: id, Children: []llm.Child{{Name: "policy/" + name}, {Name: "blocklist/" + name + "-blocked"}}}
		_, _ = p.Guardrails().Put(ctx, spec, have, guardChild(kindRaiPolicy, name))
		_, _ = p.Guardrails().Put(ctx, spec, have, guardChild(kindBlocklist, listName(name)))
		for _, child := range have.Children {
			_ = p.Guardrails().Remove(ctx, have, child.Name)
		}
		for _, request := range r.sent {
			if sent++; !outgoingGuards.MatchString(request) {
				t.Errorf("%q sends %s", name, request)
			}
		}
	}
	if sent == 0 {
		t.Error("nothing was ever sent, not even for a plain name")
	}
	t.Logf("hostile names of guardrails: names=%d requests=%d", len(names), sent)
}
