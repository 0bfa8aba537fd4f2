package amazonbedrock

import (
	"net/url"
	"strings"

	control "github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol"
	"github.com/aws/aws-sdk-go-v2/service/bedrockagentcorecontrol/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// toTarget is the request that makes a target. The gateway appends a path to an endpoint, so the endpoint is the host alone
// and every operation says which path below it serves it. Models keep the gateway from sending other models' requests
// here, which is what it does by itself where no rule matches.
func toTarget(m member) *control.CreateGatewayTargetInput {
	return &control.CreateGatewayTargetInput{
		Name:        new(m.native),
		Description: new(m.marker()),
		TargetConfiguration: &types.TargetConfigurationMemberInference{
			Value: &types.InferenceTargetConfigurationMemberProvider{Value: types.InferenceProviderTargetConfiguration{
				Endpoint:   new(hostOf(m.Endpoint.URLs)),
				Operations: toOperations(m.Endpoint),
			}},
		},
		CredentialProviderConfigurations: []types.CredentialProviderConfiguration{toCredential(m.RouteTarget)},
	}
}

// hostOf is the address without its path; the protocols of one endpoint share it.
func hostOf(urls llm.URLs) string {
	for _, base := range []string{urls.OpenAI, urls.Anthropic} {
		if u, err := url.Parse(base); base != "" && err == nil {
			return "https://" + u.Host
		}
	}
	return ""
}

// The paths below a gateway's /inference that are protocols' operations, and where they are below a protocol's base URL.
const (
	chatPath      = "/v1/chat/completions"
	responsesPath = "/v1/responses"
	messagesPath  = "/v1/messages"
)

// toOperations maps what clients call to what the endpoint serves. Embeddings are none of the operations that the user
// guide lists for inference.
func toOperations(endpoint llm.Endpoint) []types.InferenceOperationConfiguration {
	var operations []types.InferenceOperationConfiguration
	add := func(path, base, below string) {
		provider := strings.TrimRight(pathOf(base), "/") + below
		operation := types.InferenceOperationConfiguration{Path: new(path), Models: []types.ModelEntry{{Model: new(modelGlob(endpoint.Model))}}}
		if provider != path {
			operation.ProviderPath = new(provider)
		}
		operations = append(operations, operation)
	}
	if base := endpoint.URLs.OpenAI; base != "" {
		add(chatPath, base, "/chat/completions")
		add(responsesPath, base, "/responses")
	}
	if base := endpoint.URLs.Anthropic; base != "" {
		add(messagesPath, base, "/v1/messages")
	}
	return operations
}

func pathOf(base string) string {
	u, err := url.Parse(base)
	if err != nil {
		return ""
	}
	return u.Path
}

// modelGlob is the pattern that matches a model alone: a pattern may not hold the colons of an ARN.
func modelGlob(model string) string { return strings.ReplaceAll(model, ":", "?") }

// modelOfGlob undoes modelGlob: no model has a question mark in its name.
func modelOfGlob(glob string) string { return strings.ReplaceAll(glob, "?", ":") }

// toRule is the request that makes a route's rule.
func toRule(spec llm.RouteSpec, all []member) *control.CreateGatewayRuleInput {
	return &control.CreateGatewayRuleInput{
		Description: new(routeMarker(spec.Name)),
		Priority:    new(priorityOf(spec)),
		Conditions:  []types.Condition{toCondition(spec.Name)},
		Actions:     []types.Action{&types.ActionMemberRouteToTarget{Value: toRoute(spec, all)}},
	}
}

func toCondition(model string) types.Condition {
	return &types.ConditionMemberMatchModels{Value: types.MatchModels{AnyOf: []types.MatchModelEntry{
		{Value: new(model), Operator: types.MatchOperatorStringEquals},
	}}}
}

// toRoute sends everything to the one target that has a weight, or splits it between two.
func toRoute(spec llm.RouteSpec, all []member) types.RouteToTargetAction {
	var split []types.TargetTrafficSplitEntry
	for _, m := range all {
		if m.Fallback == 0 && m.Weight > 0 {
			split = append(split, types.TargetTrafficSplitEntry{
				Name: new(slug(m.Key) + "-" + shortHash(m.Key)), TargetName: new(m.native), Model: new(m.Endpoint.Model),
				Weight: new(int32(m.Weight)), Fallback: toFallback(spec, all),
			})
		}
	}
	if len(split) == 1 {
		return &types.RouteToTargetActionMemberStaticRoute{Value: types.StaticRoute{
			TargetName: split[0].TargetName, Model: split[0].Model, Fallback: split[0].Fallback,
		}}
	}
	return &types.RouteToTargetActionMemberWeightedRoute{Value: types.WeightedRoute{TrafficSplit: split}}
}

// toFallback is the chain. Triggers and timeout are not inherited along it, so each member but the last has its own: after
// the last there is nobody to turn to, and a timeout would only cut its answer off.
func toFallback(spec llm.RouteSpec, all []member) *types.Fallback {
	var chain []types.FallbackTarget
	for _, m := range all {
		if m.Fallback > 0 {
			chain = append(chain, types.FallbackTarget{
				TargetName: new(m.native), Model: new(m.Endpoint.Model),
				TriggerOn: toTriggers(spec.FallbackOn), FirstByteTimeoutMilliseconds: milliseconds(spec.FallbackOn),
			})
		}
	}
	if len(chain) == 0 {
		return nil
	}
	last := &chain[len(chain)-1]
	last.TriggerOn, last.FirstByteTimeoutMilliseconds = nil, nil
	mode := types.CircuitBreakerModeDisabled
	if spec.CircuitBreaker {
		mode = types.CircuitBreakerModeEnabled
	}
	return &types.Fallback{
		TargetFallback: chain, TriggerOn: toTriggers(spec.FallbackOn), FirstByteTimeoutMilliseconds: milliseconds(spec.FallbackOn),
		CircuitBreaker: &types.CircuitBreakerConfiguration{Mode: mode},
	}
}

// toTriggers writes the triggers out, since those of the service are others: it leaves 429 out. A target that cannot be
// routed to counts as one that cannot be reached.
func toTriggers(on llm.Triggers) *types.FallbackTriggers {
	triggers := &types.FallbackTriggers{StatusCodes: on.Statuses}
	if on.ConnectionError {
		triggers.Errors = append(triggers.Errors, types.FallbackErrorConnectionError, types.FallbackErrorUnroutable)
	}
	if on.FirstByteTimeout > 0 {
		triggers.Errors = append(triggers.Errors, types.FallbackErrorFirstByteTimeout)
	}
	return triggers
}

func milliseconds(on llm.Triggers) *int32 {
	if on.FirstByteTimeout <= 0 {
		return nil
	}
	return new(int32(on.FirstByteTimeout.Milliseconds()))
}

// modelDimension is the rate limit's dimension for models. Source: the user guide's page on dimensions, 2026-11.
const modelDimension = "qualifiedModelId"

// toLimit is a route's entry in the rate limit of models.
func toLimit(spec llm.RouteSpec) types.LimitEntry {
	return types.LimitEntry{
		Dimensions: map[string]string{modelDimension: spec.Name},
		Tokens:     []types.RateConfig{{Period: types.PeriodMinute, Rate: new(float64(*spec.TokensPerMinute))}},
	}
}
