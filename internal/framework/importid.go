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
	Noun     string // "deployment"
	Give     string // the accepted forms, as a sentence
	Identity Identity
}

// Import tells the platform by the form of the id, which an identity names too: it
// is the first that reads it. Id and platform are all that is in state then.
func Import[P interface {
	ParseID(s string) (llm.ID, error)
}](
	ctx context.Context, platforms map[llm.Platform]P, form ImportForm, req resource.ImportStateRequest, resp *resource.ImportStateResponse,
) {
	given := req.ID
	if given == "" {
		given = form.Identity.imported(ctx, req.Identity, &resp.Diagnostics)
	}
	var refusals []error
	for _, platform := range slices.Sorted(maps.Keys(platforms)) {
		id, err := platforms[platform].ParseID(given)
		if err != nil {
			refusals = append(refusals, fmt.Errorf("%s: %w", platform, err))
			continue
		}
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.Value)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("platform"), string(platform))...)
		if resp.Identity != nil {
			resp.Identity.Raw = form.Identity.value(ctx, id.Value)
		}
		return
	}
	AddImportError(&resp.Diagnostics, form, given, refusals)
}
