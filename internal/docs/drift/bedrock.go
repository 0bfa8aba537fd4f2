package drift

const (
	arnAsked = "The object is asked for by its ARN: an answer about another one is an error."
	never    = "No call of Amazon Bedrock changes it."
	when     = "It tells when; what was changed is compared itself."
)

func bedrockProfile() []Row {
	places := []string{"Native.Locations"}
	return of(Profile, []Row{
		{Field: "inferenceProfileArn", Class: Identity, Plan: Refuse, Why: arnAsked, Observed: []string{"ID.Value"}},
		{Field: "inferenceProfileId", Class: Derived, Plan: Nothing, Why: "It is the end of the ARN."},
		{Field: "inferenceProfileName", Class: Changed, Plan: Replace, Why: never, Observed: []string{"Name"}},
		{Field: "description", Class: Unmanaged, Plan: Warn, Why: never, Observed: []string{"Extra"}},
		{Field: "createdAt", Class: Recreated, Plan: Warn, Observed: []string{"Created"}},
		{Field: "updatedAt", Class: Volatile, Plan: Nothing, Why: when},
		{Field: "type", Class: Derived, Plan: Nothing, Why: "The kind of ARN says it."},
		{Field: "status", Case: "any but ACTIVE", Class: Health, Plan: Resume, Observed: []string{"Phase", "Reason"}},
		{Field: "models[].modelArn", Case: "another model", Class: ServiceChanged, Plan: Replace, Observed: []string{"Native.Name", "Native.Version", "Reference"}},
		{Field: "models[].modelArn", Case: "places beyond processing_scope", Kinds: []Kind{CopyOfModel, CopyOfGeo}, Class: Changed, Plan: Replace, Observed: []string{"Native.Scope"}},
		{Field: "models[].modelArn", Case: "one place more", Kinds: []Kind{CopyOfGeo}, Class: Locations, Plan: Warn, Observed: places},
		{Field: "models[].modelArn", Case: "one place less", Kinds: []Kind{CopyOfGeo}, Class: Locations, Plan: Warn, Observed: places},
		{Field: "models[].modelArn", Case: "a place outside allowed_locations", Kinds: []Kind{CopyOfGeo}, Class: Locations, Plan: Refuse, Observed: places},
		{Field: "models[].modelArn", Case: "another serving inside the bounds", Kinds: []Kind{CopyOfGlobal}, Class: ServingChanged, Plan: Warn, Observed: []string{"Native.Serving"}},
		{Field: "models[].modelArn", Case: "in another order", Kinds: []Kind{CopyOfGeo}, Class: Normalised, Plan: Nothing, Why: "Members have no order."},
	})
}

func bedrockThroughput() []Row {
	return of(Throughput, []Row{
		{Field: "provisionedModelArn", Class: Identity, Plan: Refuse, Why: arnAsked, Observed: []string{"ID.Value"}},
		{Field: "provisionedModelName", Class: Changed, Plan: Update, Observed: []string{"Name"}},
		{Field: "modelArn", Kinds: []Kind{Units}, Class: ServiceChanged, Plan: Replace, Observed: []string{"Native.Name", "Native.Version"}},
		{Field: "modelArn", Kinds: []Kind{CustomUnits}, Class: ServiceChanged, Plan: Update, Observed: []string{"Native.Name"}},
		{Field: "desiredModelArn", Class: Health, Plan: Resume, Why: "It is being moved to another model.", Observed: []string{"Phase", "Reason"}},
		{Field: "foundationModelArn", Class: Derived, Plan: Nothing, Why: "It is the base of modelArn.", Observed: []string{"Endpoint.Auth.Resources"}},
		{Field: "modelUnits", Class: Changed, Plan: Replace, Observed: []string{"Throughput.Units"}},
		{Field: "desiredModelUnits", Class: Health, Plan: Resume, Why: "Its units are being changed.", Observed: []string{"Phase", "Reason"}},
		{Field: "status", Case: "Failed", Class: Health, Plan: Warn, Why: "Nothing that could be sent would repair it: the warning names the way to a new one.", Observed: []string{"Phase", "Reason"}},
		{Field: "status", Case: "any other but InService", Class: Health, Plan: Resume, Observed: []string{"Phase", "Reason"}},
		{Field: "failureMessage", Case: "of a failed one", Class: Health, Plan: Warn, Why: "The warning holds it.", Observed: []string{"Reason"}},
		{Field: "creationTime", Class: Recreated, Plan: Warn, Observed: []string{"Created"}},
		{Field: "lastModifiedTime", Class: Volatile, Plan: Nothing, Why: when},
		{Field: "commitmentDuration", Class: Changed, Plan: Replace, Observed: []string{"Throughput.Commitment"}},
		{Field: "commitmentExpirationTime", Class: Followed, Plan: Nothing, Why: "resolved.commitment_ends_at and the protection follow.", Observed: []string{"CommitmentEnds"}},
		{Field: "commitmentExpirationTime", Case: "within 90 days", Class: Commitment, Plan: Remind, Why: "7 days where the term is a month."},
	})
}

func bedrockCustom() []Row {
	return of(CustomModel, []Row{
		{Field: "customModelDeploymentArn", Class: Identity, Plan: Refuse, Why: arnAsked, Observed: []string{"ID.Value"}},
		{Field: "modelDeploymentName", Class: Changed, Plan: Replace, Why: never, Observed: []string{"Name"}},
		{Field: "modelArn", Class: ServiceChanged, Plan: Update, Observed: []string{"Native.Name"}},
		{Field: "createdAt", Class: Recreated, Plan: Warn, Observed: []string{"Created"}},
		{Field: "lastUpdatedAt", Class: Volatile, Plan: Nothing, Why: when},
		{Field: "description", Class: Unmanaged, Plan: Warn, Why: never, Observed: []string{"Extra"}},
		{Field: "status", Case: "Failed", Class: Health, Plan: Warn, Why: "Nothing that could be sent would repair it: the warning names the way to a new one.", Observed: []string{"Phase", "Reason"}},
		{Field: "status", Case: "any other but Active", Class: Health, Plan: Resume, Observed: []string{"Phase", "Reason"}},
		{Field: "failureMessage", Case: "of a failed one", Class: Health, Plan: Warn, Why: "The warning holds it.", Observed: []string{"Reason"}},
		{Field: "updateDetails.updateStatus", Case: "Updating", Class: Health, Plan: Resume, Why: "It is being moved to another model.", Observed: []string{"Phase", "Reason"}},
		{Field: "updateDetails.updateStatus", Case: "UpdateFailed", Class: Derived, Plan: Nothing, Why: "The model that was served is served still."},
		{Field: "updateDetails.modelArn", Case: "while Updating", Class: Health, Plan: Resume, Why: "It is being moved to another model.", Observed: []string{"Reason"}},
	})
}

// bedrockAround is what is read beside a deployment, and what is the same for
// all kinds of it.
func bedrockAround() []Row {
	tags := []string{"Tags"}
	rows := of(BedrockTags, []Row{
		{Field: "tags[].key", Case: "added", Class: Changed, Plan: Update, Observed: tags},
		{Field: "tags[].key", Case: "removed", Class: Changed, Plan: Update, Observed: tags},
		{Field: "tags[].key", Case: "of default_tags, removed", Class: Changed, Plan: Update, Observed: tags},
		{Field: "tags[].key", Case: "llm:owner removed", Class: Changed, Plan: Update, Observed: tags},
		{Field: "tags[].key", Case: "ignored by key", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: tags},
		{Field: "tags[].key", Case: "ignored by prefix", Class: Unmanaged, Plan: Nothing, Why: ignored, Observed: tags},
		{Field: "tags[].key", Case: "in another order", Class: Normalised, Plan: Nothing, Why: "Tags have no order.", Observed: tags},
		{Field: "tags[].value", Class: Changed, Plan: Update, Observed: tags},
	})
	for _, object := range []Object{Profile, Throughput, CustomModel} {
		rows = append(rows, of(object, []Row{
			{Field: whole, Case: "deleted", Class: Missing, Plan: Create, Observed: []string{"ID.Value"}},
			{Field: whole, Case: "deleted and made again", Class: Recreated, Plan: Exists, Why: "Its ARN is another one. The error holds the import block for it."},
			{Field: whole, Case: "another one beside it", Class: Unmanaged, Plan: Nothing, Why: "What Terraform does not manage is no drift."},
		})...)
	}
	rows = append(rows, of(NamedGuardrail, []Row{
		{Field: "guardrails[].version", Case: "a newer one published", Class: Followed, Plan: Nothing, Why: "endpoint.guardrail follows; what refers to it follows at the same plan.", Observed: []string{"Endpoint.Guardrail.Version"}},
	})...)
	return append(rows, of(BedrockCatalog, []Row{
		{Field: "modelLifecycle.endOfLifeTime", Case: "within 90 days", Class: Retirement, Plan: Remind, Why: "Another model is the way out."},
	})...)
}
