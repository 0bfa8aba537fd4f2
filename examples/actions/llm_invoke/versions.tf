terraform {
  required_version = ">= 1.14" # the first with actions
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
