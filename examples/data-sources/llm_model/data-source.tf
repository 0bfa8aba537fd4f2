# What "openai/gpt-5.6-sol" is on each cloud today, for requests that may travel anywhere within the United States.
data "llm_model" "assistant" {
  model             = "openai/gpt-5.6-sol"
  processing_scope  = "geo"
  allowed_locations = ["us"]
}

# A plan stops before anything is made where a cloud does not offer it.
resource "llm_deployment" "assistant" {
  for_each = toset(data.llm_model.assistant.offered_on)

  platform          = each.key
  name              = "assistant"
  model             = data.llm_model.assistant.reference
  processing_scope  = "geo"
  allowed_locations = ["us"]

  lifecycle {
    precondition {
      condition     = data.llm_model.assistant.offers[each.key].lifecycle.stage == null
      error_message = "${each.key}: ${jsonencode(data.llm_model.assistant.offers[each.key].lifecycle)}"
    }
  }
}

output "serving" {
  description = "What each cloud would serve it as, where that processes requests, and what it costs where that is known."
  value = { for platform, offer in data.llm_model.assistant.offers : platform => {
    status  = offer.status
    message = offer.message
    version = offer.model_version
    serving = one([for s in offer.servings : s if s.name == offer.serving])
  } }
}
