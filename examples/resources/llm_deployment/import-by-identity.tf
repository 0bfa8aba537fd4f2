import {
  to = llm_deployment.eu
  identity = {
    id = "arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abcdef123456"
  }
}
