terraform {
  required_providers {
    llm = { source = "unified-llm/llm" }
  }
}

# Bedrock with a profile of the shared configuration, single sign-on included.
provider "llm" {
  bedrock = {
    region  = "us-east-1"
    profile = "platform"

    # Refuse to touch any other account, whatever the profile says.
    allowed_account_ids = ["123456789012"]
  }
}
