package acceptance_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// learning are deployments of both clouds and a route over them.
func learning(provider, tokens, requires string) string {
	return providerBlock(provider) + `
resource "llm_deployment" "chat" {
  for_each         = toset(["azure", "bedrock"])
  platform         = each.key
  name             = "chat"
  model            = each.key == "azure" ? "openai/gpt-5" : "openai/gpt-oss-120b"
  processing_scope = "global"
  throughput       = { tokens_per_minute = ` + tokens + ` }
}
resource "llm_route" "chat" {
  name    = "chat"
  gateway = "` + sandbox.AgentCoreGatewayARN() + `"
  targets = {
    blue  = { weight = 90, endpoint = llm_deployment.chat["bedrock"].endpoint }
    green = { weight = 10, endpoint = llm_deployment.chat["azure"].endpoint, credential = "` + sandbox.AgentCoreKeyProviderARN() + `" }
  }
  ` + requires + `
}
`
}

const needsTools = `requires = { tools = true, context = 100000 }`

// stateFile is the state as it is written.
func (c *cli) stateFile() (file map[string]any) {
	c.w.t.Helper()
	raw, err := os.ReadFile(filepath.Join(c.dir, "terraform.tfstate"))
	c.w.ok(err)
	c.w.ok(json.Unmarshal(raw, &file))
	return file
}

// unlearn takes out of state what no release before model cards told.
func (c *cli) unlearn() {
	c.w.t.Helper()
	file := c.stateFile()
	forget(file["resources"])
	raw, err := json.Marshal(file)
	c.w.ok(err)
	c.w.ok(os.WriteFile(filepath.Join(c.dir, "terraform.tfstate"), raw, 0o600))
}

func forget(value any) {
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			forget(item)
		}
	case map[string]any:
		if supports, ok := value["supports"].(map[string]any); ok {
			supports["tools"], supports["context"] = nil, nil
		}
		for _, item := range value {
			forget(item)
		}
	}
}

// supports is what an endpoint in state tells of tools and context.
func (c *cli) supports(address string) (tools, context any) {
	c.w.t.Helper()
	endpoint, _ := c.values(address)["endpoint"].(map[string]any)
	supports, _ := endpoint["supports"].(map[string]any)
	return supports["tools"], supports["context"]
}

// What a newer release knows of models reaches a state that an older one wrote, and plans nothing, neither for the deployments
// nor for the route that is made of their endpoints.
func TestAccDeployment_learnsWhatItSupports(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(learning("", "10000", ""))
	c.apply().must(t, 0)
	windows := map[string]float64{`llm_deployment.chat["azure"]`: 272000, `llm_deployment.chat["bedrock"]`: 128000}
	for address, window := range windows {
		if tools, context := c.supports(address); tools != true || context != window {
			t.Errorf("%s supports tools %v and a context of %v", address, tools, context)
		}
	}
	c.unlearn()
	w.forget()
	for _, flags := range [][]string{{"-refresh=false"}, nil} {
		if s := c.plan(flags...).must(t, 0); len(s.actions) > 0 {
			t.Errorf("planned %v %v", flags, s.actions)
		}
	}
	c.apply().must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	for address, window := range windows {
		if tools, context := c.supports(address); tools != true || context != window {
			t.Errorf("after a refresh %s supports tools %v and a context of %v", address, tools, context)
		}
	}
	if tools, _ := c.supports("llm_route.chat"); tools != nil {
		t.Errorf("the route learned tools %v without a change", tools)
	}
	t.Run("with the next change the route follows", func(t *testing.T) {
		c.configure(learning("", "10000", needsTools))
		if s := c.plan().must(t, 2); s.actions["llm_route.chat"] != "update" || len(s.actions) != 1 {
			t.Errorf("planned %v", s.actions)
		}
		w.forget()
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		if tools, context := c.supports("llm_route.chat"); tools != true || context != 128000.0 {
			t.Errorf("the route supports tools %v and context %v", tools, context)
		}
	})
}

// A write over a state that nothing was refreshed in keeps what was planned.
func TestAccDeployment_learnsAfterAWrite(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(learning("", "10000", ""))
	c.apply().must(t, 0)
	c.unlearn()
	c.configure(learning("", "20000", ""))
	c.apply("-refresh=false").must(t, 0)
	c.plan().must(t, 0)
}

// A user's fact counts before the provider's own, for requires too, and alone it plans nothing.
func TestAccDeployment_modelFacts(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(learning("", "10000", needsTools))
	c.apply().must(t, 0)
	small := `model_facts = [{ model = "openai/gpt-oss-120b", platform = "bedrock", context = 8000 }]`
	c.configure(learning(small, "10000", needsTools))
	c.plan().must(t, 1).tells(t, "error", "Target does not meet requires", "8000 tokens, 100000 are required")
	c.configure(learning(small, "10000", strings.Replace(needsTools, "100000", "8000", 1)))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if _, context := c.supports("llm_route.chat"); context != 8000.0 {
		t.Errorf("the route supports a context of %v", context)
	}
	none := `model_facts = [{ model = "openai/gpt-oss-120b", tools = false }]`
	c.configure(learning(none, "10000", strings.Replace(needsTools, "100000", "8000", 1)))
	c.plan().must(t, 1).tells(t, "error", "Target does not meet requires", "it does not call tools")
}
