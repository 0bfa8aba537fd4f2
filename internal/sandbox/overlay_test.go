package sandbox

import (
	"strings"
	"testing"
)

// An overlay shows in reads and lists, and over a write of another value it
// ends.
func TestOverlay_onAzure(t *testing.T) {
	sb := New(ProvisioningTime(0))
	id := AzureAccountID() + "/deployments/chat"
	body := `{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1-mini","version":"2025-04-14"}}}`
	for _, name := range []string{id, id + "2"} {
		if status, answer := sb.Do("PUT", name, body); status != 201 {
			t.Fatal(answer)
		}
	}
	if _, err := sb.Overlay(id, "properties.serviceTier", "Priority"); err != nil {
		t.Fatal(err)
	}
	shows := func(target string, want int) {
		t.Helper()
		if _, answer := sb.Do("GET", target, ""); strings.Count(answer, `"serviceTier":"Priority"`) != want {
			t.Errorf("%s shows it otherwise than %d times: %s", target, want, answer)
		}
	}
	shows(id, 1)
	shows(id+"2", 0)
	shows(AzureAccountID()+"/deployments", 1)
	sb.Do("PUT", id, strings.Replace(body, `"properties":{`, `"properties":{"serviceTier":"Priority",`, 1))
	shows(id, 1)
	sb.Do("PATCH", id, `{"tags":{"a":"b"}}`)
	shows(id, 1)
	sb.Do("PUT", id, body)
	shows(id, 0)
}

// A list shows what its official model has, under the list's own name.
func TestOverlay_onBedrock(t *testing.T) {
	sb := New(ProvisioningTime(0))
	model, err := sb.AddCustomModel(AWSRegion, "tuned", "amazon.nova-lite-v1:0:300k")
	if err != nil {
		t.Fatal(err)
	}
	const all = "/model-customization/custom-model-deployments"
	_, answer := sb.Do("POST", all, `{"modelDeploymentName":"chat","modelArn":"`+model+`"}`)
	_, arn, _ := strings.Cut(strings.TrimSuffix(strings.TrimSpace(answer), `"}`), `":"`)
	var ends []func()
	for member, value := range map[string]any{"modelDeploymentName": "another", "description": "by hand", "updateDetails.updateStatus": "Updating"} {
		end, err := sb.Overlay(arn, member, value)
		if err != nil {
			t.Fatal(err)
		}
		ends = append(ends, end)
	}
	_, read := sb.Do("GET", all+"/"+strings.ReplaceAll(arn, "/", "%2F"), "")
	for _, part := range []string{`"modelDeploymentName":"another"`, `"description":"by hand"`, `"updateStatus":"Updating"`} {
		if !strings.Contains(read, part) {
			t.Errorf("a read lacks %s: %s", part, read)
		}
	}
	_, list := sb.Do("GET", all, "")
	if !strings.Contains(list, `"customModelDeploymentName":"another"`) || strings.Contains(list, "by hand") || strings.Contains(list, "Updating") {
		t.Errorf("the list shows %s", list)
	}
	for _, end := range ends {
		end()
	}
	if _, list := sb.Do("GET", all, ""); !strings.Contains(list, `"customModelDeploymentName":"chat"`) {
		t.Errorf("it did not end: %s", list)
	}
}

func TestChangeRate_reachesWhatStands(t *testing.T) {
	sb := New(ProvisioningTime(0))
	id := AzureAccountID() + "/deployments/chat"
	sb.Do("PUT", id, `{"sku":{"name":"GlobalStandard","capacity":3},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1-mini","version":"2025-04-14"}}}`)
	if err := sb.ChangeRate("OpenAI", "gpt-4.1-mini", "2025-04-14", "token", 500, 60); err != nil {
		t.Fatal(err)
	}
	if _, answer := sb.Do("GET", id, ""); !strings.Contains(answer, `{"key":"token","renewalPeriod":60,"count":1500}`) {
		t.Errorf("the deployment shows %s", answer)
	}
}
