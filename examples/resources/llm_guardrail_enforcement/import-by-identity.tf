import {
  to = llm_guardrail_enforcement.account
  identity = {
    region     = "us-east-1"
    account_id = "123456789012" # may be left out: the account of the credentials
  }
}
