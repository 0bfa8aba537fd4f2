package drift

// whole stands for an object as such, in place of a field.
const whole = "(the whole)"

// azureIdentity is the deployment as such, and what says which one it is.
func azureIdentity() []Row {
	return of(AzureDeployment, []Row{
		{Field: whole, Case: "deleted", Class: Missing, Plan: Create, Observed: []string{"ID.Value"}},
		{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Warn, Why: "The id stays and every field is compared."},
		{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: "What Terraform does not manage is no drift."},
		{Field: "id", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: "Azure does not tell upper from lower case.", Observed: []string{"ID.Value", "ID.Parent", "ID.Location", "ID.Name"}},
		{Field: "name", Case: "other letter case", Class: Normalised, Plan: Nothing, Why: "Azure does not tell upper from lower case, and no call renames a deployment.", Observed: []string{"Name"}},
		{Field: "type", Class: Derived, Plan: Nothing, Why: "It is the same for all deployments."},
		{Field: "etag", Class: Volatile, Plan: Nothing, Why: "It changes with every write; what was written is compared itself."},
		{Field: "systemData.createdAt", Class: Recreated, Plan: Warn, Observed: []string{"Created"}},
		{Field: "systemData.createdBy", Class: Volatile, Plan: Nothing, Why: audit},
		{Field: "systemData.createdByType", Class: Volatile, Plan: Nothing, Why: audit},
		{Field: "systemData.lastModifiedAt", Class: Volatile, Plan: Nothing, Why: audit},
		{Field: "systemData.lastModifiedBy", Class: Volatile, Plan: Nothing, Why: audit},
		{Field: "systemData.lastModifiedByType", Class: Volatile, Plan: Nothing, Why: audit},
	})
}

// azureDeployment are the fields that an argument manages, but for those that
// name the model.
func azureDeployment() []Row {
	return of(AzureDeployment, []Row{
		{Field: "sku.name", Case: "beyond processing_scope", Kinds: []Kind{InRegion, InDataZone}, Class: Changed, Plan: Replace, Observed: []string{"Native.Serving", "Native.Scope", "Native.Locations"}},
		{Field: "sku.name", Case: "another one inside the bounds", Kinds: []Kind{Global, Provisioned, Batch, Router, Anthropic, FineTuned}, Class: ServingChanged, Plan: Warn, Observed: []string{"Native.Serving", "Native.Locations"}},
		{Field: "sku.name", Case: "another mode", Class: Changed, Plan: Replace, Observed: []string{"Throughput.Mode"}},
		{Field: "sku.capacity", Class: Changed, Plan: Update, Observed: []string{"Native.Capacity", "Throughput.TokensPerMinute", "Throughput.Units"}},
		{Field: "sku.tier", Class: Derived, Plan: Nothing, Why: "It follows from the name of the SKU, and Azure refuses to have it set."},
		{Field: "sku.size", Class: Derived, Plan: Nothing, Why: "It follows from the name of the SKU, and Azure refuses to have it set."},
		{Field: "sku.family", Class: Derived, Plan: Nothing, Why: "It follows from the name of the SKU, and Azure refuses to have it set."},
		{Field: "tags.*", Case: "added", Class: Changed, Plan: Update, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "changed", Class: Changed, Plan: Update, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "removed", Class: Changed, Plan: Update, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "of default_tags, removed", Class: Changed, Plan: Update, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "llm:owner removed", Class: Changed, Plan: Update, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "ignored by key", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "ignored by prefix", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: []string{"Tags"}},
		{Field: "tags.*", Case: "in another order", Class: Normalised, Plan: Nothing, Why: "Tags have no order.", Observed: []string{"Tags"}},
		{Field: "properties.provisioningState", Case: "Failed", Class: Health, Plan: Update, Why: "The deployment is written again as it was.", Observed: []string{"Phase", "Reason"}},
		{Field: "properties.provisioningState", Case: "Disabled", Class: Health, Plan: Update, Why: "The deployment is written again as it was.", Observed: []string{"Phase", "Reason"}},
		{Field: "properties.provisioningState", Case: "Canceled", Class: Health, Plan: Update, Why: "The deployment is written again as it was.", Observed: []string{"Phase", "Reason"}},
		{Field: "properties.provisioningState", Case: "any other", Class: Health, Plan: Resume, Observed: []string{"Phase", "Reason"}},
		{Field: "properties.raiPolicyName", Case: "another guardrail", Class: Changed, Plan: Update, Observed: []string{"Guardrail"}},
		{Field: "properties.raiPolicyName", Case: "the platform's default under another name", Class: DefaultChanged, Plan: List, Why: "The default is the same one, whatever its name.", Observed: []string{"DefaultPolicy"}},
		{Field: "properties.versionUpgradeOption", Class: Changed, Plan: Update, Observed: []string{"VersionUpgrade"}},
		{Field: "properties.versionUpgradeOption", Case: "left out for OnceCurrentVersionExpired", Class: Normalised, Plan: Nothing, Why: "Azure documents that none means the same."},
		{Field: "properties.spilloverDeploymentName", Class: Changed, Plan: Update, Observed: []string{"Azure.Spillover"}},
		{Field: "properties.serviceTier", Class: Changed, Plan: Update, Observed: []string{"Azure.ServiceTier"}},
		{Field: "properties.serviceTier", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: "Default is what none means."},
		{Field: "properties.deploymentState", Class: Changed, Plan: Update, Observed: []string{"Azure.Paused"}},
		{Field: "properties.deploymentState", Case: "the default filled in", Class: Normalised, Plan: Nothing, Why: "Running is what none means."},
	})
}

const (
	audit   = "It tells who and when; what was changed is compared itself."
	ignored = "ignore_tags says that it is somebody else's."
)
