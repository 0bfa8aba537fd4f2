package drift_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Every property in the table of Azure's own model is classified, and every
// property in a recorded or documented body, and every one that the stand-in
// shows of a deployment that has all of them.
func TestRows_classifyTheModelOfAzure(t *testing.T) {
	paths := slices.Concat(recordedPaths(t), documentedPaths(t), shownPaths(t), refusedPaths(t))
	words := propertyTable(t)
	for _, word := range words {
		if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool { return r.Object == drift.AzureDeployment && says(r.Field, word) }) {
			t.Errorf("nobody has said what becomes of a change of %s", word)
		}
	}
	for _, r := range drift.Rows() { // what only the table of properties knows
		if r.Object == drift.AzureDeployment && slices.ContainsFunc(words, func(word string) bool { return says(r.Field, word) && last(r.Field) == word }) {
			paths = append(paths, strings.TrimSuffix(r.Field, "*"))
		}
	}
	judge(t, drift.AzureDeployment, unique(paths))
}

// last is the last name in a path.
func last(path string) string {
	names := strings.FieldsFunc(path, func(r rune) bool { return r == '.' || r == '[' || r == ']' || r == '*' })
	return names[len(names)-1]
}

func says(field, word string) bool {
	return slices.Contains(strings.FieldsFunc(field, func(r rune) bool { return r == '.' || r == '[' || r == ']' }), word)
}

// recordedPaths are those of the deployment that a live service was recorded to
// answer.
func recordedPaths(t *testing.T) []string {
	t.Helper()
	found := regexp.MustCompile(`body: &dpy '(\{.*\})'`).FindSubmatch(shared(t, "azure", "azure-cli", "deployment.interactions.yaml"))
	if found == nil {
		t.Fatal("the recording holds no deployment")
	}
	return below(decoded(t, found[1]), "")
}

// documentedPaths are those of the requests in Microsoft's own examples.
func documentedPaths(t *testing.T) []string {
	t.Helper()
	var paths []string
	examples := decoded(t, shared(t, "azure", "spec-examples", "deployments-and-capacities.2025-10-01-preview.extract.json"))
	paths = append(paths, below(at(t, examples, "PutDeployment", "request", "body"), "")...)
	router := decoded(t, shared(t, "azure", "spec-examples", "model-router.put.docs-sample.json"))
	return append(paths, below(at(t, router, "request", "body"), "")...)
}

func at(t *testing.T, value any, names ...string) any {
	t.Helper()
	for _, name := range names {
		object, ok := value.(map[string]any)
		if !ok || object[name] == nil {
			t.Fatalf("the sample holds no %v", names)
		}
		value = object[name]
	}
	return value
}

// shownPaths are those of a deployment in the stand-in that has every property.
func shownPaths(t *testing.T) []string {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	var paths []string
	for name, body := range map[string]string{
		"router": `{"sku":{"name":"GlobalStandard","capacity":1},"tags":{"a":"b"},"properties":{"serviceTier":"Priority","deploymentState":"Paused",
			"dynamicThrottlingEnabled":true,"parentDeploymentName":"p","capacitySettings":{"designatedCapacity":1,"priority":1},
			"model":{"format":"OpenAI","name":"model-router","version":"2025-11-18","publisher":"OpenAI","sourceAccount":"x"},
			"routing":{"mode":"cost","models":[{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"}]}}}`,
		"tuned": `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{
			"model":{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14","source":"ftjob"}}}`,
		"claude": `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"Anthropic","name":"claude-sonnet-5","version":"2"},
			"modelProviderData":{"organizationName":"Contoso","countryCode":"DE","industry":"retail"}}}`,
	} {
		status, answer := sb.Do("PUT", sandbox.AzureAccountID()+"/deployments/"+name, body)
		if status != 201 {
			t.Fatalf("%d %s", status, answer)
		}
		paths = append(paths, below(decoded(t, []byte(answer)), "")...)
	}
	return paths
}

// refusedPaths are members of an SKU that the model knows and nobody may set.
func refusedPaths(t *testing.T) []string {
	t.Helper()
	_, answer := sandbox.New().Do("PUT", sandbox.AzureAccountID()+"/deployments/tiered",
		`{"sku":{"name":"GlobalStandard","tier":"Standard"},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1","version":"2025-04-14"}}}`)
	found := regexp.MustCompile(`The (\w+), (\w+) and (\w+) of the SKU`).FindStringSubmatch(answer)
	if found == nil {
		t.Fatal(answer)
	}
	return []string{"sku." + found[1], "sku." + found[2], "sku." + found[3]}
}

// propertyTable holds the words that the table of a deployment's properties
// names them by.
func propertyTable(t *testing.T) []string {
	t.Helper()
	_, section, _ := strings.Cut(string(shared(t, "..", "facts", "azure.md")), "### 1.2 ")
	section, _, _ = strings.Cut(section, "\n### ")
	var words []string
	for line := range strings.Lines(section) {
		cells := strings.Split(line, "|")
		if len(cells) < 4 || strings.HasPrefix(cells[1], "---") || strings.TrimSpace(cells[1]) == "field" {
			continue
		}
		field := regexp.MustCompile(`\([^)]*\)|: [^},]*|\b(int|map|RO)\b`).ReplaceAllString(cells[1], "")
		words = append(words, regexp.MustCompile(`[A-Za-z]+`).FindAllString(field, -1)...)
	}
	if len(words) < 30 {
		t.Fatalf("the table of properties was not found: %v", words)
	}
	return unique(words)
}
