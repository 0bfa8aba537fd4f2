package sandbox

import (
	"net/http"
	"slices"
	"strings"
)

// keys are the two keys of an account.
func (a *armAccount) keys() []string {
	of := "-of-" + a.Group + "-" + a.Name
	return []string{"sandbox-key-1" + of, "sandbox-key-2" + of}
}

// servedBy finds the account that a request asks, at its own address or, without a subdomain, at that of its region. At
// an address that names neither, as that of a served sandbox, the key tells it.
func (st *state) servedBy(r *request) *armAccount {
	name := strings.TrimSuffix(r.host, accountDomain(r.host))
	for _, a := range st.accountsIn("") {
		if a.provisioningState(r.now) != "Succeeded" {
			continue
		}
		own := strings.ToLower(a.subdomain())
		switch key := accountKeyOf(r); {
		case own != "" && own == name,
			own == "" && a.Location == name && slices.Contains(a.keys(), key),
			accountDomain(r.host) == "" && slices.Contains(a.keys(), key):
			return a
		}
	}
	return nil
}

// accountKeyOf returns the key of a request, "" for none. It may be sent as a bearer token, as OpenAI's clients do, and
// as Anthropic's do.
func accountKeyOf(r *request) string {
	for _, header := range []string{"Api-Key", "X-Api-Key"} {
		if key := r.header.Get(header); key != "" {
			return key
		}
	}
	if bearer := bearerOf(r); bearer != "" && !isToken(bearer) {
		return bearer
	}
	return ""
}

// bearerOf returns the bearer token of a request, "" for none.
func bearerOf(r *request) string {
	bearer, ok := strings.CutPrefix(r.header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return strings.TrimSpace(bearer)
}

// admit refuses a caller that may not ask the account's models. All words are from public reports.
func (a *armAccount) admit(r *request) *openaiRefusal {
	key, bearer := accountKeyOf(r), bearerOf(r)
	switch {
	case key == "" && bearer == "", key != "" && !slices.Contains(a.keys(), key):
		return wrongKey()
	case key != "" && a.keysDisabled():
		return &openaiRefusal{status: http.StatusForbidden, Code: "AuthenticationTypeDisabled", Message: "Key based authentication is disabled for this resource."}
	case key == "" && !opensModels(bearer):
		return &openaiRefusal{
			status: http.StatusUnauthorized, Code: "401",
			Message: "Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.",
		}
	}
	return nil
}

func wrongKey() *openaiRefusal {
	return &openaiRefusal{
		status: http.StatusUnauthorized, Code: "401",
		Message: "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an " +
			"active subscription and use a correct regional API endpoint for your resource.",
	}
}

// keysDisabled tells whether the account takes tokens alone.
func (a *armAccount) keysDisabled() bool { return string(a.Properties["disableLocalAuth"]) == "true" }
