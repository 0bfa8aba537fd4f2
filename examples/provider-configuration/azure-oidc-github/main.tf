terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from GitHub Actions or Azure DevOps without a secret. In GitHub the job needs `permissions: { id-token: write }`; the request URL and
# token come from ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. In Azure DevOps they come from SYSTEM_OIDCREQUESTURI and
# SYSTEM_ACCESSTOKEN, and ado_pipeline_service_connection_id names the connection.
provider "llm" {
  azure = {
    use_oidc   = true
    tenant_id  = var.tenant_id
    client_id  = var.client_id
    account_id = var.account_id
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "account_id" { type = string }
