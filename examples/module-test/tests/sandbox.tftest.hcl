provider "llm" {
  sandbox = { path = "sandbox.json" }
}

run "azure" {
  variables {
    platform = "azure"
  }

  assert {
    condition     = llm_deployment.assistant.resolved.serving == "GlobalStandard"
    error_message = "Global processing is the SKU GlobalStandard."
  }
}

run "bedrock" {
  variables {
    platform = "bedrock"
  }

  assert {
    condition     = contains(output.endpoint.auth.schemes, "sigv4")
    error_message = "On Bedrock callers sign their requests."
  }
}

run "odd_capacity_is_refused" {
  command = plan

  variables {
    platform          = "azure"
    tokens_per_minute = 50500
  }

  expect_failures = [var.tokens_per_minute]
}
