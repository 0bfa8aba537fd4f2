package faults_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// judge compares what happened with what is declared. Then nothing goes wrong any more, and one more attempt has to end
// what the first has begun.
func (r *routedTrial) judge(t *testing.T, c cell, took time.Duration) []string {
	t.Helper()
	want := expectRoute(r.of, c.at, c.hit)
	wrong := judged(r.world.place, c, r.result.verdict, want, took)
	wrong = append(wrong, r.kept(t, c, want)...)
	wrong = append(wrong, shown(c, r.world.place, r.result.verdict, "llm_route")...)
	return append(wrong, r.recovered(t)...)
}

// kept looks that nothing is lost, and that what serves goes on to.
func (r *routedTrial) kept(t *testing.T, c cell, want outcome) (wrong []string) {
	t.Helper()
	end, _ := r.result.ended()
	op := r.of.op.operation
	there := lackingIn(r.of.empty, onGateway(t, r.world.cloud, r.of.kind.platform))
	have := r.result.have
	switch {
	case op.name == opCreate && len(there) > 0 && (have == nil || have.ID.Value == ""):
		return []string{fmt.Sprintf("%v are lost: %v", there, r.result.err)}
	case op.name == opCreate && want.unmade && len(there) > 0:
		return []string{fmt.Sprintf("something was made: %v", there)}
	case op.name == opCreate && end == succeeds && !have.Finished():
		return []string{"it is not finished"}
	case op.name == opDelete && end == succeeds && len(there) > 0 && !c.hit.gone():
		return []string{fmt.Sprintf("there still are %v", there)}
	case op.name == opUpdate && (have == nil || have.ID != r.world.made.ID):
		return []string{fmt.Sprintf("state would be emptied: %+v", have)}
	case op.stands && op.name != opDelete && r.of.op.removing == "" && !slices.ContainsFunc(there, sends):
		return []string{fmt.Sprintf("what sends requests is gone, and left are %v", there)}
	}
	return nil
}

// recovered tries once more, as the next apply does in another process, and then takes everything down.
func (r *routedTrial) recovered(t *testing.T) (wrong []string) {
	t.Helper()
	w := r.world
	w.keys.ended, w.wire.sent, w.wire.resting = false, 0, nil
	spec, again := w.kind.spec, w.process()
	var err error
	have := w.made
	switch {
	case r.of.op.name == opCreate:
		have, err = again.Create(t.Context(), spec, time.Hour)
		if exists, ok := errors.AsType[*llm.ExistsError](err); ok { // it is there, whole or still being made
			if have, err = again.Get(t.Context(), exists.Existing.ID, nil); err == nil {
				have, err = again.Update(t.Context(), have, spec, time.Hour)
			}
		}
	case !r.of.op.stands, r.of.op.removing != "", r.of.op.name == opDelete:
	default:
		spec = w.kind.changed()
		if have, err = again.Read(t.Context(), w.made.ID, childNames(w.made)); err == nil {
			have, err = again.Update(t.Context(), have, spec, time.Hour)
		}
	}
	if err != nil {
		return []string{fmt.Sprintf("the next attempt does not complete it: %v", err)}
	}
	if have == nil {
		return nil
	}
	if diff := again.Diff(have, llm.RouteDraft{Spec: spec}); r.of.op.removing == "" && r.of.op.name != opDelete && diff.Action != llm.Same {
		wrong = append(wrong, fmt.Sprintf("the next attempt leaves %v", diff.Children))
	}
	if err := again.Delete(t.Context(), have.ID, childNames(have), time.Hour); err != nil {
		wrong = append(wrong, fmt.Sprintf("it cannot be deleted afterwards: %v", err))
	}
	if diff := cmp.Diff(r.of.empty, onGateway(t, w.cloud, w.kind.platform)); diff != "" {
		wrong = append(wrong, "a delete leaves something behind (-empty +left):\n"+diff)
	}
	return wrong
}

// gatewayLists are where a gateway tells what it holds, by the member that holds it.
func gatewayLists(platform llm.Platform) map[string]string {
	if platform == llm.Azure {
		service := sandbox.APIManagementID()
		return map[string]string{service + "/backends": "value", service + "/namedValues": "value", service + "/apis": "value"}
	}
	gateway := "https://bedrock-agentcore-control." + sandbox.AWSRegion + ".amazonaws.com/gateways/" + sandbox.AgentCoreGatewayARN()[strings.LastIndex(sandbox.AgentCoreGatewayARN(), "/")+1:]
	return map[string]string{gateway + "/targets/": "items", gateway + "/rules": "gatewayRules", gateway + "/rate-limits": "rateLimits"}
}

// onGateway lists what a gateway holds, asked by hand.
func onGateway(t *testing.T, sb *sandbox.Sandbox, platform llm.Platform) []string {
	t.Helper()
	var found []string
	for list, member := range gatewayLists(platform) {
		status, answer := sb.Do(http.MethodGet, list, "")
		var page map[string]json.RawMessage
		var items []struct{ ID, Name, RuleID, TargetID, RateLimitID string }
		if status == http.StatusNotFound {
			continue
		}
		if err := errors.Join(json.Unmarshal([]byte(answer), &page), json.Unmarshal(page[member], &items)); err != nil {
			t.Fatalf("GET %s: %d %v %s", list, status, err, answer)
		}
		for _, item := range items {
			found = append(found, fmt.Sprintf("%s %s%s%s%s", member, item.ID, item.TargetID, item.RuleID, item.RateLimitID))
		}
	}
	slices.Sort(found)
	return found
}

// sends reports whether something on a gateway is what sends requests to the rest.
func sends(id string) bool {
	return strings.HasPrefix(id, "gatewayRules ") || strings.Contains(id, "/apis/")
}

// lackingIn are the words of list that are not in known.
func lackingIn(known, list []string) []string {
	return slices.DeleteFunc(list, func(word string) bool { return slices.Contains(known, word) })
}
