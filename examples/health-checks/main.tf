# A failed check is a warning, so that it never stops a repair. checks.sh makes a pipeline fail by it.

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

variable "notice_days" {
  description = "How many days before a model retires the pipeline fails."
  type        = number
  default     = 120
}

resource "llm_deployment" "assistant" {
  platform         = "azure"
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
}

check "it_serves" {
  assert {
    condition     = llm_deployment.assistant.health.status == "ready"
    error_message = "assistant does not serve: ${llm_deployment.assistant.health.reason}"
  }
}

check "its_model_stays" {
  assert {
    # A model without a date counts as one that stays.
    condition = timecmp(
      "${coalesce(try(llm_deployment.assistant.model_lifecycle.retires_on, null), "9999-12-31")}T00:00:00Z",
      timeadd(plantimestamp(), "${24 * var.notice_days}h"),
    ) > 0
    error_message = "The model of assistant retires on ${llm_deployment.assistant.model_lifecycle.retires_on}."
  }
}

check "nothing_was_moved" {
  assert {
    condition     = alltrue([for d in llm_deployment.assistant.drift : d.class != "service_changed"])
    error_message = "The platform moved the model of assistant; see its drift."
  }
}
