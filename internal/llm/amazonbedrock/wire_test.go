package amazonbedrock

import (
	"encoding/json"
	"flag"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var rewrite = flag.Bool("update", false, "rewrite the golden files")

// operation makes the driver send exactly one operation that is looked at.
type operation struct {
	name string // of the operation, in AWS's words
	does func(t *testing.T, d *driver) error
}

func operations() []operation {
	native := llm.Native{Name: "amazon.nova-lite-v1:0", Serving: "us.amazon.nova-lite-v1:0", Scope: llm.ScopeGeo}
	units := llm.Native{Name: "amazon.nova-lite-v1:0:24k", Serving: servingProvisioned, Scope: llm.ScopeRegion}
	tuned := llm.Native{Name: tunedModel, Serving: servingCustom, Scope: llm.ScopeRegion}
	create := func(spec llm.DeploymentSpec, native llm.Native) func(*testing.T, *driver) error {
		return func(t *testing.T, d *driver) error { _, err := d.Create(t.Context(), spec, native); return err }
	}
	get := func(id string) func(*testing.T, *driver) error {
		return func(t *testing.T, d *driver) error { _, err := d.Get(t.Context(), llm.ID{Value: id}); return err }
	}
	remove := func(id string) func(*testing.T, *driver) error {
		return func(t *testing.T, d *driver) error { return d.Delete(t.Context(), llm.ID{Value: id}) }
	}
	update := func(have llm.Deployment, want llm.DeploymentSpec, native llm.Native) func(*testing.T, *driver) error {
		return func(t *testing.T, d *driver) error { return d.Update(t.Context(), &have, want, native) }
	}
	list := func(t *testing.T, d *driver) error {
		for _, err := range d.List(t.Context(), llm.Filter{Location: testRegion}) {
			if err != nil {
				return err
			}
		}
		return nil
	}
	have := func(id string, model string) llm.Deployment {
		return llm.Deployment{ID: llm.ID{Value: id}, Name: "chat", Native: llm.Native{Name: model}, Tags: map[string]string{"team": "search", "old": "tag"}}
	}
	return []operation{
		{"CreateInferenceProfile", create(profileSpec(), native)},
		{"GetInferenceProfile", get(profileARN)},
		{"DeleteInferenceProfile", remove(profileARN)},
		{"ListInferenceProfiles", list},
		{"ListFoundationModels", func(t *testing.T, d *driver) error { _, err := d.Resolve(t.Context(), profileSpec()); return err }},
		{"CreateProvisionedModelThroughput", create(unitsSpec(), units)},
		{"GetProvisionedModelThroughput", get(unitsARN)},
		{"UpdateProvisionedModelThroughput", update(have(unitsARN, otherModel), unitsSpec(func(s *llm.DeploymentSpec) { s.Name = "renamed"; s.Bedrock.ModelID = tunedModel }), tuned)},
		{"DeleteProvisionedModelThroughput", remove(unitsARN)},
		{"ListProvisionedModelThroughputs", list},
		{"CreateCustomModelDeployment", create(customSpec(), tuned)},
		{"GetCustomModelDeployment", get(customARN)},
		{"UpdateCustomModelDeployment", update(have(customARN, otherModel), customSpec(), tuned)},
		{"DeleteCustomModelDeployment", remove(customARN)},
		{"ListCustomModelDeployments", list},
		{"ListTagsForResource", get(profileARN)},
		{"TagResource", update(have(profileARN, "m"), profileSpec(func(s *llm.DeploymentSpec) { s.Tags = map[string]string{"team": "ads", "new": "tag"} }), native)},
		{"UntagResource", update(have(profileARN, "m"), profileSpec(), native)},
	}
}

// world answers everything that the operations ask.
func world(t *testing.T) *stub {
	t.Helper()
	return routes(t, map[string]string{
		"GET /foundation-models":                                  `{"modelSummaries":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0","modelId":"amazon.nova-lite-v1:0","inputModalities":["TEXT","IMAGE"],"inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}}]}`,
		"GET /inference-profiles":                                 `{"inferenceProfileSummaries":[]}`,
		"POST /inference-profiles":                                `{"inferenceProfileArn":"` + profileARN + `","status":"ACTIVE"}`,
		"GET /inference-profiles/.*":                              `{"inferenceProfileArn":"` + profileARN + `","inferenceProfileName":"chat","status":"ACTIVE","type":"APPLICATION","models":[{"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}]}`,
		"DELETE /inference-profiles/.*":                           `{}`,
		"POST /provisioned-model-throughput":                      `{"provisionedModelArn":"` + unitsARN + `"}`,
		"GET /provisioned-model-throughput/.*":                    `{"provisionedModelArn":"` + unitsARN + `","provisionedModelName":"chat","status":"InService","modelUnits":2,"desiredModelUnits":2,"modelArn":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:24k"}`,
		"PATCH /provisioned-model-throughput/.*":                  `{}`,
		"DELETE /provisioned-model-throughput/.*":                 `{}`,
		"GET /provisioned-model-throughputs":                      `{"provisionedModelSummaries":[]}`,
		"POST /model-customization/custom-model-deployments":      `{"customModelDeploymentArn":"` + customARN + `"}`,
		"GET /model-customization/custom-model-deployments":       `{"modelDeploymentSummaries":[]}`,
		"GET /model-customization/custom-model-deployments/.*":    `{"customModelDeploymentArn":"` + customARN + `","modelDeploymentName":"chat","status":"Active","modelArn":"` + tunedModel + `"}`,
		"PATCH /model-customization/custom-model-deployments/.*":  `{"customModelDeploymentArn":"` + customARN + `"}`,
		"DELETE /model-customization/custom-model-deployments/.*": `{}`,
		"POST /listTagsForResource":                               `{"tags":[{"key":"team","value":"search"}]}`,
		"POST /tagResource":                                       `{}`,
		"POST /untagResource":                                     `{}`,
	})
}

// TestWire compares the requests of every operation with the files that were reviewed.
func TestWire(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			cloud := world(t)
			if err := op.does(t, testDriver(cloud)); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, r := range cloud.all() {
				got = append(got, r.line()+"\n")
				if r.body != "" {
					got = append(got, withoutToken(r.body)+"\n")
				}
			}
			if op.name == "ListInferenceProfiles" || op.name == "ListProvisionedModelThroughputs" || op.name == "ListCustomModelDeployments" {
				slices.Sort(got) // they are read side by side, so their order says nothing
			}
			golden(t, filepath.Join("testdata", "TestWire", op.name+".txt"), strings.Join(got, ""))
		})
	}
}

func withoutToken(body string) string {
	return regexp.MustCompile(`"(client(Request)?Token)":"[a-zA-Z0-9]([-a-zA-Z0-9]{0,254}[a-zA-Z0-9])?"`).ReplaceAllString(body, `"$1":"TOKEN"`)
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *rewrite {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// TestWire_againstTheOfficialRequests holds method, path, query and body of every operation to the snapshots that AWS
// ships with its SDK.
func TestWire_againstTheOfficialRequests(t *testing.T) {
	for _, op := range operations() {
		t.Run(op.name, func(t *testing.T) {
			official := readSnapshot(t, "bedrock", op.name)
			cloud := world(t)
			if err := op.does(t, testDriver(cloud)); err != nil {
				t.Fatal(err)
			}
			for _, r := range cloud.all() {
				if r.method == official.method && official.path.MatchString(r.path) {
					official.compare(t, r)
					return
				}
			}
			t.Fatalf("none of %q is %s %s", cloud.lines(), official.method, official.path)
		})
	}
}

type snapshot struct {
	method string
	path   *regexp.Regexp
	query  []string
	body   any
}

func readSnapshot(t *testing.T, service, name string) snapshot {
	t.Helper()
	text := string(readData(t, "aws", "sdk-snapshots", service, "request_snapshot", name+".request.snap"))
	head, body, _ := strings.Cut(text, "\n\n")
	method, target, _ := strings.Cut(strings.TrimSpace(strings.SplitN(head, "\n", 2)[0]), " ")
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	s := snapshot{method: method, query: slices.Sorted(maps.Keys(u.Query()))}
	s.path = regexp.MustCompile("^" + regexp.MustCompile(`__\w+?__`).ReplaceAllString(u.EscapedPath(), "[^/]+") + "$")
	if i := strings.Index(body, "{"); i >= 0 {
		if err := json.Unmarshal([]byte(body[i:]), &s.body); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s snapshot) compare(t *testing.T, r sent) {
	t.Helper()
	query, err := url.ParseQuery(r.query)
	if err != nil {
		t.Fatal(err)
	}
	for key := range query {
		if !slices.Contains(s.query, key) {
			t.Errorf("query %q is not one of %q", key, s.query)
		}
	}
	var body any
	if r.body != "" {
		if err := json.Unmarshal([]byte(r.body), &body); err != nil {
			t.Fatal(err)
		}
	}
	sameShape(t, "body", s.body, body)
}

// sameShape reports what the driver sends and the official request does not have, or has in another type.
func sameShape(t *testing.T, path string, official, own any) {
	t.Helper()
	switch own := own.(type) {
	case map[string]any:
		o, ok := official.(map[string]any)
		if !ok {
			t.Errorf("%s is an object, officially %T", path, official)
			return
		}
		for key, value := range own {
			if _, known := o[key]; !known {
				t.Errorf("%s.%s is not in the official request", path, key)
				continue
			}
			sameShape(t, path+"."+key, o[key], value)
		}
	case []any:
		o, ok := official.([]any)
		if !ok || len(o) == 0 {
			t.Errorf("%s is a list, officially %T", path, official)
			return
		}
		for _, value := range own {
			sameShape(t, path+"[]", o[0], value)
		}
	case nil:
		if official != nil {
			t.Errorf("%s is missing", path)
		}
	case string:
		if _, ok := official.(string); !ok {
			t.Errorf("%s is a string, officially %T", path, official)
		}
	case float64:
		if _, ok := official.(float64); !ok {
			t.Errorf("%s is a number, officially %T", path, official)
		}
	}
}

// TestWire_signs checks what no snapshot shows: who signs, for what.
func TestWire_signs(t *testing.T) {
	t.Setenv("AWS_BEARER_TOKEN_BEDROCK", "bedrock-api-key-canary")
	inner := world(t)
	seen := ""
	cloud := &stub{answer: func(r *http.Request, body string) (int, string, http.Header) {
		seen = r.Header.Get("Authorization")
		return inner.answer(r, body)
	}}
	if err := testDriver(cloud).Delete(t.Context(), llm.ID{Value: profileARN}); err != nil {
		t.Fatal(err)
	}
	want := regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=AKIDTEST/\d{8}/us-east-1/bedrock/aws4_request,`)
	if !want.MatchString(seen) {
		t.Errorf("Authorization = %q, want a signature of the configured credentials", seen)
	}
}
