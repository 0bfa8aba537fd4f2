resource "llm_guardrail" "standard" {
  platform      = "bedrock"
  name          = "standard"
  filters       = { hate = { input = "high", output = "high" } }
  blocked_words = ["project-x"]
}

# Every model request of the account in this region passes the guardrail, and moves to a new version in the apply that publishes it.
resource "llm_guardrail_enforcement" "account" {
  guardrail        = llm_guardrail.standard.versioned_id
  guarded_messages = "comprehensive"
  system_prompts   = "selective"
}
