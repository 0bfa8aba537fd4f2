package functions

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// modelReference reads how a model is spelled.
type modelReference struct{ platforms Platforms }

// Metadata names the function.
func (*modelReference) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "model_reference"
}

// Definition describes it.
func (*modelReference) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Reads any spelling of a model's name as one canonical reference",
		MarkdownDescription: "Two spellings of one model have the same `canonical` reference, so that models can be compared and used as keys. " +
			"It reads `publisher/name` and `publisher/name@version` as OpenRouter, Vercel AI Gateway and models.dev write them, Azure's `format/name/version`, and Bedrock's ids and ARNs " +
			"of foundation models and system inference profiles.\n\n" +
			"| attribute | holds |\n|---|---|\n" +
			"| `publisher` | the canonical word for the publisher |\n" +
			"| `name` | the name's words and numbers with dashes between them, without the publisher's own word in front |\n" +
			"| `version` | a date `yyyymmdd`, or a platform's own label such as `2` or `v1:0`, which means something there only; null where the text names none |\n" +
			"| `canonical` | `publisher/name`, with `@version` where there is one |\n\n" +
			"`canonical` can be given as `model` of an `llm_deployment`. No catalog is asked: whether a model exists, and which version is the default, is not known here. " +
			"Words that catalogs add or leave out for the same model (`-instruct`, parameter counts) make another reference; a deployment's `model` may leave them out all the same. " +
			"`model_aliases` of the provider block are not followed.",
		Parameters: []function.Parameter{function.StringParameter{Name: "model", MarkdownDescription: "A reference, or a platform's own id of a model."}},
		Return:     function.ObjectReturn{AttributeTypes: framework.OfStrings("publisher", "name", "version", "canonical")},
	}
}

type tfReference struct {
	Publisher string  `tfsdk:"publisher"`
	Name      string  `tfsdk:"name"`
	Version   *string `tfsdk:"version"`
	Canonical string  `tfsdk:"canonical"`
}

// Run reads the name.
func (f *modelReference) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var model string
	if resp.Error = req.Arguments.Get(ctx, &model); resp.Error != nil {
		return
	}
	ref, err := f.platforms.reference(model)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, fmt.Sprintf("%s.\n\nGive publisher/name or publisher/name@version, Azure's format/name/version, "+
			"or the id or ARN of a foundation model or system inference profile of Bedrock", err))
		return
	}
	is := ref.Canonical()
	resp.Error = resp.Result.Set(ctx, tfReference{is.Publisher, is.Name, text(is.Version), is.String()})
}

// reference reads what is in no platform's own words as a portable reference.
func (p Platforms) reference(model string) (llm.Reference, error) {
	for _, platform := range slices.Sorted(maps.Keys(p)) {
		if ref, native, err := p[platform].Reference(model); native {
			return ref, err
		}
	}
	return llm.ParseReference(model)
}
