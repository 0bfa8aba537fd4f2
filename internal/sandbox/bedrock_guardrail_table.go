package sandbox

import "math"

// The shapes of guardrails: bedrock.service-2.json, API version 2023-04-20, as of August 2026. What is confidential is
// marked secret, so that no refusal repeats it.

var (
	guardrailIdentifierPattern = lazyPattern(`(([a-z0-9]+)|(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+))`)
	guardrailVersionPattern    = lazyPattern(`(([1-9][0-9]{0,7})|(DRAFT))`)
	guardrailNumberPattern     = lazyPattern(`[1-9][0-9]{0,7}`)
	guardrailNamePattern       = lazyPattern(`[0-9a-zA-Z-_]+`)
	guardrailTopicPattern      = lazyPattern(`[0-9a-zA-Z-_ !?.]+`)
	guardrailProfilePattern    = lazyPattern(`[a-z0-9-]+[.]{1}guardrail[.]{1}v[0-9:]+|arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail-profile/[a-z0-9-]+[.]{1}guardrail[.]{1}v[0-9:]+`)
	guardrailKeyPattern        = lazyPattern(`(arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:((key/[a-zA-Z0-9-]{36})|(alias/[a-zA-Z0-9-_/]+)))|([a-zA-Z0-9-]{36})|(alias/[a-zA-Z0-9-_/]+)`)
	reasoningPolicyPattern     = lazyPattern(`arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:automated-reasoning-policy/[a-z0-9]{12}(:([1-9][0-9]{0,11}))?`)
)

// updateGuardrailShape is UpdateGuardrailRequest.
func updateGuardrailShape() wireObject {
	message := wireText{least: 1, most: 500, secret: true}
	return wireObject{required: []string{"name", "blockedInputMessaging", "blockedOutputsMessaging"}, members: map[string]wireShape{
		"name":                             wireText{least: 1, most: 50, pattern: guardrailNamePattern},
		"description":                      wireText{least: 1, most: 200, secret: true},
		"topicPolicyConfig":                topicPolicyShape(),
		"contentPolicyConfig":              contentPolicyShape(),
		"wordPolicyConfig":                 wordPolicyShape(),
		"sensitiveInformationPolicyConfig": sensitivePolicyShape(),
		"contextualGroundingPolicyConfig":  groundingPolicyShape(),
		"automatedReasoningPolicyConfig": wireObject{required: []string{"policies"}, members: map[string]wireShape{
			"policies":            wireList{least: 1, most: 2, item: wireText{least: 1, most: 2048, pattern: reasoningPolicyPattern}},
			"confidenceThreshold": wireNumber{most: 1},
		}},
		"crossRegionConfig": wireObject{required: []string{"guardrailProfileIdentifier"}, members: map[string]wireShape{
			"guardrailProfileIdentifier": wireText{least: 15, most: 2048, pattern: guardrailProfilePattern},
		}},
		"blockedInputMessaging": message, "blockedOutputsMessaging": message,
		"kmsKeyId": wireText{least: 1, most: 2048, pattern: guardrailKeyPattern},
	}}
}

// createGuardrailShape is CreateGuardrailRequest.
func createGuardrailShape() wireObject {
	shape := updateGuardrailShape()
	shape.members["clientRequestToken"] = bedrockTokenShape()
	shape.members["tags"] = wireList{most: 200, item: wireObject{required: []string{"key", "value"}, members: map[string]wireShape{
		"key": wireText{least: 1, most: 128, pattern: tagTextPattern}, "value": wireText{most: 256, pattern: tagTextPattern},
	}}}
	return shape
}

// createGuardrailVersionShape is CreateGuardrailVersionRequest.
func createGuardrailVersionShape() wireObject {
	return wireObject{members: map[string]wireShape{
		"description": wireText{least: 1, most: 200, secret: true}, "clientRequestToken": bedrockTokenShape(),
	}}
}

func bedrockTokenShape() wireText { return wireText{least: 1, most: 256, pattern: tokenPattern} }

// sidedShape is a structure that acts on the way in and on the way out.
func sidedShape(actions []string, required []string, members map[string]wireShape) wireObject {
	members["inputAction"], members["outputAction"] = wireText{enum: actions}, wireText{enum: actions}
	members["inputEnabled"], members["outputEnabled"] = wireFlag{}, wireFlag{}
	return wireObject{required: required, members: members}
}

// blockOrNone and maskOrNone are the actions of items.
func blockOrNone() []string { return []string{"BLOCK", "NONE"} }

func maskOrNone() []string { return []string{"BLOCK", "ANONYMIZE", "NONE"} }

func tierShape() wireObject {
	return wireObject{required: []string{"tierName"}, members: map[string]wireShape{"tierName": wireText{enum: []string{"CLASSIC", "STANDARD"}}}}
}

// topicPolicyShape takes definitions of the length that AWS::Bedrock::Guardrail does; see checkTopics.
func topicPolicyShape() wireObject {
	topic := sidedShape(blockOrNone(), []string{"name", "definition", "type"}, map[string]wireShape{
		"name":       wireText{least: 1, most: 100, pattern: guardrailTopicPattern, secret: true},
		"definition": wireText{least: 1, most: standardDefinition, secret: true},
		"examples":   wireList{most: 5, item: wireText{least: 1, most: 100, secret: true}},
		"type":       wireText{enum: []string{"DENY"}},
	})
	return wireObject{required: []string{"topicsConfig"}, members: map[string]wireShape{
		"topicsConfig": wireList{least: 1, most: 30, item: topic}, "tierConfig": tierShape(),
	}}
}

func contentPolicyShape() wireObject {
	strength := wireText{enum: []string{"NONE", "LOW", "MEDIUM", "HIGH"}}
	modalities := wireList{least: 1, most: 2, item: wireText{enum: guardrailModalities()}}
	filter := sidedShape(blockOrNone(), []string{"type", "inputStrength", "outputStrength"}, map[string]wireShape{
		"type":          wireText{enum: []string{"SEXUAL", "VIOLENCE", "HATE", "INSULTS", "MISCONDUCT", "PROMPT_ATTACK"}},
		"inputStrength": strength, "outputStrength": strength, "inputModalities": modalities, "outputModalities": modalities,
	})
	return wireObject{required: []string{"filtersConfig"}, members: map[string]wireShape{
		"filtersConfig": wireList{least: 1, most: 6, item: filter}, "tierConfig": tierShape(),
	}}
}

func wordPolicyShape() wireObject {
	word := sidedShape(blockOrNone(), []string{"text"}, map[string]wireShape{"text": wireText{least: 1, most: 100, secret: true}})
	managed := sidedShape(blockOrNone(), []string{"type"}, map[string]wireShape{"type": wireText{enum: []string{"PROFANITY"}}})
	return wireObject{members: map[string]wireShape{
		"wordsConfig": wireList{least: 1, most: 10000, item: word}, "managedWordListsConfig": wireList{item: managed},
	}}
}

func sensitivePolicyShape() wireObject {
	action := wireText{enum: maskOrNone()}
	entity := sidedShape(maskOrNone(), []string{"type", "action"}, map[string]wireShape{
		"type": wireText{enum: guardrailEntityTypes()}, "action": action,
	})
	expression := sidedShape(maskOrNone(), []string{"name", "pattern", "action"}, map[string]wireShape{
		"name": wireText{least: 1, most: 100, secret: true}, "description": wireText{least: 1, most: 1000, secret: true},
		"pattern": wireText{least: 1, most: 500, secret: true}, "action": action,
	})
	return wireObject{members: map[string]wireShape{
		"piiEntitiesConfig": wireList{least: 1, item: entity}, "regexesConfig": wireList{least: 1, most: 10, item: expression},
	}}
}

func groundingPolicyShape() wireObject {
	return wireObject{required: []string{"filtersConfig"}, members: map[string]wireShape{
		"filtersConfig": wireList{least: 1, item: wireObject{required: []string{"type", "threshold"}, members: map[string]wireShape{
			"type": wireText{enum: []string{"GROUNDING", "RELEVANCE"}}, "threshold": wireNumber{most: math.MaxFloat64},
			"action": wireText{enum: blockOrNone()}, "enabled": wireFlag{},
		}}},
	}}
}

// guardrailModalities are in the order in which the service answers them, whatever it was sent.
func guardrailModalities() []string { return []string{"TEXT", "IMAGE"} }

func guardrailEntityTypes() []string {
	return []string{
		"ADDRESS", "AGE", "AWS_ACCESS_KEY", "AWS_SECRET_KEY", "CA_HEALTH_NUMBER", "CA_SOCIAL_INSURANCE_NUMBER",
		"CREDIT_DEBIT_CARD_CVV", "CREDIT_DEBIT_CARD_EXPIRY", "CREDIT_DEBIT_CARD_NUMBER", "DRIVER_ID", "EMAIL",
		"INTERNATIONAL_BANK_ACCOUNT_NUMBER", "IP_ADDRESS", "LICENSE_PLATE", "MAC_ADDRESS", "NAME", "PASSWORD", "PHONE", "PIN",
		"SWIFT_CODE", "UK_NATIONAL_HEALTH_SERVICE_NUMBER", "UK_NATIONAL_INSURANCE_NUMBER",
		"UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER", "URL", "USERNAME", "US_BANK_ACCOUNT_NUMBER", "US_BANK_ROUTING_NUMBER",
		"US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER", "US_PASSPORT_NUMBER", "US_SOCIAL_SECURITY_NUMBER",
		"VEHICLE_IDENTIFICATION_NUMBER",
	}
}
