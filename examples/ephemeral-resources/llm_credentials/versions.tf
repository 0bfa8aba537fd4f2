terraform {
  required_version = ">= 1.10" # the first with ephemeral resources
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
