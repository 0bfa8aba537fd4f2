package acceptance_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// movedState asks for the move of a state, as core does.
func (p *protocol) movedState(req tfprotov6.MoveResourceStateRequest) *tfprotov6.MoveResourceStateResponse {
	p.t.Helper()
	req.TargetTypeName = p.typeName
	resp, err := p.server.MoveResourceState(p.t.Context(), &req)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp
}

// identityIn is the id that an identity tells.
func (p *protocol) identityIn(identity *tfprotov6.ResourceIdentityData) (id string) {
	p.t.Helper()
	value, err := identity.IdentityData.Unmarshal(tftypes.Object{AttributeTypes: map[string]tftypes.Type{"id": tftypes.String}})
	var members map[string]tftypes.Value
	if err == nil {
		err = value.As(&members)
	}
	if err == nil {
		err = members["id"].As(&id)
	}
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

const (
	profileARN    = "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl"
	throughputARN = "arn:aws:bedrock:us-east-1:000000000000:provisioned-model/abcdefghijkl"
)

func raw(text string) *tfprotov6.RawState { return &tfprotov6.RawState{JSON: []byte(text)} }

// Whatever the version of the source's schema and whichever public registry it
// came from, its id is taken over, and the platform; everything else is left to
// the read.
func TestMove_takesTheID(t *testing.T) {
	const id = "/subscriptions/11111111-0000-4000-8000-000000000000/resourceGroups/ai/providers/Microsoft.CognitiveServices/accounts/main/deployments/chat"
	for sentence, row := range map[string]struct {
		typeName, address, state string
		version                  int64
		id, platform             string
	}{
		"azurerm 5":                        {"azurerm_cognitive_deployment", azurermAddress, `{"id":"` + id + `","name":"chat","sku":[{"name":"Standard"}],"dynamic_throttling_enabled":false}`, 0, id, "azure"},
		"azurerm 3":                        {"azurerm_cognitive_deployment", azurermAddress, `{"id":"` + id + `","scale":[{"type":"Standard","capacity":1}]}`, 0, id, "azure"},
		"azurerm from OpenTofu's registry": {"azurerm_cognitive_deployment", "registry.opentofu.org/hashicorp/azurerm", `{"id":"` + id + `"}`, 0, id, "azure"},
		"azurerm as OpenTofu calls it":     {"azurerm_cognitive_deployment", "azurerm", `{"id":"` + id + `"}`, 0, id, "azure"},
		"azurerm of a later schema":        {"azurerm_cognitive_deployment", azurermAddress, `{"id":"` + id + `","future":{"a":[1,2]},"name":7}`, 9, id, "azure"},
		"azurerm in other letters":         {"azurerm_cognitive_deployment", azurermAddress, `{"id":"` + strings.Replace(id, "/resourceGroups/", "/resourcegroups/", 1) + `"}`, 0, id, "azure"},
		"a profile":                        {"aws_bedrock_inference_profile", awsAddress, `{"id":"abcdefghijkl","arn":"` + profileARN + `"}`, 0, profileARN, "bedrock"},
		"a profile from OpenTofu":          {"aws_bedrock_inference_profile", "registry.opentofu.org/hashicorp/aws", `{"arn":"` + profileARN + `"}`, 0, profileARN, "bedrock"},
		"throughput":                       {"aws_bedrock_provisioned_model_throughput", awsAddress, `{"id":"chat","provisioned_model_arn":"` + throughputARN + `","model_units":1}`, 0, throughputARN, "bedrock"},
	} {
		t.Run(sentence, func(t *testing.T) {
			p := speak(t)
			resp := p.movedState(tfprotov6.MoveResourceStateRequest{
				SourceTypeName: row.typeName, SourceProviderAddress: row.address, SourceSchemaVersion: row.version, SourceState: raw(row.state),
			})
			if len(resp.Diagnostics) > 0 {
				t.Fatalf("%s: %s", resp.Diagnostics[0].Summary, resp.Diagnostics[0].Detail)
			}
			var got map[string]tftypes.Value
			if err := p.read(resp.TargetState).As(&got); err != nil {
				t.Fatal(err)
			}
			want := map[string]tftypes.Value{"id": tftypes.NewValue(tftypes.String, row.id), "platform": tftypes.NewValue(tftypes.String, row.platform)}
			if identity := p.identityIn(resp.TargetIdentity); identity != row.id {
				t.Errorf("the identity is %q", identity)
			}
			for name, value := range got {
				if told, ok := want[name]; ok && !value.Equal(told) || !ok && !value.IsNull() {
					t.Errorf("%s is %v", name, value)
				}
			}
		})
	}
}

// Everything else is refused with the reason and the way by import, without a
// word of what the state holds besides.
func TestMove_refuses(t *testing.T) {
	const secret = "canary-in-the-state"
	for sentence, row := range map[string]struct {
		typeName, address string
		state             *tfprotov6.RawState
		words             []string
	}{
		"another type":          {"aws_bedrock_guardrail", awsAddress, raw(`{"id":"` + secret + `"}`), []string{`"aws_bedrock_guardrail"`, "azurerm_cognitive_deployment of hashicorp/azurerm", "aws_bedrock_inference_profile"}},
		"a type of nobody's":    {"", "", raw(`{}`), []string{"azurerm_cognitive_deployment"}},
		"its own type":          {"llm_deployment", providerAddress(), raw(`{"id":"` + secret + `"}`), []string{`"llm_deployment"`}},
		"a fork":                {"aws_bedrock_inference_profile", "registry.terraform.io/acme/aws", raw(`{"arn":"` + profileARN + `"}`), []string{"acme/aws", "hashicorp/aws of registry.terraform.io or registry.opentofu.org", profileARN}},
		"a fork without an id":  {"aws_bedrock_inference_profile", "registry.terraform.io/acme/aws", raw(`{"x":"` + secret + `"}`), []string{"acme/aws", `id = "…"`}},
		"the wrong provider":    {"aws_bedrock_inference_profile", azurermAddress, raw(`{"arn":"` + profileARN + `"}`), []string{"hashicorp/azurerm"}},
		"an address that hides": {"azurerm_cognitive_deployment", "registry.terraform.io/acme/\x1b[2J\u202e", raw(`{"id":"` + azureID("chat") + `"}`), []string{`acme/\x1b[2J\u202e"`}},
		"half an address":       {"azurerm_cognitive_deployment", "hashicorp/azurerm", raw(`{"id":"` + azureID("chat") + `"}`), []string{`of "hashicorp/azurerm".`}},
		"another's short name":  {"azurerm_cognitive_deployment", "aws", raw(`{"id":"` + azureID("chat") + `"}`), []string{`of "aws".`}},
		"no address":            {"azurerm_cognitive_deployment", "", raw(`{"id":"` + azureID("chat") + `"}`), []string{`of "".`}},
		"garbled JSON":          {"azurerm_cognitive_deployment", azurermAddress, raw(`{"id":"` + secret), []string{"It is no JSON object"}},
		"a list":                {"azurerm_cognitive_deployment", azurermAddress, raw(`["` + secret + `"]`), []string{"It is no JSON object"}},
		"null":                  {"azurerm_cognitive_deployment", azurermAddress, raw(`null`), []string{`"id" holds no text`}},
		"an empty state":        {"azurerm_cognitive_deployment", azurermAddress, raw(``), []string{"not written as JSON"}},
		"a flat map":            {"azurerm_cognitive_deployment", azurermAddress, &tfprotov6.RawState{Flatmap: map[string]string{"id": azureID("chat")}}, []string{"terraform of before 0.12"}},
		"a number for an id":    {"azurerm_cognitive_deployment", azurermAddress, raw(`{"id":7}`), []string{`"id" holds no text`}},
		"an empty id":           {"aws_bedrock_inference_profile", awsAddress, raw(`{"arn":""}`), []string{`"arn" holds no text`}},
		"an account's id":       {"azurerm_cognitive_deployment", azurermAddress, raw(`{"id":"` + sandbox.AzureAccountID() + `"}`), []string{"schema version 7", "-refresh-only"}},
		"a name that climbs":    {"azurerm_cognitive_deployment", azurermAddress, raw(`{"id":"` + azureID("..") + `"}`), []string{"State not taken over"}},
		"a profile's short id":  {"aws_bedrock_inference_profile", awsAddress, raw(`{"arn":"abcdefghijkl","x":"` + secret + `"}`), []string{"ARN"}},
		"a system's profile":    {"aws_bedrock_inference_profile", awsAddress, raw(`{"arn":"arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.amazon.nova-lite-v1:0"}`), []string{"not a kind of deployment"}},
		"another service":       {"aws_bedrock_provisioned_model_throughput", awsAddress, raw(`{"provisioned_model_arn":"arn:aws:s3:::bucket"}`), []string{"State not taken over"}},
		"an ARM id as an ARN":   {"aws_bedrock_inference_profile", awsAddress, raw(`{"arn":"` + azureID("chat") + `"}`), []string{"State not taken over"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			resp := speak(t).movedState(tfprotov6.MoveResourceStateRequest{
				SourceTypeName: row.typeName, SourceProviderAddress: row.address, SourceSchemaVersion: 7, SourceState: row.state,
			})
			if len(resp.Diagnostics) != 1 || resp.TargetState != nil {
				t.Fatalf("%d diagnostics, state %v", len(resp.Diagnostics), resp.TargetState)
			}
			text := resp.Diagnostics[0].Summary + "\n" + resp.Diagnostics[0].Detail
			for _, word := range append(row.words, "State not taken over", "Nothing was changed.", "import {", "removed {") {
				if !strings.Contains(text, word) {
					t.Errorf("%q is not said:\n%s", word, text)
				}
			}
			if strings.Contains(text, secret) {
				t.Errorf("what state holds is told:\n%s", text)
			}
		})
	}
}
