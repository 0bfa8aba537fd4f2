terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure from any other CI that issues OpenID Connect tokens, such as GitLab: the token's audience has to be the one of the
# application's federated credential. ARM_OIDC_TOKEN does the same without a file.
provider "llm" {
  azure = {
    use_oidc             = true
    oidc_token_file_path = "/var/run/secrets/ci/token"
    tenant_id            = var.tenant_id
    client_id            = var.client_id
    account_id           = var.account_id
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "account_id" { type = string }
