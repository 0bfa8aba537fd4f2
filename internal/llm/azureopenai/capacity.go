package azureopenai

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// capacity is how much of the SKU a throughput asks for, in the SKU's units. On
// demand and in batch, the SKU's default is taken where nothing is asked for.
func (s offerSKU) capacity(want llm.Throughput) (int64, error) {
	switch {
	case want.Units != nil:
		return *want.Units, s.check(*want.Units, 1, llm.FieldUnits, "units")
	case want.TokensPerMinute != nil:
		return s.forTokens(*want.TokensPerMinute)
	case s.standard > 0:
		return s.standard, nil
	}
	return s.minimum, nil
}

// forTokens divides by the SKU's unit; a rest is an error that names the two
// nearest values.
func (s offerSKU) forTokens(tokens int64) (int64, error) {
	if s.unitTokens == 0 {
		return 0, invalid(llm.FieldTokensPerMinute, "", s.name+" of this model is not limited by tokens",
			"Remove throughput.tokens_per_minute; the model's default capacity is taken.")
	}
	if tokens%s.unitTokens != 0 {
		return 0, notWhole(tokens, s.unitTokens)
	}
	return tokens / s.unitTokens, s.check(tokens/s.unitTokens, s.unitTokens, llm.FieldTokensPerMinute, "tokens per minute")
}

func notWhole(tokens, unit int64) error {
	below, above := tokens/unit*unit, (tokens/unit+1)*unit
	nearest := fmt.Sprintf("%d or %d", below, above)
	if below == 0 {
		nearest = strconv.FormatInt(above, 10)
	}
	return invalid(llm.FieldTokensPerMinute, "",
		fmt.Sprintf("%d is not a multiple of %d, the tokens per minute of one unit of this model", tokens, unit),
		"Use "+nearest+".")
}

// check holds a capacity to the SKU's bounds and step. The nearest values that
// fit are told in the argument's own measure: units of capacity times scale.
func (s offerSKU) check(capacity, scale int64, field llm.Field, measure string) error {
	nearest := s.nearest(capacity)
	if slices.Contains(nearest, capacity) {
		return nil
	}
	words := strconv.FormatInt(nearest[0]*scale, 10)
	if len(nearest) > 1 {
		words += fmt.Sprintf(" or %d", nearest[1]*scale)
	}
	limits := fmt.Sprintf("at least %d", s.minimum*scale)
	if s.maximum > 0 {
		limits += fmt.Sprintf(" and at most %d", s.maximum*scale)
	}
	if s.step > 1 {
		limits += fmt.Sprintf(", in steps of %d", s.step*scale)
	}
	return invalid(field, "", fmt.Sprintf("%d %s do not fit %s, which takes %s", capacity*scale, measure, s.name, limits),
		"Use "+words+".")
}

// nearest are the one or two capacities next to the one asked for that the SKU
// can have; that one alone where it can.
func (s offerSKU) nearest(capacity int64) []int64 {
	if len(s.allowed) > 0 {
		return nearestOf(s.allowed, capacity)
	}
	switch {
	case capacity < s.minimum:
		return []int64{s.minimum}
	case s.maximum > 0 && capacity > s.maximum:
		return []int64{s.maximum - (s.maximum-s.minimum)%s.step}
	}
	below := capacity - (capacity-s.minimum)%s.step
	switch above := below + s.step; {
	case below == capacity, s.maximum > 0 && above > s.maximum:
		return []int64{below}
	default:
		return []int64{below, above}
	}
}

func nearestOf(allowed []int64, capacity int64) []int64 {
	sorted := slices.Sorted(slices.Values(allowed))
	i, found := slices.BinarySearch(sorted, capacity)
	switch {
	case found || i == 0:
		return sorted[i : i+1]
	case i == len(sorted):
		return sorted[i-1:]
	}
	return sorted[i-1 : i+1]
}

// capacity is what a write has to send: what the spec asks for, else what was
// chosen. The unit is looked up only where nobody told it.
func (d *deployments) capacity(ctx context.Context, in accountID, want llm.DeploymentSpec, native llm.Native) (int64, error) {
	if want.Throughput.Units != nil {
		return *want.Throughput.Units, nil
	}
	tokens := want.Throughput.TokensPerMinute
	if tokens == nil {
		return native.Capacity, nil
	}
	unit := native.UnitTokens
	if unit == 0 {
		s, err := d.sold(ctx, in, native)
		if err != nil {
			return 0, err
		}
		unit = s.unitTokens
	}
	return offerSKU{name: native.Serving, unitTokens: unit, minimum: 1, step: 1}.forTokens(*tokens)
}

// sold is how the catalog sells a native identity.
func (d *deployments) sold(ctx context.Context, in accountID, native llm.Native) (offerSKU, error) {
	on, err := d.p.account(ctx, in)
	if err != nil {
		return offerSKU{}, notGone(err)
	}
	listed, err := d.p.catalogFor(ctx, on, modelOf(native))
	if err != nil {
		return offerSKU{}, err
	}
	o, _ := listed.find(native)
	s, _ := o.sku(native.Serving, native.Source != "")
	return s, nil
}
