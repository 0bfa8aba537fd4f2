package amazonbedrock

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// unlisted is the status of a model that left the list, as it does on the day it ends.
const unlisted = "UNLISTED"

// lifeOf is what the list says of a model. Legacy is closed: accounts that have not used the model lately are refused.
func lifeOf(m types.FoundationModelSummary) llm.Lifecycle {
	if m.ModelLifecycle == nil {
		return llm.Lifecycle{}
	}
	life := llm.Lifecycle{Status: string(m.ModelLifecycle.Status), RetiresOn: deref(m.ModelLifecycle.EndOfLifeTime)}
	if m.ModelLifecycle.Status == types.FoundationModelLifecycleStatusLegacy {
		life.Stage = llm.StageClosed
	}
	return life
}

// unusable is why nobody may begin to use a model; empty when anybody may.
func unusable(m types.FoundationModelSummary, now time.Time) string {
	switch life := lifeOf(m); {
	case life.Ended(now):
		return "retired on " + life.Day()
	case life.Stage == llm.StageClosed && !life.RetiresOn.IsZero():
		return "is legacy, closed to new users, and retires on " + life.Day()
	case life.Stage == llm.StageClosed:
		return "is legacy, closed to new users"
	}
	return ""
}

// Lifecycle reads the model's dates, which AWS gives only once it is legacy. A model that the list has lost is past them.
func (d *driver) Lifecycle(ctx context.Context, have *llm.Deployment) (llm.Lifecycle, error) {
	ctx, done := bounded(ctx)
	defer done()
	if isCustomModel(have.Native.Name) {
		return llm.Lifecycle{}, nil
	}
	c, err := d.platform.client(ctx, have.Location)
	if err != nil {
		return llm.Lifecycle{}, err
	}
	known, err := d.platform.catalog(ctx, c)
	if err != nil {
		return llm.Lifecycle{}, err
	}
	return known.lifecycle(have.Native.Name, d.platform.config.Now()), nil
}

func (k *catalog) lifecycle(model string, now time.Time) llm.Lifecycle {
	m, found := k.model(model)
	if !found {
		m, found = k.model(withoutVariant(model))
	}
	if !found {
		return llm.Lifecycle{Status: unlisted, Stage: llm.StageUnlisted, Newer: k.newer(model, now)}
	}
	life := lifeOf(m)
	if life.Stage != llm.StageOpen || life.Due(now) {
		life.Newer = k.newer(model, now)
	}
	return life
}

// newer is the newest model of the same family that can be deployed from here: AWS names no successors.
func (k *catalog) newer(model string, now time.Time) string {
	entries := k.entries(llm.OnDemand, now)
	for i, m := range k.models {
		if lifeOf(m).Due(now) {
			entries[i].Unusable = "ends soon"
		}
	}
	ending, _ := DecomposeModelID(withoutVariant(model))
	next, found := llm.Newest(ending, entries)
	if !found {
		return ""
	}
	return llm.NameBeside(next, ending)
}
