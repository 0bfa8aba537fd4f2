package sandbox

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const recordedPolicies = "raiPolicies.list.2024-10-01.extract.json"

// listedPolicy is a policy without its envelope, which the recording leaves out.
type listedPolicy struct {
	Name       string         `json:"name"`
	Properties map[string]any `json:"properties"`
}

type listedPolicies struct {
	Value []listedPolicy `json:"value"`
}

// TestContract_recordedPolicies makes the recording's own policy, and compares the list member by member: what the
// service leaves out is left out.
func TestContract_recordedPolicies(t *testing.T) {
	theirs := recordedJSON[listedPolicies](t, "azure", "azure-powershell", recordedPolicies)
	own := theirs.Value[0]
	body, err := json.Marshal(map[string]any{"properties": own.Properties})
	if err != nil {
		t.Fatal(err)
	}
	b := newARMBox(t)
	b.must("PUT", policyID(own.Name)+"?api-version=2024-10-01", string(body))
	got := b.must("GET", AzureAccountID()+"/raiPolicies?api-version=2024-10-01", "")
	var ours listedPolicies
	if err := json.Unmarshal([]byte(got.text), &ours); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Errorf("policies (-recorded +ours):\n%s", diff)
	}
}

func TestContract_recordedContentFilters(t *testing.T) {
	type recorded struct {
		Filters []map[string]any `json:"raiContentFilters"`
	}
	theirs := recordedJSON[recorded](t, "azure", "azure-powershell", recordedPolicies).Filters
	b := newARMBox(t)
	list := "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/eastus2/raiContentFilters"
	got := b.must("GET", list+"?api-version=2024-10-01", "")
	var ours []map[string]any
	for _, item := range got.json["value"].([]any) {
		ours = append(ours, item.(map[string]any)["properties"].(map[string]any))
	}
	if diff := cmp.Diff(theirs, ours); diff != "" {
		t.Errorf("filters (-recorded +ours):\n%s", diff)
	}
	one := b.must("GET", list+"/indirectattack", "")
	if one.at("id") != list+"/IndirectAttack" || one.at("properties", "name") != "Indirect Attack" || one.at("type") != "Microsoft.CognitiveServices/locations/raiContentFilters" {
		t.Errorf("one filter answers %s", one.text)
	}
	wantStatus(t, b.send("GET", list+"/Sarcasm", ""), 404)
}
