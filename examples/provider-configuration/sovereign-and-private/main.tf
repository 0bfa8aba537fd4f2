terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Azure Government by name, and AWS through VPC endpoints. environment = "custom" takes the three Azure endpoints one by one.
provider "llm" {
  azure = {
    environment = "usgovernment"
    account_id  = var.account_id
  }
  bedrock = {
    region            = "us-gov-west-1"
    use_fips_endpoint = true
    endpoints         = { sts = "https://vpce-0a1b2c.sts.us-gov-west-1.vpce.amazonaws.com" }
  }
}

variable "account_id" { type = string }
