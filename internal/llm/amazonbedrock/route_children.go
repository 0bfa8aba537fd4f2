package amazonbedrock

import (
	"cmp"
	"context"
	"slices"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// childID names an object of a gateway. AWS gives ARNs to gateways alone.
func childID(g gateway, kind string, id *string) string {
	return g.String() + "/" + kind + "/" + deref(id)
}

// nativeID undoes childID.
func nativeID(child string) string { return child[strings.LastIndexByte(child, '/')+1:] }

// children are the route's objects, in the order in which they have to stand.
func (h *held) children(ctx context.Context, c *client, name string, known []string) ([]llm.Child, error) {
	own := h.ownTargets(name, known)
	children := make([]llm.Child, 0, len(own)+2)
	for _, target := range own {
		answer, err := c.agentcore.GetGatewayTarget(ctx, &control.GetGatewayTargetInput{GatewayIdentifier: &h.gateway.ID, TargetId: target.TargetId})
		if err = translate("read target", deref(target.Name), err); llm.IsNotFound(err) {
			continue // it went since it was listed
		}
		if err != nil {
			return nil, err
		}
		children = append(children, targetChild(h.gateway, answer))
	}
	rules := ownRules(h.rules, name, targetNames(own), madePriority(name))
	if entry := h.limitEntry(name); entry != nil && (h.sharesLimit() || slices.Contains(known, childLimit)) {
		limit := limitChild(h.gateway, h.limit, *entry)
		limit.Foreign = !h.sharesLimit()
		children = append(children, limit)
	}
	for i, rule := range rules {
		children = append(children, ruleChild(h.gateway, rule, i == 0))
	}
	return children, nil
}

// ownTargets are those with the route's marker, and those that bear the name of a child: a name tells as much, by its hash.
func (h *held) ownTargets(name string, known []string) []types.TargetSummary {
	var own []types.TargetSummary
	for _, target := range h.targets {
		route, _, _ := readMarker(deref(target.Description))
		if route == name || slices.Contains(known, targetPrefix+deref(target.Name)) {
			own = append(own, target)
		}
	}
	slices.SortFunc(own, func(a, b types.TargetSummary) int { return cmp.Compare(deref(a.Name), deref(b.Name)) })
	return own
}

func targetNames(targets []types.TargetSummary) []string {
	names := make([]string, len(targets))
	for i, t := range targets {
		names[i] = deref(t.Name)
	}
	return names
}

func targetChild(g gateway, t *control.GetGatewayTargetOutput) llm.Child {
	child := llm.Child{
		Name: targetPrefix + deref(t.Name), ID: childID(g, "target", t.TargetId), Content: targetContent(t), Created: deref(t.CreatedAt),
	}
	child.Phase, child.Reason = targetPhase(t.Status), string(t.Status)
	if len(t.StatusReasons) > 0 {
		child.Reason += ": " + oneLine(strings.Join(t.StatusReasons, "; "))
	}
	return child
}

// targetPhase: a target that waits for somebody to log in waits for ever, since a route's targets need nobody.
func targetPhase(status types.TargetStatus) llm.Phase {
	switch status {
	case types.TargetStatusReady:
		return llm.Ready
	case types.TargetStatusFailed, types.TargetStatusUpdateUnsuccessful, types.TargetStatusSynchronizeUnsuccessful,
		types.TargetStatusCreatePendingAuth, types.TargetStatusUpdatePendingAuth, types.TargetStatusSynchronizePendingAuth:
		return llm.Failed
	}
	return llm.Pending
}

// limitEntry is the entry for a route's model in the rate limit of models, nil where there is none.
func (h *held) limitEntry(name string) *types.LimitEntry {
	if h.limit == nil {
		return nil
	}
	i := slices.IndexFunc(h.limit.Entries, limits(name))
	if i < 0 {
		return nil
	}
	return &h.limit.Entries[i]
}

// sharesLimit reports whether the rate limit of models was made by routes. An entry bears no sign of its own: in somebody
// else's rate limit it is a route's only where the route is known to have put it there.
func (h *held) sharesLimit() bool { return deref(h.limit.Description) == limitMarker }

// limits reports whether an entry is a route's.
func limits(name string) func(types.LimitEntry) bool {
	return func(e types.LimitEntry) bool { return len(e.Dimensions) == 1 && e.Dimensions[modelDimension] == name }
}

func limitChild(g gateway, limit *types.GatewayRateLimitDetail, entry types.LimitEntry) llm.Child {
	child := llm.Child{
		Name: childLimit, ID: childID(g, "rate-limit", limit.RateLimitId), Content: limitContent(entry), Created: deref(limit.CreatedAt),
		Phase: llm.Pending, Reason: string(limit.Status),
	}
	if limit.Status == types.GatewayRateLimitStatusActive {
		child.Phase = llm.Ready
	}
	return child
}

// ruleChild is the route's rule, or another with its marker, which nobody asked for.
func ruleChild(g gateway, rule types.GatewayRuleDetail, first bool) llm.Child {
	child := llm.Child{
		Name: childRule, ID: childID(g, "rule", rule.RuleId), Content: foundRuleContent(&rule), Created: deref(rule.CreatedAt),
		Root: true, Last: first, Phase: llm.Pending, Reason: string(rule.Status),
	}
	if !first {
		child.Name += "/" + deref(rule.RuleId)
	}
	if rule.Status == types.GatewayRuleStatusActive {
		child.Phase = llm.Ready
	}
	return child
}
