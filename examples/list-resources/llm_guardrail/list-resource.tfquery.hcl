# The guardrails of a region, with everything that is known of them.
list "llm_guardrail" "europe" {
  provider         = llm
  include_resource = true

  config {
    platform = "bedrock"
    bedrock  = { region = "eu-central-1" }
  }
}

# The policies of all accounts of a resource group, but for Microsoft's own.
list "llm_guardrail" "policies" {
  provider = llm

  config {
    platform = "azure"
    azure    = { resource_group = "ai" }
  }
}
