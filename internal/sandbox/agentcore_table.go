package sandbox

// The shapes of gateways, targets and credential providers: bedrock-agentcore-control, API version 2023-06-05, as of
// August 2026. What the sandbox does not hold is a wireUnserved.

var (
	agentcoreTokenPattern  = lazyPattern(`[a-zA-Z0-9](-*[a-zA-Z0-9]){0,256}`)
	gatewayIDPattern       = lazyPattern(`([0-9a-z][-]?){1,100}-[0-9a-z]{10}`)
	gatewayNamePattern     = lazyPattern(`([0-9a-zA-Z][-]?){1,48}`)
	targetNamePattern      = lazyPattern(`([0-9a-zA-Z][-]?){1,100}`)
	targetIDPattern        = lazyPattern(`[0-9a-zA-Z]{10}`)
	ruleIDPattern          = lazyPattern(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	rateLimitIDPattern     = lazyPattern(`[a-zA-Z0-9][a-zA-Z0-9\-_\.]{0,62}[a-zA-Z0-9]`)
	roleARNPattern         = lazyPattern(`arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+`)
	kmsKeyARNPattern       = lazyPattern(`arn:aws(|-cn|-us-gov):kms:[a-zA-Z0-9-]*:[0-9]{12}:key/[a-zA-Z0-9-]{36}`)
	discoveryPattern       = lazyPattern(`.+/\.well-known/(openid-configuration|oauth-authorization-server)`)
	scopePattern           = lazyPattern(`[\x21\x23-\x5B\x5D-\x7E]+`)
	targetEndpointPattern  = lazyPattern(`https://[a-zA-Z0-9\-\.]+(:[0-9]{1,5})?(/.*)?`)
	operationPathPattern   = lazyPattern(`/[a-zA-Z0-9\-\._/]+`)
	modelGlobPattern       = lazyPattern(`[a-zA-Z0-9\-\._\*\?@]+(/[a-zA-Z0-9\-\._\*\?@]+)*`)
	anyARNPattern          = lazyPattern(`arn:([^:]*):([^:]*):([^:]*):([0-9]{12})?:(.+)`)
	signingServicePattern  = lazyPattern(`[a-zA-Z0-9._-]+`)
	signingRegionPattern   = lazyPattern(`[a-zA-Z0-9-]+`)
	returnURLPattern       = lazyPattern(`\w+:(\/?\/?)[^\s]+`)
	providerNamePattern    = lazyPattern(`[a-zA-Z0-9\-_]+`)
	agentcoreTagARNPattern = lazyPattern(`arn:(?:[^:]+)?:bedrock-agentcore:[a-z0-9-]+:[0-9]{12}:([a-z-]+/[^/]+)(?:/[a-z-]+/[^/]+)*`)
	noBlankPattern         = lazyPattern(`\S*`)
)

func agentcoreTokenShape() wireText {
	return wireText{least: 33, most: 256, pattern: agentcoreTokenPattern}
}

func agentcoreTagsShape() wireMap {
	return wireMap{
		most: 50, key: wireText{least: 1, most: 128, pattern: tagTextPattern}, value: wireText{most: 256, pattern: tagTextPattern},
	}
}

// updateGatewayShape is UpdateGatewayRequest.
func updateGatewayShape() wireObject {
	texts := wireList{least: 1, item: wireText{}}
	return wireObject{required: []string{"name", "roleArn", "authorizerType"}, members: map[string]wireShape{
		"name":           wireText{pattern: gatewayNamePattern},
		"description":    wireText{least: 1, most: 200},
		"roleArn":        wireText{least: 1, most: 2048, pattern: roleARNPattern},
		"protocolType":   wireText{enum: []string{"MCP"}},
		"authorizerType": wireText{enum: []string{"CUSTOM_JWT", "AWS_IAM", "NONE", "AUTHENTICATE_ONLY"}},
		"authorizerConfiguration": wireObject{union: true, members: map[string]wireShape{
			"customJWTAuthorizer": wireObject{required: []string{"discoveryUrl"}, members: map[string]wireShape{
				"discoveryUrl":    wireText{pattern: discoveryPattern},
				"allowedAudience": texts, "allowedClients": texts,
				"allowedScopes":          wireList{least: 1, item: wireText{least: 1, most: 255, pattern: scopePattern}},
				"advertisedScopeMapping": wireUnserved{}, "customClaims": wireUnserved{}, "privateEndpoint": wireUnserved{},
				"privateEndpointOverrides": wireUnserved{}, "allowedWorkloadConfiguration": wireUnserved{},
			}},
		}},
		"exceptionLevel":        wireText{enum: []string{"DEBUG"}},
		"kmsKeyArn":             wireText{least: 1, most: 2048, pattern: kmsKeyARNPattern},
		"protocolConfiguration": wireUnserved{}, "interceptorConfigurations": wireUnserved{}, "policyEngineConfiguration": wireUnserved{},
		"customTransformConfiguration": wireUnserved{}, "wafConfiguration": wireUnserved{},
	}}
}

// createGatewayShape is CreateGatewayRequest.
func createGatewayShape() wireObject {
	shape := updateGatewayShape()
	delete(shape.members, "customTransformConfiguration")
	delete(shape.members, "wafConfiguration")
	shape.members["clientToken"], shape.members["tags"] = agentcoreTokenShape(), agentcoreTagsShape()
	return shape
}

// updateTargetShape is UpdateGatewayTargetRequest.
func updateTargetShape() wireObject {
	headers := wireList{least: 1, most: 10, item: wireText{least: 1, most: 100}}
	return wireObject{required: []string{"targetConfiguration"}, members: map[string]wireShape{
		"name":        wireText{pattern: targetNamePattern},
		"description": wireText{least: 1, most: 200},
		"targetConfiguration": wireObject{union: true, members: map[string]wireShape{
			"mcp": wireUnserved{}, "http": wireUnserved{}, "inference": inferenceShape(),
		}},
		"credentialProviderConfigurations": wireList{least: 1, most: 1, item: credentialShape()},
		"metadataConfiguration": wireObject{members: map[string]wireShape{
			"allowedRequestHeaders": headers, "allowedResponseHeaders": headers,
			"allowedQueryParameters": wireList{least: 1, most: 10, item: wireText{least: 1, most: 40}},
		}},
		"privateEndpoint": wireUnserved{}, "certificateConfigurations": wireUnserved{},
	}}
}

// createTargetShape is CreateGatewayTargetRequest. The model lets the name out; without it nothing names the target.
func createTargetShape() wireObject {
	shape := updateTargetShape()
	shape.required = append(shape.required, "name", "credentialProviderConfigurations")
	shape.members["clientToken"] = agentcoreTokenShape()
	return shape
}

// inferenceShape is InferenceTargetConfiguration. The connectors are those that the developer guide lists.
func inferenceShape() wireObject {
	return wireObject{union: true, members: map[string]wireShape{
		"connector": wireObject{required: []string{"source"}, members: map[string]wireShape{
			"source": wireObject{required: []string{"connectorId"}, members: map[string]wireShape{
				"connectorId": wireText{enum: []string{"bedrock-mantle", "openai", "anthropic"}},
			}},
		}},
		"provider": wireObject{required: []string{"endpoint"}, members: map[string]wireShape{
			"endpoint": wireText{least: 1, most: 2048, pattern: targetEndpointPattern},
			"modelMapping": wireObject{members: map[string]wireShape{
				"providerPrefix": wireObject{members: map[string]wireShape{"strip": wireFlag{}, "separator": wireText{least: 1, most: 1}}},
			}},
			"operations": wireList{least: 1, most: 10, item: wireObject{required: []string{"path"}, members: map[string]wireShape{
				"path":         wireText{least: 1, most: 256, pattern: operationPathPattern},
				"providerPath": wireText{least: 1, most: 256, pattern: operationPathPattern},
				"models": wireList{least: 1, most: 100, item: wireObject{required: []string{"model"}, members: map[string]wireShape{
					"model": wireText{least: 1, most: 256, pattern: modelGlobPattern},
				}}},
			}}},
		}},
	}}
}

// credentialShape is CredentialProviderConfiguration. The grant AUTHORIZATION_CODE needs a user, whom the sandbox has not.
func credentialShape() wireObject {
	providerARN := wireText{pattern: anyARNPattern}
	return wireObject{required: []string{"credentialProviderType"}, members: map[string]wireShape{
		"credentialProviderType": wireText{enum: []string{"GATEWAY_IAM_ROLE", "OAUTH", "API_KEY", "CALLER_IAM_CREDENTIALS", "JWT_PASSTHROUGH"}},
		"credentialProvider": wireObject{union: true, members: map[string]wireShape{
			"oauthCredentialProvider": wireObject{required: []string{"providerArn", "scopes"}, members: map[string]wireShape{
				"providerArn":      providerARN,
				"scopes":           wireList{most: 100, item: wireText{least: 1, most: 64}},
				"customParameters": wireMap{least: 1, most: 10, key: wireText{least: 1, most: 256}, value: wireText{least: 1, most: 2048, secret: true}},
				"grantType":        wireText{enum: []string{"CLIENT_CREDENTIALS", "TOKEN_EXCHANGE"}},
				"defaultReturnUrl": wireText{least: 1, most: 2048, pattern: returnURLPattern},
			}},
			"apiKeyCredentialProvider": wireObject{required: []string{"providerArn"}, members: map[string]wireShape{
				"providerArn":             providerARN,
				"credentialParameterName": wireText{least: 1, most: 64},
				"credentialPrefix":        wireText{least: 1, most: 64},
				"credentialLocation":      wireText{enum: []string{"HEADER", "QUERY_PARAMETER"}},
			}},
			"iamCredentialProvider": wireObject{required: []string{"service"}, members: map[string]wireShape{
				"service": wireText{least: 1, most: 64, pattern: signingServicePattern},
				"region":  wireText{least: 1, most: 32, pattern: signingRegionPattern},
			}},
		}},
	}}
}
