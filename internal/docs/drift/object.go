package drift

import "slices"

// Object is something of a cloud that bears fields.
type Object string

// The objects.
const (
	AzureDeployment Object = "Azure deployment"
	AzureAccount    Object = "Azure account"
	AzureCatalog    Object = "Azure models list"
	Profile         Object = "Bedrock application inference profile"
	Throughput      Object = "Bedrock provisioned throughput"
	CustomModel     Object = "Bedrock custom model deployment"
	BedrockTags     Object = "Bedrock tags"
	BedrockCatalog  Object = "Bedrock models list"
	NamedGuardrail  Object = "Bedrock guardrail that a deployment names"

	GatewayTarget Object = "AgentCore Gateway target"
	GatewayRule   Object = "AgentCore Gateway rule"
	GatewayLimit  Object = "AgentCore Gateway rate limit"
	Gateway       Object = "AgentCore Gateway"
	Backend       Object = "API Management backend"
	BackendPool   Object = "API Management backend pool"
	NamedValue    Object = "API Management named value"
	API           Object = "API Management API"
	APIOperation  Object = "API Management operation"
	APIPolicy     Object = "API Management policy"
	APIService    Object = "API Management service"

	RAIPolicy        Object = "Azure RAI policy"
	Blocklist        Object = "Azure blocklist"
	BlocklistItem    Object = "Azure blocklist item"
	GuardrailDraft   Object = "Bedrock guardrail"
	GuardrailTags    Object = "Bedrock guardrail's tags"
	GuardrailVersion Object = "Bedrock guardrail version"
	EnforcedConfig   Object = "Bedrock enforced guardrail configuration"
)

// Objects lists them in the order of the guide.
func Objects() []Object {
	return slices.Concat(
		[]Object{AzureDeployment, AzureAccount, AzureCatalog, Profile, Throughput, CustomModel, BedrockTags, BedrockCatalog, NamedGuardrail},
		[]Object{GatewayTarget, GatewayRule, GatewayLimit, Gateway, Backend, BackendPool, NamedValue, API, APIOperation, APIPolicy, APIService},
		[]Object{RAIPolicy, Blocklist, BlocklistItem, GuardrailDraft, GuardrailTags, GuardrailVersion},
		[]Object{EnforcedConfig},
	)
}

// Resource is what users call what an object is, or belongs to.
type Resource string

// The resources.
const (
	Deployment  Resource = "llm_deployment"
	Route       Resource = "llm_route"
	Guardrail   Resource = "llm_guardrail"
	Enforcement Resource = "llm_guardrail_enforcement"
)

// Of is the resource that the object is, belongs to or stands around.
func (o Object) Of() Resource {
	switch o {
	case GatewayTarget, GatewayRule, GatewayLimit, Gateway, Backend, BackendPool, NamedValue, API, APIOperation, APIPolicy, APIService:
		return Route
	case RAIPolicy, Blocklist, BlocklistItem, GuardrailDraft, GuardrailTags, GuardrailVersion:
		return Guardrail
	case EnforcedConfig:
		return Enforcement
	}
	return Deployment
}

// Kind is one sort of a resource that a user can ask for.
type Kind string

// The kinds.
const (
	InRegion     Kind = "on demand in the region"
	InDataZone   Kind = "on demand in the data zone"
	Global       Kind = "on demand anywhere"
	Provisioned  Kind = "provisioned"
	Batch        Kind = "batch"
	Router       Kind = "model router"
	Anthropic    Kind = "Anthropic"
	FineTuned    Kind = "fine-tuned"
	CopyOfModel  Kind = "copy of a model in the region"
	CopyOfGeo    Kind = "copy of a geographic profile"
	CopyOfGlobal Kind = "copy of a global profile"
	Units        Kind = "units of a foundation model"
	CustomUnits  Kind = "units of a custom model"
	CustomDemand Kind = "custom model on demand"

	StaticRoute   Kind = "route to one target on AgentCore"
	WeightedRoute Kind = "route to two targets on AgentCore"
	PoolRoute     Kind = "route to a pool on API Management"
	PolicyRoute   Kind = "route by a policy on API Management"

	PlainPolicy    Kind = "guardrail on Azure"
	ListedPolicy   Kind = "guardrail with words on Azure"
	SmallGuardrail Kind = "small guardrail on Bedrock"
	WholeGuardrail Kind = "guardrail with everything on Bedrock"

	Enforced Kind = "enforced guardrail"
)

// Kinds lists those that the object is, belongs to or stands around.
func (o Object) Kinds() []Kind {
	switch o {
	case AzureDeployment, AzureAccount, AzureCatalog:
		return []Kind{InRegion, InDataZone, Global, Provisioned, Batch, Router, Anthropic, FineTuned}
	case Profile:
		return []Kind{CopyOfModel, CopyOfGeo, CopyOfGlobal}
	case Throughput:
		return []Kind{Units, CustomUnits}
	case CustomModel:
		return []Kind{CustomDemand}
	case BedrockTags:
		return []Kind{CopyOfModel, CopyOfGeo, CopyOfGlobal, Units, CustomUnits, CustomDemand}
	case BedrockCatalog:
		return []Kind{CopyOfModel, CopyOfGeo, CopyOfGlobal, Units}
	case NamedGuardrail:
		return []Kind{CopyOfModel, CustomDemand}
	case GatewayTarget, GatewayRule, Gateway:
		return []Kind{StaticRoute, WeightedRoute}
	case GatewayLimit:
		return []Kind{WeightedRoute}
	case Backend, API, APIOperation, APIPolicy, APIService:
		return []Kind{PoolRoute, PolicyRoute}
	case BackendPool:
		return []Kind{PoolRoute}
	case NamedValue:
		return []Kind{PolicyRoute}
	case RAIPolicy:
		return []Kind{PlainPolicy, ListedPolicy}
	case Blocklist, BlocklistItem:
		return []Kind{ListedPolicy}
	case GuardrailDraft, GuardrailTags, GuardrailVersion:
		return []Kind{SmallGuardrail, WholeGuardrail}
	case EnforcedConfig:
		return []Kind{Enforced}
	}
	return nil
}

// onDemandOnAzure are the kinds whose capacity is measured in tokens.
func onDemandOnAzure() []Kind {
	return []Kind{InRegion, InDataZone, Global, Router, Anthropic, FineTuned}
}

// measuredOtherwise are the rest.
func measuredOtherwise() []Kind { return []Kind{Provisioned, Batch} }

// of fills in the object of rows.
func of(object Object, rows []Row) []Row {
	for i := range rows {
		rows[i].Object = object
	}
	return rows
}
