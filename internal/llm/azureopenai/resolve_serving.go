package azureopenai

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// serving is the widest SKU of an offer within all bounds. The error names the
// bound that is in the way and what is sold instead.
func (r resolver) serving(o offer) (offerSKU, error) {
	if r.spec.Azure.SKU != "" {
		return r.named(o)
	}
	var inMode, inScope []offerSKU
	for _, s := range o.skus {
		how := servingOf(s.name)
		if !r.sells(o, s) || s.name != skuFor(how.mode, how.scope) || how.mode != r.spec.Throughput.Mode {
			continue
		}
		inMode = append(inMode, s)
		if how.scope.Within(r.spec.Scope) {
			inScope = append(inScope, s)
		}
	}
	slices.SortStableFunc(inScope, func(a, b offerSKU) int { return width(b) - width(a) })
	inPlace := slices.DeleteFunc(slices.Clone(inScope), func(s offerSKU) bool { return len(r.outside(s)) > 0 })
	alive := slices.DeleteFunc(slices.Clone(inPlace), r.over)
	switch {
	case len(alive) > 0:
		return alive[0], nil
	case len(inMode) == 0:
		return offerSKU{}, r.notSold(o, llm.FieldMode, fmt.Sprintf("not as %s", r.spec.Throughput.Mode),
			"Choose another throughput.mode, or another model or region.")
	case len(inScope) == 0:
		return offerSKU{}, r.notSold(o, llm.FieldScope, fmt.Sprintf("not %s within processing_scope %q", r.spec.Throughput.Mode,
			r.spec.Scope),
			"Widen processing_scope if requests may travel that far, or choose another model or region.")
	case len(inPlace) == 0:
		return offerSKU{}, r.notSold(o, llm.FieldAllowedLocations,
			fmt.Sprintf("only where requests may reach %s, which allowed_locations %v does not allow",
				strings.Join(r.outside(inScope[0]), ", "), r.spec.AllowedLocations),
			"Allow that location, narrow processing_scope so that requests stay closer, or choose an account in another region.")
	}
	return offerSKU{}, r.notSold(o, llm.FieldModel, fmt.Sprintf("not any more: %s retired on %s", inPlace[0].name,
		inPlace[0].retires.Format(time.DateOnly)),
		"Choose another model, or another processing_scope.")
}

// sells reports whether a SKU is for the kind of model that is asked for.
func (r resolver) sells(o offer, s offerSKU) bool { return o.own || s.fineTuned == r.fineTuned() }

// named is the SKU that azure.sku asks for.
func (r resolver) named(o offer) (offerSKU, error) {
	name := r.spec.Azure.SKU
	s, ok := o.sku(name, r.fineTuned())
	if !ok {
		return offerSKU{}, r.notSold(o, llm.FieldSKU, "not as SKU "+name,
			"Choose one of the SKUs named above, or remove azure.sku.")
	}
	if r.over(s) {
		return offerSKU{}, r.notSold(o, llm.FieldSKU, fmt.Sprintf("not any more as SKU %s: it retired on %s", name,
			s.retires.Format(time.DateOnly)),
			"Choose another SKU, or remove azure.sku.")
	}
	if outside := r.outside(s); len(outside) > 0 {
		return offerSKU{}, r.notSold(o, llm.FieldAllowedLocations,
			fmt.Sprintf("as SKU %s only where requests may reach %s, which allowed_locations %v does not allow",
				name, strings.Join(outside, ", "), r.spec.AllowedLocations), "Allow that location, or choose another SKU.")
	}
	return s, nil
}

func (r resolver) outside(s offerSKU) []string {
	return llm.Outside(r.spec.AllowedLocations, processed(servingOf(s.name).scope, r.listed.location), geography)
}

func (r resolver) over(s offerSKU) bool { return !s.retires.IsZero() && !r.now.Before(s.retires) }

func width(s offerSKU) int { return slices.Index(llm.Scopes(), servingOf(s.name).scope) }

func (r resolver) notSold(o offer, field llm.Field, what, fix string) error {
	return &llm.Error{
		Op: "resolve model", Object: r.spec.Model, Code: llm.CodeInvalid, Field: field, Fix: fix,
		Message: fmt.Sprintf("%s is sold in %s, but %s; it is sold as %s",
			nativeID(o.Format, o.Name, o.Version), r.listed.location, what, r.sold(o)),
	}
}

// sold lists what an offer is sold as, with the scope of each.
func (r resolver) sold(o offer) string {
	var names []string
	for _, s := range o.skus {
		if !r.sells(o, s) || r.over(s) {
			continue
		}
		how := servingOf(s.name)
		names = append(names, fmt.Sprintf("%s (%s, %s)", s.name, how.mode, how.scope))
	}
	if len(names) == 0 {
		return "nothing that is open to new deployments"
	}
	return strings.Join(names, ", ")
}

// native is the choice in full.
func (r resolver) native(o offer, s offerSKU) (llm.Native, error) {
	if problem := attestationProblem(r.spec.Azure.Attestation); o.Format == formatAnthropic && problem != "" {
		return llm.Native{}, invalid(llm.FieldAttestation, r.spec.Model, problem, attestationFix)
	}
	how := servingOf(s.name)
	n := llm.Native{
		Format: o.Format, Name: o.Name, Version: o.Version, Serving: s.name, Scope: how.scope,
		Locations: processed(how.scope, r.listed.location), UnitTokens: s.unitTokens,
	}
	if m := r.spec.Azure.Model; m != nil {
		n.Source, n.SourceAccount = m.Source, m.SourceAccount
	}
	if how.mode != llm.OnDemand {
		n.UnitTokens = 0
	}
	capacity, err := s.capacity(r.spec.Throughput)
	if err != nil {
		return llm.Native{}, err
	}
	n.Capacity = capacity
	return n, nil
}
