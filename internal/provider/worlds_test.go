package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const (
	realAzure   = "/subscriptions/" + guidA + "/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/acc/deployments/chat"
	realBedrock = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdefghijkl"

	sandboxBedrock = "arn:aws:bedrock:us-east-1:" + sandbox.AWSAccount + ":application-inference-profile/abcdefghijkl"
)

func sandboxAzure() string { return sandbox.AzureAccountID() + "/deployments/chat" }

// TestWorlds holds a provider to one world: an id of the other one is an error,
// never "not found", which would drop it from state, and no request is sent.
func TestWorlds(t *testing.T) {
	sb := sandbox.New()
	for _, world := range []struct {
		name        string
		opts        []Option
		own, strays map[llm.Platform]string
	}{
		{
			name:   "in the sandbox",
			opts:   []Option{WithSandbox(sb)},
			own:    map[llm.Platform]string{llm.Azure: sandboxAzure(), llm.Bedrock: sandboxBedrock},
			strays: map[llm.Platform]string{llm.Azure: realAzure, llm.Bedrock: realBedrock},
		},
		{
			name:   "in a real cloud",
			own:    map[llm.Platform]string{llm.Azure: realAzure, llm.Bedrock: realBedrock},
			strays: map[llm.Platform]string{llm.Azure: sandboxAzure(), llm.Bedrock: sandboxBedrock},
		},
	} {
		// The account is not asked for, so that no request is needed before the id is judged.
		data, diags := configured(t, block{"bedrock": block{"region": "us-east-1", "access_key": "x", "secret_key": "x", "skip_credentials_validation": true, "skip_requesting_account_id": true}}, nil, world.opts...)
		if diags.HasError() {
			t.Fatal(lines(diags))
		}
		for platform, stray := range world.strays {
			t.Run(world.name+" "+string(platform)+" refuses an id of the other world", func(t *testing.T) {
				refusesStray(t, data, platform, stray)
			})
		}
		for platform, own := range world.own {
			t.Run(world.name+" "+string(platform)+" takes an id of its own", func(t *testing.T) {
				if id, err := data.Deployments[platform].ParseID(own); err != nil || id.Value != own {
					t.Errorf("got %q, %v", id.Value, err)
				}
			})
		}
	}
	if calls := sb.Calls(); len(calls) > 0 {
		t.Errorf("requests were sent: %v", calls)
	}
}

func refusesStray(t *testing.T, data *framework.Data, platform llm.Platform, stray string) {
	t.Helper()
	driver := data.Deployments[platform].DeploymentDriver
	_, parsed := driver.ParseID(stray)
	_, read := driver.Get(t.Context(), llm.ID{Value: stray, Location: "us-east-1", Name: "chat"})
	for call, err := range map[string]error{
		"parse": parsed, "read": read,
		"delete": driver.Delete(t.Context(), llm.ID{Value: stray, Location: "us-east-1", Name: "chat"}),
	} {
		if code := llm.CodeOf(err); code != llm.CodeRefused && code != llm.CodeInvalid {
			t.Errorf("%s: got %v with code %q, want a refusal", call, err, code)
		}
		var diags diag.Diagnostics
		framework.AddError(&diags, "llm_deployment", err)
		if !diags.HasError() {
			t.Errorf("%s: nothing is shown", call)
		}
	}
}
