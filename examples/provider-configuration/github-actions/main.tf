terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Both clouds from GitHub Actions without a secret. Azure: the provider itself exchanges the job's token. Bedrock: the step
# aws-actions/configure-aws-credentials leaves temporary AWS_* variables, which the provider reads.
provider "llm" {
  azure = {
    use_oidc   = true
    tenant_id  = var.tenant_id
    client_id  = var.client_id
    account_id = var.account_id
  }
  bedrock = {
    region              = "eu-central-1"
    allowed_account_ids = ["123456789012"]
  }
}

variable "tenant_id" { type = string }
variable "client_id" { type = string }
variable "account_id" { type = string }
