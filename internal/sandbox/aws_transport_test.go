package sandbox

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// checkedTransport sends requests to the sandbox and holds what it answers to the models.
type checkedTransport struct {
	t         *testing.T
	sandbox   *Sandbox
	contracts []contract
	mu        sync.Mutex
	seen      map[string]int
}

// modelChecked returns a transport that checks every answer; where there is no recorded data, one that checks nothing.
func modelChecked(t *testing.T, sb *Sandbox) http.RoundTripper {
	t.Helper()
	if !haveRecorded() {
		return sb
	}
	return &checkedTransport{t: t, sandbox: sb, contracts: awsContracts(t), seen: map[string]int{}}
}

func (c *checkedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := c.sandbox.RoundTrip(r)
	if err != nil || r.Header.Get("Authorization") == "" || strings.Contains(r.Header.Get("Authorization"), "/sts/") {
		return resp, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range c.contracts {
		name := k.operation(r)
		if name == "" {
			continue
		}
		c.seen[name]++
		for _, b := range k.answer(name, resp.StatusCode, resp.Header.Get("X-Amzn-Errortype"), body) {
			c.t.Errorf("answer of %s: %s", name, b)
		}
		return resp, nil
	}
	c.t.Errorf("%s %s %s is no operation of the models", r.Method, r.URL.EscapedPath(), r.Header.Get("X-Amz-Target"))
	return resp, nil
}

// loadContracts reads the models once for all tests, since they are large.
var loadContracts = sync.OnceValues(func() ([]contract, error) {
	var contracts []contract
	for _, name := range []string{"bedrock", "resourcegroupstaggingapi", "service-quotas", "bedrock-agentcore-control"} {
		model, err := readRecorded[serviceModel]("aws", "models", name+".service-2.json")
		if err != nil {
			return nil, err
		}
		contracts = append(contracts, newContract(model))
	}
	sinceModels(contracts[3])
	return contracts, waiveRecorded(contracts[0])
})

func awsContracts(t *testing.T) []contract {
	t.Helper()
	contracts, err := loadContracts()
	if err != nil {
		t.Fatal(err)
	}
	return contracts
}

// waiveRecorded notes which lengths, patterns and enums the recorded answers of Bedrock break themselves.
func waiveRecorded(k contract) error {
	for _, list := range []struct{ file, shape string }{
		{"bedrock_list_foundation_models_dedup_2026-08-22.json", "FoundationModelSummary"},
		{"bedrock_list_inference_profiles_2026-08-22.json", "InferenceProfileSummary"},
	} {
		items, err := readRecorded[[]any]("catalog", "raw", list.file)
		if err != nil {
			return err
		}
		for _, item := range items {
			for _, b := range k.check("", list.shape, item) {
				if slices.Contains([]string{"min", "max", "pattern", "enum"}, b.constraint) {
					k.waived[b.shape+" "+b.constraint] = true
				}
			}
		}
	}
	return nil
}

func TestAWSContract_waivesOnlyWhatTheCloudBreaksItself(t *testing.T) {
	recorded(t, "catalog")
	waived := sortedKeys(awsContracts(t)[0].waived)
	want := []string{
		"BrandedName max", "FoundationModelArn pattern", "InferenceProfileDescription pattern", "InferenceProfileModels max",
		"InferenceProfileName pattern", "InferenceType enum", "ModelCustomization enum", "ModelModality enum",
	}
	for _, name := range waived {
		if !slices.Contains(want, name) {
			t.Errorf("%s is waived, though nobody looked at it", name)
		}
	}
}
