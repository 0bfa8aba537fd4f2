package provider

import (
	"context"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// closedCatalog tells of places and lists nothing.
type closedCatalog struct {
	llm.CatalogDriver

	reason reason
}

// Offers fails.
func (c closedCatalog) Offers(context.Context, llm.Site) ([]llm.Offer, error) {
	return nil, c.reason.refuse("list models", "")
}

// Quotas fails.
func (c closedCatalog) Quotas(context.Context, llm.Site) ([]llm.Quota, error) {
	return nil, c.reason.refuse("list quotas", "")
}

var _ llm.CatalogDriver = closedCatalog{}
