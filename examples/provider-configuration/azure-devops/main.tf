terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from Azure DevOps without a secret. The pipeline has to pass SYSTEM_ACCESSTOKEN on to the step; it sets
# SYSTEM_OIDCREQUESTURI itself.
provider "llm" {
  azure = {
    use_oidc                           = true
    tenant_id                          = var.tenant_id
    client_id                          = var.client_id
    ado_pipeline_service_connection_id = var.service_connection_id
    account_id                         = var.account_id
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "service_connection_id" { type = string }
variable "account_id" { type = string }
