# Envoy AI Gateway in front of deployments on both clouds. Apply the text with kubectl, or by kubernetes_manifest for each document.
resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}

output "manifests" {
  description = "Resources for the Gateway \"ai\". The key of the Azure account is expected in a Secret, the credentials for AWS by EKS Pod Identity."
  value = provider::llm::to_envoy_ai_gateway(
    { for platform, deployment in llm_deployment.assistant : "assistant-${platform}" => deployment.endpoint },
    { name = "ai", namespace = "gateways" },
  )
}

output "manifests_with_entra_id" {
  description = "The same, for an application in Entra ID instead of the account's key."
  value = provider::llm::to_envoy_ai_gateway(
    { for platform, deployment in llm_deployment.assistant : "assistant-${platform}" => deployment.endpoint },
    { name = "ai", namespace = "gateways" },
    { client_id = "00000000-0000-0000-0000-00000000000c", tenant_id = "00000000-0000-0000-0000-00000000000d" },
  )
}
