package provider_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// refused holds an error to its words.
func refused(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("it is taken")
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q is not said:\n%v", word, err)
		}
	}
}

// What a list block names wrongly is an error that says at which argument.
func TestList_refusesWhatCannotBe(t *testing.T) {
	strange := strings.Replace(sandbox.AzureAccountID(), sandbox.AzureSubscription, "11111111-2222-3333-4444-555555555555", 1)
	for sentence, row := range map[string]struct {
		typeName string
		block    tfcore.Tree
		words    []string
	}{
		"no platform":                 {"llm_deployment", tfcore.Tree{"platform": "gcp"}, []string{"platform", "azure", "bedrock"}},
		"no account":                  {"llm_deployment", tfcore.Tree{"azure": tfcore.Tree{"account_id": "main"}}, []string{"azure", "ARM id of an account"}},
		"an account that climbs":      {"llm_guardrail", tfcore.Tree{"azure": tfcore.Tree{"account_id": sandbox.AzureAccountID() + "/../x"}}, []string{"azure", "ARM id of an account"}},
		"an account of another world": {"llm_deployment", tfcore.Tree{"azure": tfcore.Tree{"account_id": strange}}, []string{"azure", "sandbox"}},
		"no resource group":           {"llm_deployment", tfcore.Tree{"azure": tfcore.Tree{"resource_group": "a/b"}}, []string{"azure", "resource group"}},
		"a group that is a step up":   {"llm_route", tfcore.Tree{"azure": tfcore.Tree{"resource_group": ".."}}, []string{"azure", "resource group"}},
		"no region":                   {"llm_deployment", tfcore.Tree{"bedrock": tfcore.Tree{"region": "eastus"}}, []string{"bedrock", "AWS region"}},
		"no region of an enforcement": {"llm_guardrail_enforcement", tfcore.Tree{"region": "../x"}, []string{"region", "AWS region"}},
		"nobody's gateway":            {"llm_route", tfcore.Tree{"gateway": "main"}, []string{"gateway", "ARN of an AgentCore Gateway"}},
		"another platform's gateway":  {"llm_route", tfcore.Tree{"gateway": sandbox.AgentCoreGatewayARN(), "platform": "azure"}, []string{"gateway", "no other platform"}},
		"a gateway that climbs":       {"llm_route", tfcore.Tree{"gateway": sandbox.APIManagementID() + "/../x"}, []string{"gateway", "ARM id"}},
		"a real account's gateway":    {"llm_route", tfcore.Tree{"gateway": strings.Replace(sandbox.AgentCoreGatewayARN(), sandbox.AWSAccount, "123456789012", 1)}, []string{"sandbox"}},
		"a tag without a value":       {"llm_deployment", tfcore.Tree{"tags": tfcore.Tree{"team": nil}}, []string{"tags"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			sb := sandbox.New()
			_, err := directory(t, sb, &kind{typeName: row.typeName}).List(t.Context(), tfcore.Search{Block: row.block})
			refused(t, err, row.words...)
			for _, call := range sb.Calls() {
				if writes(call) {
					t.Errorf("sent %s %s", call.Method, call.Path)
				}
			}
		})
	}
}

// A group or account that is not there is an error, and never an empty list.
func TestList_refusesWhatIsNotThere(t *testing.T) {
	for sentence, row := range map[string]struct {
		typeName string
		block    tfcore.Tree
	}{
		"an account":                {"llm_deployment", tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"account_id": sandbox.AzureAccountID() + "x"}}},
		"an account of guardrails":  {"llm_guardrail", tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"account_id": sandbox.AzureAccountID() + "x"}}},
		"a group of accounts":       {"llm_deployment", tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"resource_group": "none"}}},
		"a group of services":       {"llm_route", tfcore.Tree{"platform": "azure", "azure": tfcore.Tree{"resource_group": "none"}}},
		"an API Management service": {"llm_route", tfcore.Tree{"gateway": sandbox.APIManagementID() + "x"}},
		"an AgentCore Gateway":      {"llm_route", tfcore.Tree{"gateway": strings.Replace(sandbox.AgentCoreGatewayARN(), "0000000000", "1111111111", 1)}},
	} {
		t.Run(sentence, func(t *testing.T) {
			_, err := directory(t, sandbox.New(), &kind{typeName: row.typeName}).List(t.Context(), tfcore.Search{Block: row.block})
			refused(t, err, "list")
		})
	}
}

// deny refuses what matches, and repeats the token that it was sent.
func deny(sb *sandbox.Sandbox, pattern string) (remove func()) {
	return sb.Hook(sandbox.Fault(sandbox.On("", pattern), http.StatusForbidden,
		`{"error":{"code":"AuthorizationFailed","message":"no permission"},"__type":"AccessDeniedException","message":"no permission"}`,
		http.Header{"X-Amzn-Errortype": {"AccessDeniedException"}, "Content-Type": {"application/json"}}))
}

// Who may not list hears so: as an error where a platform is named or nothing could be listed, else as a warning beside
// what could.
func TestList_tellsWhatIsDenied(t *testing.T) {
	s := several(t)
	deployments := deny(s.sb, `/accounts/sandbox/deployments$`)
	_, err := s.List(t.Context(), tfcore.Search{Block: tfcore.Tree{"platform": "azure"}})
	refused(t, err, "no permission", "deployments")
	beside := s.list(tfcore.Search{})
	if len(beside) != 2 || len(beside[1].Warnings) != 1 || !strings.Contains(beside[1].Warnings[0].Detail, "no permission") || !strings.HasPrefix(beside[0].Name, "far ") {
		t.Errorf("beside Bedrock it finds %v", beside)
	}
	profiles := deny(s.sb, `^/(inference-profiles|provisioned-model-throughputs|model-customization)`)
	_, err = s.List(t.Context(), tfcore.Search{})
	refused(t, err, "no permission")
	deployments()
	if beside = s.list(tfcore.Search{}); len(beside) < 2 || !strings.HasPrefix(beside[0].Name, "chat ") || len(beside[len(beside)-1].Warnings) == 0 {
		t.Errorf("beside Azure it finds %v", beside)
	}
	profiles()
	if found := s.list(tfcore.Search{}); len(found) != 2 {
		t.Errorf("with permission it finds %v", found)
	}
}

// A provider that was not configured lists nothing and says why.
func TestList_unconfigured(t *testing.T) {
	for _, typeName := range []string{"llm_deployment", "llm_route", "llm_guardrail", "llm_guardrail_enforcement"} {
		served := provider.NewServer(t.Context(), "test")()
		lister, ok := served.(tfprotov6.ListResourceServer)
		if !ok {
			t.Fatal("the provider serves no lists")
		}
		stream, err := lister.ListResource(t.Context(), &tfprotov6.ListResourceRequest{TypeName: typeName, Config: emptyConfig(t, served, typeName), Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for result := range stream.Results {
			for _, d := range result.Diagnostics {
				if told++; d.Severity != tfprotov6.DiagnosticSeverityError || !strings.Contains(d.Detail, "not configured") {
					t.Errorf("%s: %s: %s", typeName, d.Summary, d.Detail)
				}
			}
		}
		if told == 0 {
			t.Errorf("%s: nothing is said", typeName)
		}
	}
}

func emptyConfig(t *testing.T, served tfprotov6.ProviderServer, typeName string) *tfprotov6.DynamicValue {
	t.Helper()
	schemas, err := served.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	shape := schemas.ListResourceSchemas[typeName].ValueType()
	value, err := tfcore.Value(tfcore.Tree{}, shape)
	if err != nil {
		t.Fatal(err)
	}
	config, err := tfprotov6.NewDynamicValue(shape, value)
	if err != nil {
		t.Fatal(err)
	}
	return &config
}
