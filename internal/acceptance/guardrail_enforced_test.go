package acceptance_test

import (
	"net/http"
	"testing"
)

// keepingEnforced is a guardrail that keeps so many versions, and whose newest one is
// enforced.
func keepingEnforced(keep, strictness string) string {
	return `resource "llm_guardrail" "standard" {
  platform      = "bedrock"
  name          = "standard"
  filters       = { hate = { input = "` + strictness + `" } }
  keep_versions = ` + keep + `
}

resource "llm_guardrail_enforcement" "account" {
  guardrail = llm_guardrail.standard.versioned_id
}
`
}

// An enforcement moves after the guardrail has published: where only one version is
// kept, the one that is enforced stays until the next apply.
func TestAccGuardrailEnforcement_movesAndTheVersionGoesLater(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.configure(keepingEnforced("1", "low"))
	c.apply().must(t, 0)
	c.configure(keepingEnforced("1", "high"))
	c.apply().must(t, 0).tells(t, "warning", "version/1 stays", "in use", "the next apply deletes this one")
	if moved := w.listed(aws(region, "/enforcedGuardrailsConfiguration"), "guardrailsConfig", "guardrailVersion"); len(moved) != 1 || moved[0] != "2" {
		t.Errorf("version %s is enforced", moved)
	}
	c.plan().must(t, 2)
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	c.unguarded()
}

// A deployment that stays lets go of its guardrail in an apply of its own, since
// Terraform deletes first; the error says so, and names the deployment.
func TestAccGuardrail_isLetGoOfFirst(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	const deployment = `resource "llm_deployment" "assistant" {
  platform         = "azure"
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
`
	guardrail := guardings()[0].config(nil)
	c.configure(guardrail + deployment + "  guardrail = " + theGuardrail + ".versioned_id\n}\n")
	c.apply().must(t, 0)
	c.configure(deployment + "}\n")
	c.apply().must(t, 1).tells(t, "error", "in use by deployment assistant", "in an apply before this one")
	if w.do(http.MethodGet, armChild("raiPolicies", "standard"), "") == "" {
		t.Error("the policy is gone")
	}
	c.configure(guardrail + deployment + "}\n")
	c.apply().must(t, 0)
	c.configure(deployment + "}\n")
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	c.unguarded()
}
