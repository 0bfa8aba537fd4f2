package deployment

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// reader takes Go values out of Terraform's. Null becomes the zero value;
// unknown does too, and its field is noted.
type reader struct {
	unknown llm.FieldSet
	diags   diag.Diagnostics
}

func (r *reader) note(field llm.Field, value attr.Value) {
	if value.IsUnknown() {
		r.unknown[field] = true
	}
}

func (r *reader) string(field llm.Field, value types.String) string {
	r.note(field, value)
	return value.ValueString()
}

func (r *reader) bool(field llm.Field, value types.Bool) bool {
	r.note(field, value)
	return value.ValueBool()
}

func (r *reader) int(field llm.Field, value types.Int64) *int64 {
	r.note(field, value)
	if value.IsUnknown() {
		return nil
	}
	return value.ValueInt64Pointer()
}

// strings reads a list or set, sorted: order never means anything here.
func (r *reader) strings(field llm.Field, elements []attr.Value, whole attr.Value) []string {
	r.note(field, whole)
	var values []string
	for _, e := range elements {
		r.note(field, e)
		if s, ok := e.(types.String); ok && !s.IsUnknown() {
			values = append(values, s.ValueString())
		}
	}
	slices.Sort(values)
	return values
}

func (r *reader) tags(value types.Map) map[string]string {
	r.note(llm.FieldTags, value)
	tags := make(map[string]string, len(value.Elements()))
	for key, element := range value.Elements() {
		r.note(llm.FieldTags, element)
		if s, ok := element.(types.String); ok && !s.IsUnknown() {
			tags[key] = s.ValueString()
		}
	}
	return tags
}

// object decodes a nested value into target, whose fields stay null where the
// value is null or unknown.
func (r *reader) object(_ context.Context, field llm.Field, value types.Object, target any) {
	r.note(field, value)
	if value.IsNull() || value.IsUnknown() {
		return
	}
	r.diags.Append(framework.FillObject(target, value)...)
}
