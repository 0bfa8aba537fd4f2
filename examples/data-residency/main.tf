# Requests stay in the European Union, on both clouds: what cannot promise that is an error at plan.

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

provider "llm" {
  sandbox = { path = "sandbox.json" } # ai-eu/eu is resource group and account, in swedencentral
  azure   = { account_id = "ai-eu/eu" }
  bedrock = { region = "eu-central-1" }
}

locals {
  models = {
    azure   = "openai/gpt-4.1"
    bedrock = "anthropic/claude-sonnet-4.5"
  }
}

resource "llm_deployment" "assistant" {
  for_each = local.models

  platform          = each.key
  name              = "assistant"
  model             = each.value
  processing_scope  = "geo"  # never beyond the geography…
  allowed_locations = ["eu"] # …and that geography has to be the European Union, whatever the cloud's profile is called
}

# The promise, looked at again on every plan and apply.
check "requests_stay_in_the_eu" {
  assert {
    condition = alltrue(flatten([
      for deployment in llm_deployment.assistant : [
        for place in deployment.resolved.processing_locations : place == "eu" || startswith(place, "eu-")
      ]
    ]))
    error_message = "A deployment may process requests outside the European Union."
  }
}

output "processing_locations" {
  description = "Where the requests of each deployment may be processed, as its cloud says."
  value       = { for platform, deployment in llm_deployment.assistant : platform => deployment.resolved.processing_locations }
}
