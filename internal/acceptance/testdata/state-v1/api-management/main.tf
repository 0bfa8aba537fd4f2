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
  gateway = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
  name = "route-0"
  targets = { blue = { weight = 90, endpoint = { platform = "azure", model = "chat", urls = { openai = "https://blue.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } } }, green = { weight = 10, endpoint = { platform = "azure", model = "chat", urls = { openai = "https://green.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } } } }
}
resource "llm_route" "route-1" {
  drift_policy = { missing = "warn" }
  fallback_on = { first_byte_timeout = "8s" }
  fallbacks = [{ endpoint = { platform = "azure", model = "other", urls = { openai = "https://last.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } } }]
  gateway = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
  name = "route-1"
  rate_limit = { tokens_per_minute = 50000 }
  targets = { blue = { weight = 70, endpoint = { platform = "azure", model = "chat", urls = { openai = "https://blue.openai.azure.com/openai/v1" }, auth = { schemes = ["entra_id", "api_key"], scope = "https://cognitiveservices.azure.com/.default" } } }, green = { weight = 30, endpoint = { platform = "bedrock", location = "us-east-1", model = "amazon.nova-lite-v1:0", urls = { openai = "https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1" }, auth = { schemes = ["sigv4"], signing_service = "bedrock" } }, credential = "https://vault.vault.azure.net/secrets/bedrock" } }
}
