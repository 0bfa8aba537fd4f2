# A LiteLLM proxy in front of deployments on both clouds. Write the text to the proxy's config.yaml or a ConfigMap: it holds no secret.
resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}

output "config" {
  description = "config.yaml of a LiteLLM proxy. Clients ask for assistant-azure or assistant-bedrock."
  value       = provider::llm::to_litellm({ for platform, deployment in llm_deployment.assistant : "assistant-${platform}" => deployment.endpoint })
}
