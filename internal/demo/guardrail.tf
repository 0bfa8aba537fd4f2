# One content policy on both clouds.
resource "llm_guardrail" "standard" {
  for_each = toset(["azure", "bedrock"])

  platform      = each.key
  name          = "standard"
  filters       = { hate = { input = "medium", output = "medium" } }
  blocked_words = ["project-x", "mount doom"]
}

output "guardrails" {
  value = { for platform, guardrail in llm_guardrail.standard : platform => guardrail.id }
}
