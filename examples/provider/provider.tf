terraform {
  required_providers {
    llm = {
      source  = "unified-llm/llm"
      version = "~> 0.1"
    }
  }
}

# Credentials come from ARM_* and AWS_* variables, or from arguments, as in azurerm and hashicorp/aws. A platform is opened
# when the first resource needs it, so a configuration that uses one cloud needs nothing of the other.
provider "llm" {
  azure        = { account_id = var.account_id }
  bedrock      = { region = "us-east-1" }
  owner        = "platform-team/prod"
  default_tags = { cost_center = "42" }
  ignore_tags  = { keys = ["policy-added"], key_prefixes = ["sys:"] }
}

variable "account_id" {
  description = "ARM id of the account: /subscriptions/…/resourceGroups/…/providers/Microsoft.CognitiveServices/accounts/…"
  type        = string
}
