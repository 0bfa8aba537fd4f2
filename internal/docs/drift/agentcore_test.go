package drift_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/schemas"
	smithygo "github.com/aws/smithy-go"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// paths lists what lies below a schema of the SDK, unions included. A shape that
// holds itself ends there.
func paths(s *smithygo.Schema, path string, within []string) []string {
	shape := s.TargetID().Name
	if shape == "" {
		shape = s.ID().Name
	}
	if slices.Contains(within, shape) {
		return []string{path}
	}
	within = append(slices.Clone(within), shape)
	switch s.Type() {
	case smithygo.ShapeTypeStructure, smithygo.ShapeTypeUnion:
		var all []string
		for name, member := range s.Members() {
			all = append(all, paths(member, strings.TrimPrefix(path+"."+name, "."), within)...)
		}
		return all
	case smithygo.ShapeTypeList:
		return paths(s.ListMember(), path+"[]", within)
	}
	return []string{path}
}

// gatewayShapes are the answers to reads of what a route is made of, in the SDK
// and in the recorded model.
func gatewayShapes() map[drift.Object]struct {
	read      *smithygo.Schema
	operation string
} {
	type source = struct {
		read      *smithygo.Schema
		operation string
	}
	return map[drift.Object]source{
		drift.GatewayTarget: {schemas.GetGatewayTargetResponse, "GetGatewayTarget"},
		drift.GatewayRule:   {schemas.GatewayRuleDetail, "GetGatewayRule"},
		drift.GatewayLimit:  {schemas.GatewayRateLimitDetail, "GetGatewayRateLimit"},
	}
}

// Every field that the SDK reads of an AgentCore Gateway's targets, rules and
// rate limits is classified: matchModels, fallbacks and the circuit breaker are
// newer than the recorded model.
func TestRows_classifyTheSchemasOfAgentCore(t *testing.T) {
	for object, of := range gatewayShapes() {
		judge(t, object, unique(paths(of.read, "", nil)))
	}
	exist(t, drift.Gateway, paths(schemas.GetGatewayResponse, "", nil))
}

// Every field of the official model is classified.
func TestRows_classifyTheModelOfAgentCore(t *testing.T) {
	var m smithy
	if err := json.Unmarshal(shared(t, "aws", "models", "bedrock-agentcore-control.service-2.json"), &m); err != nil {
		t.Fatal(err)
	}
	for object, of := range gatewayShapes() {
		fields := unique(m.output(of.operation))
		for _, path := range fields {
			if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool { return r.Object == object && covers(r, path) }) {
				t.Errorf("%s: nobody has said what becomes of a change of %s", object, path)
			}
		}
		t.Logf("%s: fields=%d", object, len(fields))
	}
}
