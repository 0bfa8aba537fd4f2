package acceptance_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// byHand changes something on a gateway behind terraform's back: what was read
// is written again with a part replaced.
func (w *world) byHand(method, target, was, is string) {
	w.t.Helper()
	before := w.do(http.MethodGet, target, "")
	if strings.HasPrefix(target, gatewayAPI("")) {
		before = withoutMembers(w.t, before, "createdAt", "gatewayArn", "ruleId", "status", "statusReasons", "targetId", "updatedAt", "lastSynchronizedAt")
	}
	after := regexp.MustCompile(was).ReplaceAllString(before, is)
	if before == after {
		w.t.Fatalf("%s is not in %s", was, before)
	}
	w.do(method, target, after)
}

// withoutMembers is an answer of AgentCore's without what no request takes.
func withoutMembers(t *testing.T, answer string, names ...string) string {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(answer), &members); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		delete(members, name)
	}
	rest, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	return string(rest)
}

// handed is a change by hand on one engine.
type handed struct {
	change func(w *world, e engine)
	named  []string // in the plan
}

func (w *world) rulePath() string {
	return gatewayAPI("/rules/" + w.listed(gatewayAPI("/rules"), "gatewayRules", "ruleId")[0])
}

func (w *world) targetPath(key string) string {
	ids, names := w.listed(gatewayAPI("/targets/"), "items", "targetId"), w.listed(gatewayAPI("/targets/"), "items", "name")
	i := slices.IndexFunc(names, func(name string) bool { return strings.HasPrefix(name, "chat-"+key+"-") })
	return gatewayAPI("/targets/" + ids[i] + "/")
}

func (w *world) backend(key string) string {
	ids := w.listed(sandbox.APIManagementID()+"/backends", "value", "id")
	return ids[slices.IndexFunc(ids, func(id string) bool { return strings.Contains(id, "/chat-"+key+"-") })]
}

func changesByHand(e engine) map[string]handed {
	policy := e.id + "/policies/policy?format=rawxml"
	if e.name == "AgentCore" {
		return map[string]handed{
			"a weight": {func(w *world, _ engine) {
				w.byHand(http.MethodPatch, w.rulePath(), `"weight":90(.*)"weight":10`, `"weight":60$1"weight":40`)
			}, []string{"targets", `"rule"`}},
			"what is matched": {func(w *world, _ engine) { w.byHand(http.MethodPatch, w.rulePath(), `"value":"chat"`, `"value":"talk"`) }, []string{"matchModels.anyOf.0.value"}},
			"a target's address": {func(w *world, _ engine) {
				w.byHand(http.MethodPut, w.targetPath("green"), `sandbox.openai.azure.com`, `other.openai.azure.com`)
			}, []string{"targets", "target/chat-green-"}},
			"a rule that goes": {func(w *world, _ engine) { w.do(http.MethodDelete, w.rulePath(), "") }, []string{`"rule"`}},
			"a target that is described otherwise": {func(w *world, _ engine) {
				w.byHand(http.MethodPut, w.targetPath("green"), `llm_route chat target green`, `mine`)
			}, []string{"target/chat-green-", "description"}},
		}
	}
	return map[string]handed{
		"an address": {func(w *world, _ engine) {
			w.byHand(http.MethodPut, w.backend("blue"), `sandbox.openai.azure.com`, `other.openai.azure.com`)
		}, []string{"targets", "backend/chat-blue-"}},
		"the policy's text": {func(w *world, _ engine) {
			w.byHand(http.MethodPut, policy, `/forward-request|interval=\\"0\\"`, `interval=\"1\"`)
		}, []string{"children", "text"}},
		"a policy that goes": {func(w *world, _ engine) { w.do(http.MethodDelete, e.id+"/policies/policy", "") }, []string{"children", "policy"}},
		"a backend that is described otherwise": {func(w *world, _ engine) {
			w.byHand(http.MethodPut, w.backend("blue"), `"description":"llm_route chat target blue"`, `"description":"mine"`)
		}, []string{"backend/chat-blue-", "description"}},
	}
}

// What somebody changes by hand shows at the next plain plan, by argument or by
// child and field, one apply brings it back, and the next plan is empty.
func TestRoute_driftIsNamedAndRepaired(t *testing.T) {
	for _, e := range engines() {
		for sentence, row := range changesByHand(e) {
			t.Run(e.name+" "+sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				c.configure(e.route(e.full()))
				c.apply().must(t, 0)
				w.age()
				row.change(w, e)
				if s := c.plan().must(t, 2); s.actions[theRoute] != "update" {
					t.Errorf("planned %v", s.actions)
				}
				shown := c.run("show", "-no-color", "plan").output
				for _, word := range row.named {
					if !strings.Contains(shown, word) {
						t.Errorf("the plan does not name %s:\n%s", word, shown)
					}
				}
				c.apply().must(t, 0)
				c.plan().must(t, 0)
				c.emptied()
			})
		}
	}
}

// A policy that asks for it leaves a change by hand alone and tells of it.
func TestRoute_driftPolicyLeavesAChangeAlone(t *testing.T) {
	for _, e := range engines() {
		sentence := map[string]string{"AgentCore": "a weight", "API Management": "an address"}[e.name]
		t.Run(e.name, func(t *testing.T) {
			w := newWorld(t)
			c := w.terraform()
			c.configure(e.route(e.full().with(args{"drift_policy": `{ changed = "warn", missing = "warn" }`})))
			c.apply().must(t, 0)
			w.age()
			changesByHand(e)[sentence].change(w, e)
			c.plan().must(t, 0).tells(t, "warning", "Changed outside Terraform", "drift_policy plans no difference")
			c.configure(e.route(e.full()))
			c.apply().must(t, 0)
			c.plan().must(t, 2)
			c.apply().must(t, 0)
			c.plan().must(t, 0)
			c.emptied()
		})
	}
}

// Under missing = "warn" what is gone stays in state with a warning, one child or
// all of them, until the policy says otherwise.
func TestRoute_driftPolicyKeepsWhatIsMissing(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		lax := e.route(args{"drift_policy": `{ missing = "warn" }`})
		c, other := w.terraform(), w.terraform()
		c.configure(lax)
		c.apply().must(t, 0)
		w.age()
		last := map[string]string{"AgentCore": "a rule that goes", "API Management": "a policy that goes"}[e.name]
		changesByHand(e)[last].change(w, e)
		c.plan().must(t, 0).tells(t, "warning", "Changed outside Terraform", "is not there any more")
		other.configure(e.route(nil)) // which completes what lacks its last child
		other.apply().must(t, 0)
		other.emptied()
		w.age()
		c.plan().must(t, 0).tells(t, "warning", "Route is missing", "-replace")
		c.configure(e.route(nil))
		c.apply().must(t, 0)
		if s := c.plan().must(t, 2); s.actions[theRoute] != "create" {
			t.Errorf("planned %v", s.actions)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.emptied()
	})
}

// A route that is gone as a whole is made again.
func TestRoute_thatIsGoneIsMadeAgain(t *testing.T) {
	everyEngine(t, func(t *testing.T, e engine, w *world) {
		c, other := w.terraform(), w.terraform()
		c.configure(e.route(nil))
		c.apply().must(t, 0)
		other.configure(e.route(nil) + "import {\n  to = llm_route.chat\n  id = " + quoted(e.id) + "\n}\n")
		other.apply().must(t, 0)
		other.emptied()
		w.age()
		if s := c.plan().must(t, 2); s.actions[theRoute] != "create" {
			t.Errorf("planned %v", s.actions)
		}
		c.apply().must(t, 0)
		c.plan().must(t, 0)
		c.emptied()
	})
}
