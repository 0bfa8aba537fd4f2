# What both platforms have: only the value of platform differs.
resource "llm_guardrail" "standard" {
  for_each = toset(["azure", "bedrock"])

  platform = each.key
  name     = "standard"
  filters = {
    hate          = { input = "high", output = "high" }
    violence      = { input = "medium", output = "medium" }
    prompt_attack = { input = "high" }
  }
  blocked_words = ["project-x"]
}

# On Azure the deployment bears it; on Bedrock endpoint.guardrail says what each request has to name.
resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  guardrail        = llm_guardrail.standard[each.key].versioned_id
}

# What only Bedrock has.
resource "llm_guardrail" "support" {
  platform = "bedrock"
  name     = "support"
  filters  = { insults = { input = "medium", output = "high" } }

  blocked_topics = {
    investment = {
      definition = "Advice on what to do with money."
      examples   = ["Which shares should I buy?"]
    }
  }
  pii = {
    entities = { email = "mask", credit_debit_card_number = "block" }
    patterns = { order = { pattern = "ord-[0-9]{8}", action = "mask" } }
  }
  grounding     = { grounding = 0.7 }
  messages      = { input = "This cannot be asked here.", output = "This cannot be answered here." }
  keep_versions = 10
}

# What only Azure has.
resource "llm_guardrail" "code" {
  platform = "azure"
  name     = "code"
  filters = {
    protected_material_code = { output = "high" }
    indirect_attack         = { input = "high" }
  }
  blocked_patterns = ["project-[a-z]"]
  azure            = { mode = "asynchronous" }
}
