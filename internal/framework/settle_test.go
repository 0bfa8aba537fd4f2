package framework

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestSettle(t *testing.T) {
	shape := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"name": tftypes.String, "id": tftypes.String, "health": tftypes.String}}
	object := func(name, id, health any) tftypes.Value {
		return tftypes.NewValue(shape, map[string]tftypes.Value{
			"name": tftypes.NewValue(tftypes.String, name), "id": tftypes.NewValue(tftypes.String, id), "health": tftypes.NewValue(tftypes.String, health),
		})
	}
	open := tftypes.UnknownValue
	for name, test := range map[string]struct {
		plan, prior, want tftypes.Value
		unknown           func(string) bool
	}{
		"nothing to write gives the prior state": {
			object("a", open, open), object("a", "1", "ok"), object("a", "1", "ok"), func(string) bool { return false },
		},
		"what follows from a write is unknown": {
			object("b", "1", "ok"), object("a", "1", "ok"), object("b", "1", open), func(a string) bool { return a == "health" },
		},
		"without a prior state all is unknown": {
			object("a", open, open), tftypes.NewValue(shape, nil), object("a", open, open), func(string) bool { return false },
		},
	} {
		t.Run(name, func(t *testing.T) {
			have, err := Settle(test.plan, test.prior, []string{"id", "health"}, test.unknown)
			if err != nil || !have.Equal(test.want) {
				t.Errorf("have %s, want %s (%v)", have, test.want, err)
			}
		})
	}
}
