package acceptance_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// Weights move from 90/10 over 50/50 to 0/100: each time one write, in place,
// and after no request of any apply does the rule lead to what is not ready.
func TestRouteBlueGreen(t *testing.T) {
	w := newWorld(t, sandbox.ProvisioningTime(300*time.Millisecond))
	c := w.terraform()
	c.copied("route-blue-green", nil)
	watch := w.watchRule()
	rule := ""
	for i, step := range []struct{ percent, split string }{{"10", "90/10"}, {"50", "50/50"}, {"100", "/100"}} {
		w.forget()
		c.apply("-var=green_percent="+step.percent).must(t, 0)
		c.plan("-var=green_percent="+step.percent).must(t, 0)
		seen := w.rule()
		if split := seen.split(); split != step.split {
			t.Errorf("the rule says %s, want %s", split, step.split)
		}
		if i == 0 {
			rule = seen.RuleID
			continue
		}
		sent := w.writes()
		if len(sent) != 1 || !strings.HasPrefix(sent[0], "PATCH ") || !strings.Contains(sent[0], rule) {
			t.Errorf("%s sent %v, want one PATCH of the rule %s", step.split, sent, rule)
		}
	}
	looks, gaps := watch()
	for _, gap := range gaps {
		t.Error(gap)
	}
	if looks < 5 {
		t.Errorf("the rule was looked at %d times", looks)
	}
	t.Logf("blue-green: the rule was looked at after %d writes", looks)
	w.do("DELETE", agentCore("rules/"+rule), "") // the watch notices what it is for
	if _, gaps := watch(); len(gaps) == 0 {
		t.Error("a rule that is gone was not noticed")
	}
}

// A deployment that is replaced, or taken out together with its target, is
// deleted after the rule has been moved off it.
func TestRouteBlueGreen_deploymentsOutliveTheirTargets(t *testing.T) {
	for sentence, edit := range map[string][]string{
		"a deployment of another model": {"openai/gpt-5.6-terra", "openai/gpt-5.6-luna"},
		"a deployment that is taken out": {
			`    blue  = "openai/gpt-5.6-terra"` + "\n", "",
			`    blue  = { endpoint = llm_deployment.assistant["blue"].endpoint, weight = 100 - var.green_percent }` + "\n", "",
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.copied("route-blue-green", nil)
			c.apply("-var=green_percent=50").must(t, 0)
			c.replaceInFile("main.tf", edit...)
			w.forget()
			c.apply("-var=green_percent=50").must(t, 0)
			sent := w.writes()
			moved := slices.IndexFunc(sent, func(call string) bool { return strings.HasPrefix(call, "PATCH ") && strings.Contains(call, "/rules/") })
			deleted := slices.IndexFunc(sent, func(call string) bool { return strings.HasPrefix(call, "DELETE /inference-profiles/") })
			if moved < 0 || deleted < moved {
				t.Errorf("the rule was moved by call %d and the deployment deleted by call %d:\n%s", moved, deleted, strings.Join(sent, "\n"))
			}
		})
	}
}

// replaceInFile edits a file of the configuration: old and new texts by turns.
func (c *cli) replaceInFile(name string, replacements ...string) {
	c.w.t.Helper()
	path := filepath.Join(c.dir, name)
	text, err := os.ReadFile(path)
	if err != nil {
		c.w.t.Fatal(err)
	}
	edited := strings.NewReplacer(replacements...).Replace(string(text))
	if edited == string(text) {
		c.w.t.Fatalf("%s holds none of %q", name, replacements)
	}
	if err := os.WriteFile(path, []byte(edited), 0o600); err != nil {
		c.w.t.Fatal(err)
	}
}

// gatewayRule is a rule, as far as it says where requests go.
type gatewayRule struct {
	RuleID  string `json:"ruleId"`
	Status  string `json:"status"`
	Actions []struct {
		RouteToTarget struct {
			StaticRoute   *routeEnd `json:"staticRoute"`
			WeightedRoute struct {
				TrafficSplit []routeEnd `json:"trafficSplit"`
			} `json:"weightedRoute"`
		} `json:"routeToTarget"`
	} `json:"actions"`
}

type routeEnd struct {
	TargetName string `json:"targetName"`
	Weight     int    `json:"weight"`
}

// ends are the targets that a rule sends requests to.
func (r gatewayRule) ends() []routeEnd {
	if len(r.Actions) == 0 {
		return nil
	}
	if static := r.Actions[0].RouteToTarget.StaticRoute; static != nil {
		return []routeEnd{*static}
	}
	return r.Actions[0].RouteToTarget.WeightedRoute.TrafficSplit
}

// split is the shares of blue and green; the only target of a rule has them all.
func (r gatewayRule) split() string {
	shares := map[string]string{}
	for _, end := range r.ends() {
		share := strconv.Itoa(end.Weight)
		if len(r.ends()) == 1 {
			share = "100"
		}
		shares[strings.Split(end.TargetName, "-")[1]] = share
	}
	return shares["blue"] + "/" + shares["green"]
}

// rule is the only rule of the gateway.
func (w *world) rule() gatewayRule {
	w.t.Helper()
	var answer struct {
		Rules []gatewayRule `json:"gatewayRules"`
	}
	if err := json.Unmarshal([]byte(w.do("GET", agentCore("rules"), "")), &answer); err != nil || len(answer.Rules) != 1 {
		w.t.Fatalf("%d rules, want 1: %v", len(answer.Rules), err)
	}
	return answer.Rules[0]
}

// watchRule looks after each write to the gateway whether the rule that was once
// there still is, and leads to targets that are ready. What it returns tells how
// often that was, and what was wrong.
func (w *world) watchRule() (told func() (looks int, gaps []string)) {
	var mu sync.Mutex
	looks, stood, gaps := 0, false, []string(nil)
	w.sb.Hook(sandbox.Hook{
		Match: func(r *http.Request) bool {
			return r.Method != http.MethodGet && strings.Contains(r.URL.Path, "/gateways/")
		},
		After: func(r *http.Request, resp *http.Response) *http.Response {
			mu.Lock()
			defer mu.Unlock()
			looks++
			stands, found := w.gaps()
			if stood && !stands {
				found = append(found, "the rule is gone")
			}
			stood = stood || stands
			for _, gap := range found {
				gaps = append(gaps, fmt.Sprintf("after %s %s: %s", r.Method, r.URL.Path, gap))
			}
			return resp
		},
	})
	return func() (int, []string) {
		mu.Lock()
		defer mu.Unlock()
		return looks, gaps
	}
}

// gaps tells whether there is a rule, and which rules lead to nothing, or to what
// is not ready.
func (w *world) gaps() (stands bool, gaps []string) {
	var rules struct {
		Items []gatewayRule `json:"gatewayRules"`
	}
	var targets struct {
		Items []struct{ Name, Status string } `json:"items"`
	}
	for path, into := range map[string]any{"rules": &rules, "targets/": &targets} {
		if _, answer := w.sb.Do("GET", agentCore(path), ""); json.Unmarshal([]byte(answer), into) != nil {
			return true, []string{"the gateway answered " + answer}
		}
	}
	ready := map[string]bool{}
	for _, target := range targets.Items {
		ready[target.Name] = target.Status == "READY"
	}
	for _, rule := range rules.Items {
		if len(rule.ends()) == 0 || rule.Status == "DELETING" {
			gaps = append(gaps, "the rule leads nowhere: "+rule.Status)
		}
		for _, end := range rule.ends() {
			if !ready[end.TargetName] {
				gaps = append(gaps, "the rule leads to "+end.TargetName+", which is not ready")
			}
		}
	}
	return len(rules.Items) > 0, gaps
}
