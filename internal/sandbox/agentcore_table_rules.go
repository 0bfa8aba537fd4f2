package sandbox

// The shapes of rules and rate limits: bedrock-agentcore-control, API version 2023-06-05. Conditions on models, models
// of a route, and fallbacks are as the API reference has them since 2026-10-22, lengths included.

var (
	principalPattern    = lazyPattern(`(arn:aws[a-zA-Z-]*:iam::(\d{12}|\*):(user|role)/[\w+=,.@*?/-]+|arn:aws[a-zA-Z-]*:sts::(\d{12}|\*):assumed-role/[\w+=,.@*?/-]+)`)
	pathMatchPattern    = lazyPattern(`/[\w\-.]+/\*`)
	modelMatchPattern   = lazyPattern(`[a-zA-Z0-9\-\._\*\?@:]+(/[a-zA-Z0-9\-\._\*\?@:]+)*`)
	routeModelPattern   = lazyPattern(`[a-zA-Z0-9][a-zA-Z0-9\-._/@:]*`)
	splitNamePattern    = lazyPattern(`[a-zA-Z0-9]([a-zA-Z0-9-]{0,62}[a-zA-Z0-9])?`)
	statusClassPattern  = lazyPattern(`[45](XX|[0-9]{2})`)
	dimensionKeyPattern = lazyPattern(`(targetName|toolName|qualifiedModelId|\$\.context\.iam\.principal|\$\.context\.iam\.sourceIdentity|\$\.context\.jwt\.[a-zA-Z_][a-zA-Z0-9_\-\.]{0,61}[a-zA-Z0-9_])`)
)

// updateRuleShape is UpdateGatewayRuleRequest.
func updateRuleShape() wireObject {
	return wireObject{members: map[string]wireShape{
		"priority":    wireNumber{least: 1, most: 1000000, whole: true},
		"description": wireText{least: 1, most: 256},
		"conditions":  wireList{least: 1, most: 2, item: conditionShape()},
		"actions": wireList{least: 1, most: 2, item: wireObject{union: true, members: map[string]wireShape{
			"configurationBundle": wireUnserved{}, "routeToTarget": routeShape(),
		}}},
	}}
}

// createRuleShape is CreateGatewayRuleRequest.
func createRuleShape() wireObject {
	shape := updateRuleShape()
	shape.required = []string{"priority", "actions"}
	shape.members["clientToken"] = agentcoreTokenShape()
	return shape
}

func conditionShape() wireObject {
	operator := wireText{enum: []string{"StringEquals", "StringLike"}}
	return wireObject{union: true, members: map[string]wireShape{
		"matchPrincipals": wireObject{required: []string{"anyOf"}, members: map[string]wireShape{
			"anyOf": wireList{least: 1, most: 100, item: wireObject{union: true, members: map[string]wireShape{
				"iamPrincipal": wireObject{required: []string{"arn"}, members: map[string]wireShape{"arn": wireText{most: 2048, pattern: principalPattern}, "operator": operator}},
			}}},
		}},
		"matchPaths": wireObject{required: []string{"anyOf"}, members: map[string]wireShape{
			"anyOf": wireList{least: 1, most: 10, item: wireText{most: 512, pattern: pathMatchPattern}},
		}},
		"matchModels": wireObject{required: []string{"anyOf"}, members: map[string]wireShape{
			"anyOf": wireList{least: 1, most: 100, item: wireObject{required: []string{"value"}, members: map[string]wireShape{
				"value": wireText{least: 1, most: 2048, pattern: modelMatchPattern}, "operator": operator,
			}}},
		}},
	}}
}

// routeShape is RouteToTargetAction.
func routeShape() wireObject {
	model, target := wireText{least: 1, most: 2048, pattern: routeModelPattern}, wireText{pattern: targetNamePattern}
	return wireObject{union: true, members: map[string]wireShape{
		"staticRoute": wireObject{required: []string{"targetName"}, members: map[string]wireShape{
			"targetName": target, "model": model, "fallback": fallbackShape(),
		}},
		"weightedRoute": wireObject{required: []string{"trafficSplit"}, members: map[string]wireShape{
			"trafficSplit": wireList{least: 2, most: 2, item: wireObject{required: []string{"name", "weight", "targetName"}, members: map[string]wireShape{
				"name":        wireText{least: 1, most: 64, pattern: splitNamePattern},
				"weight":      wireNumber{least: 1, most: 99, whole: true},
				"targetName":  target,
				"model":       model,
				"fallback":    fallbackShape(),
				"description": wireText{least: 1, most: 200},
				"metadata":    wireMap{most: 25, key: wireText{least: 1, most: 128}, value: wireText{least: 1, most: 256}},
			}}},
		}},
	}}
}

// fallbackShape is Fallback.
func fallbackShape() wireObject {
	triggers := wireObject{members: map[string]wireShape{
		"statusCodes": wireList{least: 1, item: wireText{pattern: statusClassPattern}},
		"errors":      wireList{least: 1, most: 3, item: wireText{enum: []string{"CONNECTION_ERROR", "FIRST_BYTE_TIMEOUT", "UNROUTABLE"}}},
	}}
	timeout := wireNumber{least: 50, most: 900000, whole: true}
	return wireObject{required: []string{"targetFallback"}, members: map[string]wireShape{
		"targetFallback": wireList{least: 1, most: 2, item: wireObject{required: []string{"targetName"}, members: map[string]wireShape{
			"targetName": wireText{pattern: targetNamePattern},
			"model":      wireText{least: 1, most: 2048, pattern: routeModelPattern},
			"triggerOn":  triggers, "firstByteTimeoutMilliseconds": timeout,
		}}},
		"triggerOn": triggers, "firstByteTimeoutMilliseconds": timeout,
		"circuitBreaker": wireObject{members: map[string]wireShape{"mode": wireText{enum: []string{"ENABLED", "DISABLED"}}}},
	}}
}

// updateRateLimitShape is UpdateGatewayRateLimitRequest.
func updateRateLimitShape() wireObject {
	rates := wireList{least: 1, most: 1, item: wireObject{required: []string{"rate", "period"}, members: map[string]wireShape{
		"rate": wireNumber{most: 10000000}, "period": wireText{enum: []string{"second", "minute"}},
	}}}
	return wireObject{required: []string{"entries"}, members: map[string]wireShape{
		"description": wireText{most: 512},
		"entries": wireList{least: 1, most: 1000, item: wireObject{required: []string{"dimensions"}, members: map[string]wireShape{
			"dimensions": wireMap{least: 1, most: 10, key: wireText{least: 1, most: 80, pattern: dimensionKeyPattern}, value: wireText{least: 1, most: 256}},
			"requests":   rates, "tokens": rates, "connections": rates,
		}}},
	}}
}

// putRateLimitShape is BatchPutLimitEntry, and CreateGatewayRateLimitRequest without its token.
func putRateLimitShape() wireObject {
	shape := updateRateLimitShape()
	shape.required = append(shape.required, "dimensionKeys")
	shape.members["rateLimitId"] = wireText{least: 2, most: 64, pattern: rateLimitIDPattern}
	shape.members["dimensionKeys"] = wireList{least: 1, most: 10, item: wireText{least: 1, most: 80, pattern: dimensionKeyPattern}}
	return shape
}

// createRateLimitShape is CreateGatewayRateLimitRequest.
func createRateLimitShape() wireObject {
	shape := putRateLimitShape()
	shape.members["clientToken"] = agentcoreTokenShape()
	return shape
}

// batchPutShape is BatchPutGatewayRateLimitsRequest.
func batchPutShape() wireObject {
	return wireObject{required: []string{"rateLimits"}, members: map[string]wireShape{
		"clientToken": agentcoreTokenShape(), "rateLimits": wireList{least: 1, most: 50, item: putRateLimitShape()},
	}}
}
