package sandbox

import (
	"strings"
	"testing"
)

const vaultSecret = "https://contoso.vault.azure.net/secrets/bedrock"

func namedValue(displayName, members string) string {
	return properties(`"displayName":"` + displayName + `",` + members)
}

func TestNamedValue_aSecretIsNeverShown(t *testing.T) {
	b := newApimBox(t)
	put := b.must("PUT", "/namedValues/key", namedValue("key", `"value":"canary-1","secret":true,"tags":["a"]`))
	patch := b.must("PATCH", "/namedValues/key", properties(`"value":"canary-2"`))
	poll := b.call("GET", patch.header.Get("Location"), "", "")
	for name, got := range map[string]answer{
		"the PUT": put, "the PATCH": patch, "the poll": poll, "a read": b.must("GET", "/namedValues/key", ""), "the list": b.must("GET", "/namedValues", ""),
	} {
		if strings.Contains(got.text, "canary") {
			t.Errorf("%s shows the secret: %s", name, got.text)
		}
	}
	value := b.call("POST", "/namedValues/key/listValue", "", "")
	if value.status != 200 || value.at("value") != "canary-2" || value.header.Get("Etag") == "" {
		t.Errorf("listValue answers %d %s", value.status, value.text)
	}
	if got := b.must("GET", "/namedValues/key", ""); !strings.Contains(got.text, `"tags":["a"]`) || got.at("properties", "secret") != "true" {
		t.Errorf("the named value is %s", got.text)
	}
}

func TestNamedValue_ofAKeyVault(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/namedValues/key", namedValue("key", `"secret":true,"keyVault":{"secretIdentifier":"`+vaultSecret+`"}`))
	got := b.must("GET", "/namedValues/key", "")
	vault := func(keys ...string) string { return got.at(append([]string{"properties", "keyVault"}, keys...)...) }
	if vault("secretIdentifier") != vaultSecret || vault("lastStatus", "code") != "Success" || got.at("properties", "value") != "" {
		t.Errorf("the named value is %s", got.text)
	}
	wantRefusal(t, b.call("POST", "/namedValues/key/listValue", "", ""), 400, "InvalidOperation", "key vault")
	wantStatus(t, b.call("POST", "/namedValues/nobody/listValue", "", ""), 404)
	b.must("PATCH", "/namedValues/key", properties(`"value":"plain","secret":false`))
	if got = b.must("GET", "/namedValues/key", ""); got.at("properties", "value") != "plain" || vault("secretIdentifier") != "" {
		t.Errorf("after the PATCH it is %s", got.text)
	}
}

func TestNamedValue_refusals(t *testing.T) {
	b := newApimBox(t)
	vault := `"keyVault":{"secretIdentifier":"` + vaultSecret + `"}`
	for name, c := range map[string]struct{ members, target, message string }{
		"neither a value nor a vault":      {`"secret":true`, "value", "not both"},
		"a value and a vault":              {`"secret":true,"value":"x",` + vault, "value", "not both"},
		"a vault that is no secret":        {vault, "secret", "must be secret"},
		"a blank value":                    {`"value":"  "`, "value", "invalid"},
		"a value of 4097 characters":       {`"value":"` + strings.Repeat("x", 4097) + `"`, "value", "1 to 4096"},
		"33 tags":                          {`"value":"x","tags":[` + strings.Repeat(`"a",`, 32) + `"a"]`, "tags", "0 to 32"},
		"a secret of no vault":             {`"secret":true,"keyVault":{"secretIdentifier":"https://contoso.example.com/x"}`, "keyVault.secretIdentifier", "invalid"},
		"an identity that is not assigned": {`"secret":true,"keyVault":{"secretIdentifier":"` + vaultSecret + `","identityClientId":"ceaa6b06-c00f-43ef-99ac-f53d1fe876a0"}`, "keyVault", "not associated"},
	} {
		t.Run(name, func(t *testing.T) {
			wantField(t, b.call("PUT", "/namedValues/tried", namedValue("tried", c.members), ""), c.target, c.message)
			wantStatus(t, b.call("GET", "/namedValues/tried", "", ""), 404)
		})
	}
	b.must("PUT", "", serviceBody("StandardV2", 1, ""))
	wantField(t, b.call("PUT", "/namedValues/tried", namedValue("tried", `"secret":true,`+vault), ""), "keyVault", "no system-assigned identity")
}

// TestNamedValue_aTakenDisplayNameIsToldByThePoll is recorded in a public report of 2026 (apiops issue 837).
func TestNamedValue_aTakenDisplayNameIsToldByThePoll(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/namedValues/one", namedValue("taken", `"value":"x"`))
	put := b.call("PUT", "/namedValues/two", namedValue("Taken", `"value":"y"`), "")
	wantStatus(t, put, 201)
	wantField(t, b.call("GET", put.header.Get("Location"), "", ""), "name", "Property with the same name already exist.")
	wantStatus(t, b.call("GET", "/namedValues/two", "", ""), 404)
}

func TestNamedValue_whatUsesItKeepsIt(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/backends/blue", backendWith(`"credentials":{"header":{"Authorization":["Bearer {{ Bedrock-API-key }}"]}}`))
	wantRefusal(t, b.call("DELETE", "/namedValues/bedrock-api-key", "", "*"), 400, "ValidationError", "/backends/blue")
	b.must("PUT", "/backends/blue", singleBackend("a.example.com"))
	b.must("DELETE", "/namedValues/bedrock-api-key", "")
}
