package acceptance_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// One block moves every instance of a resource, each under its key.
func TestAccDeployment_movedForEach(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	var states []held
	for _, name := range []string{"chat", "embed"} {
		id := azureID(name)
		state := w.azurerm(id, w.do(http.MethodPut, id, fmt.Sprintf(`{"sku":%s,"properties":{%s}}`, sold("GlobalStandard", 5), newDefault)))
		state.expands = name
		states = append(states, state)
	}
	w.forget()
	config := asAzurerm(args{"for_each": `toset(["chat", "embed"])`, "name": "each.key"}).block("chat")
	c.adopt(config+moved(states[0]), states...)
	if s := c.plan().must(t, 2); s.actions[chat+`["chat"]`] != "move" || s.actions[chat+`["embed"]`] != "move" || len(s.actions) != 2 {
		t.Fatalf("planned %v:\n%s", s.actions, s.output)
	}
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
}

// What cannot be taken over stops the plan, says the way by import, and leaves
// everything where it is.
func TestAccDeployment_movedRefuses(t *testing.T) {
	known := fromAzurerm("chat", sandbox.AzureAccountID(), sold("GlobalStandard", 5), newDefault)
	for sentence, row := range map[string]struct {
		change func(state *held)
		flags  []string
		words  []string
	}{
		"a fork":                      {func(s *held) { s.address = "registry.terraform.io/acme/azurerm" }, nil, []string{"State not taken over", "registry.terraform.io/acme/azurerm", "import {", azureID("chat")}},
		"a private registry":          {func(s *held) { s.address = "registry.acme.example/hashicorp/azurerm" }, nil, []string{"State not taken over", "registry.acme.example", "import {", azureID("chat")}},
		"no id":                       {func(s *held) { delete(s.values, "id") }, nil, []string{"State not taken over", `"id" holds no text`, "-refresh-only", "import {"}},
		"an account's id":             {func(s *held) { s.values["id"] = sandbox.AzureAccountID() }, nil, []string{"State not taken over", "schema version 0", "import {"}},
		"a real id":                   {func(s *held) { s.values["id"] = strings.Replace(azureID("chat"), "5a4db0c5", "11111111", 1) }, nil, []string{"sandbox"}},
		"a plan that may not read":    {func(*held) {}, []string{"-refresh=false"}, []string{"Deployment was not read", "Plan without -refresh=false"}},
		"a destroy that may not read": {func(*held) {}, []string{"-refresh=false", "-destroy"}, []string{"Deployment was not read", "Plan without -refresh=false"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			id, state := known(w)
			w.forget()
			row.change(&state)
			c := w.terraform()
			c.adopt(asAzurerm(nil).named("chat").block("chat")+moved(state), state)
			c.plan(row.flags...).must(t, 1).tells(t, "error", row.words...)
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
			c.stands(id)
		})
	}
}

// With an owner, the tag that tells it is all that is written.
func TestAccDeployment_movedWithOwner(t *testing.T) {
	for sentence, row := range map[string]moveCase{"azurerm": azurermCases()["GlobalStandard"], "aws": awsCases()["a geographic profile"]} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			id, state := row.made(w)
			w.age()
			w.forget()
			c := w.terraform()
			c.adopt("provider \"llm\" {\n  owner = \"platform\"\n}\n"+row.config(state)+moved(state), state)
			if s := c.plan().must(t, 2); s.actions[chat] != "update" {
				t.Errorf("planned %v", s.actions)
			}
			c.apply().must(t, 0)
			sent := w.writes()
			tagged := slices.ContainsFunc(sent, func(call string) bool {
				return strings.HasPrefix(call, "PATCH ") || strings.Contains(call, "/tagResource")
			})
			if len(sent) != 1 || !tagged || !strings.Contains(w.cloud(id), "llm:owner") {
				t.Errorf("it sent %v and left %s", sent, w.cloud(id))
			}
			c.stands(id)
		})
	}
}

// What nobody has any more is planned to be made, as its former provider would
// have planned it.
func TestAccDeployment_movedWhatIsGone(t *testing.T) {
	w := newWorld(t)
	id, state := fromAzurerm("chat", sandbox.AzureAccountID(), sold("GlobalStandard", 5), newDefault)(w)
	w.remove(id)
	w.age()
	c := w.terraform()
	c.adopt(asAzurerm(nil).named("chat").block("chat")+moved(state), state)
	if s := c.plan().must(t, 2); s.actions[chat] != "create" {
		t.Errorf("planned %v", s.actions)
	}
}

// A configuration that asks for another object does not get it at the cost of
// what was provisioned: moved or not, that is protected.
func TestAccDeployment_movedIsProtected(t *testing.T) {
	w := newWorld(t)
	id, state := awsCases()["committed throughput"].made(w)
	w.age()
	w.forget()
	c := w.terraform()
	c.adopt(onBedrock().named("other").block("chat")+moved(state), state)
	c.plan().must(t, 1).tells(t, "error", "protected").tells(t, "error", "committed until")
	if err := w.noWrites(); err != nil {
		t.Error(err)
	}
	c.stands(id)
}

// While the provider block waits for something, what was imported could not be
// read: nothing is planned over it, whatever the resource.
func TestAcc_importedAndNotRead(t *testing.T) {
	apim, e := sandbox.APIManagementID()+"/apis/llm-chat", engines()[1]
	for sentence, row := range map[string]struct{ config, address, id string }{
		"a deployment on Azure":   {onAzure().named("chat").block("chat"), chat, azureID("chat")},
		"a deployment on Bedrock": {onBedrock().named("chat").block("chat"), chat, "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl"},
		"a route":                 {e.route(nil), theRoute, apim},
		"a guardrail on Azure":    {guardings()[0].config(nil), theGuardrail, armChild("raiPolicies", "standard")},
		"a guardrail on Bedrock":  {guardings()[1].config(nil), theGuardrail, "arn:aws:bedrock:us-east-1:000000000000:guardrail/abcdefghijkl"},
		"an enforcement":          {args{"guardrail": `"arn:aws:bedrock:us-east-1:000000000000:guardrail/abcdefghijkl:1"`}.blockOf("llm_guardrail_enforcement", "account"), theEnforcement, "us-east-1"},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			block, reference := later(`"later"`)
			c := w.terraform()
			c.configure(block + "provider \"llm\" {\n  azure   = { subscription_id = " + reference + " }\n  bedrock = { profile = " + reference + " }\n}\n" +
				row.config + fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", row.address, row.id))
			c.plan().must(t, 1).tells(t, "error", "was not read", row.id, "-target").tells(t, "warning", quoted(row.id)+" was not read")
			if err := w.noWrites(); err != nil {
				t.Error(err)
			}
		})
	}
}
