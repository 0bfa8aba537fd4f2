package framework

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Reader takes Go values out of Terraform's. Null becomes the zero value;
// unknown does too, and its field is noted.
type Reader struct {
	Unknown llm.FieldSet
	Diags   diag.Diagnostics
}

// NewReader makes a reader that has read nothing.
func NewReader() *Reader { return &Reader{Unknown: llm.FieldSet{}} }

// Note notes the field of a value that is unknown as a whole.
func (r *Reader) Note(field llm.Field, value attr.Value) {
	if value.IsUnknown() {
		r.Unknown[field] = true
	}
}

// String reads a text.
func (r *Reader) String(field llm.Field, value types.String) string {
	r.Note(field, value)
	return value.ValueString()
}

// Bool reads a switch.
func (r *Reader) Bool(field llm.Field, value types.Bool) bool {
	r.Note(field, value)
	return value.ValueBool()
}

// Int reads a number; nil where there is none.
func (r *Reader) Int(field llm.Field, value types.Int64) *int64 {
	r.Note(field, value)
	if value.IsUnknown() {
		return nil
	}
	return value.ValueInt64Pointer()
}

// Float reads a number with a fraction; nil where there is none.
func (r *Reader) Float(field llm.Field, value types.Float64) *float64 {
	r.Note(field, value)
	if value.IsUnknown() {
		return nil
	}
	return value.ValueFloat64Pointer()
}

// Strings reads a list or set, sorted: for lists whose order means nothing.
func (r *Reader) Strings(field llm.Field, elements []attr.Value, whole attr.Value) []string {
	r.Note(field, whole)
	var values []string
	for _, e := range elements {
		r.Note(field, e)
		if s, ok := e.(types.String); ok && !s.IsUnknown() {
			values = append(values, s.ValueString())
		}
	}
	slices.Sort(values)
	return values
}

// Ordered reads a list in its order; nil where it is empty.
func (r *Reader) Ordered(field llm.Field, value types.List) []string {
	r.Note(field, value)
	var texts []string
	for _, element := range value.Elements() {
		r.Note(field, element)
		if s, ok := element.(types.String); ok && !s.IsUnknown() {
			texts = append(texts, s.ValueString())
		}
	}
	return texts
}

// StringMap reads a map of texts.
func (r *Reader) StringMap(field llm.Field, value types.Map) map[string]string {
	r.Note(field, value)
	texts := make(map[string]string, len(value.Elements()))
	for key, element := range value.Elements() {
		r.Note(field, element)
		if s, ok := element.(types.String); ok && !s.IsUnknown() {
			texts[key] = s.ValueString()
		}
	}
	return texts
}

// Object decodes a nested value into target, a pointer to a struct, whose fields
// stay null where the value is null or unknown.
func (r *Reader) Object(field llm.Field, value types.Object, target any) {
	r.Note(field, value)
	if value.IsNull() || value.IsUnknown() {
		return
	}
	r.Diags.Append(FillObject(target, value)...)
}
