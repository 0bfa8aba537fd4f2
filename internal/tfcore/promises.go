package tfcore

import (
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// planValid holds a plan to the configuration: what is written is planned, or kept as the prior state spells it, and what
// is not written stays null unless it is computed. Source: terraform 1.11, internal/plans/objchange, AssertPlanValid.
func planValid(block *tfprotov6.SchemaBlock, prior, config, planned tftypes.Value) error {
	before, written, out := members(prior), members(config), members(planned)
	if out == nil {
		return errors.New("the plan is no object")
	}
	faults := attributesValid("", block.Attributes, before, written, out)
	for _, nested := range block.BlockTypes {
		if !out[nested.TypeName].Equal(written[nested.TypeName]) {
			faults = append(faults, fmt.Errorf("%s: the block is not planned as it is written", nested.TypeName))
		}
	}
	return errors.Join(faults...)
}

func attributesValid(path string, attributes []*tfprotov6.SchemaAttribute, prior, config, planned map[string]tftypes.Value) []error {
	var faults []error
	for _, a := range attributes {
		written, before, out := config[a.Name], priorOf(prior, a.Name, planned), planned[a.Name]
		at := path + a.Name
		switch {
		case out.Equal(written), out.Equal(before) && !before.IsNull() && !written.IsNull(), a.Computed && written.IsNull():
		case written.IsNull():
			faults = append(faults, fmt.Errorf("%s: %s is planned where nothing is written", at, out))
		case single(a) && members(written) != nil && members(out) != nil:
			faults = append(faults, attributesValid(at+".", a.NestedType.Attributes, members(before), members(written), members(out))...)
		default:
			faults = append(faults, fmt.Errorf("%s: %s is planned; written is %s and the prior value %s", at, out, written, before))
		}
	}
	return faults
}

// compatible holds what came of a plan to the plan: whatever was known is still the same. Source: terraform 1.11,
// internal/plans/objchange, AssertObjectCompatible.
func compatible(path string, planned, actual tftypes.Value) error {
	switch {
	case !planned.IsKnown():
		return nil
	case !actual.IsKnown():
		return fmt.Errorf("%s: was known, but now unknown", path)
	case planned.IsNull() && !actual.IsNull():
		return fmt.Errorf("%s: was absent, but now %s", path, actual)
	case !planned.IsNull() && actual.IsNull():
		return fmt.Errorf("%s: was present, but now absent", path)
	case planned.IsFullyKnown():
		if !planned.Equal(actual) {
			return fmt.Errorf("%s: was %s, but now %s", path, planned, actual)
		}
		return nil
	}
	before, after := members(planned), members(actual)
	if len(before) != len(after) || before == nil {
		return fmt.Errorf("%s: was %s, but now %s", path, planned, actual)
	}
	var faults []error
	for name, value := range before {
		now, there := after[name]
		if !there {
			faults = append(faults, fmt.Errorf("%s.%s: has vanished", path, name))
			continue
		}
		faults = append(faults, compatible(path+"."+name, value, now))
	}
	return errors.Join(faults...)
}
