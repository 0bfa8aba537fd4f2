terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
provider "llm" {
  sandbox       = { path = "sandbox.json" }
  owner         = "platform/prod"
  default_tags  = { cost = "42" }
  ignore_tags   = { keys = ["policy"], key_prefixes = ["sys:"] }
  model_aliases = { "acme/house" = "openai/gpt-4.1-mini" }
  drift_policy  = { recreated = "ignore" }
}
resource "llm_route" "route-0" {
  drift_policy = { missing = "warn" }
  fallbacks = [{ endpoint = { platform = "azure", model = "chat", urls = { openai = "https://last.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } }, credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/oauth2credentialprovider/azure-entra" }]
  gateway = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
  name = "route-0"
  targets = { only = { weight = 100, endpoint = { platform = "bedrock", location = "us-east-1", model = "amazon.nova-lite-v1:0", urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, auth = { schemes = ["sigv4"], signing_service = "bedrock" } } }, spare = { weight = 0, endpoint = { platform = "azure", model = "chat", urls = { openai = "https://spare.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } }, credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai" } }
}
resource "llm_route" "route-1" {
  circuit_breaker = false
  drift_policy = { missing = "warn" }
  fallback_on = { statuses = ["429", "5XX"], first_byte_timeout = "8s" }
  fallbacks = [{ endpoint = { platform = "bedrock", location = "us-east-1", model = "amazon.nova-micro-v1:0", urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, auth = { schemes = ["sigv4"], signing_service = "bedrock" } } }, { endpoint = { platform = "azure", model = "chat", urls = { openai = "https://last.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } }, credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/oauth2credentialprovider/azure-entra" }]
  gateway = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
  name = "route-1"
  rate_limit = { tokens_per_minute = 50000 }
  targets = { blue = { weight = 90, endpoint = { platform = "bedrock", location = "us-east-1", model = "amazon.nova-lite-v1:0", urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, auth = { schemes = ["sigv4"], signing_service = "bedrock" } } }, green = { weight = 10, endpoint = { platform = "azure", model = "chat", urls = { openai = "https://green.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } }, credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai" } }
}
