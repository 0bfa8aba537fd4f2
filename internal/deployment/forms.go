package deployment

import "github.com/unified-llm/terraform-provider-llm/internal/framework"

// The forms of what only one platform has. They are checked here too, where the
// platform is not chosen and its driver is never asked. Sources: as for the
// drivers' own rules, which judge again what is sent.
const (
	named = `[a-zA-Z0-9]([a-zA-Z0-9._-]{0,126}[a-zA-Z0-9])?`

	modelID = `[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,3}(:[a-z0-9-]{1,63}){0,2}`
)

func deploymentID() framework.Form {
	return framework.Matching("must be the ARM id of a deployment: /subscriptions/…/accounts/…/deployments/…", framework.InAccount+`(?i:/deployments/)`+named)
}

func anyARMID() framework.Form {
	return framework.Matching("must be an ARM id: /subscriptions/…/resourceGroups/…/providers/…", framework.InGroup+`[a-zA-Z0-9.]{3,100}(/`+named+`/`+named+`){1,3}`)
}

func skuName() framework.Form {
	return framework.Matching("must be the name of an SKU, such as DeveloperTier", `[A-Za-z][A-Za-z0-9_]{1,63}`)
}

// modelWord is a part of a model's native identity, which joins its parts by "/".
func modelWord() framework.Form {
	return framework.Matching(`must be a word of Azure's model list: up to 128 letters, digits, blanks and any of ". _ : + -", with a letter or digit at both ends`,
		`[A-Za-z0-9]([A-Za-z0-9 ._:+-]{0,126}[A-Za-z0-9])?`)
}

func countryCode() framework.Form {
	return framework.Matching("must be two capital letters, ISO 3166-1 alpha-2, such as DE", `[A-Z]{2}`)
}

func bedrockModel() framework.Form {
	return framework.Matching("must be a foundation model id, such as amazon.nova-lite-v1:0, or the ARN of a custom model",
		modelID+`|arn:aws(-[a-z]{1,8}){0,3}:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:custom-model/(imported|`+modelID+`)/[a-z0-9]{12}`)
}

func profileID() framework.Form {
	return framework.Matching("must be the id of a system inference profile, such as eu.amazon.nova-lite-v1:0", `[a-z][a-z-]{0,19}\.`+modelID)
}
