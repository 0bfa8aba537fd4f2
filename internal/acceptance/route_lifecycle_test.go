package acceptance_test

import (
	"strings"
	"testing"
)

// A route is made with everything that it can have, changed in every argument,
// and destroyed; each apply is followed by an empty plan, and what only the
// provider keeps is written to no gateway.
func TestRoute_lifecycle(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c := w.terraform()
		c.configure(e.route(e.full()))
		if s := c.plan().must(t, 2); s.actions[theRoute] != "create" || !strings.Contains(c.run("show", "plan").output, e.id) {
			t.Errorf("the plan %v does not show the id %s", s.actions, e.id)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		for _, step := range []struct {
			sentence string
			change   args
			silent   bool // nothing is sent
		}{
			{"another status", args{"fallback_on": `{ statuses = ["429"], first_byte_timeout = "8s" }`}, false},
			{"another timeout", args{"fallback_on": `{ statuses = ["429", "503"], first_byte_timeout = "9s" }`}, false},
			{"no circuit breaker", args{"circuit_breaker": "false"}, false},
			{"another rate limit", args{"rate_limit": "{ tokens_per_minute = 60000 }"}, false},
			{"no rate limit", args{"rate_limit": ""}, false},
			{"no fallback", args{"fallbacks": "", "fallback_on": `{ statuses = ["429"] }`}, false},
			{"another target", args{"targets": strings.ReplaceAll(e.split(90, 10), "green = {", "red = {")}, false},
			{"a third target without weight", args{"targets": strings.TrimSuffix(e.split(90, 10), "}") + ", dark = { weight = 0, endpoint = " + strings.Replace(strings.TrimPrefix(e.spare, "endpoint = "), "20b", "safeguard", 1) + " } }", "fallbacks": "", "fallback_on": ""}, false},
			{"less required", args{"requires": ""}, true},
			{"what a target supports", args{"targets": strings.Replace(e.split(90, 10), "blue = {", `blue = { supports = { context = 64000 },`, 1)}, true},
			{"a policy", args{"drift_policy": `{ changed = "plan" }`}, true},
		} {
			t.Run(step.sentence, func(t *testing.T) {
				inner := *w
				inner.t = t
				k := *c
				k.w = &inner
				k.configure(e.route(e.full()))
				k.apply().must(t, 0)
				w.forget()
				k.configure(e.route(e.full().with(step.change)))
				if s := k.plan().must(t, 2); s.actions[theRoute] != "update" {
					t.Errorf("planned %v", s.actions)
				}
				k.apply().must(t, 0)
				if sent := w.writes(); (len(sent) == 0) != step.silent {
					t.Errorf("sent %v", sent)
				}
				k.plan().must(t, 0)
			})
		}
		c.emptied()
	})
}

// Two deployments, one on each cloud, are deployed and theRoute to in one apply.
func TestRoute_overDeploymentsOfBothClouds(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c := w.terraform()
		c.configure(e.overDeployments(90, 10))
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		w.forget()
		c.configure(e.overDeployments(40, 60))
		c.apply().must(t, 0)
		if sent := w.writes(); len(sent) == 0 || len(sent) > 2 {
			t.Errorf("for a change of weights it sent %v", sent)
		}
		c.plan().must(t, 0)
		c.emptied()
		if err := w.leftover(); err != nil {
			t.Error(err)
		}
	})
}

// overDeployments routes to deployments of the same configuration.
func (e engine) overDeployments(azure, bedrock int) string {
	deployment := args{
		"for_each": `toset(["azure", "bedrock"])`, "platform": "each.key", "model": `"openai/gpt-oss-120b"`, "processing_scope": `"global"`,
	}.named("assistant").block("all")
	keyOf := map[string]string{}
	keyOf[map[string]string{"AgentCore": "azure", "API Management": "bedrock"}[e.name]] = ", credential = " + quoted(e.key)
	targets := func(platform string, weight int) string {
		return `{ endpoint = llm_deployment.all["` + platform + `"].endpoint, weight = ` + number(weight) + keyOf[platform] + " }"
	}
	return deployment + e.route(args{"targets": "{ a = " + targets("azure", azure) + ", b = " + targets("bedrock", bedrock) + " }"})
}
