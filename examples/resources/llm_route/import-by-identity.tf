import {
  to = llm_route.assistant
  identity = {
    id = "arn:aws:bedrock-agentcore:us-east-1:123456789012:gateway/main-abcdefghij/route/assistant"
  }
}
