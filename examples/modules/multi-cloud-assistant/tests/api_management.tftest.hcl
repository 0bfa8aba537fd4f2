# The same on API Management, with one cloud taken away and everybody's requests guarded.

provider "llm" {
  sandbox = { path = "api_management.sandbox.json" }
}

variables {
  name                   = "assistant"
  model                  = "openai/gpt-5.6-sol"
  processing_scope       = "global"
  deletion_protection    = false
  retirement_notice_days = null

  gateway = {
    id         = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox"
    credential = "/subscriptions/5a4db0c5-0000-4000-8000-000000000000/resourceGroups/sandbox/providers/Microsoft.ApiManagement/service/sandbox/namedValues/bedrock-api-key"
  }
}

run "made" {
  assert {
    condition     = output.endpoint.platform == "azure" && contains(output.endpoint.auth.schemes, "api_key")
    error_message = "Clients show API Management a subscription key."
  }

  assert {
    condition     = toset(keys(output.endpoints)) == toset(["azure", "bedrock"])
    error_message = "Both clouds serve."
  }
}

run "enforced" {
  variables {
    enforce_on_bedrock = true
  }

  assert {
    condition     = llm_guardrail_enforcement.this[0].version == output.guardrails.bedrock.version
    error_message = "The account enforces what requests would have to name."
  }
}

run "without_bedrock" {
  variables {
    platforms = ["azure"]
    gateway   = { id = var.gateway.id } # its own cloud needs no credential
  }

  assert {
    condition     = output.ids.deployments == { azure = run.made.ids.deployments.azure } && length(llm_route.this[0].fallbacks) == 0
    error_message = "What is on Azure stays, and nothing is left of Bedrock."
  }
}
