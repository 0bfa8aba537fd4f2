package acceptance_test

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// value makes what core sends for a tree.
func (p *protocol) value(schema *tfprotov6.Schema, v tree) tftypes.Value {
	p.t.Helper()
	return p.typed(schema.ValueType(), v)
}

func (p *protocol) typed(typ tftypes.Type, v any) tftypes.Value {
	p.t.Helper()
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(typ, nil)
	case tree:
		return tftypes.NewValue(typ, p.members(typ, v))
	case []any:
		element := elementOf(typ)
		items := make([]tftypes.Value, len(v))
		for i, item := range v {
			items[i] = p.typed(element, item)
		}
		return tftypes.NewValue(typ, items)
	}
	return tftypes.NewValue(typ, v)
}

func (p *protocol) members(typ tftypes.Type, v tree) map[string]tftypes.Value {
	p.t.Helper()
	values := map[string]tftypes.Value{}
	object, ok := typ.(tftypes.Object)
	if !ok {
		for key, item := range v {
			values[key] = p.typed(elementOf(typ), item)
		}
		return values
	}
	for name, typ := range object.AttributeTypes {
		values[name] = p.typed(typ, v[name])
	}
	for name := range v {
		if _, known := object.AttributeTypes[name]; !known {
			p.t.Fatalf("the schema has no argument %q", name)
		}
	}
	return values
}

func elementOf(typ tftypes.Type) tftypes.Type {
	switch typ := typ.(type) {
	case tftypes.Map:
		return typ.ElementType
	case tftypes.List:
		return typ.ElementType
	case tftypes.Set:
		return typ.ElementType
	}
	return tftypes.DynamicPseudoType
}

func (p *protocol) wire(v tftypes.Value) *tfprotov6.DynamicValue {
	p.t.Helper()
	encoded, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		p.t.Fatal(err)
	}
	return &encoded
}

// read decodes the state of the resource.
func (p *protocol) read(state *tfprotov6.DynamicValue) tftypes.Value {
	p.t.Helper()
	v, err := state.Unmarshal(p.resourceSchema().ValueType())
	if err != nil {
		p.t.Fatal(err)
	}
	return v
}

// keep is the configuration of something that stands: what the provider filled
// in stays, as core proposes it.
func keep(block *tfprotov6.SchemaBlock, config, prior tftypes.Value) tftypes.Value {
	var was map[string]tftypes.Value
	if prior.As(&was) != nil {
		return config
	}
	return complete(block.Attributes, config, func(a *tfprotov6.SchemaAttribute) tftypes.Value { return was[a.Name] })
}

// complete fills in the computed attributes that the configuration leaves null.
func complete(attributes []*tfprotov6.SchemaAttribute, config tftypes.Value, fill func(*tfprotov6.SchemaAttribute) tftypes.Value) tftypes.Value {
	var members map[string]tftypes.Value
	if config.IsNull() || !config.IsKnown() || config.As(&members) != nil {
		return config
	}
	for _, a := range attributes {
		switch v := members[a.Name]; {
		case v.IsNull() && a.Computed:
			members[a.Name] = fill(a)
		case !v.IsNull() && a.NestedType != nil && a.NestedType.Nesting == tfprotov6.SchemaObjectNestingModeSingle:
			members[a.Name] = complete(a.NestedType.Attributes, v, func(inner *tfprotov6.SchemaAttribute) tftypes.Value {
				return nested(fill(a), inner)
			})
		}
	}
	return tftypes.NewValue(config.Type(), members)
}

// nested is one member of what fills in the whole.
func nested(whole tftypes.Value, inner *tfprotov6.SchemaAttribute) tftypes.Value {
	var members map[string]tftypes.Value
	if !whole.IsKnown() || whole.IsNull() || whole.As(&members) != nil {
		return tftypes.NewValue(inner.ValueType(), nil)
	}
	return members[inner.Name]
}
