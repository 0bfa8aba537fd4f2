package deployment

import (
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// azurermSources are the resources of hashicorp/azurerm. What is in their state,
// read on 2026-11-23 in internal/services/cognitive/cognitive_deployment_resource.go
// of hashicorp/terraform-provider-azurerm, at schema version 0 in each:
//
//	always                id (the ARM id), name, cognitive_account_id, rai_policy_name, model[{format, name, version}], timeouts
//	3.x, to late 2022     scale_settings[{scale_type}]
//	3.x                   scale[{type, tier, size, family, capacity}]
//	3.x, from late 2023   version_upgrade_option
//	4.x, 5.x              sku[{name, tier, size, family, capacity}] in place of scale, dynamic_throttling_enabled
//	5.x                   beside it an identity {subscription_id, resource_group_name, account_name, name}
//
// The id has been the same in all of them, and everything else is read from Azure.
func azurermSources() []framework.MoveSource {
	return []framework.MoveSource{
		{Type: "azurerm_cognitive_deployment", Provider: "hashicorp/azurerm", ID: "id", Platform: llm.Azure},
	}
}
