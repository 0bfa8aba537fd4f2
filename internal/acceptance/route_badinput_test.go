package acceptance_test

import (
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// What cannot work stops at plan, at its argument, with the way out, and nothing
// is sent to a gateway.
func TestRoute_badInputIsStoppedAtPlan(t *testing.T) {
	for _, e := range engines() {
		for sentence, row := range e.refusals() {
			t.Run(e.name+" "+sentence, func(t *testing.T) {
				w := newWorld(t)
				c := w.terraform()
				c.configure("locals {\n  key = " + quoted(rawKey) + "\n}\n" + e.route(row.args))
				s := c.plan().must(t, 1).tells(t, "error", row.words...)
				s.points(t, row.at)
				if strings.Contains(s.output, rawKey) {
					t.Errorf("the key is shown:\n%s", s.output)
				}
				if err := w.noWrites(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// rawKey is what a user may have by mistake written as a credential.
const rawKey = "canary4f1b9c27d8e65a30"

// elsewhere is a gateway of the same account that is not there.
func (e engine) elsewhere() string {
	return strings.NewReplacer("gateway/sandbox", "gateway/missing", "service/sandbox", "service/missing").Replace(e.gateway)
}

func (e engine) refusals() map[string]refusal {
	only := func(target string) args { return args{"targets": "{ blue = { weight = 100, " + target + " } }"} }
	bare, _, _ := strings.Cut(e.green, ", credential")
	table := map[string]refusal{
		"all weights 0":                     {args{"targets": e.split(0, 0)}, []string{"All weights are 0", "1 to 100"}, "targets"},
		"no targets":                        {args{"targets": "{}"}, []string{"at least one target"}, "targets"},
		"a weight of 101":                   {args{"targets": e.split(101, 0)}, []string{"0 to 100"}, "targets"},
		"a target twice":                    {args{"targets": "{ blue = { weight = 50, " + e.blue + " }, green = { weight = 50, " + e.blue + " } }"}, []string{"same model at the same address", "remove one of them"}, "targets"},
		"a fallback equal to a target":      {args{"fallbacks": "[{ " + e.blue + " }]"}, []string{"Target blue and Fallback 1", "remove one of them"}, "fallbacks"},
		"images over a text-only model":     {args{"requires": `{ input = ["image"] }`}, []string{"takes text, not image", "ask for less in requires"}, "targets"},
		"a requirement that is not known":   {only(strings.Replace(e.blue, "context = 128000", "context = null", 1)).with(args{"requires": "{ context = 200000 }"}), []string{"context window is not known", "supports = { context = 200000 }"}, "targets"},
		"a context that is too small":       {args{"requires": "{ context = 200000 }"}, []string{"128000 tokens, 200000 are required"}, "targets"},
		"a gateway of neither kind":         {args{"gateway": `"arn:aws:lambda:us-east-1:000000000000:function:x"`}, []string{"bedrock-agentcore", "Microsoft.ApiManagement"}, "gateway"},
		"a gateway that is empty":           {args{"gateway": `""`}, []string{"bedrock-agentcore", "Microsoft.ApiManagement"}, "gateway"},
		"a gateway that is not there":       {only(e.spare).with(args{"gateway": quoted(e.elsewhere())}), []string{"missing"}, "gateway"},
		"a gateway of a real account":       {only(e.spare).with(args{"gateway": quoted(strings.NewReplacer("000000000000", "123456789012", "5a4db0c5", "11111111").Replace(e.gateway))}), []string{"sandbox"}, "gateway"},
		"a raw key as credential":           {only(e.spare + ", credential = local.key"), []string{"credential", "not shown"}, "targets"},
		"a raw key in a fallback":           {args{"fallbacks": "[{ " + e.spare + ", credential = local.key }]"}, []string{"credential", "not shown"}, "fallbacks"},
		"no credential where one is needed": {only(bare), []string{"redential"}, "targets"},
		"a name that climbs":                {args{"name": `".."`}, []string{"1 to 48"}, "name"},
		"a name with a slash":               {args{"name": `"a/b"`}, []string{"1 to 48"}, "name"},
		"a key that is no name":             {args{"targets": strings.Replace(e.split(90, 10), "blue", `"a b"`, 1)}, []string{"key of a target"}, "targets"},
		"a status of nobody's":              {args{"fallback_on": `{ statuses = ["200"] }`}, []string{`"429"`}, "fallback_on"},
		"a timeout that is no duration":     {args{"fallback_on": `{ first_byte_timeout = "8" }`}, []string{`"8s"`}, "fallback_on"},
		"a timeout that is too long":        {args{"fallbacks": "[{ " + e.spare + " }]", "fallback_on": `{ first_byte_timeout = "2h" }`}, []string{"2h"}, "fallback_on"},
		"a limit of nothing":                {args{"rate_limit": "{ tokens_per_minute = 0 }"}, []string{"at least 1"}, "rate_limit"},
		"no protocol in common":             {args{"targets": "{ a = { weight = 50, " + strings.Replace(e.blue, "openai =", "anthropic =", 1) + " }, b = { weight = 50, " + e.spare + " } }"}, []string{"protocol"}, "targets"},
		"a class of drift of nobody's":      {args{"drift_policy": `{ service_changed = "warn" }`}, []string{"changed", "missing"}, "drift_policy"},
	}
	if e.name == "AgentCore" {
		third := strings.TrimSuffix(e.split(40, 30), "}") + ", red = { weight = 30, " + e.spare + " } }"
		table["three weighted targets"] = refusal{args{"targets": third}, []string{"3 targets have a weight", "fallbacks"}, "targets"}
		table["weights that are no percentages"] = refusal{args{"targets": e.split(90, 20)}, []string{"110", "100"}, "targets"}
		table["a gateway of another region"] = refusal{only(e.spare).with(args{"gateway": quoted(strings.Replace(e.gateway, region, "eu-west-1", 1))}), []string{"eu-west-1"}, "gateway"}
		table["a priority of 0"] = refusal{args{"priority": "0"}, []string{"1 to 1000000"}, "priority"}
	} else {
		table["a priority"] = refusal{args{"priority": "1"}, []string{"Remove priority"}, "priority"}
		table["a gateway of another subscription"] = refusal{only(e.spare).with(args{"gateway": quoted(strings.Replace(sandbox.APIManagementID(), "5a4db0c5", "99999999", 1))}), []string{"subscription"}, "gateway"}
	}
	return table
}
