package acceptance_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// defaultPlaces are provider blocks: the default under which something is made, and
// the one that comes after it, of an account that is not even there.
func defaultPlaces(platform string) (before, after string) {
	if platform == "azure" {
		return defaultAccount(sandbox.AzureAccountID()), defaultAccount(sandbox.AzureAccountID() + "2")
	}
	return defaultRegion("us-east-1"), defaultRegion("eu-central-1")
}

func defaultAccount(id string) string {
	return providerBlock(fmt.Sprintf("azure = { account_id = %q }", id))
}

func defaultRegion(name string) string {
	return providerBlock(fmt.Sprintf("bedrock = { region = %q }", name))
}

// A guardrail does not move because a default does: it stays, a change of it is
// written where it stands, and a plan says so.
func TestGuardrail_staysWhereADefaultChanges(t *testing.T) {
	everyGuarding(t, func(t *testing.T, g guarding, w *world) {
		before, after := defaultPlaces(g.platform)
		placed := args{
			"azure":   `{ base_policy = "Microsoft.DefaultV2" }`,
			"bedrock": `{ guardrail_profile = "us.guardrail.v1:0", kms_key = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012" }`,
		}
		own := args{g.platform: placed[g.platform]}
		c := w.terraform()
		c.configure(before + g.config(own))
		c.apply().must(t, 0)
		id := c.text(theGuardrail, "id")
		c.configure(after + g.config(own))
		c.plan().must(t, 0).tells(t, "warning", "Guardrail stays where it is", "name the place in its own block")
		c.configure(after + g.config(own.with(args{"blocked_words": `["project-z"]`})))
		if s := c.plan().must(t, 2); s.actions[theGuardrail] != "update" {
			t.Errorf("planned %v", s.actions)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		if now := c.text(theGuardrail, "id"); now != id {
			t.Errorf("it was %s and is %s", id, now)
		}
		c.configure(after)
		c.apply().must(t, 0)
		if left := w.guardrailObjects(); len(left) > 0 {
			t.Errorf("the platforms still hold %v", left)
		}
	})
}

// What is enforced in a region stays enforced there, by a guardrail of that region,
// and so does a deployment that names one.
func TestGuardrail_isNamedWhereADefaultChanges(t *testing.T) {
	w := newWorld(t)
	before, after := defaultPlaces("bedrock")
	deployment := func(edits args) string {
		return onBedrock().with(args{"name": `"chat"`, "guardrail": theGuardrail + ".versioned_id"}).with(edits).block("chat")
	}
	c := w.terraform()
	c.configure(before + enforced(nil, nil) + deployment(nil))
	c.apply().must(t, 0)
	id, served := c.text(theEnforcement, "id"), c.text(chat, "id")
	c.configure(after + enforced(nil, nil) + deployment(nil))
	c.plan().must(t, 0)
	c.configure(after + enforced(nil, args{"system_prompts": `"selective"`}) + deployment(args{"tags": `{ team = "search" }`}))
	c.apply().must(t, 0)
	c.plan().must(t, 0)
	if c.text(theEnforcement, "id") != id || c.text(chat, "id") != served {
		t.Errorf("%s and %s became %s and %s", id, served, c.text(theEnforcement, "id"), c.text(chat, "id"))
	}
	c.configure(after + enforced(nil, nil) + deployment(args{"name": `"other"`}))
	s := c.plan().must(t, 1)
	if !strings.Contains(s.output, "it is of the region us-east-1, and the deployment is in eu-central-1") {
		t.Errorf("another deployment, in the new default region, may name it: %s", s.output)
	}
	c.configure(after)
	c.apply().must(t, 0)
}
