package azureopenai

import (
	"context"
	"slices"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// stageOf reads lifecycleStatus, whose words are shifted by one against Microsoft's documentation: what that calls deprecated is
// Deprecating, and retired is Deprecated (both compared on 2026-07-10). Nobody has said whether Legacy takes new deployments.
func stageOf(status string) llm.Stage {
	switch status {
	case "Legacy":
		return llm.StageLegacy
	case "Deprecating":
		return llm.StageClosed
	case "Deprecated":
		return llm.StageRetired
	}
	return llm.StageOpen
}

// Lifecycle implements [llm.DeploymentDriver].
func (d *deployments) Lifecycle(ctx context.Context, have *llm.Deployment) (llm.Lifecycle, error) {
	child, err := d.p.childOf(have.ID.Value)
	if err != nil {
		return llm.Lifecycle{}, err
	}
	on, err := d.p.account(ctx, child.account)
	if err != nil {
		return llm.Lifecycle{}, notGone(err)
	}
	listed, err := d.p.catalogFor(ctx, on, modelOf(have.Native))
	if err != nil {
		return llm.Lifecycle{}, err
	}
	o, ok := listed.find(have.Native)
	if !ok {
		return d.p.gone(ctx, on, listed, have.Native), nil
	}
	s, _ := o.sku(have.Native.Serving, have.Native.Source != "")
	return listed.lifecycle(o, s, d.p.cfg.Now()), nil
}

// unlisted is the status of a model that is in no list.
const unlisted = "Unlisted"

// gone is said of a model that no list holds. A fine-tuned one may be in a list that could not be read, or in that of
// another account: then nothing is known of it.
func (p *Platform) gone(ctx context.Context, on *account, listed *catalog, native llm.Native) llm.Lifecycle {
	if native.Source != "" {
		return llm.Lifecycle{}
	}
	if !listed.names(modelOf(native)) {
		if _, err := p.ownModels(ctx, on, listed); err != nil {
			return llm.Lifecycle{}
		}
	}
	return llm.Lifecycle{Status: unlisted, Stage: llm.StageUnlisted, Newer: listed.newer(offer{wireModel: modelOf(native)}, p.cfg.Now())}
}

// lifecycle is what is said of an offer as it is sold under a SKU.
func (c *catalog) lifecycle(o offer, s offerSKU, now time.Time) llm.Lifecycle {
	life := llm.Lifecycle{Status: o.status, Stage: stageOf(o.status), RetiresOn: o.ends(s), Replacement: c.successor(o)}
	if life.Replacement == "" && (life.Stage != llm.StageOpen || life.Due(now)) {
		life.Newer = c.newer(o, now)
	}
	return life
}

// newer is the newest model of the same family that does not end soon itself.
func (c *catalog) newer(o offer, now time.Time) string {
	entries := make([]llm.Entry, len(c.offers))
	for i, other := range c.offers {
		entries[i] = DecomposeModel(other.Format, other.publisher, other.Name, other.Version)
		if other.status == statusPreview || stageOf(other.status) != llm.StageOpen || c.soonOver(other, now) {
			entries[i].Unusable = "ends soon"
		}
	}
	ending := DecomposeModel(o.Format, o.publisher, o.Name, o.Version)
	next, found := llm.Newest(ending, entries)
	if !found {
		return ""
	}
	return llm.NameBeside(next, ending)
}

func (c *catalog) soonOver(o offer, now time.Time) bool {
	return llm.Lifecycle{RetiresOn: o.retires}.Due(now) || !slices.ContainsFunc(o.skus, func(s offerSKU) bool {
		return !llm.Lifecycle{RetiresOn: s.retires}.Due(now)
	})
}
