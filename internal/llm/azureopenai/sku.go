package azureopenai

import (
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// serving is what a SKU means: how far requests travel and how capacity is bought.
type serving struct {
	scope llm.Scope
	mode  llm.Mode
}

// servingOf reads the name of a SKU. Azure adds SKUs, so a name that is not
// known is read by its parts, and what says nothing of its place counts as
// global: the stricter reading of a bound.
func servingOf(sku string) serving {
	switch sku {
	case "Standard", "LowPriority":
		return serving{llm.ScopeRegion, llm.OnDemand}
	case "Provisioned", "Provisioned_MultiModal", "Provisioned_Image", "ProvisionedManaged":
		return serving{llm.ScopeRegion, llm.Provisioned}
	}
	s := serving{llm.ScopeGlobal, llm.OnDemand} // DeveloperTier among them: it promises no data residency
	if strings.HasPrefix(sku, "DataZone") {
		s.scope = llm.ScopeGeo
	}
	switch {
	case strings.Contains(sku, "Provisioned"):
		s.mode = llm.Provisioned
	case strings.HasSuffix(sku, "Batch"):
		s.mode = llm.Batch
	}
	return s
}

// skuFor is the SKU that sells a mode at a scope; empty where none does. Batch
// is not sold within a region.
func skuFor(mode llm.Mode, scope llm.Scope) string {
	prefix := map[llm.Scope]string{llm.ScopeRegion: "", llm.ScopeGeo: "DataZone", llm.ScopeGlobal: "Global"}[scope]
	switch {
	case mode == llm.Provisioned:
		return prefix + "ProvisionedManaged"
	case mode == llm.OnDemand:
		return prefix + "Standard"
	case mode == llm.Batch && scope != llm.ScopeRegion:
		return prefix + "Batch"
	}
	return ""
}

// isStandard reports whether a SKU is one of the standard types: only they can be
// paused, and an account holds a limited number of them.
func isStandard(sku string) bool {
	switch sku {
	case "Standard", "DataZoneStandard", "GlobalStandard":
		return true
	}
	return false
}
