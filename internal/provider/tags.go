package provider

import (
	"context"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// ownTags is what the keys of the provider's own tags start with.
const ownTags = "llm:"

// maxDefaultTags leaves room for the provider's two own tags beside the 50 that
// either cloud allows on one object.
const maxDefaultTags = 48

var foreignTag = form{
	must: "must not be empty, and must not cover " + ownTags + ", which starts the provider's own tags",
	ok: func(s string) bool {
		return s != "" && !strings.HasPrefix(s, ownTags) && !strings.HasPrefix(ownTags, s)
	},
}

func tagRules(ctx context.Context, block types.Object, diags *diag.Diagnostics) llm.TagRules {
	var m tfIgnoreTags
	decode(ctx, block, &m, diags)
	return llm.TagRules{Keys: texts(m.Keys), Prefixes: texts(m.Prefixes)}
}

// tagMap refuses tags that no platform takes. What only one of them refuses is
// judged where a resource names its platform.
type tagMap struct{}

// Description is what documentation says about the tags.
func (tagMap) Description(context.Context) string {
	return fmt.Sprintf("at most %d tags, none of which starts with %q", maxDefaultTags, ownTags)
}

// MarkdownDescription is what documentation says about the tags.
func (t tagMap) MarkdownDescription(ctx context.Context) string { return t.Description(ctx) }

// ValidateMap judges the known tags.
func (tagMap) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	elements := req.ConfigValue.Elements()
	if len(elements) > maxDefaultTags {
		resp.Diagnostics.AddAttributeError(req.Path, "Too many default tags",
			fmt.Sprintf("%d tags are given; at most %d leave room for the provider's own. Remove some, or set them on single resources.",
				len(elements), maxDefaultTags))
	}
	for key, value := range textMap(req.ConfigValue) {
		if fault := tagFault(key, value); fault != "" {
			resp.Diagnostics.AddAttributeError(req.Path.AtMapKey(key), "Invalid default tag", fault)
		}
	}
}

// tagFault says what no platform accepts; empty for nothing. Sources: tag
// limits of Azure Resource Manager (key 512, value 256 characters) and of AWS
// (key 128, value 256).
func tagFault(key, value string) string {
	switch {
	case key == "":
		return "A tag needs a key. Give it one, or remove the tag."
	case strings.HasPrefix(key, ownTags):
		return fmt.Sprintf("Keys that start with %q belong to the provider. Choose another key.", ownTags)
	case utf8.RuneCountInString(key) > 512 || utf8.RuneCountInString(value) > 256:
		return "No platform takes a key of more than 512 characters or a value of more than 256. Shorten it."
	case strings.ContainsFunc(key+value, unicode.IsControl):
		return "No platform takes control characters in tags. Remove them."
	}
	return ""
}
