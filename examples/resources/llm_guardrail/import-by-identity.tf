import {
  to = llm_guardrail.standard["bedrock"]
  identity = {
    id = "arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl"
  }
}
