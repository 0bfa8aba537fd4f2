variable "gateway" {
  type = string # an AgentCore Gateway's ARN, or the ARM id of an API Management service
}

# The routes of one gateway.
list "llm_route" "gateway" {
  provider = llm

  config {
    gateway = var.gateway
  }
}

# All routes on API Management services of a resource group.
list "llm_route" "group" {
  provider = llm

  config {
    platform = "azure"
    azure    = { resource_group = "ai" }
  }
}
