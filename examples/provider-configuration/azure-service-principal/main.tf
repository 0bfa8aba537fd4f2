terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure with a service principal. Prefer ARM_CLIENT_SECRET over the argument: what stands in a configuration is read by many.
provider "llm" {
  azure = {
    tenant_id     = var.tenant_id
    client_id     = var.client_id
    client_secret = var.client_secret
    account_id    = var.account_id
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "account_id" { type = string }
variable "client_secret" {
  type      = string
  sensitive = true
}
