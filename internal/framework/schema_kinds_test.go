package framework

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// An endpoint of a resource can be given to ephemeral resources and actions as it is: no attribute got lost, and all have their types.
func TestEndpoint_isTheSameEverywhere(t *testing.T) {
	want := types.ObjectType{AttrTypes: EndpointType()}
	for kind, got := range map[string]attr.Type{
		"an ephemeral resource": EphemeralEndpoint("").GetType(),
		"an action":             ActionEndpoint("").GetType(),
	} {
		t.Run(kind, func(t *testing.T) {
			if !got.Equal(want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}
