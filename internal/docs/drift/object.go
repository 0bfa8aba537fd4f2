package drift

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
)

// Objects lists them in the order of the guide.
func Objects() []Object {
	return []Object{AzureDeployment, AzureAccount, AzureCatalog, Profile, Throughput, CustomModel, BedrockTags, BedrockCatalog}
}

// Kind is one sort of deployment that a user can ask for.
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
)

// Kinds lists the deployments that the object is, or belongs to.
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
