package sandbox

import (
	"strings"
	"testing"
)

func TestAPI_showsTheDefaultsOfTheService(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/apis/chat", properties(`"authenticationSettings":{},"displayName":"Chat","path":"/llm/chat"`))
	want := `"properties":{"displayName":"Chat","apiRevision":"1","description":null,"subscriptionRequired":true,"serviceUrl":null,` +
		`"path":"llm/chat","protocols":["https"],"authenticationSettings":{"oAuth2":null,"openid":null},"subscriptionKeyParameterNames":` +
		`{"header":"Ocp-Apim-Subscription-Key","query":"subscription-key"},"isCurrent":true`
	if got := b.must("GET", "/apis/chat?api-version=2021-08-01", ""); !strings.HasSuffix(got.text, want+"}}") {
		t.Errorf("at 2021-08-01, as azure-cli recorded it, the API is\n%s, want\n%s", got.text, want)
	}
	if got := b.must("GET", "/apis/chat", ""); !strings.HasSuffix(got.text, want+`,"provisioningState":"Succeeded"}}`) {
		t.Errorf("at 2024-05-01 the API is %s", got.text)
	}
}

func TestAPI_itsPathAndNameAreItsOwn(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/apis/one", properties(`"displayName":"One","path":"shared"`))
	wantField(t, b.call("PUT", "/apis/two", properties(`"displayName":"Two","path":"/Shared"`), ""), "path",
		"Cannot create API 'two' with the same Path 'Shared' as API 'one'  unless it's a part of the same version set")
	wantField(t, b.call("PUT", "/apis/two", properties(`"displayName":"one","path":"two"`), ""), "name", "API with the same name already exist.")
	b.must("PUT", "/apis/one", properties(`"displayName":"One","path":"shared","subscriptionRequired":false`))
}

func TestAPI_takesWhatIsBelowItAway(t *testing.T) {
	b := newApimBox(t)
	for _, name := range []string{"chat", "chatter"} {
		b.must("PUT", "/apis/"+name, simpleAPI(name))
		b.must("PUT", "/apis/"+name+"/policies/policy", policyOf("<policies />"))
	}
	b.must("DELETE", "/apis/chat", "")
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	wantStatus(t, b.call("GET", "/apis/chat/policies/policy", "", ""), 404)
	wantStatus(t, b.call("GET", "/apis/chatter/policies/policy", "", ""), 200)
}

// TestOperation_isShownAsRecorded compares with azure-cli's recording: a read holds a request, a list does not.
func TestOperation_isShownAsRecorded(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.must("PUT", "/apis/chat/operations/get", properties(`"templateParameters":[{"name":"id","description":"Format - int32.","type":"integer",`+
		`"required":true}],"description":"This is Description","displayName":"GetSPSession","method":"GET","urlTemplate":"/session/{id}"`))
	begin := `"properties":{"displayName":"GetSPSession","method":"GET","urlTemplate":"/session/{id}","templateParameters":[{"name":"id",` +
		`"description":"Format - int32.","type":"integer","required":true,"values":[]}],"description":"This is Description",`
	request := `"request":{"queryParameters":[],"headers":[],"representations":[]},`
	end := `"responses":[],"policies":null}}`
	if got := b.must("GET", "/apis/chat/operations/get", ""); !strings.Contains(got.text, begin+request+end) {
		t.Errorf("a read shows %s", got.text)
	}
	if got := b.must("GET", "/apis/chat/operations", ""); !strings.Contains(got.text, begin+end) || got.at("count") != "1" {
		t.Errorf("the list shows %s", got.text)
	}
}

func TestOperation_refusals(t *testing.T) {
	b := newApimBox(t)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.must("PUT", "/apis/chat/operations/one", properties(`"displayName":"one","method":"POST","urlTemplate":"/a"`))
	for name, c := range map[string]struct{ body, target, message string }{
		"the method and template of another": {`"displayName":"two","method":"POST","urlTemplate":"/a"`, "urlTemplate", "already exists"},
		"a template without a slash":         {`"displayName":"two","method":"POST","urlTemplate":"b"`, "urlTemplate", "invalid"},
		"a parameter that is not declared":   {`"displayName":"two","method":"POST","urlTemplate":"/b/{id}"`, "templateParameters", "vice-versa"},
		"a parameter that is not used":       {`"displayName":"two","method":"POST","urlTemplate":"/b","templateParameters":[{"name":"id","type":"string"}]`, "templateParameters", "vice-versa"},
		"a method in small letters":          {`"displayName":"two","method":"post","urlTemplate":"/b"`, "method", "invalid"},
		"policies of its own":                {`"displayName":"two","method":"POST","urlTemplate":"/b","policies":"<policies/>"`, "policies", "invalid"},
		"no method":                          {`"displayName":"two","urlTemplate":"/b"`, "method", "missing"},
	} {
		t.Run(name, func(t *testing.T) {
			wantField(t, b.call("PUT", "/apis/chat/operations/two", properties(c.body), ""), c.target, c.message)
		})
	}
}
