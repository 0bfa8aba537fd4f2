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
resource "llm_deployment" "committed" {
  model = "amazon.nova-lite-v1:0:24k"
  name = "committed"
  on_commitment_lock = "abandon"
  platform = "bedrock"
  processing_scope = "region"
  throughput = { mode = "provisioned", units = 1, commitment = "one_month" }
}
resource "llm_deployment" "custom-demand" {
  bedrock = { model_id = "arn:aws:bedrock:us-east-1:000000000000:custom-model/amazon.nova-lite-v1:0:300k/5sronjqhe3do" }
  model = "amazon/nova-lite"
  name = "custom-demand"
  platform = "bedrock"
  processing_scope = "region"
}
resource "llm_deployment" "custom-units" {
  bedrock = { model_id = "arn:aws:bedrock:us-east-1:000000000000:custom-model/amazon.nova-lite-v1:0:300k/5sronjqhe3do" }
  deletion_protection = false
  model = "amazon/nova-lite"
  name = "custom-units"
  platform = "bedrock"
  processing_scope = "region"
  throughput = { mode = "provisioned", units = 1 }
}
resource "llm_deployment" "frankfurt" {
  allowed_locations = ["eu"]
  bedrock = { region = "eu-central-1" }
  model = "anthropic/claude-sonnet-4-5"
  name = "frankfurt"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_deployment" "geo" {
  drift_policy = { health = "warn" }
  model = "amazon/nova-lite"
  name = "geo"
  platform = "bedrock"
  processing_scope = "geo"
  tags = { team = "search", policy = "mine" }
  timeouts {
    create = "10m"
    read = "2m"
  }
}
resource "llm_deployment" "global" {
  model = "amazon/nova-2-lite"
  name = "global"
  platform = "bedrock"
  processing_scope = "global"
  throughput = { tokens_per_minute = 1000 }
}
resource "llm_deployment" "guarded" {
  guardrail = "arn:aws:bedrock:us-east-1:000000000000:guardrail/62e8bmrom17j"
  model = "amazon/nova-lite"
  name = "guarded"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_deployment" "guarded-version" {
  guardrail = "arn:aws:bedrock:us-east-1:000000000000:guardrail/62e8bmrom17j:1"
  model = "amazon/nova-lite"
  name = "guarded-version"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_deployment" "made" {
  model = "amazon/nova-lite"
  name_prefix = "made-"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_deployment" "model" {
  model = "amazon/nova-lite"
  name = "model"
  platform = "bedrock"
  processing_scope = "region"
}
resource "llm_deployment" "profile" {
  bedrock = { inference_profile = "us.amazon.nova-lite-v1:0" }
  model = "amazon/nova-lite"
  name = "profile"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_deployment" "units" {
  deletion_protection = false
  model = "amazon.nova-lite-v1:0:24k"
  name = "units"
  platform = "bedrock"
  processing_scope = "region"
  throughput = { mode = "provisioned", units = 1 }
}
