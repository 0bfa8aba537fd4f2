# On demand, wherever the platform has capacity.
resource "llm_deployment" "assistant" {
  platform         = "azure" # or "bedrock": nothing else changes
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
  tags             = { team = "search" }
}

# Requests never leave the EU, and the plan checks that against what the cloud really does. On Azure the account has to
# be in the EU too.
resource "llm_deployment" "eu" {
  platform          = "bedrock"
  name              = "assistant-eu"
  model             = "anthropic/claude-sonnet-4.5"
  processing_scope  = "geo"
  allowed_locations = ["eu"]
  bedrock           = { region = "eu-central-1" }
}

# Capacity of one's own, protected from being destroyed by default. What it cannot take goes to an on-demand deployment
# of the same model, on the same account and with the same processing_scope.
resource "llm_deployment" "overflow" {
  platform         = "azure"
  name             = "gpt-41-overflow"
  model            = "openai/gpt-4.1"
  processing_scope = "geo"
  throughput       = { tokens_per_minute = 100000 }
}

resource "llm_deployment" "reserved" {
  platform         = "azure"
  name             = "gpt-41-reserved"
  model            = "openai/gpt-4.1"
  processing_scope = "geo"
  throughput       = { mode = "provisioned", units = 15 }
  azure            = { spillover_deployment = llm_deployment.overflow.id }
}

# An application needs no more than these: url, the value of model in a request, and how a caller proves who it is.
output "endpoint" {
  value = llm_deployment.assistant.endpoint
}
