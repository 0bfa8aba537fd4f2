package llm

// Kind is what an id stands for, in the words of the resources.
type Kind string

// The kinds of things that resources make, or make something in.
const (
	KindDeployment  Kind = "deployment"
	KindRoute       Kind = "route"
	KindGuardrail   Kind = "guardrail"
	KindEnforcement Kind = "guardrail_enforcement"
	KindAccount     Kind = "account" // of Azure OpenAI or Foundry
	KindGateway     Kind = "gateway" // what a route is made on
)

// Address is what an id tells by itself, nobody asked.
type Address struct {
	ID      ID // Value is the id as resources hold it; Location and Name are empty where the id does not tell them
	Kind    Kind
	Version string // the published version that the id of a guardrail insists on; empty: none
	Azure   AzureAddress
	Bedrock BedrockAddress
}

// AzureAddress is where in a subscription something is. It is the zero value on
// any other platform.
type AzureAddress struct {
	Subscription  string // in lower case
	ResourceGroup string
	Account       string // name of the account; empty on API Management
	Service       string // name of the API Management service; empty elsewhere
}

// BedrockAddress is where in AWS something is. It is the zero value on any other
// platform.
type BedrockAddress struct {
	Partition string // "aws", "aws-us-gov"…
	Account   string // twelve digits; empty where a region alone is the id
	Resource  string // what AWS names it by within account and region, as "application-inference-profile/abcdefghijkl"
}

// IDForm is one form of ids that a platform reads.
type IDForm struct {
	Kind Kind
	Form string // with <words> for what differs
}
