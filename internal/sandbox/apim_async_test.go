package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// pass moves the sandbox's clock by an hour, after which what takes half of one is done.
func (b *apimBox) pass() {
	b.t.Helper()
	if err := b.Advance(time.Hour); err != nil {
		b.t.Fatal(err)
	}
}

func newSlowApimBox(t *testing.T) *apimBox {
	t.Helper()
	return newApimBox(t, ProvisioningTime(30*time.Minute))
}

func TestAPIManagement_aLongWriteIsPolledAtItsEntity(t *testing.T) {
	for kind, path := range map[string]string{"an API": "/apis/chat", "a named value": "/namedValues/chat"} {
		t.Run(kind, func(t *testing.T) {
			b := newSlowApimBox(t)
			body := apimSampleBody(path)
			put := b.call("PUT", path, body, "")
			poll := put.header.Get("Location")
			if put.status != 201 || put.at("properties", "provisioningState") != "InProgress" ||
				!strings.Contains(poll, path+"?") || !strings.Contains(poll, "asyncId=") || !strings.Contains(poll, "asyncCode=201") {
				t.Fatalf("the PUT answers %d %s, and is polled at %s", put.status, put.text, poll)
			}
			waiting := b.call("GET", poll, "", "")
			if waiting.status != 202 || waiting.header.Get("Location") == "" || waiting.header.Get("Retry-After") == "" || waiting.text != "" {
				t.Errorf("the poll answers %d %v %s", waiting.status, waiting.header, waiting.text)
			}
			for _, method := range []string{"PUT", "PATCH", "DELETE"} {
				wantRefusal(t, b.call(method, path, body, "*"), 409, "PessimisticConcurrencyConflict", "is in progress")
			}
			b.pass()
			done := b.call("GET", poll, "", "")
			if done.status != 201 || done.at("properties", "provisioningState") != "Succeeded" {
				t.Errorf("in the end the poll answers %d %s", done.status, done.text)
			}
			wantStatus(t, b.call("GET", strings.Replace(poll, "asyncId=", "asyncId=0", 1), "", ""), 404)
			wantStatus(t, b.call("GET", strings.Replace(poll, path, path+"x", 1), "", ""), 404)
		})
	}
}

func apimSampleBody(path string) string {
	if strings.HasPrefix(path, "/apis/") {
		return simpleAPI("chat")
	}
	return namedValue("chat", `"value":"x"`)
}

func TestAPIManagement_olderVersionsAnswerAsRecorded(t *testing.T) {
	b := newSlowApimBox(t)
	old := "?api-version=2021-08-01"
	put := b.call("PUT", "/namedValues/chat"+old, namedValue("chat", `"value":"x"`), "")
	if put.status != 202 || put.text != "" || !strings.Contains(put.header.Get("Location"), "asyncCode=201") {
		t.Fatalf("the PUT answers %d %s %v", put.status, put.text, put.header)
	}
	b.pass()
	done := b.call("GET", put.header.Get("Location"), "", "")
	if done.status != 201 || !strings.HasSuffix(done.text, `"properties":{"displayName":"chat","value":"x","tags":[],"secret":false}}`) {
		t.Errorf("the poll answers %d %s", done.status, done.text)
	}
	patch := b.call("PATCH", "/namedValues/chat"+old, properties(`"value":"y"`), "*")
	if patch.status != 202 || !strings.Contains(patch.header.Get("Location"), "asyncCode=200") {
		t.Errorf("the PATCH answers %d %s", patch.status, patch.text)
	}
	wantStatus(t, b.call("PUT", "/apis/chat"+old, simpleAPI("chat"), ""), 201)
	wantStatus(t, b.call("PUT", "/apis/chat/policies/policy"+old, policyOf("<policies />"), ""), 201)
	wantStatus(t, b.call("DELETE", "/apis/chat"+old, "", "*"), 200)
	for _, version := range []string{"2020-01-01", "2031-01-01", "2026-03-01"} {
		wantRefusal(t, b.call("GET", "/apis?api-version="+version, "", ""), 400, "NoRegisteredProviderFound", "for type 'service'")
	}
}

func TestAPIManagement_whatIsNotReadyIsNotUsed(t *testing.T) {
	b := newSlowApimBox(t)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	wantRefusal(t, b.call("PUT", "/apis/chat/policies/policy", policyOf("<policies />"), ""), 409, "PessimisticConcurrencyConflict", "Operation on the API is in progress")
	b.pass()
	b.must("PUT", "/namedValues/key", namedValue("key", `"value":"x"`))
	usesKey := policyOf(`<policies><inbound><set-variable name="a" value="{{key}}"/></inbound></policies>`)
	wantField(t, b.call("PUT", "/apis/chat/policies/policy", usesKey, ""), "representation", "Cannot find a property 'key'")
	wantField(t, b.call("PUT", "/backends/a", backendWith(`"credentials":{"header":{"x":["{{key}}"]}}`), ""), "credentials", "Property 'key' not found.")
	b.pass()
	b.must("PUT", "/apis/chat/policies/policy", usesKey)
}

func TestAPIManagement_whatIsBeingDeletedIsStillThere(t *testing.T) {
	b := newSlowApimBox(t)
	b.must("PUT", "/backends/blue", singleBackend("blue.example.com"))
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.pass()
	b.must("PUT", "/apis/chat/policies/policy", policyOf(fmt.Sprintf(backendPolicy, "blue")))
	gone := b.must("DELETE", "/apis/chat", "")
	wantStatus(t, gone, 202)
	if got := b.must("GET", "/apis/chat", ""); got.at("properties", "provisioningState") != "Deleting" {
		t.Errorf("while it is deleted the API is %s", got.text)
	}
	wantStatus(t, b.call("DELETE", "/backends/blue", "", "*"), 400)
	wantStatus(t, b.call("GET", gone.header.Get("Location"), "", ""), 202)
	b.pass()
	wantStatus(t, b.call("GET", gone.header.Get("Location"), "", ""), 204)
	wantStatus(t, b.call("GET", "/apis/chat", "", ""), 404)
	wantStatus(t, b.call("DELETE", "/backends/blue", "", "*"), 200)
	b.must("PUT", "/apis/chat", simpleAPI("chat"))
	b.pass()
	wantStatus(t, b.call("GET", "/apis/chat/policies/policy", "", ""), 404)
}

func TestAPIManagement_aFailureEndsThePollAndAPutRepairsIt(t *testing.T) {
	b := newSlowApimBox(t)
	put := b.must("PUT", "/apis/chat", simpleAPI("chat"))
	if err := b.FailAPIManagement(APIManagementID()+"/apis/chat", "Failed"); err != nil {
		t.Fatal(err)
	}
	if got := b.must("GET", "/apis/chat", ""); got.at("properties", "provisioningState") != "Failed" {
		t.Errorf("the API is %s", got.text)
	}
	b.pass()
	wantRefusal(t, b.call("GET", put.header.Get("Location"), "", ""), 400, "OperationFailed", "'Failed'")
	wantStatus(t, b.must("PUT", "/apis/chat", simpleAPI("chat")), 200)
	b.pass()
	if got := b.must("GET", "/apis/chat", ""); got.at("properties", "provisioningState") != "Succeeded" {
		t.Errorf("after the repair the API is %s", got.text)
	}
}

// TestAPIManagement_twoWritesBelowOneAPI is what public reports tell: they race for the API's ETag.
func TestAPIManagement_twoWritesBelowOneAPI(t *testing.T) {
	b := newApimBox(t, WriteTime(time.Hour))
	b.must("PUT", "/apis/chat?api-version=2021-08-01", simpleAPI("chat"))
	wantRefusal(t, b.call("PUT", "/apis/chat/policies/policy", policyOf("<policies />"), ""), 412, "PreconditionFailed", "Resource was modified")
	wantStatus(t, b.call("PUT", "/apis/other?api-version=2021-08-01", simpleAPI("other"), ""), 201)
	b.must("PUT", "/backends/a", singleBackend("a.example.com"))
	b.must("PUT", "/backends/b", singleBackend("b.example.com"))
	wantStatus(t, b.call(http.MethodGet, "/apis/chat", "", ""), 200)
}

func TestAPIManagement_itsStateSurvivesTheFile(t *testing.T) {
	path := t.TempDir() + "/sandbox.json"
	for i, want := range []int{201, 200} {
		sb, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if status, text := sb.Do("PUT", APIManagementID()+"/backends/blue", singleBackend(fmt.Sprintf("b%d.example.com", i))); status != want {
			t.Fatalf("PUT %d: %d %s", i, status, text)
		}
	}
}

func TestAPIManagement_aPollSeesWhatALagHidesFromReads(t *testing.T) {
	b := newApimBox(t)
	b.Hook(Lag(time.Hour))
	put := b.must("PUT", "/apis/chat", simpleAPI("chat"))
	wantStatus(t, b.call("GET", "/apis/chat", "", ""), 404)
	wantStatus(t, b.call("GET", put.header.Get("Location"), "", ""), 201)
}
