resource "llm_deployment" "assistant" {
  platform         = "azure" # or "bedrock": nothing else changes
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"

  # Asked once after every create or change: an apply that ends well has seen an answer.
  lifecycle {
    action_trigger {
      events  = [after_create, after_update]
      actions = [action.llm_invoke.smoke]
    }
  }
}

# Also by hand: terraform apply -invoke=action.llm_invoke.smoke
action "llm_invoke" "smoke" {
  config {
    endpoint   = llm_deployment.assistant.endpoint
    prompt     = "Answer with one word: are you there?"
    max_tokens = 64
    timeout    = "30s"
  }
}
