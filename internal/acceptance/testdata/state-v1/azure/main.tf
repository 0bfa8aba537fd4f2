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
resource "llm_deployment" "alias" {
  model = "acme/house"
  name = "alias"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
  version_upgrade = "on_retirement"
}
resource "llm_deployment" "batch" {
  model = "openai/gpt-4.1-mini"
  name = "batch"
  platform = "azure"
  processing_scope = "global"
  throughput = { mode = "batch" }
}
resource "llm_deployment" "claude" {
  azure = { hosted_on = "anthropic", attestation = { organization = "Contoso", country_code = "DE", industry = "retail" } }
  model = "anthropic/claude-sonnet-5"
  name = "claude"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 2000 }
}
resource "llm_deployment" "default" {
  model = "OpenAI/gpt-4.1-mini/2025-04-14"
  name = "default"
  platform = "azure"
  processing_scope = "global"
}
resource "llm_deployment" "global" {
  drift_policy = { health = "warn" }
  guardrail = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox/raiPolicies/strict"
  model = "openai/gpt-4.1-mini"
  name = "global"
  platform = "azure"
  processing_scope = "global"
  tags = { team = "search", policy = "mine" }
  throughput = { tokens_per_minute = 2000 }
  timeouts {
    create = "10m"
    read = "2m"
  }
  version_upgrade = "on_new_default"
}
resource "llm_deployment" "in-region" {
  model = "openai/gpt-4.1-mini"
  name = "in-region"
  platform = "azure"
  processing_scope = "region"
  throughput = { tokens_per_minute = 2000 }
}
resource "llm_deployment" "in-zone" {
  allowed_locations = ["us"]
  model = "openai/gpt-4.1-mini"
  name = "in-zone"
  platform = "azure"
  processing_scope = "geo"
  throughput = { tokens_per_minute = 2000 }
}
resource "llm_deployment" "made" {
  model = "openai/gpt-4.1-mini"
  name_prefix = "made-"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "paused" {
  azure = { paused = true, service_tier = "priority" }
  model = "openai/gpt-4.1-mini"
  name = "paused"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "provisioned" {
  azure = { spillover_deployment = llm_deployment.global.id }
  model = "openai/gpt-4.1-mini"
  name = "provisioned"
  platform = "azure"
  processing_scope = "global"
  throughput = { mode = "provisioned", units = 15 }
}
resource "llm_deployment" "router" {
  azure = { routing = { mode = "cost", models = ["OpenAI/gpt-4.1/2025-04-14", "OpenAI/gpt-4.1-mini/2025-04-14"] } }
  model = "openai/model-router"
  name = "router"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 2000 }
}
resource "llm_deployment" "sku" {
  azure = { sku = "DataZoneStandard" }
  model = "openai/gpt-4.1-mini"
  name = "sku"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "sweden" {
  azure = { account_id = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sweden" }
  model = "openai/gpt-4.1-mini"
  name = "sweden"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "tuned" {
  azure = { model = { format = "OpenAI", name = "gpt-4.1", version = "2025-04-14", source = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.CognitiveServices/accounts/sandbox/jobs/ftjob-1" } }
  model = "openai/gpt-4.1"
  name = "tuned"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 2000 }
}
