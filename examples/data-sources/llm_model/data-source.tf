# What "openai/gpt-5.6-sol" is on each cloud today, for requests that may travel anywhere within the United States.
data "llm_model" "assistant" {
  platforms         = ["azure", "bedrock"]
  model             = "openai/gpt-5.6-sol"
  processing_scope  = "geo"
  allowed_locations = ["us"]
}

# The set is written out: what a catalog says today must never decide what stays deployed. A plan stops before anything is made
# where a cloud does not offer the model. What stands goes on while a catalog cannot be read, and once its model is closed to new
# deployments; llm_deployment itself makes nothing of a closed one.
resource "llm_deployment" "assistant" {
  for_each = toset(["azure", "bedrock"])

  platform          = each.key
  name              = "assistant"
  model             = data.llm_model.assistant.model
  processing_scope  = "geo"
  allowed_locations = ["us"]

  lifecycle {
    precondition {
      condition     = contains(["offered", "closed", "unread"], data.llm_model.assistant.offers[each.key].status)
      error_message = "${each.key}: ${coalesce(data.llm_model.assistant.offers[each.key].message, "it is offered")}"
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
