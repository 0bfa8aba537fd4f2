# EU only, on both clouds, in the sandbox. ai-eu/eu is resource group and account.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { path = "sandbox.json" }
  azure   = { account_id = "ai-eu/eu" }
  bedrock = { region = "eu-central-1" }
}

resource "llm_deployment" "eu" {
  for_each = {
    azure   = "openai/gpt-4.1"
    bedrock = "anthropic/claude-sonnet-4.5"
  }

  platform          = each.key
  name              = "assistant-eu"
  model             = each.value
  processing_scope  = "geo"
  allowed_locations = ["eu"]
}

output "processing_locations" {
  description = "Where requests may be processed."
  value       = { for platform, deployment in llm_deployment.eu : platform => deployment.resolved.processing_locations }
}
