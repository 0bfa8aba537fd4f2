terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# No cloud at all: the embedded sandbox answers every request. Setting LLM_SANDBOX=sandbox.json does the same for any configuration.
provider "llm" {
  sandbox = { path = "sandbox.json" }
}
