package azureopenai

import (
	"fmt"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// life tells of retirement. It stops what is new, and of what runs every write
// but that of tags. That what runs ends soon is told wherever it is read.
func (f *preflight) life(life llm.Lifecycle, what string, isNew bool) {
	now := f.d.p.cfg.Now()
	next := ""
	if successor := life.Successor(); successor != "" {
		next = "; " + successor
	}
	switch closed := life.Ended(now) || life.Stage == llm.StageClosed; {
	case closed && isNew:
		f.add(llm.Blocking, llm.FieldModel, "Model closed to new deployments",
			fmt.Sprintf("%s is %s, and retires on %s%s", what, life.Status, life.Day(), next), moveTo(life))
	case life.Ended(now):
		f.retired(fmt.Sprintf("%s retired on %s%s", what, life.Day(), next))
	case isNew && life.Due(now):
		f.add(llm.Warning, llm.FieldModel, "Model retires soon", fmt.Sprintf("%s retires on %s%s", what, life.Day(), next), moveTo(life))
	case isNew && life.Stage == llm.StageLegacy:
		f.add(llm.Warning, llm.FieldModel, "Model is legacy", fmt.Sprintf("%s is %s, retires on %s, and may be closed to new deployments%s", what, life.Status, life.Day(), next),
			moveTo(life))
	}
}

// moveTo is the way out of a model that ends.
func moveTo(life llm.Lifecycle) string {
	if next := life.Next(); next != "" {
		return "Deploy " + next + ", or another model that stays."
	}
	return "Choose another version or model."
}

// retired tells of a deployment that outlived its model: Azure refuses every
// write of it but that of tags (ServiceModelDeprecated).
func (f *preflight) retired(what string) {
	severity := llm.Warning
	if slices.ContainsFunc(f.d.written(f.have, f.want, f.native), func(field llm.Field) bool { return field != llm.FieldTags }) {
		severity = llm.Blocking
	}
	f.add(severity, llm.FieldModel, "Model retired", what+"; Azure changes nothing of such a deployment but its tags",
		"Name another version of the model, which is changed in place, or another model, which replaces the deployment.")
}
