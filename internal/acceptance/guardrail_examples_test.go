package acceptance_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// One configuration, of which nothing but the platform differs: each cloud gets
// a guardrail and a deployment, and an application is told what to name.
func TestGuardrailExamples_onlyThePlatformDiffers(t *testing.T) {
	for platform, guarded := range map[string]bool{"azure": false, "bedrock": true} {
		t.Run(platform, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied("guardrail-portable", nil)
			given := `-var=platforms=["` + platform + `"]`
			c.comesAndGoes(t, []string{given}, func() {
				if len(w.deployments()) != 1 {
					t.Errorf("deployments: %v", w.deployments())
				}
				attached := c.attached(t, platform)
				if (attached != nil) != guarded || guarded && (attached.Version != "1" || attached.ID == "") {
					t.Errorf("endpoint.guardrail is %+v", attached)
				}
			})
		})
	}
}

// attachment is what an application has to name in its requests.
type attachment struct{ ID, Version string }

// attached reads it from the outputs of the portable example.
func (c *cli) attached(t *testing.T, platform string) *attachment {
	t.Helper()
	var by map[string]struct{ Guardrail *attachment }
	if err := json.Unmarshal([]byte(c.run("output", "-json", "endpoints").must(t, 0).output), &by); err != nil {
		t.Fatal(err)
	}
	return by[platform].Guardrail
}

// What the example's README promises: other words, one new version, which the
// endpoint names after the same apply.
func TestGuardrailExamples_changedWordsPublishOneVersion(t *testing.T) {
	w := newWorld(t)
	c := w.terraform()
	c.copied("guardrail-portable", nil)
	c.apply().must(t, 0)
	c.apply().must(t, 0)
	c.apply(`-var=blocked_words=["project-x"]`).must(t, 0)
	arn := w.listed(aws(region, "/guardrails"), "guardrails", "arn")[0]
	versions := w.listed(aws(region, "/guardrails?guardrailIdentifier="+arn[strings.LastIndex(arn, "/")+1:]), "guardrails", "version")
	slices.Sort(versions)
	if diff := cmp.Diff([]string{"1", "2", "DRAFT"}, versions); diff != "" {
		t.Errorf("versions (-want +got):\n%s", diff)
	}
	if named := c.attached(t, "bedrock"); named == nil || named.Version != "2" {
		t.Errorf("endpoint.guardrail is %+v", named)
	}
}

// comesAndGoes applies, plans empty, looks, and destroys.
func (c *cli) comesAndGoes(t *testing.T, given []string, look func()) {
	t.Helper()
	before := c.w.heldOfGuardrails()
	c.apply(given...).must(t, 0)
	if made := len(c.w.heldOfGuardrails()) - len(before); made < 1 {
		t.Errorf("%d guardrails were made", made)
	}
	c.plan(given...).must(t, 0)
	look()
	c.apply(append(given, "-destroy")...).must(t, 0)
	if diff := cmp.Diff(before, c.w.heldOfGuardrails()); diff != "" {
		t.Errorf("guardrails (-before +after):\n%s", diff)
	}
	if err := c.w.leftover(); err != nil {
		t.Error(err)
	}
}

// heldOfGuardrails lists what both clouds hold of guardrails, and what is enforced.
func (w *world) heldOfGuardrails() []string {
	w.t.Helper()
	return append(w.guardrailObjects(), w.listed(aws(region, "/enforcedGuardrailsConfiguration"), "guardrailsConfig", "configId")...)
}
