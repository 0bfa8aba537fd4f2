terraform {
  required_providers {
    llm = {
      source = "registry.terraform.io/unified-llm/llm"
    }
  }
}

# The embedded sandbox stands in for both clouds: no account, no network, no credentials.
# Without this block the same configuration deploys to your accounts.
provider "llm" {
  sandbox = { path = "sandbox.json" }
}

# One block, two clouds: only the value of platform differs.
resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"

  throughput = {
    tokens_per_minute = 50000
  }

  tags = {
    team = "search"
  }
}

output "ids" {
  description = "The clouds' own ids: an ARM id and an ARN."
  value       = { for platform, deployment in llm_deployment.assistant : platform => deployment.id }
}
