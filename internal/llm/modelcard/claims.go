package modelcard

import "math"

// tolerance is how far two prices may be apart and still be the same: sources round.
const tolerance = 0.02

// tools is true where every claim says so. Of equal claims, here and below, the latest is cited.
func tools(claims []Fact) (*bool, Source) {
	if len(claims) == 0 {
		return nil, Source{}
	}
	least := claims[0]
	for _, f := range claims[1:] {
		if !*f.Tools && *least.Tools || *f.Tools == *least.Tools && f.later(least) {
			least = f
		}
	}
	return least.Tools, least.Source
}

// context is the least claim.
func context(claims []Fact) (*int64, Source) {
	if len(claims) == 0 {
		return nil, Source{}
	}
	least := claims[0]
	for _, f := range claims[1:] {
		if *f.Context < *least.Context || *f.Context == *least.Context && f.later(least) {
			least = f
		}
	}
	return least.Context, least.Source
}

// price is the highest claim, for input and output each.
func price(claims []Fact) *Price {
	if len(claims) == 0 {
		return nil
	}
	input, output := claims[0], claims[0]
	for _, f := range claims[1:] {
		if f.Price.Input > input.Price.Input || f.Price.Input == input.Price.Input && f.later(input) {
			input = f
		}
		if f.Price.Output > output.Price.Output || f.Price.Output == output.Price.Output && f.later(output) {
			output = f
		}
	}
	p := &Price{Input: input.Price.Input, Output: output.Price.Output, AsOf: min(input.Source.AsOf, output.Source.AsOf), Source: input.Source.Name}
	if output.Source.Name != input.Source.Name {
		p.Source += ", " + output.Source.Name
	}
	for _, f := range claims {
		p.Varies = p.Varies || apart(f.Price.Input, p.Input) || apart(f.Price.Output, p.Output)
	}
	return p
}

func (f Fact) later(than Fact) bool { return f.Source.AsOf > than.Source.AsOf }

func apart(claim, highest float64) bool { return math.Abs(claim-highest) > tolerance*highest }
