package acceptance_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// used are the AWS regions that tests deploy to.
func used() []string {
	return []string{region, "eu-central-1", "eu-north-1", "us-west-2", "ap-northeast-1", "ap-southeast-2"}
}

// inventory lists the ids of all deployments and routes that both clouds hold.
func (w *world) inventory() []string {
	return append(w.deployments(), w.routes()...)
}

func (w *world) deployments() []string {
	w.t.Helper()
	ids := w.listed(sandbox.AzureAccountID()+"/deployments", "value", "id")
	for _, other := range w.listed("/subscriptions/"+sandbox.AzureSubscription+"/providers/Microsoft.CognitiveServices/accounts", "value", "id") {
		if other != sandbox.AzureAccountID() {
			ids = append(ids, w.listed(other+"/deployments", "value", "id")...)
		}
	}
	for _, region := range used() {
		ids = append(ids, w.listed(aws(region, "/inference-profiles?type=APPLICATION"), "inferenceProfileSummaries", "inferenceProfileArn")...)
		ids = append(ids, w.listed(aws(region, "/provisioned-model-throughputs"), "provisionedModelSummaries", "provisionedModelArn")...)
		ids = append(ids, w.listed(aws(region, "/model-customization/custom-model-deployments"), "modelDeploymentSummaries", "customModelDeploymentArn")...)
	}
	return ids
}

func (w *world) listed(target, list, member string) []string {
	w.t.Helper()
	var answer map[string]json.RawMessage
	var items []map[string]json.RawMessage
	if err := errors.Join(
		json.Unmarshal([]byte(w.do("GET", target, "")), &answer),
		json.Unmarshal(answer[list], &items),
	); err != nil {
		w.t.Fatalf("GET %s: %v", target, err)
	}
	var ids []string
	for _, item := range items {
		ids = append(ids, strings.Trim(string(item[member]), `"`))
	}
	return ids
}

// leftover is the error of what a destroy left behind.
func (w *world) leftover() error {
	if ids := w.inventory(); len(ids) > 0 {
		return fmt.Errorf("the sandbox still holds:\n%s", strings.Join(ids, "\n"))
	}
	return nil
}

// only fails the test unless exactly one deployment exists; it returns its id.
func (w *world) only() string {
	w.t.Helper()
	ids := w.inventory()
	if len(ids) != 1 {
		w.t.Fatalf("there are %d deployments, want one: %v", len(ids), ids)
	}
	return ids[0]
}
