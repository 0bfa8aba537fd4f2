package sandbox

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// exchange is one request to the live service and its answer, as azure-cli recorded them.
type exchange struct {
	method, uri, send string
	status            int
	headers           string
	answer            string // JSON, or "" where the recording holds none
}

// recordedExchanges reads deployment.interactions.yaml, of which it needs a few quoted scalars on lines of their own.
func recordedExchanges(t *testing.T) []exchange {
	t.Helper()
	raw, err := os.ReadFile(recorded(t, "azure", "azure-cli", "deployment.interactions.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var all []exchange
	aliased := ""
	for _, text := range strings.Split(string(raw), "- request:")[1:] {
		request, response, _ := strings.Cut(text, "response:")
		e := exchange{
			method: scalar(request, `method: (\w+)`), uri: scalar(request, `uri: '([^']+)'`), send: scalar(request, `body: '([^']*)'`),
			headers: strings.ToLower(response), answer: scalar(response, `body: (?:&\w+ )?'(\{[^']*)'`),
		}
		if e.status, err = strconv.Atoi(scalar(response, `code: (\d+)`)); err != nil {
			t.Fatalf("recording without a status: %s", text)
		}
		if strings.Contains(response, "body: &dpy") {
			aliased = e.answer
		}
		if strings.Contains(response, "body: *dpy") {
			e.answer = aliased
		}
		all = append(all, e)
	}
	if len(all) != 8 {
		t.Fatalf("read %d recorded exchanges, want 8", len(all))
	}
	return all
}

func scalar(text, pattern string) string {
	if found := regexp.MustCompile(pattern).FindStringSubmatch(text); found != nil {
		return found[1]
	}
	return ""
}

// TestContract_recordedDeployment replays what azure-cli did to the live service: same statuses, same headers of the
// long-running protocol, same fields. The recorded model is long retired, so another one takes its place.
func TestContract_recordedDeployment(t *testing.T) {
	b := newARMBox(t, ProvisioningTime(0))
	groups := "/subscriptions/" + AzureSubscription + "/resourceGroups/clitest.rg000001"
	wantStatus(t, b.send("PUT", groups+"?api-version=2021-04-01", `{"location":"japaneast"}`), 201)
	account := groups + "/providers/Microsoft.CognitiveServices/accounts/cs_cli_test_000002"
	replace := strings.NewReplacer("gpt-35-turbo", "gpt-4o", "0125", "2024-11-20", `"Standard"`, `"GlobalStandard"`,
		"00000000-0000-0000-0000-000000000000", AzureSubscription)
	poll := ""
	for _, e := range recordedExchanges(t) {
		uri := strings.Replace(replace.Replace(e.uri), "...", strings.TrimSuffix(account, "/accounts/cs_cli_test_000002"), 1)
		if strings.Contains(uri, "operationResults") {
			uri = poll
		}
		got := b.send(e.method, uri, replace.Replace(e.send))
		if got.status != e.status {
			t.Fatalf("%s %s: status %d, recorded %d: %s", e.method, e.uri, got.status, e.status, got.text)
		}
		for _, header := range []string{"azure-asyncoperation", "etag"} {
			recordedIt := strings.Contains(e.headers, header+":")
			if has := got.header.Get(header) != ""; recordedIt && !has || header != "etag" && has && !recordedIt {
				t.Errorf("%s %s: has header %s: %v, recorded: %v", e.method, e.uri, header, has, recordedIt)
			}
		}
		if url := got.header.Get("Azure-Asyncoperation"); url != "" {
			poll = url
		}
		if e.answer == "" {
			continue
		}
		if diff := cmp.Diff(shapeOf(t, e.answer), shapeOf(t, got.text)); diff != "" {
			t.Errorf("%s %s: fields (-recorded +ours):\n%s", e.method, e.uri, diff)
		}
	}
}

// shapeOf returns the paths of all fields of a JSON text with the type of their values, without what depends on the
// model (capabilities) and without raiPolicyName, which the service has shown since about March 2026.
func shapeOf(t *testing.T, text string) []string {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(text), &value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	paths := fieldPaths("", value)
	paths = slices.DeleteFunc(paths, func(path string) bool {
		return strings.Contains(path, "/capabilities/") || strings.HasPrefix(path, "/properties/raiPolicyName") ||
			strings.Contains(path, "/[]/properties/raiPolicyName")
	})
	slices.Sort(paths)
	return slices.Compact(paths)
}

func fieldPaths(at string, value any) []string {
	switch value := value.(type) {
	case map[string]any:
		paths := []string{at + " object"}
		for name, inner := range value {
			paths = append(paths, fieldPaths(at+"/"+name, inner)...)
		}
		return paths
	case []any:
		paths := []string{at + " list"}
		for _, inner := range value {
			paths = append(paths, fieldPaths(at+"/[]", inner)...)
		}
		return paths
	case string:
		return []string{at + " string"}
	case float64:
		return []string{at + " number"}
	}
	return []string{at + " other"}
}

type recordedBody struct {
	Body json.RawMessage `json:"body"`
}

// TestContract_recordedLists compares the fields of the models and usages lists with recordings of eastus2. Fields
// that the stand-in leaves out are named here, each with its reason.
func TestContract_recordedLists(t *testing.T) {
	leftOut := []string{
		"/value/[]/model/description string",          // words for people
		"/value/[]/model/skus/[]/costs",               // meters are empty for most models (facts, section 3)
		"/value/[]/model/finetuneCapabilities",        // keys differ per model
		"/value/[]/model/capabilities/",               // keys differ per model
		"/value/[]/model/modelCatalogAssetId string",  // newer than the recording
		"/value/[]/model/replacementConfig",           // newer than the recording
		"/value/[]/model/publisher string",            // compared for presence only by model
		"/value/[]/model/deprecation/fineTune string", // some models only
	}
	for list, file := range map[string]string{
		"models": "models.eastus2.quota-test.2025-06-01.json",
		"usages": "usages.eastus2.quota-test.2025-06-01.json",
	} {
		t.Run(list, func(t *testing.T) {
			theirs := recordedJSON[recordedBody](t, "azure", "azure-dev", file)
			b := newARMBox(t)
			got := b.send("GET", "/subscriptions/"+AzureSubscription+"/providers/Microsoft.CognitiveServices/locations/eastus2/"+list+"?api-version=2025-06-01", "")
			wantStatus(t, got, 200)
			trim := func(paths []string) []string {
				return slices.DeleteFunc(paths, func(path string) bool {
					return slices.ContainsFunc(leftOut, func(prefix string) bool { return strings.HasPrefix(path, prefix) })
				})
			}
			if diff := cmp.Diff(trim(shapeOf(t, string(theirs.Body))), trim(shapeOf(t, got.text))); diff != "" {
				t.Errorf("fields (-recorded +ours):\n%s", diff)
			}
		})
	}
}

func TestContract_specExamples(t *testing.T) {
	type example struct {
		Put struct {
			Request struct {
				Body struct {
					Properties struct {
						ServiceTier     string `json:"serviceTier"`
						DeploymentState string `json:"deploymentState"`
					} `json:"properties"`
				} `json:"body"`
			} `json:"request"`
		} `json:"PutDeployment"`
	}
	put := recordedJSON[example](t, "azure", "spec-examples", "deployments-and-capacities.2025-10-01-preview.extract.json").Put.Request.Body.Properties
	b := newARMBox(t)
	b.mustDeploy("chat", model("GlobalStandard", 1, "gpt-5-mini", "2025-08-07", `,"serviceTier":"`+put.ServiceTier+`","deploymentState":"`+put.DeploymentState+`"`))
	got := b.send("GET", deploymentID("chat"), "")
	if got.at("properties", "serviceTier") != put.ServiceTier || got.at("properties", "deploymentState") != put.DeploymentState || put.ServiceTier == "" {
		t.Errorf("GET answers %s", got.text)
	}

	type router struct {
		Request struct {
			Body json.RawMessage `json:"body"`
		} `json:"request"`
	}
	sample := recordedJSON[router](t, "azure", "spec-examples", "model-router.put.docs-sample.json").Request.Body
	// One member of the sample retired on 2026-06-29 and left the router's list; another takes its place.
	wantRefusal(t, b.deploy("router", string(sample)), 400, "InvalidResourceProperties", "gpt-5.2-chat")
	wantStatus(t, b.deploy("router", strings.Replace(string(sample), "gpt-5.2-chat", "gpt-5.2", 1)), 201)
	if routing := b.send("GET", deploymentID("router"), "").at("properties", "routing", "mode"); routing != "balanced" {
		t.Errorf("routing mode is %q", routing)
	}
}
