package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The JSON shapes are terraform's; developer.hashicorp.com/terraform/cli/commands/providers/schema names every field.
type (
	document struct {
		FormatVersion string                  `json:"format_version"`
		Schemas       map[string]providerJSON `json:"provider_schemas"`
	}
	providerJSON struct {
		Provider           *schemaJSON             `json:"provider,omitempty"`
		Resources          map[string]schemaJSON   `json:"resource_schemas,omitempty"`
		DataSources        map[string]schemaJSON   `json:"data_source_schemas,omitempty"`
		EphemeralResources map[string]schemaJSON   `json:"ephemeral_resource_schemas,omitempty"`
		ListResources      map[string]schemaJSON   `json:"list_resource_schemas,omitempty"`
		Identities         map[string]identityJSON `json:"resource_identity_schemas,omitempty"`
		Actions            map[string]schemaJSON   `json:"action_schemas,omitempty"`
		Functions          map[string]functionJSON `json:"functions,omitempty"`
	}
	schemaJSON struct {
		Version int64      `json:"version"`
		Block   *blockJSON `json:"block,omitempty"`
	}
	identityJSON struct {
		Version    int64                            `json:"version"`
		Attributes map[string]identityAttributeJSON `json:"attributes,omitempty"`
	}
	identityAttributeJSON struct {
		Type              tftypes.Type `json:"type,omitempty"`
		Description       string       `json:"description,omitempty"`
		RequiredForImport bool         `json:"required_for_import,omitempty"`
		OptionalForImport bool         `json:"optional_for_import,omitempty"`
	}
	blockJSON struct {
		Attributes      map[string]attributeJSON `json:"attributes,omitempty"`
		Blocks          map[string]nestedJSON    `json:"block_types,omitempty"`
		Description     string                   `json:"description,omitempty"`
		DescriptionKind string                   `json:"description_kind,omitempty"`
		Deprecated      bool                     `json:"deprecated,omitempty"`
	}
	nestedJSON struct {
		NestingMode string     `json:"nesting_mode"`
		Block       *blockJSON `json:"block,omitempty"`
		MinItems    int64      `json:"min_items,omitempty"`
		MaxItems    int64      `json:"max_items,omitempty"`
	}
	attributeJSON struct {
		Type            tftypes.Type `json:"type,omitempty"`
		NestedType      *objectJSON  `json:"nested_type,omitempty"`
		Description     string       `json:"description,omitempty"`
		DescriptionKind string       `json:"description_kind,omitempty"`
		Deprecated      bool         `json:"deprecated,omitempty"`
		Required        bool         `json:"required,omitempty"`
		Optional        bool         `json:"optional,omitempty"`
		Computed        bool         `json:"computed,omitempty"`
		Sensitive       bool         `json:"sensitive,omitempty"`
		WriteOnly       bool         `json:"write_only,omitempty"`
	}
	objectJSON struct {
		Attributes  map[string]attributeJSON `json:"attributes,omitempty"`
		NestingMode string                   `json:"nesting_mode"`
	}
)

func identitiesOf(schemas map[string]*tfprotov6.ResourceIdentitySchema) map[string]identityJSON {
	out := make(map[string]identityJSON, len(schemas))
	for name, schema := range schemas {
		attributes := make(map[string]identityAttributeJSON, len(schema.IdentityAttributes))
		for _, a := range schema.IdentityAttributes {
			attributes[a.Name] = identityAttributeJSON{
				Type: a.Type, Description: a.Description, RequiredForImport: a.RequiredForImport, OptionalForImport: a.OptionalForImport,
			}
		}
		out[name] = identityJSON{Version: schema.Version, Attributes: attributes}
	}
	return out
}

func schemasOf(schemas map[string]*tfprotov6.Schema) map[string]schemaJSON {
	out := make(map[string]schemaJSON, len(schemas))
	for name, schema := range schemas {
		out[name] = *schemaOf(schema)
	}
	return out
}

func actionsOf(actions map[string]*tfprotov6.ActionSchema) map[string]schemaJSON {
	out := make(map[string]schemaJSON, len(actions))
	for name, action := range actions {
		out[name] = *schemaOf(action.Schema)
	}
	return out
}

func schemaOf(schema *tfprotov6.Schema) *schemaJSON {
	return &schemaJSON{Version: schema.Version, Block: blockOf(schema.Block)}
}

func blockOf(block *tfprotov6.SchemaBlock) *blockJSON {
	nested := make(map[string]nestedJSON, len(block.BlockTypes))
	for _, b := range block.BlockTypes {
		nested[b.TypeName] = nestedJSON{
			NestingMode: strings.ToLower(b.Nesting.String()),
			Block:       blockOf(b.Block),
			MinItems:    b.MinItems,
			MaxItems:    b.MaxItems,
		}
	}
	return &blockJSON{
		Attributes:      attributesOf(block.Attributes),
		Blocks:          nested,
		Description:     block.Description,
		DescriptionKind: strings.ToLower(block.DescriptionKind.String()),
		Deprecated:      block.Deprecated,
	}
}

func attributesOf(attributes []*tfprotov6.SchemaAttribute) map[string]attributeJSON {
	out := make(map[string]attributeJSON, len(attributes))
	for _, a := range attributes {
		out[a.Name] = attributeJSON{
			Type:            a.Type,
			NestedType:      objectOf(a.NestedType),
			Description:     a.Description,
			DescriptionKind: strings.ToLower(a.DescriptionKind.String()),
			Deprecated:      a.Deprecated,
			Required:        a.Required,
			Optional:        a.Optional,
			Computed:        a.Computed,
			Sensitive:       a.Sensitive,
			WriteOnly:       a.WriteOnly,
		}
	}
	return out
}

// objectOf is nil for an attribute that has a plain type.
func objectOf(object *tfprotov6.SchemaObject) *objectJSON {
	if object == nil {
		return nil
	}
	return &objectJSON{
		Attributes:  attributesOf(object.Attributes),
		NestingMode: strings.ToLower(object.Nesting.String()),
	}
}
