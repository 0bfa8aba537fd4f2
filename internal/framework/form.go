package framework

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Form is what a text has to look like, whichever platform is chosen.
type Form struct {
	must string // completes "It …"
	ok   func(string) bool
}

// NewForm is the form that a function tells. Must completes "It …".
func NewForm(must string, ok func(string) bool) Form { return Form{must, ok} }

// Matching is the form of what a pattern describes as a whole. It compiles on
// first use, since every start of the program would pay for it else.
func Matching(must, pattern string) Form {
	compiled := sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(` + pattern + `)$`) })
	return Form{must, func(s string) bool { return compiled().MatchString(s) }}
}

// OneOf accepts the words of one of the vocabulary's enumerations.
func OneOf[T ~string](words ...T) Form {
	values, told := make([]string, len(words)), make([]string, len(words))
	for i, w := range words {
		values[i], told[i] = string(w), strconv.Quote(string(w))
	}
	return Form{"must be one of " + strings.Join(told, ", "), func(s string) bool { return slices.Contains(values, s) }}
}

// Description says what is accepted.
func (f Form) Description(context.Context) string { return f.must }

// MarkdownDescription says the same.
func (f Form) MarkdownDescription(ctx context.Context) string { return f.Description(ctx) }

// ValidateString judges a known text.
func (f Form) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() || f.ok(req.ConfigValue.ValueString()) {
		return
	}
	resp.Diagnostics.AddAttributeError(RootOf(req.Path), "Invalid argument",
		fmt.Sprintf("The value of %s is %s. It %s.", dotted(req.Path), Shown(req.ConfigValue.ValueString()), f.must))
}

// RootOf is the attribute that holds a nested one: Terraform shows the line of
// nothing deeper (measured on 1.11).
func RootOf(p path.Path) path.Path {
	if name, ok := p.Steps()[0].(path.PathStepAttributeName); ok {
		return path.Root(string(name))
	}
	return p
}

// dotted names an argument without the elements that lead to it, whose text is
// not ours.
func dotted(p path.Path) string {
	var names []string
	for _, step := range p.Steps() {
		if name, ok := step.(path.PathStepAttributeName); ok {
			names = append(names, string(name))
		}
	}
	return strings.Join(names, ".")
}

// Shown is what a user wrote, bearable and honest: what hides or reorders text,
// and letters that only look like others, appear as escapes.
func Shown(text string) string {
	const limit = 100
	if runes := []rune(text); len(runes) > limit {
		return strconv.QuoteToASCII(string(runes[:limit])) + "…"
	}
	return strconv.QuoteToASCII(text)
}
