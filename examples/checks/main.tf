# What a team wants to be told on every plan. A failed check is a warning, so that it never stops a repair; checks.sh of the
# example health-checks makes a pipeline fail by it.

terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

locals {
  owner = "platform-team/prod"
}

provider "llm" {
  owner = local.owner
}

variable "notice_days" {
  description = "How many days before a model retires it is told."
  type        = number
  default     = 60
}

variable "quota_left" {
  description = "Share of a quota that has to be free."
  type        = number
  default     = 0.2
}

resource "llm_deployment" "assistant" {
  platform         = "azure"
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
  throughput       = { tokens_per_minute = 50000 }
}

# Data sources inside of check blocks would be read again by every apply, so that terraform plan -detailed-exitcode would always
# say that there is something to do (measured on terraform 1.11).
data "llm_deployments" "all" {}

data "llm_quota" "assistant" {
  platforms = ["azure"]
  model     = "openai/gpt-5.6-sol"
}

locals {
  by_hand = [for d in data.llm_deployments.all.deployments : d.id if d.owner != local.owner]

  # A model without a date counts as one that stays, one that takes nothing new or has left the catalog does not.
  retiring = [
    for d in data.llm_deployments.all.deployments : "${d.name}: ${d.model} retires on ${try(coalesce(d.lifecycle.retires_on), "an unknown day")}, next: ${try(coalesce(d.lifecycle.replacement, d.lifecycle.newer), "unknown")}"
    if contains(["closed", "retired", "unlisted"], try(coalesce(d.lifecycle.stage), "open")) || timecmp(
      try(coalesce(d.lifecycle.retires_on), "9999-12-31T00:00:00Z"), timeadd(plantimestamp(), "${24 * var.notice_days}h"),
    ) <= 0
  ]

  unread = [for d in data.llm_deployments.all.deployments : d.id if d.lifecycle == null]

  # What the platform does not tell, as AWS does not, cannot be checked.
  scarce = [
    for q in data.llm_quota.assistant.quotas : "${q.name} in ${q.location}: ${q.free} of ${q.limit} ${q.unit} are free"
    if try(q.free < var.quota_left * q.limit, false)
  ]
}

check "nothing_is_deployed_by_hand" {
  assert {
    condition     = data.llm_deployments.all.complete
    error_message = "Not every place could be read, so that nothing is proved."
  }
  assert {
    condition     = length(local.by_hand) == 0
    error_message = "Nobody's: ${join(", ", local.by_hand)}"
  }
}

check "no_model_retires_soon" {
  assert {
    condition     = length(local.unread) == 0
    error_message = "The catalog could not be read for these, so that nothing is proved: ${join(", ", local.unread)}"
  }
  assert {
    condition     = length(local.retiring) == 0
    error_message = join("\n", local.retiring)
  }
}

check "quota_is_left" {
  assert {
    condition     = data.llm_quota.assistant.complete && length(data.llm_quota.assistant.quotas) > 0
    error_message = "The quota of the assistant's model could not be read."
  }
  assert {
    condition     = length(local.scarce) == 0
    error_message = join("\n", local.scarce)
  }
}
