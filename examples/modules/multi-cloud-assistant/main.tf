locals {
  primary = coalesce(var.primary, sort(var.platforms)[0])
  others  = sort(setsubtract(var.platforms, [local.primary]))

  # Where the gateway is; unknown while the gateway is being made.
  gateway_platform = var.gateway == null ? null : provider::llm::parse_id(var.gateway.id).platform
}

resource "llm_guardrail" "this" {
  for_each = var.platforms

  platform      = each.key
  name          = var.name
  blocked_words = var.blocked_words
  tags          = var.tags

  filters = {
    hate          = { input = var.strictness, output = var.strictness }
    sexual        = { input = var.strictness, output = var.strictness }
    violence      = { input = var.strictness, output = var.strictness }
    prompt_attack = { input = var.strictness }
  }
}

resource "llm_guardrail_enforcement" "this" {
  count = var.enforce_on_bedrock && contains(var.platforms, "bedrock") ? 1 : 0

  guardrail = llm_guardrail.this["bedrock"].id
  version   = llm_guardrail.this["bedrock"].version
}

resource "llm_deployment" "this" {
  for_each = var.platforms

  platform            = each.key
  name                = var.name
  model               = var.model
  processing_scope    = var.processing_scope
  allowed_locations   = var.allowed_locations
  throughput          = { tokens_per_minute = var.tokens_per_minute }
  guardrail           = llm_guardrail.this[each.key].versioned_id
  deletion_protection = var.deletion_protection
  tags                = var.tags
}

resource "llm_route" "this" {
  count = var.gateway == null ? 0 : 1

  name    = var.name
  gateway = var.gateway.id

  targets = {
    (local.primary) = {
      endpoint   = llm_deployment.this[local.primary].endpoint
      weight     = 100
      credential = local.primary == local.gateway_platform ? null : var.gateway.credential
    }
  }
  fallbacks = [for platform in local.others : {
    endpoint   = llm_deployment.this[platform].endpoint
    credential = platform == local.gateway_platform ? null : var.gateway.credential
  }]

  lifecycle {
    precondition {
      condition     = var.gateway.credential != null || length(setsubtract(var.platforms, [local.gateway_platform])) == 0
      error_message = "A deployment on the other cloud needs a credential that the gateway shows to it. Give gateway.credential."
    }
  }
}
