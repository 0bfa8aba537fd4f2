output "endpoint" {
  description = "What an application needs to call the assistant: the gateway's address where there is one, else the primary deployment's."
  value       = one(llm_route.this) == null ? llm_deployment.this[local.primary].endpoint : one(llm_route.this).endpoint
}

output "endpoints" {
  description = "The same for each deployment, by cloud."
  value       = { for platform, deployment in llm_deployment.this : platform => deployment.endpoint }
}

output "base_urls" {
  description = "Base URL of OpenAI's protocol by cloud, and of the gateway. Null: not spoken."
  value = merge(
    { for platform, deployment in llm_deployment.this : platform => deployment.endpoint.urls.openai },
    { for route in llm_route.this : "gateway" => route.endpoint.urls.openai },
  )
}

output "guardrails" {
  description = "What requests to a deployment have to name for the guardrail to look at them, by cloud. Null: nothing, the deployment bears it."
  value       = { for platform, deployment in llm_deployment.this : platform => deployment.endpoint.guardrail }
}

output "ids" {
  description = "Ids of everything that the module made."
  value = {
    deployments = { for platform, deployment in llm_deployment.this : platform => deployment.id }
    guardrails  = { for platform, guardrail in llm_guardrail.this : platform => guardrail.id }
    route       = one(llm_route.this[*].id)
  }
}
