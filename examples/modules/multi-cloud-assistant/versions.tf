terraform {
  required_version = ">= 1.9" # a variable is judged beside another one

  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}
