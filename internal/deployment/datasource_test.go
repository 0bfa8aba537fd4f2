package deployment_test

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// deployments reads llm_deployments.
func deployments(t *testing.T, sb *sandbox.Sandbox, config tfcore.Tree) (tfcore.Told, error) {
	t.Helper()
	return tfcore.Data{
		Open: func() (tfprotov6.ProviderServer, error) {
			return provider.NewServer(context.Background(), "test", provider.WithSandbox(sb))(), nil
		},
		TypeName: "llm_deployments", Config: config,
	}.Read(t.Context())
}

// inhabited is a sandbox in which somebody has deployed by hand: two on Azure, of
// which one bears marks of this provider, and two profiles in two regions.
func inhabited(t *testing.T) *sandbox.Sandbox {
	t.Helper()
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	must := func(method, target, body string) {
		t.Helper()
		if status, answer := sb.Do(method, target, body); status > 299 {
			t.Fatalf("%s %s: %d %s", method, target, status, answer)
		}
	}
	for name, tags := range map[string]string{"byhand": `{"team":"ads"}`, "managed": `{"llm:owner":"platform","llm:unfinished":"x"}`} {
		must("PUT", sandbox.AzureAccountID()+"/deployments/"+name,
			`{"sku":{"name":"GlobalStandard","capacity":5},"tags":`+tags+`,"properties":{"model":{"format":"OpenAI","name":"gpt-5.6-sol","version":"2026-07-09"}}}`)
	}
	for region, profile := range map[string]string{"us-east-1": "us.amazon.nova-lite-v1:0", "eu-central-1": "eu.amazon.nova-lite-v1:0"} {
		must("POST", "https://bedrock."+region+".amazonaws.com/inference-profiles", `{"inferenceProfileName":"byhand","clientRequestToken":"t-`+region+`",
			"modelSource":{"copyFrom":"arn:aws:bedrock:`+region+`:`+sandbox.AWSAccount+`:inference-profile/`+profile+`"}}`)
	}
	sb.ResetCalls()
	return sb
}

func rows(t *testing.T, told tfcore.Told) map[string]map[string]any {
	t.Helper()
	found := map[string]map[string]any{}
	for _, element := range told.Values["deployments"].([]any) {
		entry := element.(map[string]any)
		found[entry["platform"].(string)+" "+entry["location"].(string)+" "+entry["name"].(string)] = entry
	}
	return found
}

func TestDataSource_findsWhatNobodyManages(t *testing.T) {
	sb := inhabited(t)
	told, err := deployments(t, sb, tfcore.Tree{"bedrock": tfcore.Tree{"regions": []string{"us-east-1", "eu-central-1"}}})
	if err != nil {
		t.Fatal(err)
	}
	found := rows(t, told)
	if len(found) != 4 || told.Values["complete"] != true || len(told.Diagnostics) > 0 {
		t.Fatalf("%d found, complete %v: %v", len(found), told.Values["complete"], told.Diagnostics)
	}
	byhand, managed := found["azure eastus2 byhand"], found["azure eastus2 managed"]
	life, _ := byhand["lifecycle"].(map[string]any)
	if byhand["owner"] != nil || byhand["unfinished"] != false || life["retires_on"] != "2028-01-11T00:00:00Z" || byhand["model"] != "openai/gpt-5.6-sol" {
		t.Errorf("%v", byhand)
	}
	if managed["owner"] != "platform" || managed["unfinished"] != true {
		t.Errorf("%v", managed)
	}
	profile := found["bedrock eu-central-1 byhand"]
	if health, _ := profile["health"].(map[string]any); health["status"] != "ready" || profile["model"] != "amazon/nova-lite" || profile["scope"] != "geo" {
		t.Errorf("%v", profile)
	}
}

// What a place costs does not depend on how many deployments it holds.
// An account that is named twice, in other letters, is one account.
func TestDataSource_tellsEachOnce(t *testing.T) {
	id := sandbox.AzureAccountID()
	again := strings.TrimSuffix(id, "sandbox") + "SANDBOX"
	told, err := deployments(t, inhabited(t), tfcore.Tree{"platforms": []string{"azure"}, "azure": tfcore.Tree{"account_ids": []string{id, again}}})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(told.Values["deployments"].([]any)); n != 2 {
		t.Errorf("%d are told, want the 2 that there are", n)
	}
}

func TestDataSource_calls(t *testing.T) {
	calls := func(more int) int {
		sb := inhabited(t)
		for i := range more {
			name := "more-" + strings.Repeat("x", i+1)
			sb.Do("PUT", sandbox.AzureAccountID()+"/deployments/"+name,
				`{"sku":{"name":"GlobalStandard","capacity":1},"properties":{"model":{"format":"OpenAI","name":"gpt-5.6-sol","version":"2026-07-09"}}}`)
			sb.Do("POST", "https://bedrock.us-east-1.amazonaws.com/inference-profiles", `{"inferenceProfileName":"`+name+`","clientRequestToken":"`+name+`",
				"modelSource":{"copyFrom":"arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0"}}`)
		}
		sb.ResetCalls()
		told, err := deployments(t, sb, nil)
		if err != nil || len(rows(t, told)) != 3+2*more {
			t.Fatalf("%d found, %v", len(rows(t, told)), err)
		}
		return len(sb.Calls())
	}
	if few, many := calls(0), calls(12); few != many || few > 9 {
		t.Errorf("%d calls for 3 deployments, %d for 27", few, many)
	}
}

func TestDataSource_unread(t *testing.T) {
	sb := inhabited(t)
	sb.Hook(sandbox.Fault(sandbox.On("GET", "^/inference-profiles"), 403, `{"message":"not you"}`, http.Header{"X-Amzn-Errortype": {"AccessDeniedException"}}))
	told, err := deployments(t, sb, nil)
	if err != nil {
		t.Fatal(err)
	}
	if told.Values["complete"] != false || len(told.Diagnostics) != 1 || !strings.Contains(told.Diagnostics[0].Detail, "not you") {
		t.Errorf("complete %v: %v", told.Values["complete"], told.Diagnostics)
	}
	if _, err := deployments(t, sb, tfcore.Tree{"platforms": []string{"bedrock"}}); err == nil || !strings.Contains(err.Error(), "not you") {
		t.Errorf("nothing could be read, and it says %v", err)
	}
}

// Where only the catalog cannot be read, the deployments are told without the
// future of their models.
func TestDataSource_withoutTheCatalog(t *testing.T) {
	sb := inhabited(t)
	sb.Hook(sandbox.Fault(sandbox.On("GET", "/locations/[a-z0-9]+/models"), 403, `{"error":{"code":"AuthorizationFailed","message":"no"}}`, nil))
	told, err := deployments(t, sb, tfcore.Tree{"platforms": []string{"azure"}})
	if err != nil || len(told.Diagnostics) != 1 || !strings.Contains(told.Diagnostics[0].Detail, "future of the models") {
		t.Fatalf("%v, %v", err, told.Diagnostics)
	}
	for name, entry := range rows(t, told) {
		if entry["lifecycle"] != nil {
			t.Errorf("%s: %v", name, entry["lifecycle"])
		}
	}
}

func TestDataSource_refusesPlaces(t *testing.T) {
	sb := sandbox.New()
	for sentence, config := range map[string]tfcore.Tree{
		"an account":  {"azure": tfcore.Tree{"account_ids": []string{"../x"}}},
		"a region":    {"bedrock": tfcore.Tree{"regions": []string{"mars"}}},
		"a platform":  {"platforms": []string{"gcp"}},
		"no accounts": {"azure": tfcore.Tree{"account_ids": []string{}}},
	} {
		if _, err := deployments(t, sb, config); err == nil || !strings.Contains(err.Error(), "validate was refused") {
			t.Errorf("%s: %v", sentence, err)
		}
	}
	if calls := sb.Calls(); len(calls) > 0 {
		t.Errorf("requests were sent: %v", calls)
	}
}
