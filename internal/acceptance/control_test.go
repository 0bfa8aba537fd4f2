package acceptance_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// The tests of this package promise that something did not happen. These show
// that they would notice if it had.

func TestAccDeployment_controlWritesAreCounted(t *testing.T) {
	w := newWorld(t)
	count := func(*terraform.State) error {
		if len(w.writes()) != 2 || w.noWrites() == nil {
			t.Errorf("two creates were sent, and counted were %v", w.writes())
		}
		w.cloud(azureID("chat")) // a test's own calls do not count
		w.do("PATCH", azureID("chat"), `{"tags":{}}`)
		if len(w.writes()) != 2 {
			t.Errorf("the test's own write was counted: %v", w.writes())
		}
		if w.leftover() == nil {
			t.Error("two deployments stand, and none was found")
		}
		w.forget()
		if err := w.noWrites(); err != nil {
			t.Error(err)
		}
		return nil
	}
	w.run(resource.TestStep{Config: onAzure().named("chat").block("azure") + onBedrock().named("chat").block("bedrock"), Check: count})
}

func TestChanges_tellsWritesFromReads(t *testing.T) {
	for sentence, row := range map[string]struct {
		call  sandbox.Call
		write bool
	}{
		"a PUT":                  {sandbox.Call{Method: "PUT", Service: "arm", Path: "/x"}, true},
		"a DELETE":               {sandbox.Call{Method: "DELETE", Service: "bedrock", Path: "/x"}, true},
		"a GET":                  {sandbox.Call{Method: "GET", Service: "arm", Path: "/x"}, false},
		"a POST to Bedrock":      {sandbox.Call{Method: "POST", Service: "bedrock", Path: "/tagResource"}, true},
		"a credential provider":  {sandbox.Call{Method: "POST", Service: "bedrock-agentcore", Path: "/identities/GetApiKeyCredentialProvider"}, false},
		"a target":               {sandbox.Call{Method: "POST", Service: "bedrock-agentcore", Path: "/gateways/x-0000000000/targets/"}, true},
		"a POST that reads":      {sandbox.Call{Method: "POST", Service: "bedrock", Path: "/listTagsForResource?x=1"}, false},
		"the tagging API reads":  {sandbox.Call{Method: "POST", Service: "tagging", Target: "T.GetResources"}, false},
		"the tagging API writes": {sandbox.Call{Method: "POST", Service: "tagging", Target: "T.TagResources"}, true},
		"a quota":                {sandbox.Call{Method: "POST", Service: "servicequotas", Target: "S.ListServiceQuotas"}, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			if changes(row.call) != row.write {
				t.Errorf("counted as a write: %v", !row.write)
			}
		})
	}
}

// controlled keeps a plan check's verdict instead of failing by it.
type controlled struct {
	plancheck.PlanCheck

	verdict *error
}

// CheckPlan asks the check.
func (c controlled) CheckPlan(ctx context.Context, req plancheck.CheckPlanRequest, _ *plancheck.CheckPlanResponse) {
	var resp plancheck.CheckPlanResponse
	c.PlanCheck.CheckPlan(ctx, req, &resp)
	*c.verdict = resp.Error
}

func TestAccDeployment_controlPlansAreJudged(t *testing.T) {
	w := newWorld(t)
	config := onAzure().named("chat").block("chat")
	var stale, empty error
	var seen plan
	w.run(
		resource.TestStep{Config: config},
		resource.TestStep{
			PreConfig: func() { w.rewrite(`"capacity":5}`, `"capacity":9}`)(azureID("chat")) },
			Config:    config, PlanOnly: true, ExpectNonEmptyPlan: true,
			ConfigPlanChecks: resource.ConfigPlanChecks{PostApplyPostRefresh: []plancheck.PlanCheck{
				controlled{sameState{}, &stale}, controlled{plancheck.ExpectEmptyPlan(), &empty}, recordPlan{&seen},
			}},
		},
	)
	if stale == nil || !strings.Contains(stale.Error(), "throughput") {
		t.Errorf("what was stored is not what is there, and the check said %v", stale)
	}
	if empty == nil {
		t.Error("a plan with a change passed as empty")
	}
	if seen.actions["chat"] != updated || !slices.Contains(seen.changed["chat"], "throughput") {
		t.Errorf("recorded %+v", seen)
	}
}

func TestAccDeployment_controlCommandsAreRead(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(onAzure().named("chat").with(args{"processing_scope": `"planet"`}).block("chat"))
	if s := c.plan(); s.exit != 1 || len(s.diagnostics) == 0 {
		t.Errorf("an error was read as %+v", s)
	}
	c.configure(onAzure().named("chat").block("chat"))
	if s := c.plan(); s.exit != 2 || s.actions[chat] != "create" {
		t.Errorf("a create was read as %+v", s)
	}
}
