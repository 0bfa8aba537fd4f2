# What a deployment of the model could still take on Azure, in tokens per minute as llm_deployment counts them.
data "llm_quota" "assistant" {
  platforms = ["azure"]
  model     = "openai/gpt-5.6-sol"
  serving   = "GlobalStandard"
}

output "free_tokens_per_minute" {
  value = one(data.llm_quota.assistant.quotas).free
}

# AWS has limits by model and region, and does not tell what is used.
data "llm_quota" "bedrock" {
  platforms = ["bedrock"]
  model     = "openai/gpt-5.6-sol"
  bedrock   = { region = "us-east-1" }
}

output "bedrock_limits" {
  value = { for q in data.llm_quota.bedrock.quotas : "${q.serving} ${q.unit}" => q.limit }
}
