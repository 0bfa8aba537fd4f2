terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
