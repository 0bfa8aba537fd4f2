package drift_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Every property of a RAI policy that the specification or a recording has, and
// every one that the stand-in shows of policies, blocklists and items that have
// all of them, is classified; so is every filter that a recording lists.
func TestRows_classifyTheModelOfRAI(t *testing.T) {
	policy := shownOfRAI(t, "/raiPolicies/whole")
	for _, recorded := range itemsOf(t, decoded(t, shared(t, "azure", "azure-powershell", "raiPolicies.list.2024-10-01.extract.json")), "value") {
		policy = append(policy, below(recorded, "")...)
	}
	policy = append(policy, "properties.customTopics[].*", "properties.safetyProviders[].safetyProviderName") // no stand-in holds one
	judge(t, drift.RAIPolicy, unique(policy))
	judge(t, drift.Blocklist, shownOfRAI(t, "/raiBlocklists/words"))
	judge(t, drift.BlocklistItem, append(shownOfRAI(t, "/raiBlocklists/words/raiBlocklistItems/one"), "tags."))
	for _, word := range specifiedOfRAI(t) {
		if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool { return r.Object == drift.RAIPolicy && says(r.Field, word) }) {
			t.Errorf("nobody has said what becomes of a change of %s", word)
		}
	}
}

// Every filter that the service has is one that a row speaks of, by its name.
func TestRows_speakOfEveryFilterOfRAI(t *testing.T) {
	recorded := decoded(t, shared(t, "azure", "azure-powershell", "raiPolicies.list.2024-10-01.extract.json"))
	filters := itemsOf(t, recorded, "raiContentFilters")
	for _, filter := range filters {
		name, _ := at(t, filter, "name").(string)
		for _, field := range []string{"enabled", "blocking"} {
			if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool {
				return r.Object == drift.RAIPolicy && strings.HasSuffix(r.Field, "."+field) && strings.HasPrefix(r.Case, name+", ")
			}) {
				t.Errorf("nobody has said what becomes of a change of %s of the filter %s", field, name)
			}
		}
	}
	t.Logf("filters=%d", len(filters))
}

func itemsOf(t *testing.T, value any, names ...string) []any {
	t.Helper()
	items, ok := at(t, value, names...).([]any)
	if !ok || len(items) == 0 {
		t.Fatalf("the recording holds no %v", names)
	}
	return items
}

// specifiedOfRAI are the words by which the notes on the specification name the
// properties of a policy.
func specifiedOfRAI(t *testing.T) []string {
	t.Helper()
	_, section, _ := strings.Cut(string(shared(t, "..", "facts", "azure.md")), "## 4. ")
	put := regexp.MustCompile(`PUT .* properties: ([^;]*); (type) `).FindStringSubmatch(section)
	filter := regexp.MustCompile(`(?m)^contentFilters\[\]: (name), (enabled), (blocking), (source) .*(severityThreshold) .*, (action) `).FindStringSubmatch(section)
	if put == nil || filter == nil {
		t.Fatal("the notes on policies were not found")
	}
	return append(regexp.MustCompile(`[A-Za-z]+`).FindAllString(put[1], -1), append(put[2:], filter[1:]...)...)
}

// shownOfRAI lists what the stand-in shows of what is made with every member.
func shownOfRAI(t *testing.T, path string) []string {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	for _, made := range [][2]string{
		{"/raiBlocklists/words", `{"tags":{"a":"b"},"properties":{"description":"d"}}`},
		{"/raiBlocklists/words/raiBlocklistItems/one", `{"properties":{"pattern":"p","isRegex":true}}`},
		{"/raiPolicies/whole", `{"tags":{"a":"b"},"properties":{"basePolicyName":"Microsoft.DefaultV2","mode":"Blocking",
			"contentFilters":[{"name":"Hate","source":"Prompt","enabled":true,"blocking":true,"severityThreshold":"Low","action":"BLOCKING"}],
			"customBlocklists":[{"blocklistName":"words","source":"Prompt","blocking":true}]}}`},
	} {
		if status, answer := sb.Do("PUT", sandbox.AzureAccountID()+made[0], made[1]); status > 299 {
			t.Fatalf("%s: %d %s", made[0], status, answer)
		}
	}
	status, answer := sb.Do("GET", sandbox.AzureAccountID()+path, "")
	if status != 200 {
		t.Fatalf("%s: %d %s", path, status, answer)
	}
	return unique(below(decoded(t, []byte(answer)), ""))
}
