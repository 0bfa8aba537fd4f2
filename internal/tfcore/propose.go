package tfcore

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// propose merges a configuration with the prior state as core does before it asks for a plan: what is written wins, what
// is computed and not written keeps its prior value. Prior is null for a create. Source: terraform 1.11,
// internal/plans/objchange, ProposedNew.
func propose(block *tfprotov6.SchemaBlock, prior, config tftypes.Value) tftypes.Value {
	if config.IsNull() || !config.IsKnown() {
		return config
	}
	before, written := members(prior), members(config)
	merged := proposeAttributes(block.Attributes, before, written)
	for _, nested := range block.BlockTypes {
		merged[nested.TypeName] = propose(nested.Block, priorOf(before, nested.TypeName, written), written[nested.TypeName])
	}
	return tftypes.NewValue(config.Type(), merged)
}

func proposeAttributes(attributes []*tfprotov6.SchemaAttribute, prior, config map[string]tftypes.Value) map[string]tftypes.Value {
	merged := make(map[string]tftypes.Value, len(attributes))
	for _, a := range attributes {
		before, written := priorOf(prior, a.Name, config), config[a.Name]
		switch {
		case a.Computed && written.IsNull():
			merged[a.Name] = before
			if a.Optional && writtenBefore(a, before) {
				merged[a.Name] = written // it must have been written, and was taken away
			}
		case single(a) && written.IsKnown() && !written.IsNull():
			merged[a.Name] = tftypes.NewValue(written.Type(), proposeAttributes(a.NestedType.Attributes, members(before), members(written)))
		default:
			merged[a.Name] = written
		}
	}
	return merged
}

// priorOf is the prior value of an attribute; null of its type where there is none.
func priorOf(prior map[string]tftypes.Value, name string, like map[string]tftypes.Value) tftypes.Value {
	if value, ok := prior[name]; ok {
		return value
	}
	return tftypes.NewValue(like[name].Type(), nil)
}

// writtenBefore reports whether a prior nested value holds what cannot have been computed.
func writtenBefore(a *tfprotov6.SchemaAttribute, prior tftypes.Value) bool {
	if a.NestedType == nil {
		return false
	}
	values := members(prior)
	for _, inner := range a.NestedType.Attributes {
		if value, ok := values[inner.Name]; ok && !value.IsNull() && (!inner.Computed || writtenBefore(inner, value)) {
			return true
		}
	}
	return false
}

// single reports whether an attribute is one nested object. Those in maps and lists have nothing computed in them, so that
// what is written is what is proposed.
func single(a *tfprotov6.SchemaAttribute) bool {
	return a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle
}
