# What only Bedrock has: denied topics, personal data, grounding, messages of your own, versions, and one guardrail that
# every request of the account has to pass.
terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Without this block the same configuration works on your account.
provider "llm" {
  sandbox = { path = "sandbox.json" }
}

resource "llm_guardrail" "support" {
  platform = "bedrock"
  name     = "support"

  filters = {
    hate          = { input = "high", output = "high" }
    insults       = { input = "medium", output = "medium" }
    misconduct    = { input = "medium", output = "medium", action = "detect" } # told in the trace, not blocked
    prompt_attack = { input = "high" }
  }
  blocked_topics = {
    "Investment advice" = {
      definition = "Recommendations about buying, holding or selling shares, funds or other financial products."
      examples   = ["Which shares should I buy?"]
    }
  }
  pii = {
    entities = {
      email                    = "mask"
      phone                    = "mask"
      credit_debit_card_number = "block"
    }
    patterns = {
      "Customer number" = { pattern = "KD-[0-9]{8}", action = "mask" }
    }
  }
  grounding = { grounding = 0.7, relevance = 0.5 } # answers below are blocked
  messages = {
    input  = "I cannot help with that."
    output = "I cannot show the answer."
  }
  keep_versions = 3 # the newest three; older ones are deleted

  bedrock = {
    tier              = "standard" # more languages; needs a profile
    guardrail_profile = "us.guardrail.v1:0"
  }
}

# One for the account in a region. It acts on every request, whether that names a guardrail or not.
resource "llm_guardrail_enforcement" "us_east_1" {
  guardrail = llm_guardrail.support.versioned_id
}

output "version" {
  description = "The published version in force."
  value       = llm_guardrail.support.version
}
