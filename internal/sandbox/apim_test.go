package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// apimBox is the seeded API Management service of a sandbox, seen by a client over a real socket.
type apimBox struct{ *armBox }

// newApimBox makes a sandbox whose long-running writes end at once, unless told otherwise.
func newApimBox(t *testing.T, opts ...Option) *apimBox {
	t.Helper()
	return &apimBox{newARMBox(t, append([]Option{ProvisioningTime(0)}, opts...)...)}
}

// call sends a request below the service ("/backends/blue"), with an If-Match unless that is "".
func (b *apimBox) call(method, path, body, match string) answer {
	b.t.Helper()
	header := http.Header{"Authorization": {"Bearer token"}, "Content-Type": {"application/json"}}
	if match != "" {
		header.Set("If-Match", match)
	}
	if !strings.Contains(path, "://") {
		path = APIManagementID() + path
	}
	if !strings.Contains(path, "api-version=") {
		separator := "?"
		if strings.Contains(path, "?") {
			separator = "&"
		}
		path += separator + "api-version=2024-05-01"
	}
	return b.sendWith(method, path, body, header)
}

// must is call with If-Match * for what a test takes for granted.
func (b *apimBox) must(method, path, body string) answer {
	b.t.Helper()
	got := b.call(method, path, body, "*")
	if got.status >= 300 {
		b.t.Fatalf("%s %s: %d %s", method, path, got.status, got.text)
	}
	return got
}

// properties is the body of an entity.
func properties(members string) string { return `{"properties":{` + members + `}}` }

func singleBackend(host string) string {
	return properties(`"url":"https://` + host + `/openai/v1","protocol":"http"`)
}

func poolOf(names ...string) string {
	var members []string
	for i, name := range names {
		members = append(members, fmt.Sprintf(`{"id":"%s/backends/%s","weight":%d,"priority":1}`, APIManagementID(), name, 10*(i+1)))
	}
	return properties(`"type":"Pool","pool":{"services":[` + strings.Join(members, ",") + `]}`)
}

func simpleAPI(name string) string {
	return properties(`"displayName":"` + name + `","path":"` + name + `"`)
}

func policyOf(xml string) string {
	return properties(`"format":"rawxml","value":` + string(encoded(xml)))
}

const backendPolicy = `<policies><inbound><base/><set-backend-service backend-id="%s"/></inbound></policies>`

// wantField wants a ValidationError about a property.
func wantField(t *testing.T, got answer, target, message string) {
	t.Helper()
	wantRefusal(t, got, 400, "ValidationError", "One or more fields contain incorrect values:")
	if !strings.Contains(got.text, `"target":"`+target+`"`) || !strings.Contains(got.text, message) {
		t.Fatalf("got %s, want target %q and %q", got.text, target, message)
	}
}

func TestAPIManagement_aNewSandboxHoldsAReadyService(t *testing.T) {
	b := newApimBox(t)
	got := b.must("GET", "", "")
	for member, want := range map[string]string{
		"provisioningState": "Succeeded", "gatewayUrl": "https://sandbox.azure-api.net", "publicNetworkAccess": "Enabled",
	} {
		if have := got.at("properties", member); have != want {
			t.Errorf("%s is %q, want %q", member, have, want)
		}
	}
	if got.at("id") != APIManagementID() || got.at("sku", "name") != "StandardV2" || got.at("identity", "type") != "SystemAssigned" {
		t.Errorf("the service is %s", got.text)
	}
	secret := b.must("GET", "/namedValues/bedrock-api-key", "")
	if secret.at("properties", "secret") != "true" || strings.Contains(secret.text, `"value"`) {
		t.Errorf("the secret is shown as %s", secret.text)
	}
}

func TestAPIManagement_aRouteIsMadeAndTakenDownAgain(t *testing.T) {
	b := newApimBox(t)
	wantStatus(t, b.must("PUT", "/backends/blue", singleBackend("blue.example.com")), 201)
	wantStatus(t, b.must("PUT", "/backends/green", singleBackend("green.example.com")), 201)
	wantStatus(t, b.must("PUT", "/backends/pool", poolOf("blue", "green")), 201)
	wantStatus(t, b.must("PUT", "/apis/chat", simpleAPI("chat")), 201)
	wantStatus(t, b.must("PUT", "/apis/chat/operations/complete", properties(
		`"displayName":"complete","method":"POST","urlTemplate":"/chat/completions"`)), 201)
	wantStatus(t, b.must("PUT", "/apis/chat/policies/policy", policyOf(fmt.Sprintf(backendPolicy, "pool"))), 201)
	for _, path := range []string{"/apis/chat/policies/policy", "/apis/chat/operations/complete", "/backends/pool", "/backends/green", "/backends/blue"} {
		wantStatus(t, b.call("DELETE", path, "", "*"), 200)
		wantStatus(t, b.call("GET", path, "", ""), 404)
		wantStatus(t, b.call("HEAD", path, "", ""), 404)
		wantStatus(t, b.call("DELETE", path, "", "*"), 204)
	}
	wantStatus(t, b.call("DELETE", "/apis/chat", "", "*"), 202)
	wantStatus(t, b.call("GET", "/apis/chat", "", ""), 404)
}

func TestAPIManagement_isServedLikeTheRest(t *testing.T) {
	sb := New(ProvisioningTime(time.Hour))
	mustDo(t, sb, "PUT", APIManagementID()+"/backends/blue", singleBackend("blue.example.com"))
	calls := sb.Calls()
	if got := sb.Route(calls[0]); got != "PUT "+apimOne+"/backends/{entity}" {
		t.Errorf("the call's route is %q", got)
	}
	remove, err := sb.Overlay(APIManagementID()+"/backends/blue", "properties.url", "https://elsewhere.example.com")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/backends", "/backends/blue"} {
		if _, text := sb.Do("GET", APIManagementID()+path, ""); !strings.Contains(text, "elsewhere.example.com") {
			t.Errorf("%s does not show the overlay: %s", path, text)
		}
	}
	remove()
	sb.Hook(Fault(On("GET", "/backends"), 503, "{}", nil))
	if status, _ := sb.Do("GET", APIManagementID()+"/backends/blue", ""); status != 503 {
		t.Errorf("the fault did not reach the service: %d", status)
	}
	mustDo(t, sb, "DELETE", APIManagementID()+"/backends/blue", "")
}
