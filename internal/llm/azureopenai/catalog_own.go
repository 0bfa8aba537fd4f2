package azureopenai

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// catalogFor is the location's catalog, and with it what only this account can
// deploy where the model is not in the former: a fine-tuned model has a name of
// its own that no location lists. Where the account's list cannot be read, the
// location's alone is returned.
func (p *Platform) catalogFor(ctx context.Context, on *account, m wireModel) (*catalog, error) {
	listed, err := p.catalogOf(ctx, on)
	if err != nil || m.Name == "" || listed.names(m) {
		return listed, err
	}
	own, err := p.ownModels(ctx, on, listed)
	if err != nil {
		return listed, nil //nolint:nilerr // that the model is not listed is what the caller says
	}
	return &catalog{location: listed.location, offers: slices.Concat(listed.offers, own)}, nil
}

// names reports whether the catalog has the model, in any version.
func (c *catalog) names(m wireModel) bool {
	return slices.ContainsFunc(c.offers, func(o offer) bool { return o.Format == m.Format && o.Name == m.Name })
}

// ownModels reads what the account can deploy beyond its location's catalog. A
// model appears when its training ends, so it is not kept for long.
func (p *Platform) ownModels(ctx context.Context, on *account, listed *catalog) ([]offer, error) {
	c, err := p.open()
	if err != nil {
		return nil, err
	}
	path := on.id.path() + "/models"
	return p.own.Get(ctx, strings.ToLower(path), func(ctx context.Context) ([]offer, error) {
		var own []offer
		err := c.pages(ctx, "list models of account", on.id.name, path, func(r io.Reader) (string, error) {
			return eachItem(r, func(decoder *json.Decoder) error {
				var row wireOffer
				if err := decoder.Decode(&row.Model); err != nil {
					return err
				}
				if o := newOffer(row); !listed.names(o.wireModel) {
					o.own = true
					own = append(own, o)
				}
				return nil
			})
		})
		return own, err
	})
}
