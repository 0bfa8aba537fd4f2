terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from GitHub Actions without a secret. The job needs `permissions: { id-token: write }`; GitHub then sets
# ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN, which the provider reads.
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
