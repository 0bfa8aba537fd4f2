package drift

// azureModel are the fields that name what an Azure deployment serves, and the
// rates that follow from it.
func azureModel() []Row {
	const (
		pinned  = `version_upgrade = "pinned"`
		allowed = "version_upgrade allows it"
		rates   = "It follows from the model and the capacity."
	)
	return of(AzureDeployment, []Row{
		{Field: "properties.model.format", Class: ServiceChanged, Plan: Replace, Observed: []string{"Native.Format"}},
		{Field: "properties.model.name", Case: pinned, Class: ServiceChanged, Plan: Replace, Observed: []string{"Native.Name", "Reference"}},
		{Field: "properties.model.name", Case: allowed, Class: ServiceChanged, Plan: Warn, Observed: []string{"Native.Name"}},
		{Field: "properties.model.version", Case: pinned, Class: ServiceChanged, Plan: Update, Observed: []string{"Native.Version"}},
		{Field: "properties.model.version", Case: allowed, Class: ServiceChanged, Plan: Warn, Observed: []string{"Native.Version"}},
		{Field: "properties.model.source", Class: ServiceChanged, Plan: Replace, Observed: []string{"Native.Source"}},
		{Field: "properties.model.sourceAccount", Class: Changed, Plan: Replace, Observed: []string{"Native.SourceAccount"}},
		{Field: "properties.model.publisher", Class: Derived, Plan: Nothing, Why: "Format, name and version say which model it is."},
		{Field: "properties.model.callRateLimit.*", Class: Derived, Plan: Nothing, Why: rates},
		{Field: "properties.callRateLimit.*", Class: Derived, Plan: Nothing, Why: rates},
		{Field: "properties.currentCapacity", Class: Derived, Plan: Nothing, Why: "It is what sku.capacity has become so far."},
		{Field: "properties.rateLimits[].count", Kinds: onDemandOnAzure(), Class: Changed, Plan: Update, Why: "The capacity is made to fit tokens_per_minute again.", Observed: []string{"Throughput.TokensPerMinute", "Native.UnitTokens"}},
		{Field: "properties.rateLimits[].count", Kinds: measuredOtherwise(), Class: Derived, Plan: Nothing, Why: "Its capacity is not measured in tokens."},
		{Field: "properties.rateLimits[].renewalPeriod", Kinds: onDemandOnAzure(), Class: Changed, Plan: Update, Why: "The capacity is made to fit tokens_per_minute again.", Observed: []string{"Throughput.TokensPerMinute", "Native.UnitTokens"}},
		{Field: "properties.rateLimits[].renewalPeriod", Kinds: measuredOtherwise(), Class: Derived, Plan: Nothing, Why: "Its capacity is not measured in tokens."},
		{Field: "properties.rateLimits[].key", Case: "a limit of another kind beside the one of tokens", Class: Derived, Plan: Nothing, Why: "tokens_per_minute looks at the limit of tokens."},
		{Field: "properties.rateLimits[].*", Class: Derived, Plan: Nothing, Why: rates},
		{Field: "properties.capabilities.*", Class: Followed, Plan: Nothing, Why: "It describes the model and holds volatile keys; endpoint.supports follows.", Observed: []string{"Endpoint.Supports.Input", "Endpoint.Supports.Tools", "Endpoint.Supports.Context"}},
		{Field: "properties.capabilities.hostedOn", Kinds: []Kind{Anthropic}, Class: Derived, Plan: Nothing, Why: "The version of the model decides where it is hosted.", Observed: []string{"Azure.HostedOn"}},
	})
}

// azureRouting are the fields that only some deployments have. A deployment of
// another kind that bears one is brought back as well.
func azureRouting() []Row {
	const member = "A member is named by format, name and version."
	return of(AzureDeployment, []Row{
		{Field: "properties.routing.mode", Class: Changed, Plan: Update, Observed: []string{"Azure.Routing.Mode"}},
		{Field: "properties.routing.mode", Case: "other letter case", Kinds: []Kind{Router}, Class: Normalised, Plan: Nothing, Why: "A mode has no letter case."},
		{Field: "properties.routing.models[].format", Class: Changed, Plan: Update, Observed: []string{"Azure.Routing.Models"}},
		{Field: "properties.routing.models[].name", Class: Changed, Plan: Update, Observed: []string{"Azure.Routing.Models"}},
		{Field: "properties.routing.models[].version", Class: Changed, Plan: Update, Observed: []string{"Azure.Routing.Models"}},
		{Field: "properties.routing.models[].version", Case: "in another order", Kinds: []Kind{Router}, Class: Normalised, Plan: Nothing, Why: "Members have no order."},
		{Field: "properties.routing.models[].publisher", Kinds: []Kind{Router}, Class: Derived, Plan: Nothing, Why: member},
		{Field: "properties.routing.models[].source", Kinds: []Kind{Router}, Class: Derived, Plan: Nothing, Why: member},
		{Field: "properties.routing.models[].sourceAccount", Kinds: []Kind{Router}, Class: Derived, Plan: Nothing, Why: member},
		{Field: "properties.routing.models[].callRateLimit.*", Kinds: []Kind{Router}, Class: Derived, Plan: Nothing, Why: member},
		{Field: "properties.modelProviderData.organizationName", Class: Changed, Plan: Update, Observed: []string{"Azure.Attestation.Organization"}},
		{Field: "properties.modelProviderData.countryCode", Class: Changed, Plan: Update, Observed: []string{"Azure.Attestation.CountryCode"}},
		{Field: "properties.modelProviderData.industry", Class: Changed, Plan: Update, Observed: []string{"Azure.Attestation.Industry"}},
		{Field: "properties.modelProviderData", Case: "not returned", Kinds: []Kind{Anthropic}, Class: Unverified, Plan: List, Why: "What is not returned cannot be compared.", Observed: []string{"Unverified"}},
	})
}

// azureUnmanaged are the properties that no argument manages.
func azureUnmanaged() []Row {
	extra := []string{"Extra"}
	return of(AzureDeployment, []Row{
		{Field: "properties.dynamicThrottlingEnabled", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "properties.parentDeploymentName", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "properties.capacitySettings.designatedCapacity", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "properties.capacitySettings.priority", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "properties.scaleSettings.*", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "properties.(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Warn, Observed: extra},
		{Field: "sku.(new)", Case: "not known to this provider", Class: Unmanaged, Plan: Warn, Observed: extra},
	})
}

// azureAround is what is read beside a deployment.
func azureAround() []Row {
	const address = "The account is not managed here; what refers to the endpoint follows at the same plan."
	endpoint := []string{"Endpoint.URLs.OpenAI", "Endpoint.URLs.Anthropic"}
	return append(of(AzureAccount, []Row{
		{Field: "id", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: "Azure does not tell upper from lower case.", Observed: []string{"Azure.AccountID", "Endpoint.Auth.Resources"}},
		{Field: "location", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: "An account cannot move; EastUS2, East US 2 and eastus2 are one place.", Observed: []string{"Location", "Endpoint.Location"}},
		{Field: "kind", Class: Followed, Plan: Nothing, Why: address},
		{Field: "properties.endpoint", Class: Followed, Plan: Nothing, Why: address, Observed: endpoint},
		{Field: "properties.endpoints.*", Class: Followed, Plan: Nothing, Why: address, Observed: endpoint},
		{Field: "properties.customSubDomainName", Class: Followed, Plan: Nothing, Why: address, Observed: endpoint},
		{Field: "properties.disableLocalAuth", Class: Followed, Plan: Nothing, Why: address, Observed: []string{"Endpoint.Auth.Schemes"}},
	}), of(AzureCatalog, []Row{
		{Field: "model.deprecation.inference", Case: "within 90 days", Class: Retirement, Plan: Remind, Why: "Another model is the way out."},
	})...)
}
