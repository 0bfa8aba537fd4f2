//go:build unix

package acceptance_test

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/proof"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// routeScenarios are all operations on routes that the matrix kills. A quick run leaves one of API Management's two
// forms and the kills of a plan to the nightly one.
func routeScenarios() []scenario {
	type kind struct {
		name          string
		from          args
		moved, shrunk args
	}
	green := func(account string, weight int, credential string) string {
		return routeTarget(endpointOnAzure(account, "gpt-5-mini"), weight, credential)
	}
	bedrock, azure := endpointOnBedrock("us.amazon.nova-lite-v1:0"), endpointOnAzure("blue", "gpt-5-mini")
	apim := kind{
		name: "a route on API Management", from: routeOnAPIManagement("chat"),
		moved:  args{"targets": routeTargets(routeTarget(azure, 50, ""), green("green", 50, vaultSecret("green")))},
		shrunk: args{"targets": routeTargets(routeTarget(azure, 90, ""), green("other", 10, vaultSecret("green"))), "fallbacks": ""},
	}
	pool := apim
	pool.name, pool.from = "a route on a pool of API Management", routeOnPool("chat")
	kinds := []kind{{
		name: "a route on an AgentCore Gateway", from: routeOnAgentCore("chat"),
		moved:  args{"targets": routeTargets(routeTarget(bedrock, 50, ""), green("blue", 50, sandbox.AgentCoreKeyProviderARN())), "rate_limit": "{ tokens_per_minute = 60000 }"},
		shrunk: args{"targets": routeTargets(routeTarget(bedrock, 90, ""), green("other", 10, sandbox.AgentCoreKeyProviderARN())), "fallbacks": "", "rate_limit": ""},
	}, apim}
	if proof.Full() {
		kinds = append(kinds, pool)
	}
	var all []scenario
	for _, k := range kinds {
		s := scenario{typeName: routeType, kind: k.name, before: k.from, killed: []string{"apply", "-json", "-input=false", "plan"}}
		create, move, shrink, remove, look := s, s, s, s, s
		create.operation, create.before, create.after = "create", nil, k.from
		move.operation, move.after = "new weights", k.from.with(k.moved)
		shrink.operation, shrink.after = "another endpoint and no fallback", k.from.with(k.shrunk)
		remove.operation, remove.after = "delete", nil
		look.operation, look.after = "plan", k.from.with(k.moved)
		look.killed = []string{"plan", "-json", "-input=false", "-out=plan"}
		all = append(all, create, move, shrink, remove)
		if proof.Full() {
			all = append(all, look)
		}
	}
	return all
}

// resumes reports whether a create that was killed is completed by the next apply: with an owner, and of what is made of
// children always, which bear deterministic names or marks, and the last of which tells that it is whole. Only an owner tells
// whose a guardrail on Bedrock is, which has an ARN of AWS's choice.
func (s scenario) resumes() bool { return s.owned || s.isComposite() && !s.isUnclaimed() }

// isUnclaimed reports whether a half-made one is taken for somebody else's, and imported.
func (s scenario) isUnclaimed() bool {
	return s.typeName == guardrailType && !s.owned && s.after["platform"] == quoted("bedrock")
}

// isComposite reports whether it is on what is made of children.
func (s scenario) isComposite() bool { return s.typeName != deploymentType }

// address is the resource's in the configuration.
func (s scenario) address() string { return s.typeName + ".chat" }

// leavesNothing destroys what stands, of which both clouds may hold nothing afterwards.
func (a attempt) leavesNothing() {
	t := a.w.t
	t.Helper()
	a.s.run("destroy", "-json", "-input=false", "-auto-approve").must(t, 0)
	if ids, _ := a.w.clouds(); len(ids) > 0 {
		t.Errorf("the clouds still hold:\n%s", strings.Join(ids, "\n"))
	}
}
