terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure with a service principal that proves itself by a certificate: a PKCS#12 bundle with the private key. The password
# comes from ARM_CLIENT_CERTIFICATE_PASSWORD.
provider "llm" {
  azure = {
    tenant_id               = var.tenant_id
    client_id               = var.client_id
    client_certificate_path = "/etc/llm/deployer.pfx"
    account_id              = var.account_id
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "account_id" { type = string }
