package functions_test

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const (
	subscription = "11111111-2222-3333-4444-555555555555"
	group        = "/subscriptions/" + subscription + "/resourceGroups/ai"
	account      = group + "/providers/Microsoft.CognitiveServices/accounts/acme"
	service      = group + "/providers/Microsoft.ApiManagement/service/edge"
	inBedrock    = "arn:aws:bedrock:eu-central-1:123456789012:"
	gatewayARN   = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij"
)

func TestParseID_tellsWhatAnIDSays(t *testing.T) {
	t.Parallel()
	azure := func(kind, id, name string, more map[string]string) map[string]string {
		return with(more, map[string]string{
			"platform": "azure", "kind": kind, "id": id, "name": name, "azure.subscription_id": subscription, "azure.resource_group": "ai",
		})
	}
	bedrock := func(kind, id, region, resource string, more map[string]string) map[string]string {
		return with(more, map[string]string{
			"platform": "bedrock", "kind": kind, "id": id, "location": region, "bedrock.partition": "aws", "bedrock.account_id": "123456789012", "bedrock.resource": resource,
		})
	}
	inAccount := map[string]string{"azure.account": "acme", "parent": account}
	cases := map[string]struct {
		id   string
		want map[string]string
	}{
		"a deployment on Azure": {account + "/deployments/chat", azure("deployment", account+"/deployments/chat", "chat", inAccount)},
		"in any letters": {
			"/SUBSCRIPTIONS/" + strings.ToUpper(subscription) + "/resourcegroups/ai/providers/microsoft.cognitiveservices/accounts/acme/Deployments/chat",
			azure("deployment", account+"/deployments/chat", "chat", inAccount),
		},
		"a guardrail on Azure":        {account + "/raiPolicies/standard", azure("guardrail", account+"/raiPolicies/standard", "standard", inAccount)},
		"a policy of Microsoft's own": {account + "/raiPolicies/Microsoft.DefaultV2", azure("guardrail", account+"/raiPolicies/Microsoft.DefaultV2", "Microsoft.DefaultV2", inAccount)},
		"an account":                  {account, azure("account", account, "acme", map[string]string{"azure.account": "acme"})},
		"an account in a group called deployments": {
			strings.Replace(account, "/ai/", "/deployments/", 1),
			with(map[string]string{"azure.resource_group": "deployments"}, azure("account", strings.Replace(account, "/ai/", "/deployments/", 1), "acme", map[string]string{"azure.account": "acme"})),
		},
		"a route on API Management": {service + "/apis/LLM-assistant", azure("route", service+"/apis/llm-assistant", "assistant", map[string]string{"azure.service": "edge", "parent": service})},
		"API Management":            {service, azure("gateway", service, "edge", map[string]string{"azure.service": "edge"})},
		"an application inference profile": {
			inBedrock + "application-inference-profile/abcdefghijkl",
			bedrock("deployment", inBedrock+"application-inference-profile/abcdefghijkl", "eu-central-1", "application-inference-profile/abcdefghijkl", nil),
		},
		"provisioned throughput": {
			"arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:provisioned-model/abcdefghijkl",
			with(map[string]string{"bedrock.partition": "aws-us-gov"}, bedrock("deployment", "arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:provisioned-model/abcdefghijkl", "us-gov-west-1", "provisioned-model/abcdefghijkl", nil)),
		},
		"a deployment of a custom model": {
			inBedrock + "custom-model-deployment/abcdefghijkl",
			bedrock("deployment", inBedrock+"custom-model-deployment/abcdefghijkl", "eu-central-1", "custom-model-deployment/abcdefghijkl", nil),
		},
		"a guardrail on Bedrock": {inBedrock + "guardrail/abcdefghijkl", bedrock("guardrail", inBedrock+"guardrail/abcdefghijkl", "eu-central-1", "guardrail/abcdefghijkl", nil)},
		"a guardrail with a version": {
			inBedrock + "guardrail/abcdefghijkl:7",
			bedrock("guardrail", inBedrock+"guardrail/abcdefghijkl", "eu-central-1", "guardrail/abcdefghijkl", map[string]string{"version": "7"}),
		},
		"an AgentCore Gateway": {gatewayARN, bedrock("gateway", gatewayARN, "us-east-1", "gateway/main-abcdefghij", nil)},
		"a route on it": {
			gatewayARN + "/route/assistant",
			bedrock("route", gatewayARN+"/route/assistant", "us-east-1", "gateway/main-abcdefghij/route/assistant", map[string]string{"name": "assistant", "parent": gatewayARN}),
		},
		"an enforcement": {"us-east-1/123456789012/abc123", bedrock("guardrail_enforcement", "us-east-1/123456789012/abc123", "us-east-1", "abc123", nil)},
		"an enforcement by region and account": {"eu-west-1/123456789012", map[string]string{
			"platform": "bedrock", "kind": "guardrail_enforcement", "id": "eu-west-1/123456789012", "location": "eu-west-1", "bedrock.partition": "aws", "bedrock.account_id": "123456789012",
		}},
		"an enforcement by its region": {"eu-west-1", map[string]string{
			"platform": "bedrock", "kind": "guardrail_enforcement", "id": "eu-west-1", "location": "eu-west-1", "bedrock.partition": "aws",
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := call(t, "parse_id", types.StringValue(c.id))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, texts(got)); diff != "" {
				t.Errorf("parse_id(%q) (-want +got):\n%s", c.id, diff)
			}
		})
	}
}

// Every form that the documentation lists is read as the kind that it lists.
func TestParseID_readsEveryFormThatItLists(t *testing.T) {
	t.Parallel()
	read := 0
	for platform, p := range platforms() {
		for _, form := range p.Forms {
			id := example(t, form.Form)
			got, err := call(t, "parse_id", types.StringValue(id))
			if err != nil {
				t.Errorf("%s: %v", id, err)
				continue
			}
			told := texts(got)
			if told["platform"] != string(platform) || told["kind"] != string(form.Kind) {
				t.Errorf("%s is told as %s of %s, want %s of %s", id, told["kind"], told["platform"], form.Kind, platform)
			}
			read++
		}
	}
	if read < 15 {
		t.Errorf("only %d forms were read", read)
	}
	t.Logf("forms=%d", read)
}

// example puts a value for each word of a form.
func example(t *testing.T, form string) string {
	t.Helper()
	values := map[string]string{
		"subscription": subscription, "group": "ai", "account": "acme", "deployment": "chat", "policy": "standard", "service": "edge", "route": "assistant",
		"region": "us-east-1", "id": "abcdefghijkl", "version": "3", "configuration": "abc123",
	}
	if strings.HasPrefix(form, "arn:") || strings.HasPrefix(form, "<region>") {
		values["account"] = "123456789012"
	}
	if strings.Contains(form, "gateway/<id>") {
		form = strings.Replace(form, "gateway/<id>", "gateway/main-abcdefghij", 1)
		values["id"] = "0a1b2c3d-0000-4000-8000-000000000000" // of a rule
	}
	return regexp.MustCompile(`<([a-z]+)>`).ReplaceAllStringFunc(form, func(word string) string {
		value, known := values[strings.Trim(word, "<>")]
		if !known {
			t.Errorf("no example for %s", word)
		}
		return value
	})
}

func TestParseID_refusesEverythingElse(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{
		"nothing":                      "",
		"a word":                       "assistant",
		"two words":                    "rg/acme",
		"dots as a name":               account + "/deployments/..",
		"an escaped slash":             account + "/deployments/a%2Fb",
		"a query":                      account + "/deployments/chat?x=1",
		"something below":              account + "/deployments/chat/extra",
		"a trailing slash":             account + "/deployments/chat/",
		"an API that is no route":      service + "/apis/echo",
		"no deployment":                account + "/commitmentPlans/x",
		"another provider":             group + "/providers/Microsoft.Compute/virtualMachines/vm",
		"a line break":                 account + "/deployments/chat\n",
		"a model":                      "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0",
		"a system inference profile":   inBedrock + "inference-profile/eu.amazon.nova-lite-v1:0",
		"another service":              "arn:aws:s3:::bucket",
		"no account":                   "arn:aws:bedrock:us-east-1::application-inference-profile/abcdefghijkl",
		"a region of no partition":     "arn:aws:bedrock:cn-north-1:123456789012:guardrail/abcdefghijkl",
		"a draft":                      inBedrock + "guardrail/abcdefghijkl:DRAFT",
		"a route without a name":       gatewayARN + "/route/",
		"a route that leads away":      gatewayARN + "/route/../x",
		"a target":                     gatewayARN + "/target/ABCDEFGHIJ",
		"too much of an enforcement":   "us-east-1/123456789012/abc/def",
		"an enforcement of no account": "us-east-1/",
		"what hides text":              "us-east-1\u202e",
		"what looks like a dash":       "us‑east-1",
		"an interpolation":             "${var.id}",
		"very much":                    strings.Repeat("/", 100000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := call(t, "parse_id", types.StringValue(id))
			if err == nil {
				t.Fatalf("parse_id(%q) = %v", id, texts(got))
			}
			if err.FunctionArgument == nil || *err.FunctionArgument != 0 {
				t.Errorf("the error is not at the argument: %v", err)
			}
			for _, word := range []string{"azure: ", "bedrock: ", "/deployments/<deployment>", "guardrail_enforcement: <region>"} {
				if !strings.Contains(err.Text, word) {
					t.Errorf("the error does not say %q: %s", word, err)
				}
			}
			if len(err.Text) > 4000 || strings.ContainsAny(err.Text, "\u202e\x00") {
				t.Errorf("the error repeats too much: %.200q", err.Text)
			}
		})
	}
}

// FuzzParseIDFunction: what is read is told by an id that reads the same again,
// and as the resources read it.
func FuzzParseIDFunction(f *testing.F) {
	for _, seed := range []string{account + "/deployments/chat", service + "/apis/llm-a", inBedrock + "guardrail/abc:1", gatewayARN + "/route/a", "us-east-1", "us-east-1//a", ".."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		agrees(t, id)
		got, err := call(t, "parse_id", types.StringValue(id))
		if err != nil {
			return
		}
		again, err := call(t, "parse_id", types.StringValue(texts(got)["id"]))
		if err != nil {
			t.Fatalf("%q is told as %v, which is refused: %v", id, texts(got), err)
		}
		want := texts(got)
		delete(want, "version")
		if diff := cmp.Diff(want, texts(again)); diff != "" {
			t.Errorf("%q (-first +again):\n%s", id, diff)
		}
	})
}

// with is base, and what wins over it.
func with(wins, base map[string]string) map[string]string {
	all := maps.Clone(base)
	maps.Copy(all, wins)
	return all
}
