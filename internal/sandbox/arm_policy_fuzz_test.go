package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzRaiBodies puts anything as a policy, an item and a batch: what is taken is read back as it was answered, and what
// is refused says so in ARM's form.
func FuzzRaiBodies(f *testing.F) {
	for _, seed := range []string{
		filtersOf(hatePrompt, `,"mode":"Blocking"`), word("alpha"), batchOf(2), `["one"]`, `{}`, `[]`, `null`, `[null]`,
		`{"properties":null}`, filtersOf("null", ""), filtersOf("", `,"customBlocklists":[null]`),
		`{"properties":{"pattern":"(","isRegex":true}}`, `{"properties":{"pattern":1}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, body string) {
		sb := New(ProvisioningTime(0))
		sb.Do("PUT", blocklistID("words"), `{}`)
		for _, call := range [][2]string{
			{"PUT", policyID("mine")},
			{"PUT", policyID("old") + "?api-version=2023-10-01-preview"},
			{"PUT", itemsOf("words") + "/one"},
			{"POST", blocklistID("words") + "/addRaiBlocklistItems"},
			{"POST", blocklistID("words") + "/deleteRaiBlocklistItems"},
		} {
			status, answer := sb.Do(call[0], call[1], body)
			var told armErrorBody
			switch {
			case status >= 500 || status == 0:
				t.Fatalf("%s %s answers %d %s", call[0], call[1], status, answer)
			case status >= 400 && (json.Unmarshal([]byte(answer), &told) != nil || told.Error.Code == "" || told.Error.Message == ""):
				t.Fatalf("%s %s refuses with %s", call[0], call[1], answer)
			case status < 300 && call[0] == "PUT":
				if _, read := sb.Do("GET", call[1], ""); read != answer {
					t.Fatalf("%s reads otherwise than it was answered:\n%s", call[1], cmp.Diff(answer, read))
				}
			}
		}
	})
}
