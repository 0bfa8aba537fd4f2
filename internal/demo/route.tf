# One model name for both deployments, on the AgentCore Gateway that a new sandbox holds.
resource "llm_route" "assistant" {
  name    = "assistant"
  gateway = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"

  targets = {
    bedrock = { endpoint = llm_deployment.assistant["bedrock"].endpoint, weight = 90 }
    azure = {
      endpoint   = llm_deployment.assistant["azure"].endpoint
      weight     = 10
      credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai"
    }
  }
}
