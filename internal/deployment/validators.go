package deployment

import (
	"context"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The forms of what only one platform has. They are checked here too, where the
// platform is not chosen and its driver is never asked.

func armID(kind, steps string) validator.String {
	return form(`(?i)^/subscriptions/[^/?#%]+/resourceGroups/[^/?#%]+/providers/Microsoft\.CognitiveServices/`+steps+`$`,
		"must be the ARM id of "+kind)
}

func accountID() validator.String {
	return armID("an account: /subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…", `accounts/[^/?#%]+`)
}

func deploymentID() validator.String {
	return armID("a deployment: /subscriptions/…/accounts/…/deployments/…", `accounts/[^/?#%]+/deployments/[^/?#%]+`)
}

func anyARMID() validator.String {
	return form(`(?i)^/subscriptions/[^/?#%]+/.+`, "must be an ARM id: /subscriptions/…")
}

func skuName() validator.String {
	return form(`^[A-Za-z][A-Za-z0-9_]*$`, "must be the name of an SKU, such as DeveloperTier")
}

func countryCode() validator.String {
	return form(`^[A-Z]{2}$`, "must be two capital letters, ISO 3166-1 alpha-2, such as DE")
}

func awsRegion() validator.String {
	return form(`^[a-z]{2,3}(-[a-z]+)+-[0-9]+$`, "must be an AWS region, such as eu-central-1")
}

func bedrockModel() validator.String {
	return form(`^(arn:aws[a-z-]*:bedrock:[a-z0-9-]+:[0-9]{12}:custom-model/[A-Za-z0-9./:-]+|[a-z0-9-]+\.[A-Za-z0-9.:-]*[A-Za-z0-9])$`,
		"must be a foundation model id, such as amazon.nova-lite-v1:0, or the ARN of a custom model")
}

func profileID() validator.String {
	return form(`^[a-z-]+\.[a-z0-9-]+\.[A-Za-z0-9.:-]*[A-Za-z0-9]$`,
		"must be the id of a system inference profile, such as eu.amazon.nova-lite-v1:0")
}

func form(pattern, message string) validator.String {
	return stringvalidator.RegexMatches(regexp.MustCompile(pattern), message)
}

// ownTagKey refuses the keys that the provider writes itself.
type ownTagKey struct{}

// Description says what is refused.
func (ownTagKey) Description(context.Context) string {
	return "must not start with " + llm.TagPrefix + ", which is the provider's own"
}

// MarkdownDescription says the same.
func (v ownTagKey) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString judges one key.
func (v ownTagKey) ValidateString(ctx context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if strings.HasPrefix(req.ConfigValue.ValueString(), llm.TagPrefix) {
		resp.Diagnostics.AddAttributeError(req.Path, "Reserved tag",
			"The tag "+req.ConfigValue.ValueString()+" "+v.Description(ctx)+`. To say who manages what is deployed here, set "owner" in the provider block.`)
	}
}
