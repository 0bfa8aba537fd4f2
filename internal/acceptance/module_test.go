package acceptance_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// callsModule writes a configuration that calls the module of the examples.
func (c *cli) callsModule(arguments string) {
	c.w.t.Helper()
	if err := os.CopyFS(filepath.Join(c.dir, "assistant"), os.DirFS(filepath.Join(examples, "modules", "multi-cloud-assistant"))); err != nil {
		c.w.t.Fatal(err)
	}
	c.configure(`
		terraform {
		  required_providers {
		    llm = { source = "` + source + `" }
		  }
		}
		module "assistant" {
		  source = "./assistant"

		  name             = "assistant"
		  model            = "openai/gpt-5.6-sol"
		  processing_scope = "global"
		  ` + arguments + `
		}
		output "ids" {
		  value = module.assistant.ids
		}
	`)
}

// A gateway that the caller makes in the same apply is not known when the module
// is planned; nothing differs afterwards.
func TestModule_takesAGatewayThatIsBeingMade(t *testing.T) {
	for name, gateway := range map[string]struct{ id, credential string }{
		"of AgentCore":      {sandbox.AgentCoreGatewayARN(), sandbox.AgentCoreKeyProviderARN()},
		"of API Management": {sandbox.APIManagementID(), sandbox.APIManagementID() + "/namedValues/bedrock-api-key"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.callsModule(`
				deletion_protection = false
				gateway             = { id = terraform_data.gateway.output, credential = "` + gateway.credential + `" }
				}
				resource "terraform_data" "gateway" {
				  input = "` + gateway.id + `"
			`)
			before := w.onGateways()
			c.plan().must(t, 2)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			if made := len(w.onGateways()) - len(before); made < 2 {
				t.Errorf("%d objects were made on the gateway", made)
			}
			c.apply("-destroy").must(t, 0)
			if diff := cmp.Diff(before, w.onGateways()); diff != "" {
				t.Errorf("on the gateway (-before +after):\n%s", diff)
			}
			if err := w.leftover(); err != nil {
				t.Error(err)
			}
		})
	}
}

// What the module makes is protected unless the caller says otherwise.
func TestModule_protectsWhatItMakes(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.callsModule("")
	c.apply().must(t, 0)
	c.apply("-destroy").must(t, 1).tells(t, "error", "protected")
	if len(w.deployments()) != 2 {
		t.Errorf("deployments: %v", w.deployments())
	}
}

// The module's README tells of every variable and output, and of none that is not there.
func TestModule_readmeTellsOfEveryVariableAndOutput(t *testing.T) {
	module := filepath.Join(examples, "modules", "multi-cloud-assistant")
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	told := regexp.MustCompile("`([a-z_]+)`")
	for file, heading := range map[string]string{"variables.tf": "| variable | |\n", "outputs.tf": "| output | |\n"} {
		var declared, listed []string
		for _, found := range regexp.MustCompile(`(?m)^(?:variable|output) "([a-z_]+)"`).FindAllStringSubmatch(read(file), -1) {
			declared = append(declared, found[1])
		}
		_, table, _ := strings.Cut(read("README.md"), heading)
		table, _, _ = strings.Cut(table, "\n\n")
		for row := range strings.Lines(table) {
			for _, found := range told.FindAllStringSubmatch(strings.Split(row, "|")[1], -1) {
				listed = append(listed, found[1])
			}
		}
		slices.Sort(declared)
		slices.Sort(listed)
		if diff := cmp.Diff(declared, listed); diff != "" || len(declared) == 0 {
			t.Errorf("%s (-declared +in the README):\n%s", file, diff)
		}
	}
}
