package framework

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ImportForm says what an import takes.
type ImportForm struct {
	Noun string // "deployment"
	Give string // the accepted forms, as a sentence
}

// Import tells the platform by the form of the id: it is the first that reads
// it. Id and platform are all that is in state then.
func Import[P interface {
	ParseID(s string) (llm.ID, error)
}](
	ctx context.Context, platforms map[llm.Platform]P, form ImportForm, req resource.ImportStateRequest, resp *resource.ImportStateResponse,
) {
	var refusals []error
	for _, platform := range slices.Sorted(maps.Keys(platforms)) {
		id, err := platforms[platform].ParseID(req.ID)
		if err != nil {
			refusals = append(refusals, fmt.Errorf("%s: %w", platform, err))
			continue
		}
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.Value)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("platform"), string(platform))...)
		return
	}
	AddImportError(&resp.Diagnostics, form, req.ID, refusals)
}
