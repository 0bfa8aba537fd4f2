package framework

import (
	"context"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// What a platform leaves empty is null in Terraform.

// Text is a word of the vocabulary or the platform.
func Text[T ~string](value T) types.String {
	if value == "" {
		return types.StringNull()
	}
	return types.StringValue(string(value))
}

// Number is null for zero.
func Number(value int64) types.Int64 {
	if value == 0 {
		return types.Int64Null()
	}
	return types.Int64Value(value)
}

// Moment is RFC 3339, in UTC.
func Moment(value time.Time) types.String {
	if value.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(value.UTC().Format(time.RFC3339))
}

// Date is the day, in UTC.
func Date(value time.Time) types.String {
	if value.IsZero() {
		return types.StringNull()
	}
	return types.StringValue(value.UTC().Format(time.DateOnly))
}

func texts(values []string) []attr.Value {
	elements := make([]attr.Value, len(values))
	for i, v := range values {
		elements[i] = types.StringValue(v)
	}
	return elements
}

// List is empty where there is nothing.
func List(values []string) types.List { return types.ListValueMust(types.StringType, texts(values)) }

// Set is null where there is nothing.
func Set(values []string) types.Set {
	if len(values) == 0 {
		return types.SetNull(types.StringType)
	}
	return types.SetValueMust(types.StringType, texts(values))
}

// StringMap is empty where there is nothing.
func StringMap(values map[string]string) types.Map {
	elements := make(map[string]attr.Value, len(values))
	for k, v := range values {
		elements[k] = types.StringValue(v)
	}
	return types.MapValueMust(types.StringType, elements)
}

// Known is the planned value, or the observed one where the plan left it open.
func Known[T attr.Value](planned, observed T) T {
	if planned.IsUnknown() {
		return observed
	}
	return planned
}

// KnownWhole does the same for an object that may be open in parts.
func KnownWhole(planned, observed types.Object) types.Object {
	for _, value := range planned.Attributes() {
		if value.IsUnknown() {
			return observed
		}
	}
	return Known(planned, observed)
}

// Kept is the value as it was written while it means the same.
func Kept[T attr.Value](written T, same bool, observed T) T {
	if same && !written.IsUnknown() {
		return written
	}
	return observed
}

// Overlaid is an object as it was written, with other values for some of its
// attributes. Without any it stays as it is, null too.
func Overlaid(written types.Object, changed map[string]attr.Value) types.Object {
	if len(changed) == 0 {
		return written
	}
	shape := written.AttributeTypes(context.Background())
	values := make(map[string]attr.Value, len(shape))
	for name, kind := range shape {
		values[name] = null(kind)
	}
	maps.Copy(values, written.Attributes())
	maps.Copy(values, changed)
	return types.ObjectValueMust(shape, values)
}

// null is the value of a type that says nothing.
func null(kind attr.Type) attr.Value {
	value, err := kind.ValueFromTerraform(context.Background(), tftypes.NewValue(kind.TerraformType(context.Background()), nil))
	if err != nil {
		return types.DynamicNull() // no type of the framework refuses null
	}
	return value
}
