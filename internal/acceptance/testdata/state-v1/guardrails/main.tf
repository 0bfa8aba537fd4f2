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
resource "llm_guardrail" "listed" {
  blocked_patterns = ["ab+c"]
  blocked_words = ["alpha", "beta", "gamma delta"]
  filters = { hate = { input = "high", output = "low" }, violence = { input = "low", output = "high" }, indirect_attack = { input = "high" }, ungrounded_material = { output = "high" } }
  name = "listed"
  platform = "azure"
  profanity = true
  tags = { team = "search" }
}
resource "llm_guardrail" "plain" {
  filters = { hate = { input = "high", output = "low" }, prompt_attack = { input = "high" } }
  name = "plain"
  platform = "azure"
  tags = { team = "search" }
}
resource "llm_guardrail" "small" {
  blocked_words = ["alpha"]
  filters = { hate = { input = "high", output = "low" } }
  name = "small"
  platform = "bedrock"
  tags = { team = "search" }
}
resource "llm_guardrail" "whole" {
  bedrock = { description = "Everything.", tier = "standard", images = true, guardrail_profile = "us.guardrail.v1:0" }
  blocked_topics = { tax = { definition = "How to pay less of it.", examples = ["What is off shore?", "Who need not pay?"] }, law = { definition = "What a court would say." } }
  blocked_words = ["alpha", "beta", "gamma delta"]
  filters = { hate = { input = "high", output = "low" }, insults = { input = "high", output = "low" }, sexual = { input = "high", output = "low" }, violence = { input = "high", output = "low" }, misconduct = { input = "high", output = "low" }, prompt_attack = { input = "high" } }
  grounding = { grounding = 0.5, relevance = 0.7 }
  messages = { input = "Not this.", output = "Not that." }
  name = "whole"
  pii = { entities = { email = "block", phone = "mask" }, patterns = { ticket = { pattern = "T-[0-9]+", description = "A ticket.", action = "mask" }, badge = { pattern = "B-[0-9]+", description = "A badge." } } }
  platform = "bedrock"
  profanity = true
  tags = { team = "search" }
}
resource "llm_deployment" "held" {
  guardrail = llm_guardrail.listed.id
  model = "openai/gpt-4.1-mini"
  name = "held"
  platform = "azure"
  processing_scope = "global"
  throughput = { tokens_per_minute = 5000 }
}
resource "llm_deployment" "told" {
  guardrail = llm_guardrail.small.versioned_id
  model = "amazon/nova-lite"
  name = "told"
  platform = "bedrock"
  processing_scope = "geo"
}
resource "llm_guardrail_enforcement" "account" {
  guardrail = llm_guardrail.whole.versioned_id
  system_prompts = "selective"
}
