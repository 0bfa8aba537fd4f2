package acceptance_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What the comments in the examples promise.
func TestFunctionExamples_tellWhatTheySay(t *testing.T) {
	for name, want := range map[string]map[string]any{
		"parse_id":        {"platform": "bedrock", "aws_account": "123456789012"},
		"model_reference": {"canonical": "mistral/large-3@1", "is_approved": true},
	} {
		t.Run(name, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.copied("functions/"+name, nil)
			c.apply().must(t, 0)
			if diff := cmp.Diff(want, c.outputs(t)); diff != "" {
				t.Errorf("outputs (-want +got):\n%s", diff)
			}
		})
	}
}

// A module's variable is refused at plan, with its own words.
func TestFunctions_judgeVariables(t *testing.T) {
	c := newWorld(t).terraform()
	c.copied("functions/parse_id", nil)
	c.plan("-var=gateway="+sandbox.APIManagementID()).must(t, 2)
	c.plan("-var=gateway="+azureID("chat")).must(t, 1).tells(t, "error", "Give the ARN of an AgentCore Gateway")
	c.plan("-var=gateway=main").must(t, 1).tells(t, "error", "Give the ARN of an AgentCore Gateway")
}

// The functions ask nobody, need no provider block, and stop a plan at their
// argument with the way out.
func TestFunctions_stopAPlanAtTheirArgument(t *testing.T) {
	for call, words := range map[string][]string{
		`parse_id("chat")`:                                         {"chat", "<deployment>", "<region>"},
		`model_reference("claude-sonnet-4-5")`:                     {`write "anthropic/claude-sonnet-4-5"`},
		`to_litellm({ chat = null })`:                              {"endpoints[\"chat\"]", "llm_deployment"},
		`to_envoy_ai_gateway({}, { name = "A", namespace = "b" })`: {`gateway.name is "A"`, "as names in Kubernetes"},
	} {
		t.Run(call, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure("output \"x\" {\n  value = provider::llm::" + call + "\n}\n")
			s := c.plan().must(t, 1).tells(t, "error", words...)
			if !strings.Contains(s.output, "provider::llm::") {
				t.Errorf("the configuration is not pointed at:\n%s", s.output)
			}
			if calls := w.sb.Calls(); len(calls) > 0 {
				t.Errorf("it asked a cloud: %v", calls)
			}
		})
	}
}

// The whole way of an endpoint: unknown in the plan that makes the deployments,
// known after the apply, read back by Terraform's own YAML decoder under names
// that mean something to YAML. A guardrail goes with it, a route is refused.
func TestFunctions_exportWhatIsDeployed(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	names := []string{"plain", "a: b", `"quoted"`, "- x", "#", "yes", "1", "${'x'}", "%{'if'}", "{{ x }}", "ünïcode", "'"}
	var config strings.Builder
	config.WriteString(`
		resource "llm_guardrail" "standard" {
		  platform = "bedrock"
		  name     = "standard"
		  filters  = { hate = { input = "high", output = "high" } }
		}
		resource "llm_deployment" "assistant" {
		  for_each         = toset(["azure", "bedrock"])
		  platform         = each.key
		  name             = "assistant"
		  model            = "openai/gpt-5.6-sol"
		  processing_scope = "global"
		  guardrail        = each.key == "bedrock" ? llm_guardrail.standard.versioned_id : null
		}
		locals {
		  endpoints = merge(
		    { azure = llm_deployment.assistant["azure"].endpoint },
		    { for name in jsondecode(file("${path.module}/names.json")) : name => llm_deployment.assistant["bedrock"].endpoint },
		  )
		}
		output "litellm" {
		  value = yamldecode(provider::llm::to_litellm(local.endpoints))
		}
		output "envoy" {
		  value = [for text in split("\n---\n", provider::llm::to_envoy_ai_gateway(local.endpoints, { name = "ai", namespace = "default" })) : yamldecode(text)]
		}
	`)
	encoded, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.dir, "names.json"), encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	c.configure(config.String())
	c.plan().must(t, 2)
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	outputs := c.outputs(t)
	served := map[string]map[string]any{}
	for _, entry := range outputs["litellm"].(map[string]any)["model_list"].([]any) {
		served[entry.(map[string]any)["model_name"].(string)] = entry.(map[string]any)["litellm_params"].(map[string]any)
	}
	if len(served) != len(names)+1 || served["azure"]["model"] != "azure/assistant" {
		t.Errorf("LiteLLM serves %v", served)
	}
	for _, name := range names {
		guardrail, _ := served[name]["guardrailConfig"].(map[string]any)
		if served[name]["model"] != "bedrock/openai.gpt-5.6-sol" || guardrail["guardrailVersion"] != "1" {
			t.Errorf("LiteLLM serves %q as %v", name, served[name])
		}
	}
	if manifests := outputs["envoy"].([]any); len(manifests) != 5*(len(names)+1) {
		t.Errorf("Envoy AI Gateway gets %d resources", len(manifests))
	}
	c.apply("-destroy").must(t, 0)
}

// A route is a gateway already.
func TestFunctions_refuseToExportRoutes(t *testing.T) {
	for _, gateway := range []string{sandbox.AgentCoreGatewayARN(), sandbox.APIManagementID()} {
		platform := map[bool]string{true: "bedrock", false: "azure"}[strings.HasPrefix(gateway, "arn:")]
		t.Run(platform, func(t *testing.T) {
			c := newWorld(t).terraform()
			c.configure(fmt.Sprintf(`
				resource "llm_deployment" "assistant" {
				  platform         = %q
				  name             = "assistant"
				  model            = "openai/gpt-5.6-sol"
				  processing_scope = "global"
				}
				resource "llm_route" "assistant" {
				  name    = "assistant"
				  gateway = %q
				  targets = { only = { endpoint = llm_deployment.assistant.endpoint, weight = 100 } }
				}
				output "x" {
				  value = provider::llm::to_litellm({ assistant = llm_route.assistant.endpoint })
				}
			`, platform, gateway))
			c.apply().must(t, 1).tells(t, "error", "is a gateway already", "targets")
		})
	}
}

// outputs are the values of a configuration's outputs.
func (c *cli) outputs(t *testing.T) map[string]any {
	t.Helper()
	var told map[string]struct{ Value any }
	if err := json.Unmarshal([]byte(c.run("output", "-json").must(t, 0).output), &told); err != nil {
		t.Fatal(err)
	}
	values := map[string]any{}
	for name, output := range told {
		values[name] = output.Value
	}
	return values
}
