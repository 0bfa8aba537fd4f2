package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// aliasMap judges model_aliases.
type aliasMap struct{}

// Description is what documentation says about the aliases.
func (aliasMap) Description(context.Context) string {
	return "from publisher/name or publisher/name@version to another reference or to a native id"
}

// MarkdownDescription is what documentation says about the aliases.
func (a aliasMap) MarkdownDescription(ctx context.Context) string { return a.Description(ctx) }

// ValidateMap judges the known aliases.
func (aliasMap) ValidateMap(_ context.Context, req validator.MapRequest, resp *validator.MapResponse) {
	for alias, target := range textMap(req.ConfigValue) {
		if fault := aliasFault(alias, target); fault != "" {
			resp.Diagnostics.AddAttributeError(req.Path.AtMapKey(alias), "Invalid model alias", fault)
		}
	}
}

// nativeTarget is what any reference, id and ARN of a model is made of. No name
// of a model is longer than a reference may be.
var nativeTarget = matching("", `^(arn:[a-zA-Z0-9._:/-]{1,600}|[a-zA-Z0-9]([a-zA-Z0-9 ._:/@+-]{0,158}[a-zA-Z0-9])?)$`)

// aliasFault says what is wrong with one alias; empty for nothing. A native id
// only its platform can judge.
func aliasFault(alias, target string) string {
	from, err := llm.ParseReference(alias)
	if err != nil {
		return fmt.Sprintf("The alias is no model reference: %s.", err)
	}
	if target == "" || target != strings.TrimSpace(target) || strings.ContainsFunc(target, unicode.IsControl) {
		return fmt.Sprintf("What %s stands for is empty, or begins or ends with a space. Write a reference or a platform's native id.", from)
	}
	if !nativeTarget.ok(target) {
		return fmt.Sprintf("What %s stands for is no model's name or id. Write a reference or a platform's native id.", from)
	}
	if isNative(target) {
		return ""
	}
	to, err := llm.ParseReference(target)
	switch {
	case err != nil:
		return fmt.Sprintf("What the alias stands for is neither a reference nor a native id: %s.", err)
	case from == to:
		return fmt.Sprintf("The alias stands for itself. Remove it: %s works without.", from)
	}
	return ""
}

// isNative tells a platform's own id from a reference: an ARN, an id without a
// slash, or Azure's format/name/version, whose format may hold a space.
func isNative(target string) bool {
	parts := strings.Split(target, "/")
	return strings.HasPrefix(target, "arn:") || len(parts) == 1 || len(parts) == 3 && !slices.Contains(parts, "")
}
