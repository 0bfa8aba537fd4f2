resource "llm_deployment" "assistant" {
  for_each         = toset(["azure", "bedrock"])
  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}

# What each cloud prefers: a token of Entra ID on Azure, a short-term API key on Bedrock. Both end by themselves.
ephemeral "llm_credentials" "assistant" {
  for_each = llm_deployment.assistant
  endpoint = each.value.endpoint
}

# A key of the Azure account, for a client that takes nothing else. It goes where nothing is stored either: to a write-only argument
# such as secret_string_wo of aws_secretsmanager_secret_version, or to the configuration of another provider.
ephemeral "llm_credentials" "key" {
  endpoint = llm_deployment.assistant["azure"].endpoint
  kind     = "account_key"
}

locals {
  # The header as a request has to carry it.
  header = { (ephemeral.llm_credentials.key.header) = "${ephemeral.llm_credentials.key.prefix}${ephemeral.llm_credentials.key.value}" }
}
