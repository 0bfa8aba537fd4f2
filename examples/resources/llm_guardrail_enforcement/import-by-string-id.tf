import {
  to = llm_guardrail_enforcement.account
  id = "us-east-1"
}
