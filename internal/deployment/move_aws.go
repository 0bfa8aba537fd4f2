package deployment

import (
	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// awsSources are the resources of hashicorp/aws. What is in their state, read on
// 2026-11-23 in internal/service/bedrock/inference_profile.go and
// provisioned_model_throughput.go of hashicorp/terraform-provider-aws, at schema
// version 0 in 5.x and 6.x, which added region:
//
//	aws_bedrock_inference_profile             arn, id (without the rest of the ARN), name, description, model_source[{copy_from}],
//	                                          models[{model_arn}], status, type, created_at, updated_at, tags, tags_all, timeouts
//	aws_bedrock_provisioned_model_throughput  provisioned_model_arn, id, provisioned_model_name, model_arn, model_units,
//	                                          commitment_duration, tags, tags_all, timeouts; 6.x: an identity {provisioned_model_arn}
//
// The ARN tells the region too. What a profile copies is in state only where
// that provider made it; it is read from the platform's models instead.
func awsSources() []framework.MoveSource {
	return []framework.MoveSource{
		{Type: "aws_bedrock_inference_profile", Provider: "hashicorp/aws", ID: "arn", Platform: llm.Bedrock},
		{Type: "aws_bedrock_provisioned_model_throughput", Provider: "hashicorp/aws", ID: "provisioned_model_arn", Platform: llm.Bedrock},
	}
}
