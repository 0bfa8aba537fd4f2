terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Bedrock with what the environment holds: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of the
# container or instance.
provider "llm" {
  bedrock = { region = "us-east-1" }
}
