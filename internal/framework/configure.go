// Package framework speaks to Terraform for every resource: how the provider's
// configuration reaches them, how problems and errors become diagnostics, and
// what is done about a wait that failed. All wording is here.
package framework

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// Data is what the provider hands to its resources. Before the provider is
// configured it holds platforms on which only the pure methods of the drivers
// work.
type Data struct {
	Deployments  map[llm.Platform]*llm.Deployments    // one for every platform that exists
	Routes       map[llm.Platform]*llm.Routes         // one for every platform that has gateways
	Guardrails   map[llm.Platform]*llm.Guardrails     // one for every platform that has them
	Enforcements map[llm.Platform]*llm.Enforcements   // one for every platform that can enforce a guardrail
	Catalogs     map[llm.Platform]llm.CatalogDriver   // one for every platform that exists
	Inference    map[llm.Platform]llm.InferenceDriver // one for every platform whose models can be asked
	Named        []llm.Platform                       // those whose block the provider has
	Unknown      map[llm.Platform]bool                // its part of the provider block is not known yet: ask the cloud nothing about objects
	Owner        string                               // empty: not set
	DefaultTags  map[string]string
	UnknownTags  bool // owner, default_tags or ignore_tags is not known yet, so no tag can be planned
	IgnoreTags   llm.TagRules
	DriftPolicy  llm.Policy // of the provider block; resources may say otherwise
	ModelAliases map[string]string
	Cards        modelcard.Table // what no API tells of a model, with the user's own facts in it
	Secrets      *llm.Secrets    // what no diagnostic may show
	Configured   bool
}

// FromProvider reads what the provider handed over. Nil is normal before the
// provider is configured and leaves fallback in place.
func FromProvider(providerData any, fallback *Data, diags *diag.Diagnostics) *Data {
	if providerData == nil {
		return fallback
	}
	data, ok := providerData.(*Data)
	if !ok {
		diags.AddError("Unexpected provider data",
			fmt.Sprintf("Expected %T, got %T. This is a bug in the provider; please report it.", data, providerData))
		return fallback
	}
	return data
}
