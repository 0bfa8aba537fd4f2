# The region: an account enforces one guardrail there
terraform import llm_guardrail_enforcement.account us-east-1
