package enforcement

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// The attributes of an identity.
const (
	identityRegion  = "region"
	identityAccount = "account_id"
)

// identity is the region with its account, where there can be one. The
// configuration's id is no part of it: AWS gives another one to what is made anew
// for the same requests.
func identity() framework.Identity {
	return framework.Identity{
		Schema: identityschema.Schema{Attributes: map[string]identityschema.Attribute{
			identityRegion:  identityschema.StringAttribute{RequiredForImport: true, Description: "Region whose requests pass the guardrail."},
			identityAccount: identityschema.StringAttribute{OptionalForImport: true, Description: "AWS account; without it that of the provider's credentials."},
		}},
		Of: identityOf,
		ID: func(identity map[string]string) string {
			return strings.TrimSuffix(identity[identityRegion]+"/"+identity[identityAccount], "/")
		},
	}
}

// identityOf reads region/account/configuration, or what an import has of it.
func identityOf(id string) map[string]string {
	region, rest, _ := strings.Cut(id, "/")
	account, _, _ := strings.Cut(rest, "/")
	return map[string]string{identityRegion: region, identityAccount: account}
}
