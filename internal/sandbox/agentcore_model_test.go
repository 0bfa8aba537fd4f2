package sandbox

// sinceModels adds to the official model of AgentCore what is newer than the copy in the recorded data: conditions on
// models, models of a route and fallbacks, as the API reference and the Go client v1.78.0 have them.
func sinceModels(k contract) {
	bound := func(n float64) *float64 { return &n }
	text := func(least, most float64, pattern string) modelShape {
		return modelShape{Type: "string", Min: bound(least), Max: bound(most), Pattern: pattern}
	}
	object := func(required []string, members map[string]string) modelShape {
		s := modelShape{Type: "structure", Required: required, Members: map[string]memberShape{}}
		for name, shape := range members {
			s.Members[name] = memberShape{Shape: shape}
		}
		return s
	}
	list := func(least, most float64, item string) modelShape {
		return modelShape{Type: "list", Min: bound(least), Max: bound(most), Member: memberShape{Shape: item}}
	}
	shapes := k.model.Shapes
	shapes["ConcreteModelId"] = text(1, 2048, `[a-zA-Z0-9][a-zA-Z0-9\-._/@:]*`)
	shapes["ModelMatchValue"] = text(1, 2048, `[a-zA-Z0-9\-\._\*\?@:]+(/[a-zA-Z0-9\-\._\*\?@:]+)*`)
	shapes["MatchModelEntry"] = object([]string{"value"}, map[string]string{"value": "ModelMatchValue", "operator": "PrincipalMatchOperator"})
	shapes["MatchModelsAnyOfList"] = list(1, 100, "MatchModelEntry")
	shapes["MatchModels"] = object([]string{"anyOf"}, map[string]string{"anyOf": "MatchModelsAnyOfList"})
	shapes["FirstByteTimeout"] = modelShape{Type: "integer", Min: bound(50), Max: bound(900000)}
	shapes["FallbackStatusCode"] = modelShape{Type: "string", Pattern: `[45](XX|[0-9]{2})`}
	shapes["FallbackStatusCodes"] = modelShape{Type: "list", Min: bound(1), Member: memberShape{Shape: "FallbackStatusCode"}}
	shapes["FallbackError"] = modelShape{Type: "string", Enum: []string{"CONNECTION_ERROR", "FIRST_BYTE_TIMEOUT", "UNROUTABLE"}}
	shapes["FallbackErrors"] = list(1, 3, "FallbackError")
	shapes["FallbackTriggers"] = object(nil, map[string]string{"statusCodes": "FallbackStatusCodes", "errors": "FallbackErrors"})
	shapes["FallbackTarget"] = object([]string{"targetName"}, map[string]string{
		"targetName": "TargetName", "model": "ConcreteModelId", "triggerOn": "FallbackTriggers", "firstByteTimeoutMilliseconds": "FirstByteTimeout",
	})
	shapes["TargetFallbacks"] = list(1, 2, "FallbackTarget")
	shapes["CircuitBreakerMode"] = modelShape{Type: "string", Enum: []string{"ENABLED", "DISABLED"}}
	shapes["CircuitBreakerConfiguration"] = object(nil, map[string]string{"mode": "CircuitBreakerMode"})
	shapes["Fallback"] = object([]string{"targetFallback"}, map[string]string{
		"targetFallback": "TargetFallbacks", "triggerOn": "FallbackTriggers", "firstByteTimeoutMilliseconds": "FirstByteTimeout",
		"circuitBreaker": "CircuitBreakerConfiguration",
	})
	shapes["Condition"].Members["matchModels"] = memberShape{Shape: "MatchModels"}
	for _, route := range []string{"StaticRoute", "TargetTrafficSplitEntry"} {
		shapes[route].Members["model"] = memberShape{Shape: "ConcreteModelId"}
		shapes[route].Members["fallback"] = memberShape{Shape: "Fallback"}
	}
	conditions := shapes["Conditions"] // the API reference has one to two since the conditions on models
	conditions.Min = bound(1)
	shapes["Conditions"] = conditions
	// The ARNs of the token vault are those that public recordings of the service show: bedrock-agentcore, not acps.
	k.waived["ApiKeyCredentialProviderArnType pattern"] = true
	k.waived["CredentialProviderArnType pattern"] = true
}
