package deployment

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
)

// What the shortcuts pass over must have nothing to do where a proposal is what state holds: the framework would fill
// defaults in and run plan modifiers.
func TestSteady_passesOverNothing(t *testing.T) {
	var answer resource.SchemaResponse
	(&Resource{}).Schema(t.Context(), resource.SchemaRequest{}, &answer)
	modified := modifiedAttributes(t, "", answer.Schema.Attributes)
	if want := []string{"platform"}; !slices.Equal(modified, want) {
		t.Errorf("plan modifiers on %q, want %q only, which looks for a difference", modified, want)
	}
	if framework.NewSteadyType(t.Context(), &Resource{}) == nil {
		t.Error("the resource has no shortcut")
	}
}

// modifiedAttributes fails the test for every default, and names the attributes with plan modifiers.
func modifiedAttributes(t *testing.T, parent string, attributes map[string]schema.Attribute) []string {
	t.Helper()
	var modified []string
	for name, attribute := range attributes {
		value := reflect.ValueOf(attribute)
		if d := value.FieldByName("Default"); d.IsValid() && !d.IsNil() {
			t.Errorf("%s%s has a default", parent, name)
		}
		if value.FieldByName("PlanModifiers").Len() > 0 {
			modified = append(modified, parent+name)
		}
		switch nested := attribute.(type) {
		case schema.SingleNestedAttribute:
			modified = append(modified, modifiedAttributes(t, parent+name+".", nested.Attributes)...)
		case schema.ListNestedAttribute:
			modified = append(modified, modifiedAttributes(t, parent+name+".", nested.NestedObject.Attributes)...)
		}
	}
	return modified
}

// Two models are the same only if no field of them differs.
func TestSame_seesEveryField(t *testing.T) {
	var answer resource.SchemaResponse
	(&Resource{}).Schema(t.Context(), resource.SchemaRequest{}, &answer)
	whole, ok := answer.Schema.Type().(attr.TypeWithAttributeTypes)
	if !ok {
		t.Fatalf("the schema is of type %T", answer.Schema.Type())
	}
	filled := func(unknown string) tfModel {
		values := map[string]attr.Value{}
		for name, kind := range whole.AttributeTypes() {
			var content any
			if name == unknown {
				content = tftypes.UnknownValue
			}
			value, err := kind.ValueFromTerraform(t.Context(), tftypes.NewValue(kind.TerraformType(t.Context()), content))
			if err != nil {
				t.Fatal(err)
			}
			values[name] = value
		}
		var model tfModel
		if !framework.Fill(&model, values) {
			t.Fatalf("the model does not hold %v", values)
		}
		return model
	}
	if !framework.Same(filled(""), filled("")) {
		t.Error("a model differs from itself")
	}
	for name := range whole.AttributeTypes() {
		if framework.Same(filled(""), filled(name)) {
			t.Errorf("another %s is the same", name)
		}
	}
}
