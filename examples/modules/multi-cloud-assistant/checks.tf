# A failed check is a warning, so that it never stops a repair.

check "everything_serves" {
  assert {
    condition     = alltrue([for d in llm_deployment.this : d.health.status == "ready"])
    error_message = "Not serving: ${join(", ", [for platform, d in llm_deployment.this : platform if d.health.status != "ready"])}. The next apply repairs what can be repaired."
  }
}

check "the_model_stays" {
  assert {
    # A model without a date counts as one that stays.
    condition = var.retirement_notice_days == null || alltrue([
      for d in llm_deployment.this : timecmp(
        "${coalesce(try(d.model_lifecycle.retires_on, null), "9999-12-31")}T00:00:00Z",
        timeadd(plantimestamp(), "${24 * coalesce(var.retirement_notice_days, 0)}h"),
      ) > 0
    ])
    error_message = "${var.model} retires soon: ${join(", ", [for platform, d in llm_deployment.this : "on ${platform} on ${d.model_lifecycle.retires_on}" if try(d.model_lifecycle.retires_on, null) != null])}."
  }
}
