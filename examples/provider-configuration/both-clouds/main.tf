terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Both clouds from one provider block. Each is opened only when a resource needs it.
provider "llm" {
  azure        = { account_id = var.account_id } # credentials: ARM_* variables or `az login`
  bedrock      = { region = "us-east-1" }        # credentials: AWS_* variables or the shared configuration
  owner        = "platform-team/prod"
  default_tags = { cost_center = "42" }
  ignore_tags  = { keys = ["policy-added"], key_prefixes = ["sys:"] }
  model_aliases = {
    "acme/house-model" = "meta/llama-3.3-70b-instruct"
  }
  model_facts = [
    { model = "meta/llama-3.3-70b-instruct", context = 64000 },                              # as much as was tried
    { model = "openai/gpt-4.1", platform = "azure", price = { input = 1.6, output = 6.4 } }, # as negotiated
  ]
}

variable "account_id" { type = string }
