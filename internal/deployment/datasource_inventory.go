package deployment

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// inventory is what one place holds.
type inventory struct {
	platform llm.Platform
	filter   llm.Filter
	found    []entry
	err      error // the list broke off, or never came
	unknown  error // why the catalog could not be asked
}

// entry is a deployment and the future of its model.
type entry struct {
	have *llm.Deployment
	life *llm.Lifecycle // nil: not known
}

// where names the place for a warning, where the configuration does.
func (i *inventory) where() string {
	if place := cmp.Or(i.filter.Parent, i.filter.Location); place != "" {
		return " in " + place
	}
	return ""
}

// take reads all places at once.
func (d *DataSource) take(ctx context.Context, places []inventory) []inventory {
	var side sync.WaitGroup
	for i := range places {
		side.Go(func() { places[i].read(ctx, d.data.Deployments[places[i].platform]) })
	}
	side.Wait()
	return places
}

// read lists a place. Models are looked up in the catalogs of their locations,
// which costs calls by location and not by deployment.
func (i *inventory) read(ctx context.Context, deployments *llm.Deployments) {
	for have, err := range deployments.List(ctx, i.filter) {
		if err != nil {
			i.err = err
			break
		}
		e := entry{have: have}
		life, err := deployments.Lifecycle(ctx, have)
		if err == nil {
			e.life = &life
		}
		i.unknown = cmp.Or(i.unknown, err)
		i.found = append(i.found, e)
	}
	slices.SortFunc(i.found, func(a, b entry) int { return cmp.Compare(a.have.ID.Value, b.have.ID.Value) })
}
