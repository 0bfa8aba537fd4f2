package functions_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Null passes for any text on the way to a function, a whole object does not.
func TestToEnvoy_saysWhichAttributeIsNull(t *testing.T) {
	t.Parallel()
	gateway, identity := gatewayValue(t, "ai", "default"), identities(t, [2]string{client, tenant}).Elements()[0].(types.Object)
	cells := 0
	for argument, object := range map[int64]types.Object{1: gateway, 2: identity} {
		for name := range object.Attributes() {
			cells++
			given := map[int64]types.Object{1: gateway, 2: identity, argument: without(t, object, name)}
			as := types.TupleValueMust([]attr.Type{identity.Type(t.Context())}, []attr.Value{given[2]})
			_, err := call(t, "to_envoy_ai_gateway", endpointsValue(t, everyKind()), given[1], as)
			if err == nil || err.FunctionArgument == nil || *err.FunctionArgument != argument || !strings.Contains(err.Text, "."+name+" is null. Give ") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if cells != 4 {
		t.Errorf("%d attributes, want 4", cells)
	}
}

// without is the object with one attribute null.
func without(t *testing.T, object types.Object, name string) types.Object {
	t.Helper()
	attributes := object.Attributes()
	attributes[name] = types.StringNull()
	return types.ObjectValueMust(object.AttributeTypes(t.Context()), attributes)
}
