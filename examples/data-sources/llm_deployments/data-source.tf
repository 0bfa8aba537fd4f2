# All that serves models in two regions of Bedrock and in the provider's account on Azure, whoever deployed it.
data "llm_deployments" "all" {
  platforms = ["azure", "bedrock"]
  bedrock   = { regions = ["us-east-1", "eu-central-1"] }
}

# What nobody's configuration holds, as import blocks name it.
output "unmanaged" {
  value = {
    of  = length(data.llm_deployments.all.deployments)
    ids = [for d in data.llm_deployments.all.deployments : d.id if d.owner == null]
  }
}

output "complete" {
  description = "False where a place could not be read: then the list proves nothing."
  value       = data.llm_deployments.all.complete
}
