package azureopenai

import (
	"bytes"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// recording is one answer of the live service.
type recording struct {
	Body json.RawMessage `json:"body"`
}

func recordedBody(t *testing.T, file string) []byte {
	t.Helper()
	var r recording
	if err := json.Unmarshal(recorded(t, file), &r); err != nil {
		t.Fatal(err)
	}
	return r.Body
}

// live answers like the account and the location of the recordings.
func live(t *testing.T, kind string, bodies map[string][]byte) *deployments {
	t.Helper()
	return scripted(t, func(req *http.Request) *http.Response {
		for suffix, body := range bodies {
			if strings.HasSuffix(req.URL.Path, suffix) {
				return reply(req, http.StatusOK, string(body))
			}
		}
		return reply(req, http.StatusOK, `{"location":"eastus2","kind":"`+kind+`","properties":{}}`)
	})
}

// recordedDeployment is the body that the service answered to a PUT.
func recordedDeployment(t *testing.T) []byte {
	t.Helper()
	found := regexp.MustCompile(`body: &dpy '(\{.*\})'`).FindSubmatch(recorded(t, "../azure/azure-cli/deployment.interactions.yaml"))
	if found == nil {
		t.Fatal("the recording holds no deployment")
	}
	return found[1]
}

func TestContract_deploymentIsRead(t *testing.T) {
	body := recordedDeployment(t)
	d := live(t, "OpenAI", map[string][]byte{"/deployments/dpy": body})
	have, err := d.Get(t.Context(), llm.ID{Value: realAccount + "/deployments/dpy"})
	if err != nil {
		t.Fatal(err)
	}
	want := llm.Native{
		Format: "OpenAI", Name: "gpt-35-turbo", Version: "0125", Serving: "Standard", Capacity: 1,
		Scope: llm.ScopeRegion, Locations: []string{"eastus2"}, UnitTokens: 1000,
	}
	if diff := cmp.Diff(want, have.Native); diff != "" {
		t.Errorf("native (-want +have):\n%s", diff)
	}
	if have.Phase != llm.Ready || have.VersionUpgrade != llm.OnNewDefault || *have.Throughput.TokensPerMinute != 1000 ||
		have.Guardrail != "" || *have.Endpoint.Supports.Context != 16385 {
		t.Errorf("read as %+v", have)
	}
	if want := time.Date(2025, 10, 28, 14, 48, 25, 393632800, time.UTC); !have.Created.Equal(want) {
		t.Errorf("created = %s, want %s", have.Created, want)
	}
}

// TestContract_requestHasTheKeysOfTheRecording compares the body of a create
// with the one that the Azure CLI sent.
func TestContract_requestHasTheKeysOfTheRecording(t *testing.T) {
	found := regexp.MustCompile(`deployments/mock-deployment\?[^']*', body: '(\{.*\})'\}`).FindSubmatch(recorded(t, "../azure/azure-cli/deployment.interactions.yaml"))
	if found == nil {
		t.Fatal("the recording holds no PUT of a deployment")
	}
	spec := llm.DeploymentSpec{VersionUpgrade: llm.OnNewDefault}
	native := llm.Native{Format: "OpenAI", Name: "gpt-35-turbo", Version: "0125", Serving: "Standard", Capacity: 1}
	body, err := toDeployment(document{}, testAccount(t).id, spec, native)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	have, want := decodeMap(t, sent), decodeMap(t, found[1])
	want["properties"].(map[string]any)["versionUpgradeOption"] = "OnceNewDefaultVersionAvailable" // the CLI leaves it out
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("body (-recorded +sent):\n%s", diff)
	}
}

func decodeMap(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// TestContract_routerRequest compares with the sample of the documentation.
func TestContract_routerRequest(t *testing.T) {
	var sample struct {
		Request struct {
			Body json.RawMessage `json:"body"`
		} `json:"request"`
	}
	if err := json.Unmarshal(recorded(t, "../azure/spec-examples/model-router.put.docs-sample.json"), &sample); err != nil {
		t.Fatal(err)
	}
	spec := llm.DeploymentSpec{VersionUpgrade: llm.Pinned, Azure: llm.AzureDeployment{Routing: llm.Routing{Mode: "balanced", Models: []string{
		"OpenAI/gpt-4.1/2025-04-14", "OpenAI/gpt-5.2-chat/2025-12-11", "Meta/Llama-4-Maverick-17B-128E-Instruct-FP8/1",
	}}}}
	native := llm.Native{Format: "OpenAI", Name: "model-router", Version: "2025-11-18", Serving: "GlobalStandard", Capacity: 10}
	body, err := toDeployment(document{}, testAccount(t).id, spec, native)
	if err != nil {
		t.Fatal(err)
	}
	sent, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	have := decodeMap(t, sent)
	delete(have["properties"].(map[string]any), "versionUpgradeOption") // the sample leaves it out
	if diff := cmp.Diff(decodeMap(t, sample.Request.Body), have); diff != "" {
		t.Errorf("body (-sample +sent):\n%s", diff)
	}
}

func TestContract_modelsList(t *testing.T) {
	body := recordedBody(t, "../azure/azure-dev/models.eastus2.quota-test.2025-06-01.json")
	for kind, count := range map[string]int{"OpenAI": 81, "AIServices": 218} {
		t.Run(kind, func(t *testing.T) {
			d := live(t, kind, map[string][]byte{"/models": body})
			on, err := d.p.account(t.Context(), testAccount(t).id)
			if err != nil {
				t.Fatal(err)
			}
			listed, err := d.p.catalogOf(t.Context(), on)
			if err != nil {
				t.Fatal(err)
			}
			if len(listed.offers) != count {
				t.Errorf("%d offers, want %d", len(listed.offers), count)
			}
			checkGPT4o(t, listed)
		})
	}
}

// checkGPT4o looks at one version that has everything: two SKUs of one name, and
// a SKU that retires before the version.
func checkGPT4o(t *testing.T, listed *catalog) {
	t.Helper()
	o, ok := listed.find(llm.Native{Format: "OpenAI", Name: "gpt-4o", Version: "2024-08-06"})
	if !ok {
		t.Fatal("gpt-4o is not listed")
	}
	base, ok := o.sku("Standard", false)
	if !ok || base.usageName != "OpenAI.Standard.gpt-4o" || base.unitTokens != 1000 || base.standard != 10 {
		t.Errorf("base SKU = %+v", base)
	}
	tuned, ok := o.sku("Standard", true)
	if !ok || tuned.usageName != "OpenAI.Standard.gpt-4o-finetune" || tuned.standard != 50 {
		t.Errorf("fine-tuned SKU = %+v", tuned)
	}
	units, ok := o.sku("ProvisionedManaged", false)
	if !ok || units.minimum != 50 || units.step != 50 || units.maximum != 30_000 || units.unitTokens != 0 {
		t.Errorf("provisioned SKU = %+v", units)
	}
	if got := o.ends(base).Format(time.DateOnly); got != "2026-03-31" {
		t.Errorf("the SKU ends on %s", got)
	}
	if got := o.ends(units).Format(time.DateOnly); got != "2026-10-01" || o.status != "Deprecating" {
		t.Errorf("the version ends on %s, %s", got, o.status)
	}
}

func TestContract_successors(t *testing.T) {
	d := live(t, "OpenAI", map[string][]byte{"/models": recordedBody(t, "../azure/azure-cli/models.westeurope.extract.json")})
	for model, want := range map[string]llm.Lifecycle{
		"gpt-35-turbo/0125":       {Status: "GenerallyAvailable", RetiresOn: time.Date(2025, 11, 11, 0, 0, 0, 0, time.UTC), Replacement: "openai/gpt-4.1-mini@20250414"},
		"o3-mini/2025-01-31":      {Replacement: "openai/o4-mini@20250416"},
		"gpt-35-turbo/unlisted":   {},
		"o4-mini/2025-04-16":      {},
		"gpt-4.1-mini/2025-04-14": {},
	} {
		t.Run(model, func(t *testing.T) {
			name, version, _ := strings.Cut(model, "/")
			have := &llm.Deployment{ID: llm.ID{Value: realAccount + "/deployments/chat"}, Native: llm.Native{Format: "OpenAI", Name: name, Version: version, Serving: "Standard"}}
			got, err := d.Lifecycle(t.Context(), have)
			if err != nil {
				t.Fatal(err)
			}
			if got.Replacement != want.Replacement || !want.RetiresOn.IsZero() && got != want {
				t.Errorf("lifecycle = %+v, want %+v", got, want)
			}
		})
	}
}

func TestContract_usages(t *testing.T) {
	d := live(t, "OpenAI", map[string][]byte{"/usages": recordedBody(t, "../azure/azure-dev/usages.canadacentral.2025-06-01.json")})
	on, err := d.p.account(t.Context(), testAccount(t).id)
	if err != nil {
		t.Fatal(err)
	}
	usages, err := d.p.usagesOf(t.Context(), on)
	if err != nil {
		t.Fatal(err)
	}
	if got := usages["openai.globalprovisionedmanaged"]; got.Current != 400 || got.Limit != 100 {
		t.Errorf("usage = %+v, want more in use than the limit", got)
	}
}

func TestContract_policiesAndEmptyList(t *testing.T) {
	d := live(t, "OpenAI", map[string][]byte{
		"/raiPolicies": recorded(t, "../azure/azure-powershell/raiPolicies.list.2024-10-01.extract.json"),
		"/deployments": recordedBody(t, "../azure/azure-dev/deployments.list-empty.2025-06-01.json"),
	})
	on, err := d.p.account(t.Context(), testAccount(t).id)
	if err != nil {
		t.Fatal(err)
	}
	policies, err := d.p.policiesOf(t.Context(), on.id)
	if names := policyNames(policies); err != nil || len(names) != 5 || names[0] != "testPolicy" {
		t.Errorf("policies = %v, %v", names, err)
	}
	for have, err := range d.List(t.Context(), llm.Filter{}) {
		t.Errorf("listed %v, %v; want nothing", have, err)
	}
}

// TestContract_modelsListIsStreamed reads the whole list without holding it.
func TestContract_modelsListIsStreamed(t *testing.T) {
	body := recordedBody(t, "../azure/azure-dev/models.eastus2.quota-test.2025-06-01.json")
	kept := 0
	next, err := eachItem(bytes.NewReader(body), func(d *json.Decoder) error {
		kept++
		var row wireOffer
		return d.Decode(&row)
	})
	if err != nil || next != "" || kept != 436 {
		t.Errorf("%d rows, next %q, %v", kept, next, err)
	}
}
