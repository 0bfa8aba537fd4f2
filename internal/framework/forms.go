package framework

// The patterns of places that several resources name. They are checked here too,
// where the platform is not chosen and its driver is never asked. Sources: as for
// the drivers' own rules, which judge again what is sent.
const (
	subscription = `[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`
	group        = `[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]`
	account      = `[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9]`

	// InGroup is how every ARM id of something in a resource group begins.
	InGroup = `(?i:/subscriptions/)` + subscription + `(?i:/resourceGroups/)` + group + `(?i:/providers/)`

	// InAccount is the ARM id of an Azure OpenAI or Foundry account.
	InAccount = InGroup + `(?i:Microsoft\.CognitiveServices/accounts/)` + account
)

// AccountID is the form of an account's ARM id.
func AccountID() Form {
	return Matching("must be the ARM id of an account: /subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…", InAccount)
}

// AWSRegion is the form of a region's name.
func AWSRegion() Form {
	return Matching("must be an AWS region, such as eu-central-1", `[a-z]{2,4}(-[a-z]{2,12}){1,2}-[0-9]{1,2}`)
}
