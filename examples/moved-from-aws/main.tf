# Inference profiles and provisioned throughput that hashicorp/aws manages, handed over without a write.

terraform {
  required_version = ">= 1.8" # the first that moves between providers

  required_providers {
    llm = { source = "unified-llm/llm" }
    # aws stays installed until this has been applied.
  }
}

provider "llm" {
  # Without this line AWS is used: AWS_* variables, or the bedrock block.
  sandbox = { path = "sandbox.json" }

  default_tags = { cost_center = "42" } # as in the block of hashicorp/aws: a tag that is missing here would be taken away
}

# In place of:
#
#   resource "aws_bedrock_inference_profile" "assistant" {
#     name = "assistant"
#     model_source {
#       copy_from = "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0"
#     }
#     tags = { team = "search" }
#   }
resource "llm_deployment" "assistant" {
  platform         = "bedrock"
  name             = "assistant"
  model            = "amazon/nova-lite"
  processing_scope = "geo" # a copy of the us. profile; of global. it would be "global", of the model itself "region"
  tags             = { team = "search" }
}

moved {
  from = aws_bedrock_inference_profile.assistant
  to   = llm_deployment.assistant
}

# In place of:
#
#   resource "aws_bedrock_provisioned_model_throughput" "reserved" {
#     provisioned_model_name = "reserved"
#     model_arn              = "arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:24k"
#     model_units            = 1
#     commitment_duration    = "OneMonth"
#   }
resource "llm_deployment" "reserved" {
  platform         = "bedrock"
  name             = "reserved"
  model            = "amazon.nova-lite-v1:0:24k" # a platform's own id is taken too
  processing_scope = "region"
  throughput       = { mode = "provisioned", units = 1, commitment = "one_month" }
}

moved {
  from = aws_bedrock_provisioned_model_throughput.reserved
  to   = llm_deployment.reserved
}
