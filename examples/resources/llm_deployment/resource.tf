# On demand, wherever the platform has capacity.
resource "llm_deployment" "assistant" {
  platform         = "azure" # or "bedrock": nothing else changes
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
  tags             = { team = "search" }
}

# Requests never leave the EU, and the plan checks that against what the cloud really does.
resource "llm_deployment" "eu" {
  platform          = "bedrock"
  name              = "assistant-eu"
  model             = "anthropic/claude-sonnet-4.5"
  processing_scope  = "geo"
  allowed_locations = ["eu"]
  bedrock           = { region = "eu-central-1" }
}

# Capacity of one's own, protected from being destroyed by default.
resource "llm_deployment" "reserved" {
  platform         = "azure"
  name             = "assistant-reserved"
  model            = "openai/gpt-4.1"
  processing_scope = "geo"
  throughput       = { mode = "provisioned", units = 15 }
  azure            = { spillover_deployment = llm_deployment.assistant.id }
}
