terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Bedrock from a workload with a token of its own, such as a Kubernetes service account. The variables AWS_ROLE_ARN and
# AWS_WEB_IDENTITY_TOKEN_FILE do the same without arguments.
provider "llm" {
  bedrock = {
    region = "us-east-1"
    assume_role_with_web_identity = {
      role_arn                = "arn:aws:iam::123456789012:role/llm-deployer"
      web_identity_token_file = "/var/run/secrets/eks.amazonaws.com/serviceaccount/token"
    }
  }
}
