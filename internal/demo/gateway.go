package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// The gateway that a new sandbox holds, and a signature for its API.
const (
	gateway = "/gateways/sandbox-0000000000"

	gatewayAuth = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/bedrock-agentcore/aws4_request, " +
		"SignedHeaders=host, Signature=0000"
)

// rule is a rule of the gateway, as far as the demo needs it.
type rule struct {
	ID      string           `json:"ruleId"`
	Status  string           `json:"status"`
	Actions []map[string]any `json:"actions"`
}

// split is the two ends of a weighted route.
func (r rule) split() ([]map[string]any, error) {
	if len(r.Actions) == 0 {
		return nil, errors.New("read rule: it has no action")
	}
	route, _ := r.Actions[0]["routeToTarget"].(map[string]any)
	weighted, _ := route["weightedRoute"].(map[string]any)
	list, _ := weighted["trafficSplit"].([]any)
	var ends []map[string]any
	for _, item := range list {
		if end, isObject := item.(map[string]any); isObject {
			ends = append(ends, end)
		}
	}
	if len(ends) != 2 {
		return nil, fmt.Errorf("read rule: it has %d weights, want 2", len(ends))
	}
	return ends, nil
}

// onGateway returns the names of the gateway's targets, and its rules.
func (c *cloud) onGateway(ctx context.Context) (targets []string, rules []rule, err error) {
	var listed struct {
		Targets []struct{ Name string } `json:"items"`
		Rules   []rule                  `json:"gatewayRules"`
	}
	for _, part := range []string{"/targets/", "/rules"} {
		if err := c.call(ctx, gatewayAuth, http.MethodGet, gateway+part, nil, &listed); err != nil {
			return nil, nil, fmt.Errorf("list what is on the gateway: %w", err)
		}
	}
	for _, target := range listed.Targets {
		targets = append(targets, target.Name)
	}
	return targets, listed.Rules, nil
}

// swapWeights gives each of a rule's two targets the other's share, and waits until the gateway has carried it out. It
// returns the weights of the one that had more.
func (c *cloud) swapWeights(ctx context.Context) (target string, before, after float64, err error) {
	_, rules, err := c.onGateway(ctx)
	if err != nil {
		return "", 0, 0, err
	}
	if len(rules) != 1 {
		return "", 0, 0, fmt.Errorf("find rule: there are %d, want 1", len(rules))
	}
	ends, err := rules[0].split()
	if err != nil {
		return "", 0, 0, err
	}
	ends[0]["weight"], ends[1]["weight"] = ends[1]["weight"], ends[0]["weight"]
	body := map[string]any{"actions": rules[0].Actions}
	if err := c.call(ctx, gatewayAuth, http.MethodPatch, gateway+"/rules/"+rules[0].ID, body, nil); err != nil {
		return "", 0, 0, fmt.Errorf("patch rule: %w", err)
	}
	after, _ = ends[0]["weight"].(float64)
	before, _ = ends[1]["weight"].(float64)
	target, _ = ends[0]["targetName"].(string)
	return target, before, after, c.settleRule(ctx, after)
}

// settleRule waits until the gateway's rule is in force with a first weight.
func (c *cloud) settleRule(ctx context.Context, weight float64) error {
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	for {
		_, rules, err := c.onGateway(ctx)
		if err != nil {
			return err
		}
		if len(rules) == 1 && rules[0].Status == "ACTIVE" {
			if ends, err := rules[0].split(); err != nil || ends[0]["weight"] == weight {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for rule: %w", ctx.Err())
		case <-time.After(200 * time.Millisecond):
		}
	}
}
