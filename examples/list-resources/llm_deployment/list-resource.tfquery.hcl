# What no provider block with an owner has made: on all accounts of a resource group, and in one region.
list "llm_deployment" "unmanaged" {
  provider = llm

  config {
    azure   = { resource_group = "ai" }
    bedrock = { region = "eu-central-1" }
    owner   = ""
  }
}

# What a team has on Bedrock, with everything that is known of it.
list "llm_deployment" "search" {
  provider         = llm
  include_resource = true

  config {
    platform    = "bedrock"
    name_prefix = "search-"
    tags        = { team = "search" }
  }
}
