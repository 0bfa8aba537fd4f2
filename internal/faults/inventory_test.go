package faults_test

import (
	"cmp"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// entry is an object in a list of either cloud.
type entry struct {
	Name       string `json:"name"`
	ID         string `json:"id"`
	Profile    string `json:"inferenceProfileName"`
	ProfileARN string `json:"inferenceProfileArn"`
	Units      string `json:"provisionedModelName"`
	UnitsARN   string `json:"provisionedModelArn"`
	Custom     string `json:"customModelDeploymentName"`
	CustomARN  string `json:"customModelDeploymentArn"`
}

// page holds the entries of whichever list it is.
type page struct {
	Value    []entry `json:"value"`
	Profiles []entry `json:"inferenceProfileSummaries"`
	Units    []entry `json:"provisionedModelSummaries"`
	Customs  []entry `json:"modelDeploymentSummaries"`
}

// objects are the ids in the cloud that bear the name of the kind's object, before or after the change. The cloud is asked
// by hand, since what is to be found out is what a driver did.
func (w *world) objects(t *testing.T) []string {
	t.Helper()
	lists := []string{"/inference-profiles?type=APPLICATION", "/provisioned-model-throughputs", "/model-customization/custom-model-deployments"}
	if w.kind.platform == llm.Azure {
		lists = []string{sandbox.AzureAccountID() + "/deployments"}
	}
	ours := map[string]bool{w.spec.Name: true, w.changed().Name: true}
	var found []string
	for _, list := range lists {
		status, answer := w.cloud.Do(http.MethodGet, list, "")
		var p page
		if err := json.Unmarshal([]byte(answer), &p); err != nil || status != http.StatusOK {
			t.Fatalf("look what is there: %d %v %s", status, err, answer)
		}
		for _, e := range append(append(append(p.Value, p.Profiles...), p.Units...), p.Customs...) {
			if ours[cmp.Or(e.Profile, e.Units, e.Custom, e.Name)] {
				found = append(found, cmp.Or(e.ProfileARN, e.UnitsARN, e.CustomARN, e.ID))
			}
		}
	}
	return found
}
