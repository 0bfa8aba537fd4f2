# What the module refuses, at plan and in its own words.

provider "llm" {
  sandbox = { path = "refused.sandbox.json" }
}

variables {
  name                   = "assistant"
  model                  = "openai/gpt-5.6-sol"
  processing_scope       = "global"
  deletion_protection    = false
  retirement_notice_days = null
}

# First of all something is made: in a run that only plans, a check of what is not there yet is an error.
run "made" {
  assert {
    condition     = output.ids.route == null && output.endpoint.platform == "azure"
    error_message = "Without a gateway clients call the first deployment by name."
  }
}

run "a_name_that_not_both_clouds_take" {
  command = plan

  variables {
    name = "My Assistant"
  }

  expect_failures = [var.name]
}

run "a_model_without_a_publisher" {
  command = plan

  variables {
    model = "gpt-5.6-sol"
  }

  expect_failures = [var.model]
}

run "a_scope_that_is_none" {
  command = plan

  variables {
    processing_scope = "anywhere"
  }

  expect_failures = [var.processing_scope]
}

run "a_cloud_that_is_not_known" {
  command = plan

  variables {
    platforms = ["azure", "vertex"]
  }

  expect_failures = [var.platforms]
}

run "a_primary_that_nothing_is_deployed_on" {
  command = plan

  variables {
    platforms = ["azure"]
    primary   = "bedrock"
  }

  expect_failures = [var.primary]
}

run "capacity_off_the_unit" {
  command = plan

  variables {
    tokens_per_minute = 50500
  }

  expect_failures = [var.tokens_per_minute]
}

run "a_strictness_that_is_none" {
  command = plan

  variables {
    strictness = "extreme"
  }

  expect_failures = [var.strictness]
}

run "something_else_than_a_gateway" {
  command = plan

  variables {
    gateway = { id = "arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/abcdefghijkl" }
  }

  expect_failures = [var.gateway]
}

run "a_gateway_without_a_credential_for_the_other_cloud" {
  command = plan

  variables {
    gateway = { id = "arn:aws:bedrock-agentcore:us-east-1:000000000000:gateway/sandbox-0000000000" }
  }

  expect_failures = [llm_route.this]
}
