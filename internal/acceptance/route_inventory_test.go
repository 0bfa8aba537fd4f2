package acceptance_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// routeMark begins what every child of a route says of itself.
const routeMark = "llm_route "

// agentCorePath is where the gateway of a new sandbox is read.
func agentCorePath() string {
	arn := sandbox.AgentCoreGatewayARN()
	return "/gateways/" + arn[strings.LastIndex(arn, "/")+1:]
}

func agentCoreRoute(name string) string { return sandbox.AgentCoreGatewayARN() + "/route/" + name }
func apimRoute(name string) string      { return sandbox.APIManagementID() + "/apis/llm-" + name }

func isOnGateway(id string) bool {
	return strings.HasPrefix(id, sandbox.AgentCoreGatewayARN()+"/") || strings.HasPrefix(id, sandbox.APIManagementID()+"/")
}

// routes lists the ids of the routes of which anything is on a gateway, as far as one call tells. An object that nobody
// can be named for is listed by its own id.
func (w *world) routes() []string {
	w.t.Helper()
	return slices.Sorted(maps.Keys(w.routeParts()))
}

// routeContent is what the gateways hold of a route.
func (w *world) routeContent(id string) string {
	w.t.Helper()
	return strings.Join(w.routeParts()[id], "\n")
}

// routeParts are the children of all routes, by the route's id, as the gateways hold them.
func (w *world) routeParts() map[string][]string {
	w.t.Helper()
	parts := map[string][]string{}
	w.agentCoreParts(parts)
	w.apimParts(parts)
	for _, texts := range parts {
		slices.Sort(texts)
	}
	return parts
}

// items are the members of a list, each as it is.
func (w *world) items(target, list string) []json.RawMessage {
	w.t.Helper()
	var answer map[string]json.RawMessage
	var items []json.RawMessage
	if err := errors.Join(json.Unmarshal([]byte(w.do("GET", target, "")), &answer), json.Unmarshal(answer[list], &items)); err != nil {
		w.t.Fatalf("GET %s: %v", target, err)
	}
	return items
}

func (w *world) agentCoreParts(parts map[string][]string) {
	w.t.Helper()
	add := func(item json.RawMessage) {
		var part struct{ Name, Description, TargetID, RuleID string }
		w.decode(item, &part)
		id := sandbox.AgentCoreGatewayARN() + "/" + part.TargetID + part.RuleID
		if name, ours := strings.CutPrefix(part.Description, routeMark); ours {
			id = agentCoreRoute(strings.Fields(name)[0])
		}
		parts[id] = append(parts[id], string(item))
	}
	for _, item := range w.items(agentCorePath()+"/targets/", "items") {
		var target struct{ TargetID string }
		w.decode(item, &target)
		add(json.RawMessage(w.do("GET", agentCorePath()+"/targets/"+target.TargetID+"/", "")))
	}
	for _, item := range w.items(agentCorePath()+"/rules", "gatewayRules") {
		add(item)
	}
	for _, item := range w.items(agentCorePath()+"/rate-limits", "rateLimits") {
		var limit struct {
			Entries []struct{ Dimensions map[string]string }
		}
		var texts struct{ Entries []json.RawMessage }
		w.decode(item, &limit)
		w.decode(item, &texts)
		for i, entry := range limit.Entries {
			for _, model := range entry.Dimensions {
				parts[agentCoreRoute(model)] = append(parts[agentCoreRoute(model)], string(texts.Entries[i]))
			}
		}
	}
}

// seeded are the objects that a new sandbox's service holds.
const seeded = "/namedValues/bedrock-api-key"

func (w *world) apimParts(parts map[string][]string) {
	w.t.Helper()
	for _, list := range []string{"/backends", "/namedValues", "/apis"} {
		for _, item := range w.items(sandbox.APIManagementID()+list, "value") {
			var part struct {
				ID, Name   string
				Properties struct{ Description string }
			}
			w.decode(item, &part)
			if strings.HasSuffix(part.ID, seeded) {
				continue
			}
			id := part.ID
			if name, ours := strings.CutPrefix(part.Properties.Description, routeMark); ours {
				id = apimRoute(strings.Fields(name)[0])
			} else if route, _, found := strings.Cut(part.Name, "-"); found && list == "/namedValues" {
				id = apimRoute(route) // whose name its own begins with
			}
			parts[id] = append(parts[id], string(item))
			if list == "/apis" {
				parts[id] = append(parts[id], w.below(part.ID)...)
			}
		}
	}
}

// below are the operations and the policy of an API.
func (w *world) below(api string) []string {
	w.t.Helper()
	var texts []string
	for _, item := range w.items(api+"/operations", "value") {
		texts = append(texts, string(item))
	}
	for _, item := range w.items(api+"/policies", "value") {
		texts = append(texts, string(item))
	}
	return texts
}

func (w *world) decode(text json.RawMessage, into any) {
	w.t.Helper()
	if err := json.Unmarshal(text, into); err != nil {
		w.t.Fatalf("%v: %s", err, text)
	}
}
