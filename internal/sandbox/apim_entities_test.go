package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// apimSample is one entity of each kind, and another body for it.
type apimSample struct {
	path, body, other, patch string
	member                   string // that other and patch change
}

func apimSamples() map[string]apimSample {
	return map[string]apimSample{
		"an API": {
			"/apis/sample", simpleAPI("sample"), properties(`"displayName":"sample","path":"sample","description":"other"`),
			properties(`"description":"other"`), "description",
		},
		"an operation": {
			"/apis/chat/operations/sample", properties(`"displayName":"sample","method":"POST","urlTemplate":"/a"`),
			properties(`"displayName":"sample","method":"PUT","urlTemplate":"/a"`), properties(`"method":"PUT"`), "method",
		},
		"a policy": {
			"/apis/chat/policies/policy", policyOf(`<policies><inbound><base /></inbound></policies>`),
			policyOf(`<policies><outbound><base /></outbound></policies>`), "", "value",
		},
		"a backend": {
			"/backends/sample", singleBackend("a.example.com"), singleBackend("b.example.com"),
			properties(`"url":"https://b.example.com/openai/v1"`), "url",
		},
		"a subscription": {
			"/subscriptions/sample", properties(`"displayName":"sample","scope":"/apis"`), properties(`"displayName":"sample","scope":"/apis/chat"`),
			properties(`"scope":"/apis/chat"`), "scope",
		},
		"a named value": {
			"/namedValues/sample", properties(`"displayName":"sample","value":"a"`), properties(`"displayName":"sample","value":"b"`),
			properties(`"value":"b"`), "value",
		},
	}
}

// eachSample runs a test for one entity of each kind, in a service of its own that holds the API "chat".
func eachSample(t *testing.T, run func(*testing.T, *apimBox, apimSample)) {
	t.Helper()
	for name, sample := range apimSamples() {
		t.Run(name, func(t *testing.T) {
			b := newApimBox(t)
			b.must("PUT", "/apis/chat", simpleAPI("chat"))
			run(t, b, sample)
		})
	}
}

func TestAPIManagement_everyEntityIsMadeReadChangedAndDeleted(t *testing.T) {
	eachSample(t, func(t *testing.T, b *apimBox, s apimSample) {
		wantStatus(t, b.call("GET", s.path, "", ""), 404)
		made := b.call("PUT", s.path, s.body, "")
		if made.status != 201 {
			t.Fatalf("the create answers %d %s", made.status, made.text)
		}
		read := b.must("GET", s.path, "")
		if read.at("id") != APIManagementID()+s.path || !strings.HasPrefix(read.at("type"), apimServiceType+"/") {
			t.Errorf("the entity is %s", read.text)
		}
		if list := b.must("GET", s.path[:strings.LastIndex(s.path, "/")], ""); !strings.Contains(list.text, `"`+read.at("id")+`"`) {
			t.Errorf("the list lacks the entity: %s", list.text)
		}
		wantStatus(t, b.call("PUT", s.path, s.other, ""), 200)
		if got := b.must("GET", s.path, ""); got.at("properties", s.member) == read.at("properties", s.member) {
			t.Errorf("the change did not stick: %s", got.text)
		}
		b.must("DELETE", s.path, "")
		wantStatus(t, b.call("GET", s.path, "", ""), 404)
		wantStatus(t, b.call("DELETE", s.path, "", "*"), 204)
	})
}

func TestAPIManagement_anETagChangesWithItsEntityOnly(t *testing.T) {
	eachSample(t, func(t *testing.T, b *apimBox, s apimSample) {
		wantStatus(t, b.call("PUT", s.path, s.body, `"of another time"`), 412)
		b.must("PUT", s.path, s.body)
		first := b.must("GET", s.path, "").header.Get("Etag")
		head := b.call("HEAD", s.path, "", "")
		if first == "" || head.status != 200 || head.header.Get("Etag") != first || head.text != "" {
			t.Fatalf("GET answers ETag %q, HEAD %d %q", first, head.status, head.header.Get("Etag"))
		}
		if status, body := b.Do("HEAD", APIManagementID()+s.path, ""); status != 200 || body != "" {
			t.Errorf("HEAD answers %d with the body %q", status, body)
		}
		wantStatus(t, b.call("PUT", s.path, s.body, first), 200)
		if again := b.must("GET", s.path, "").header.Get("Etag"); again != first {
			t.Errorf("an equal PUT changed the ETag from %s to %s", first, again)
		}
		b.must("PUT", s.path, s.other)
		second := b.must("GET", s.path, "").header.Get("Etag")
		if second == first {
			t.Errorf("a change left the ETag at %s", first)
		}
		for _, method := range []string{"PUT", "DELETE"} {
			wantRefusal(t, b.call(method, s.path, s.body, first), 412, "PreconditionFailed", "Resource was modified since last retrieval.")
		}
		if got := b.call("DELETE", s.path, "", second); got.status >= 300 {
			t.Errorf("the right ETag is refused: %d %s", got.status, got.text)
		}
	})
}

func TestAPIManagement_aChangeOrDeleteNeedsAnIfMatch(t *testing.T) {
	eachSample(t, func(t *testing.T, b *apimBox, s apimSample) {
		b.must("PUT", s.path, s.body)
		wantRefusal(t, b.call("DELETE", s.path, "", ""), 400, "MissingOrIncorrectIfMatch", "If-Match")
		if s.patch == "" {
			wantStatus(t, b.call("PATCH", s.path, s.body, "*"), 405)
			return
		}
		wantRefusal(t, b.call("PATCH", s.path, s.patch, ""), 400, "MissingOrIncorrectIfMatch", "If-Match")
		wantRefusal(t, b.call("PATCH", s.path, s.patch, `"other"`), 412, "PreconditionFailed", "")
		before := b.must("GET", s.path, "")
		b.must("PATCH", s.path, s.patch)
		after := b.must("GET", s.path, "")
		if after.at("properties", s.member) == before.at("properties", s.member) {
			t.Errorf("the PATCH did not stick: %s", after.text)
		}
		if before.at("properties", "displayName") != after.at("properties", "displayName") {
			t.Errorf("the PATCH changed what it did not name: %s", after.text)
		}
		wantStatus(t, b.call("PATCH", s.path+"x", s.patch, "*"), 404)
	})
}

func TestAPIManagement_nothingIsBelowWhatIsNotThere(t *testing.T) {
	b := newApimBox(t)
	for kind, s := range apimSamples() {
		t.Run(kind, func(t *testing.T) {
			elsewhere := strings.Replace(APIManagementID(), "/service/sandbox", "/service/nobody", 1)
			got := b.send("GET", elsewhere+s.path+"?api-version=2024-05-01", "")
			wantRefusal(t, got, 404, "ParentResourceNotFound", "/service/nobody' could not be found")
			if strings.HasPrefix(s.path, "/apis/chat/") {
				wantRefusal(t, b.call("PUT", s.path, s.body, ""), 404, "ResourceNotFound", "Api not found.")
			}
		})
	}
}

func TestAPIManagement_namesAndPropertiesAreChecked(t *testing.T) {
	b := newApimBox(t)
	for name, c := range map[string]struct{ path, body, target, message string }{
		"a backend name with a dot":        {"/backends/a.b", singleBackend("a"), "backendId", "invalid"},
		"a backend name that ends in dash": {"/backends/a-", singleBackend("a"), "backendId", "invalid"},
		"a backend name of 81 characters":  {"/backends/" + strings.Repeat("a", 81), singleBackend("a"), "backendId", "1 to 80"},
		"an API name with a star":          {"/apis/a*", simpleAPI("a"), "apiId", "invalid"},
		"an API name with a slash":         {"/apis/a%2Fb", simpleAPI("a"), "apiId", "invalid"},
		"a policy of another name":         {"/apis/chat/policies/mine", policyOf("<policies/>"), "policyId", ""},
		"an unknown property":              {"/backends/a", properties(`"colour":"red"`), "colour", "Invalid field 'colour' specified"},
		"a property of another type":       {"/backends/a", properties(`"url":7`), "url", "Invalid field 'url' specified"},
		"no properties":                    {"/backends/a", `{}`, "properties", "missing"},
		"a display name with a blank":      {"/namedValues/a", properties(`"displayName":"a b","value":"x"`), "displayName", "A-Za-z0-9"},
		"no display name":                  {"/namedValues/a", properties(`"value":"x"`), "displayName", "missing"},
		"an API without a path":            {"/apis/a", properties(`"displayName":"a"`), "path", "missing"},
		"an import":                        {"/apis/a", properties(`"displayName":"a","path":"a","format":"openapi","value":"x"`), "format", "Invalid field"},
		"a protocol of its own":            {"/apis/a", properties(`"displayName":"a","path":"a","protocols":["ftp"]`), "protocols[0]", "'ftp'"},
		"a service URL without a host":     {"/apis/a", properties(`"displayName":"a","path":"a","serviceUrl":"x"`), "serviceUrl", "invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			if strings.HasPrefix(c.path, "/apis/chat/") {
				b.must("PUT", "/apis/chat", simpleAPI("chat"))
			}
			wantField(t, b.call("PUT", c.path, c.body, ""), c.target, c.message)
		})
	}
	wantRefusal(t, b.call("PUT", "/backends/a", "<xml>", ""), 400, "InvalidRequestContent", "")
	wantRefusal(t, b.call("PUT", "/backends/a", `{"colour":"red"}`, ""), 400, "InvalidRequestContent", "'colour'")
}

func TestAPIManagement_listsArePaged(t *testing.T) {
	b := newApimBox(t, PageSize(2))
	for i := range 5 {
		b.must("PUT", fmt.Sprintf("/backends/b%d", i), singleBackend("x.example.com"))
	}
	for query, want := range map[string]int{"": 5, "?$top=3": 3, "?$skip=4": 1, "?$top=2&$skip=1": 2, "?$skip=9": 0} {
		t.Run("with "+query, func(t *testing.T) {
			found, pages, next := 0, 0, "/backends"+query
			for next != "" {
				page := b.call("GET", next, "", "")
				wantStatus(t, page, 200)
				found += strings.Count(page.text, `"name":`)
				if page.at("count") != "5" {
					t.Errorf("the page counts %s", page.at("count"))
				}
				if next = page.at("nextLink"); pages > 5 {
					t.Fatalf("the pages do not end: %s", next)
				}
				pages++
			}
			if found != want || pages != max(1, (want+1)/2) {
				t.Errorf("%d items on %d pages, want %d", found, pages, want)
			}
		})
	}
	for _, query := range []string{"$top=0", "$skip=-1", "$top=x", "$filter=name"} {
		if got := b.call("GET", "/backends?"+query, "", ""); got.status != http.StatusBadRequest {
			t.Errorf("%s answers %d", query, got.status)
		}
	}
}
