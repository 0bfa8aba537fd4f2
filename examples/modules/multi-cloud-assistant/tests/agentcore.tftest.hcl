# An assistant on both clouds behind an AgentCore Gateway: made, then changed.

provider "llm" {
  sandbox = { path = "agentcore.sandbox.json" }
}

variables {
  name                   = "assistant"
  model                  = "openai/gpt-5.6-sol"
  processing_scope       = "global"
  deletion_protection    = false # or the test could not clean up
  retirement_notice_days = null  # or the test would fail one day

  # What a new sandbox holds.
  gateway = {
    id         = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000"
    credential = "arn:aws:bedrock-agentcore:us-east-1:000000000000:token-vault/default/apikeycredentialprovider/azure-openai"
  }
}

run "made" {
  variables {
    primary = "bedrock"
  }

  assert {
    condition     = toset(keys(llm_route.this[0].targets)) == toset(["bedrock"]) && length(llm_route.this[0].fallbacks) == 1
    error_message = "The primary cloud answers, the other one stands by."
  }

  assert {
    condition     = output.endpoint.model == "assistant" && endswith(output.base_urls.gateway, "/inference/v1")
    error_message = "Clients ask the gateway for the module's name."
  }

  assert {
    condition     = llm_deployment.this["azure"].resolved.serving == "GlobalStandard" && startswith(output.ids.deployments.bedrock, "arn:aws:bedrock:")
    error_message = "One block became a deployment of each cloud's own kind."
  }

  assert {
    condition     = output.guardrails.azure == null && output.guardrails.bedrock.version == "1"
    error_message = "On Azure the deployment bears its guardrail, on Bedrock requests have to name one."
  }

  assert {
    condition     = provider::llm::parse_id(output.ids.route).parent == var.gateway.id
    error_message = "The route is on the gateway that was given."
  }
}

run "changed" {
  variables {
    primary           = "azure"
    tokens_per_minute = 60000
    blocked_words     = ["project-x"]
  }

  assert {
    condition     = output.ids == run.made.ids
    error_message = "Everything is changed in place: nothing gets another id."
  }

  assert {
    condition     = output.guardrails.bedrock.version == "2"
    error_message = "Another content of the guardrail is one new version, which requests are told to name in the same apply."
  }

  assert {
    condition     = llm_deployment.this["azure"].throughput.tokens_per_minute == 60000
    error_message = "The capacity follows."
  }
}

run "a_model_that_retires_is_told" {
  command = plan

  variables {
    primary                = "azure"
    tokens_per_minute      = 60000
    blocked_words          = ["project-x"]
    retirement_notice_days = 36500 # nothing has a date further off
  }

  expect_failures = [check.the_model_stays]
}
