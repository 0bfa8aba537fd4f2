package framework

import (
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Settle gives every computed attribute of a plan its value: unknown where it
// follows from what will be written, else what the prior state holds. With
// nothing to write the plan is then the prior state. Attributes that are not
// named are left as they are. A null prior makes all of them unknown.
func Settle(plan, prior tftypes.Value, computed []string, unknown func(attribute string) bool) (tftypes.Value, error) {
	planned, err := attributes(plan)
	if err != nil {
		return plan, err
	}
	before := map[string]tftypes.Value{}
	if !prior.IsNull() {
		if before, err = attributes(prior); err != nil {
			return plan, err
		}
	}
	for _, name := range computed {
		value, known := before[name]
		if !known || unknown(name) {
			value = tftypes.NewValue(planned[name].Type(), tftypes.UnknownValue)
		}
		planned[name] = value
	}
	return tftypes.NewValue(plan.Type(), planned), nil
}

func attributes(object tftypes.Value) (map[string]tftypes.Value, error) {
	values := map[string]tftypes.Value{}
	return values, object.As(&values)
}
