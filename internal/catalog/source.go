// Package catalog is the data sources that tell before an apply what can be
// deployed, at what price and within which quota: llm_model, llm_models and
// llm_quota.
package catalog

import (
	"context"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// readTimeout bounds the reading of all platforms, which goes side by side.
const readTimeout = 2 * time.Minute

// source is what all data sources of this package are. They speak Terraform on
// one side and llm on the other and know no cloud.
type source struct{ pure, data *framework.Data }

// Configure takes what the provider hands over.
func (s *source) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	s.data = framework.FromProvider(req.ProviderData, s.data, &resp.Diagnostics)
}

// answer is what one platform told, or why it did not.
type answer[T any] struct {
	platform llm.Platform
	told     []T
	err      error
}

// ask asks all platforms at once. What could not be read of some is a warning;
// where none could be, it is an error, since nothing would follow.
func ask[T any](ctx context.Context, s *source, places places, what string, diags *diag.Diagnostics,
	read func(context.Context, llm.CatalogDriver, llm.Site) ([]T, error),
) []answer[T] {
	ctx, done := context.WithTimeout(ctx, readTimeout)
	defer done()
	answers := make([]answer[T], len(places.platforms))
	var side sync.WaitGroup
	for i, platform := range places.platforms {
		answers[i].platform = platform
		side.Go(func() { answers[i].told, answers[i].err = read(ctx, s.data.Catalogs[platform], places.sites[platform]) })
	}
	side.Wait()
	unread := 0
	for _, a := range answers {
		if a.err != nil {
			unread++
		}
	}
	for _, a := range answers {
		switch {
		case a.err == nil:
		case unread == len(answers):
			framework.AddError(diags, "", a.err)
		default:
			framework.AddUnasked(diags, a.platform, what, a.err)
		}
	}
	return answers
}
