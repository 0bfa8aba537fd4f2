terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Bedrock through a chain of roles: each is assumed with the credentials of the one before.
provider "llm" {
  bedrock = {
    region = "eu-central-1"
    assume_role = [
      { role_arn = "arn:aws:iam::111111111111:role/hub" },
      { role_arn = "arn:aws:iam::222222222222:role/llm-deployer", external_id = "terraform", duration = "1h" },
    ]
  }
}
