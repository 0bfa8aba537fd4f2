package acceptance_test

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

const (
	azurermAddress = "registry.terraform.io/hashicorp/azurerm"
	awsAddress     = "registry.terraform.io/hashicorp/aws"
)

// peers are the schemas of the resources that state is moved from, as their
// source has them: internal/services/cognitive/cognitive_deployment_resource.go
// of azurerm 4.x and 5.x, internal/service/bedrock/inference_profile.go and
// provisioned_model_throughput.go of aws 6.x, read on 2026-11-23. Whether an
// attribute is required makes no difference to a state.
func peers() map[string]peer {
	return map[string]peer{
		azurermAddress: {schemas: map[string]*tfprotov6.Schema{"azurerm_cognitive_deployment": {Block: cognitiveDeployment()}}},
		awsAddress: {schemas: map[string]*tfprotov6.Schema{
			"aws_bedrock_inference_profile":            {Block: inferenceProfile()},
			"aws_bedrock_provisioned_model_throughput": {Block: modelThroughput()},
		}},
	}
}

func cognitiveDeployment() *tfprotov6.SchemaBlock {
	throttling := &tfprotov6.SchemaAttribute{Name: "dynamic_throttling_enabled", Type: tftypes.Bool, Optional: true}
	capacity := &tfprotov6.SchemaAttribute{Name: "capacity", Type: tftypes.Number, Optional: true}
	return schemaBlock(
		append(texts("id", "name", "cognitive_account_id", "rai_policy_name", "version_upgrade_option"), throttling),
		listBlock("model", schemaBlock(texts("format", "name", "version"))),
		listBlock("sku", schemaBlock(append(texts("name", "tier", "size", "family"), capacity))),
		singleBlock("timeouts", schemaBlock(texts("create", "read", "update", "delete"))),
	)
}

func inferenceProfile() *tfprotov6.SchemaBlock {
	models := &tfprotov6.SchemaAttribute{Name: "models", Computed: true, Type: tftypes.List{
		ElementType: tftypes.Object{AttributeTypes: map[string]tftypes.Type{"model_arn": tftypes.String}},
	}}
	return schemaBlock(
		append(append(texts("arn", "id", "name", "description", "status", "type", "created_at", "updated_at", "region"), models), tagged()...),
		listBlock("model_source", schemaBlock(texts("copy_from"))),
		singleBlock("timeouts", schemaBlock(texts("create", "update", "delete"))),
	)
}

func modelThroughput() *tfprotov6.SchemaBlock {
	units := &tfprotov6.SchemaAttribute{Name: "model_units", Type: tftypes.Number, Required: true}
	return schemaBlock(
		append(append(texts("provisioned_model_arn", "id", "provisioned_model_name", "model_arn", "commitment_duration", "region"), units), tagged()...),
		singleBlock("timeouts", schemaBlock(texts("create"))),
	)
}

func tagged() []*tfprotov6.SchemaAttribute {
	tags := tftypes.Map{ElementType: tftypes.String}
	return []*tfprotov6.SchemaAttribute{{Name: "tags", Type: tags, Optional: true}, {Name: "tags_all", Type: tags, Optional: true, Computed: true}}
}

// attributesOf are the types of what the state of a peer's resource holds, by
// name.
func attributesOf(typeName string) map[string]tftypes.Type {
	for _, p := range peers() {
		if schema := p.schemas[typeName]; schema != nil {
			return schema.ValueType().(tftypes.Object).AttributeTypes
		}
	}
	return nil
}
