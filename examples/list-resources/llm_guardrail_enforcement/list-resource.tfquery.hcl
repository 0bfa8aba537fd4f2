# What the account enforces, region by region.
list "llm_guardrail_enforcement" "account" {
  for_each = toset(["us-east-1", "eu-central-1"])
  provider = llm

  config {
    region = each.key
  }
}
