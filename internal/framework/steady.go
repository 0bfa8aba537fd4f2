package framework

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// SteadyType is a configured resource with the types that its values have.
type SteadyType struct {
	resource Steady
	identity *Identity // nil: it has none
	version  int64
	types    *RootTypes
}

// NewSteadyType reads the types out of the resource's schema. It returns nil
// for a resource that has no shortcut.
func NewSteadyType(ctx context.Context, r resource.Resource) *SteadyType {
	steady, ok := r.(Steady)
	identity, told := identityOf(r)
	if !ok || !told {
		return nil
	}
	var answer resource.SchemaResponse
	r.Schema(ctx, resource.SchemaRequest{}, &answer)
	if hasCollections(answer.Schema.Blocks) {
		return nil
	}
	return &SteadyType{resource: steady, identity: identity, version: answer.Schema.Version, types: NewRootTypes(ctx, answer.Schema)}
}

// identityOf is nil for a resource without an identity. It is not told by one that
// has an identity of its own making.
func identityOf(r resource.Resource) (identity *Identity, told bool) {
	if identified, ok := r.(Identified); ok {
		own := identified.Identity()
		return &own, true
	}
	_, unknown := r.(resource.ResourceWithIdentity)
	return nil, !unknown
}

// identify is the identity that came with a state, or the one that it has.
func (t *SteadyType) identify(ctx context.Context, state map[string]attr.Value, came *tfprotov6.ResourceIdentityData) (*tfprotov6.ResourceIdentityData, bool) {
	if t.identity == nil || holds(came) {
		return came, true
	}
	id, ok := state["id"].(types.String)
	if !ok || id.ValueString() == "" {
		return nil, false
	}
	value := t.identity.value(ctx, id.ValueString())
	encoded, err := tfprotov6.NewDynamicValue(value.Type(), value)
	return &tfprotov6.ResourceIdentityData{IdentityData: &encoded}, err == nil
}

// holds reports whether an identity is there.
func holds(came *tfprotov6.ResourceIdentityData) bool {
	if came == nil || came.IdentityData == nil {
		return false
	}
	null, err := came.IdentityData.IsNull()
	return err == nil && !null
}

// hasCollections reports whether there are blocks that the framework turns from
// null to empty.
func hasCollections(blocks map[string]schema.Block) bool {
	for block := range maps.Values(blocks) {
		if single, ok := block.(schema.SingleNestedBlock); !ok || hasCollections(single.Blocks) {
			return true
		}
	}
	return false
}

// fromFile reads a state of the schema's own version. It may be asked of nil.
func (t *SteadyType) fromFile(req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.DynamicValue, bool) {
	if t == nil || req.Version != t.version || req.RawState == nil {
		return nil, false
	}
	state, err := req.RawState.UnmarshalWithOpts(t.types.wire, tfprotov6.UnmarshalOpts{
		ValueFromJSONOpts: tftypes.ValueFromJSONOpts{IgnoreUndefinedAttributes: true},
	})
	if err != nil {
		return nil, false
	}
	encoded, err := tfprotov6.NewDynamicValue(t.types.wire, state)
	return &encoded, err == nil
}

// decode reads a value that is there and known as a whole.
func (t *SteadyType) decode(ctx context.Context, value *tfprotov6.DynamicValue) (map[string]attr.Value, bool) {
	if value == nil {
		return nil, false
	}
	raw, err := value.Unmarshal(t.types.wire)
	if err != nil {
		return nil, false
	}
	return t.types.Values(ctx, raw)
}

// RootTypes are the types of a schema's root attributes and blocks, by name.
type RootTypes struct {
	wire  tftypes.Type
	roots map[string]attr.Type
}

// NewRootTypes reads them out of a schema.
func NewRootTypes(ctx context.Context, s schema.Schema) *RootTypes {
	roots := map[string]attr.Type{}
	for name, attribute := range s.Attributes {
		roots[name] = attribute.GetType()
	}
	for name, block := range s.Blocks {
		roots[name] = block.Type()
	}
	return &RootTypes{wire: s.Type().TerraformType(ctx), roots: roots}
}

// Values takes an object of the schema apart. It reports whether that is what
// raw is, wholly known or not.
func (t *RootTypes) Values(ctx context.Context, raw tftypes.Value) (values map[string]attr.Value, ok bool) {
	parts := map[string]tftypes.Value{}
	if raw.IsNull() || !raw.IsKnown() || raw.As(&parts) != nil {
		return nil, false
	}
	values = make(map[string]attr.Value, len(parts))
	for name, part := range parts {
		kind, known := t.roots[name]
		if !known {
			return nil, false
		}
		value, err := kind.ValueFromTerraform(ctx, part)
		if err != nil {
			return nil, false
		}
		values[name] = value
	}
	return values, true
}

// privateOf reads private state as the framework writes it. Where the framework
// has keys of its own, as after an import, it has something to do with them.
func privateOf(raw []byte) (private Private, ok bool) {
	if len(raw) == 0 {
		return nil, true
	}
	if json.Unmarshal(raw, &private) != nil {
		return nil, false
	}
	for key := range private {
		if isFrameworks(key) {
			return nil, false
		}
	}
	return private, true
}

// Fill sets the fields of a model, a pointer to a struct, from values by their
// tfsdk names. It reports whether each field got its value, of its own type.
func Fill(model any, values map[string]attr.Value) bool {
	filled, ok := fill(reflect.ValueOf(model).Elem(), values)
	return ok && filled == len(values)
}

// fill returns how many fields got their value, embedded ones included.
func fill(target reflect.Value, values map[string]attr.Value) (filled int, ok bool) {
	for i := range target.NumField() {
		if target.Type().Field(i).Anonymous {
			more, ok := fill(target.Field(i), values)
			if !ok {
				return 0, false
			}
			filled += more
			continue
		}
		value := reflect.ValueOf(values[target.Type().Field(i).Tag.Get("tfsdk")])
		if !value.IsValid() || !value.Type().AssignableTo(target.Field(i).Type()) {
			return 0, false
		}
		target.Field(i).Set(value)
		filled++
	}
	return filled, true
}

// FillObject does the same from an object that is there and known. The error is
// a bug in the provider: the model is not of the schema's shape.
func FillObject(model any, object types.Object) diag.Diagnostics {
	if Fill(model, object.Attributes()) {
		return nil
	}
	return diag.Diagnostics{diag.NewErrorDiagnostic("Unexpected shape of a value",
		fmt.Sprintf("%T does not hold %s. This is a bug in the provider; please report it.", model, object))}
}

// Same reports whether two models of one type hold equal values in all fields.
func Same[T any](a, b T) bool { return same(reflect.ValueOf(a), reflect.ValueOf(b)) }

func same(left, right reflect.Value) bool {
	for i := range left.NumField() {
		if left.Type().Field(i).Anonymous {
			if !same(left.Field(i), right.Field(i)) {
				return false
			}
			continue
		}
		x, isValue := reflect.TypeAssert[attr.Value](left.Field(i))
		y, isToo := reflect.TypeAssert[attr.Value](right.Field(i))
		if !isValue || !isToo || !x.Equal(y) {
			return false
		}
	}
	return true
}
