# Deployments that azurerm manages, handed over without a write.

terraform {
  required_version = ">= 1.8" # the first that moves between providers

  required_providers {
    llm = { source = "unified-llm/llm" }
    # azurerm stays installed until this has been applied.
  }
}

provider "llm" {
  # Without this line Azure is used: ARM_* variables, or more of the azure block.
  sandbox = { path = "sandbox.json" }

  azure = { account_id = local.account } # for all deployments that name no other
}

locals {
  # azurerm_cognitive_account.main.id, which goes on being managed by azurerm
  account = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox"
}

# In place of:
#
#   resource "azurerm_cognitive_deployment" "chat" {
#     for_each             = toset(["chat", "search"])
#     name                 = each.key
#     cognitive_account_id = azurerm_cognitive_account.main.id
#     model {
#       format  = "OpenAI"
#       name    = "gpt-4.1-mini"
#       version = "2025-04-14"
#     }
#     sku {
#       name     = "GlobalStandard"
#       capacity = 50
#     }
#   }
resource "llm_deployment" "chat" {
  for_each = toset(["chat", "search"])

  platform         = "azure"
  name             = each.key
  model            = "openai/gpt-4.1-mini"
  processing_scope = "global"         # GlobalStandard
  version_upgrade  = "on_new_default" # what azurerm asks for unless told otherwise
}

moved {
  from = azurerm_cognitive_deployment.chat # all of its instances, each under its key
  to   = llm_deployment.chat
}

# In place of:
#
#   resource "azurerm_cognitive_deployment" "reserved" {
#     name                   = "reserved"
#     cognitive_account_id   = azurerm_cognitive_account.main.id
#     rai_policy_name        = "strict"
#     version_upgrade_option = "OnceCurrentVersionExpired"
#     model {
#       format  = "OpenAI"
#       name    = "gpt-4.1"
#       version = "2025-04-14"
#     }
#     sku {
#       name     = "DataZoneProvisionedManaged"
#       capacity = 15
#     }
#   }
resource "llm_deployment" "reserved" {
  platform         = "azure"
  name             = "reserved"
  model            = "openai/gpt-4.1"
  processing_scope = "geo" # DataZone…
  throughput       = { mode = "provisioned", units = 15 }
  version_upgrade  = "on_retirement"
  guardrail        = "${local.account}/raiPolicies/strict"
}

moved {
  from = azurerm_cognitive_deployment.reserved
  to   = llm_deployment.reserved
}
