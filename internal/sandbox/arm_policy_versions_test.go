package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// propertiesAt reads the properties of the policy "mine" at an api-version.
func (b *armBox) propertiesAt(version string) string {
	b.t.Helper()
	got := b.must("GET", policyID("mine")+"?api-version="+version, "")
	text, err := json.Marshal(got.json["properties"]) // sorts the members
	if err != nil {
		b.t.Fatal(err)
	}
	return string(text)
}

func TestRaiPolicy_readsByTheNamesOfTheVersion(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", policyID("mine"), filtersOf(hatePrompt, `,"mode":"Blocking","customBlocklists":[{"blocklistName":"words","blocking":true,"source":"Completion"}]`))
	const (
		blocklist = `{"blocking":true,"blocklistName":"words"`
		hate      = `"blocking":true,"enabled":true,"name":"Hate"`
		newer     = `"basePolicyName":"Microsoft.Default","contentFilters":[{` + hate + `,"severityThreshold":"Low","source":"Prompt"}],` +
			`"customBlocklists":[` + blocklist + `,"source":"Completion"}],"mode":"Blocking","type":"UserManaged"}`
		older = `{"basePolicyName":"Microsoft.Default","completionBlocklists":[` + blocklist + `}],` +
			`"contentFilters":[{"allowedContentLevel":"Low",` + hate + `,"source":"Prompt"}],"mode":"Blocking","policyType":"UserManaged"}`
	)
	for version, want := range map[string]string{
		"2023-10-01-preview": older, "2024-04-01-preview": older,
		"2024-06-01-preview": "{" + newer, "2024-10-01": "{" + newer, "2025-09-01": "{" + newer,
		"2025-10-01-preview": "{" + strings.Replace(newer, "[{", `[{"action":"NONE",`, 1),
		"2026-03-01":         "{" + strings.Replace(newer, "[{", `[{"action":"NONE",`, 1),
	} {
		t.Run(version, func(t *testing.T) {
			if diff := cmp.Diff(want, b.propertiesAt(version)); diff != "" {
				t.Errorf("properties (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRaiPolicy_writesByTheNamesOfTheVersion(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	b.must("PUT", policyID("mine")+"?api-version=2023-10-01-preview", `{"properties":{"basePolicyName":"Microsoft.Default","mode":"Deferred",
		"promptBlocklists":[{"blocklistName":"words","blocking":true}],"contentFilters":[
		{"name":"Hate","blocking":true,"enabled":true,"allowedContentLevel":"High","severityThreshold":"Low","source":"Prompt"}]}}`)
	want := `{"basePolicyName":"Microsoft.Default","contentFilters":[{"blocking":true,"enabled":true,"name":"Hate","severityThreshold":"High","source":"Prompt"}],` +
		`"customBlocklists":[{"blocking":true,"blocklistName":"words","source":"Prompt"}],"mode":"Deferred","type":"UserManaged"}`
	if diff := cmp.Diff(want, b.propertiesAt("2024-10-01")); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
}

func TestRaiPolicy_whatIsTooNewIsIgnored(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", policyID("mine")+"?api-version=2025-09-01", filtersOf(filter("Jailbreak", "Prompt", `,"action":"RETRY"`),
		`,"safetyProviders":[{"safetyProviderName":"ours"}],"customTopics":[{"topicName":"ours"}],"nobody":"knows"`))
	want := `{"basePolicyName":"Microsoft.Default","contentFilters":[{"action":"NONE","blocking":true,"enabled":true,"name":"Jailbreak","source":"Prompt"}],"type":"UserManaged"}`
	if diff := cmp.Diff(want, b.propertiesAt("2026-03-01")); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
	b.must("PUT", policyID("mine"), filtersOf(filter("Indirect Attack", "PostToolCall", `,"action":"Annotating"`), ""))
	if got := b.propertiesAt("2026-03-01"); !strings.Contains(got, `"action":"ANNOTATING"`) {
		t.Errorf("properties are %s", got)
	}
	if got := b.propertiesAt("2025-09-01"); strings.Contains(got, "action") {
		t.Errorf("an older api-version shows %s", got)
	}
}

func TestRaiPolicy_versionsThatDoNotKnowIt(t *testing.T) {
	b := newARMBox(t)
	b.must("PUT", blocklistID("words"), `{}`)
	newer := filtersOf(filter("Indirect Attack", "PostToolCall", ""), "")
	location := "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/eastus2/raiContentFilters"
	for name, c := range map[string]struct{ method, path, body, code string }{
		"policies in 2023-05-01":                         {"GET", AzureAccountID() + "/raiPolicies?api-version=2023-05-01", "", "NoRegisteredProviderFound"},
		"blocklists in 2023-05-01":                       {"GET", AzureAccountID() + "/raiBlocklists?api-version=2023-05-01", "", "NoRegisteredProviderFound"},
		"batches in 2023-10-01-preview":                  {"POST", blocklistID("words") + "/addRaiBlocklistItems?api-version=2023-10-01-preview", batchOf(1), "NoRegisteredProviderFound"},
		"the list of filters in 2024-04-01-preview":      {"GET", location + "?api-version=2024-04-01-preview", "", "NoRegisteredProviderFound"},
		"asynchronous filters before they had this name": {"PUT", policyID("mine") + "?api-version=2024-04-01-preview", filtersOf("", `,"mode":"Asynchronous_filter"`), "InvalidResourceProperties"},
		"a source in 2025-09-01 that came later":         {"PUT", policyID("mine") + "?api-version=2025-09-01", newer, "Resource has invalid content filter"},
	} {
		t.Run(name+" are refused", func(t *testing.T) {
			wantRefusal(t, b.send(c.method, c.path, c.body), 400, c.code, "")
		})
	}
	wantStatus(t, b.send("PUT", policyID("mine"), newer), 201)
}
