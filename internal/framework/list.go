package framework

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Listing is what a list block asks for, platform by platform.
type Listing struct {
	TypeName string
	Noun     string // "deployment"
	Identity Identity
	Named    bool // the block names a platform or a place: what cannot be listed is an error. Else it is one only where nothing could be
	Prefix   string
	Data     *Data
	On       []llm.Platform
	Find     func(ctx context.Context, platform llm.Platform) iter.Seq2[Found, error]
}

// Found is one object of a list.
type Found struct {
	ID    llm.ID
	Name  string
	Where string // for people, beside the name
	// State fills in what state would hold after an import, and asks for as much
	// as that needs. Gone reports that the object is not there any more.
	State func(ctx context.Context, into *tfsdk.Resource, diags *diag.Diagnostics) (gone bool)
}

// Stream answers a list block.
func (l Listing) Stream(ctx context.Context, req list.ListRequest, stream *list.ListResultsStream) {
	stream.Results = func(push func(list.ListResult) bool) {
		s := &streaming{Listing: l, req: req, push: push}
		for _, platform := range l.On {
			if !s.platform(ctx, platform) {
				return
			}
		}
		s.failures()
	}
}

// streaming is one list on its way.
type streaming struct {
	Listing

	req    list.ListRequest
	push   func(list.ListResult) bool
	told   int64 // objects so far
	read   bool  // a platform, or a place of one, was listed
	failed []failedList
}

type failedList struct {
	platform llm.Platform
	err      error
}

// platform pushes what is found on one. It reports whether to go on.
func (s *streaming) platform(ctx context.Context, platform llm.Platform) bool {
	whole := true
	for found, err := range s.Find(ctx, platform) {
		if err != nil {
			whole, s.failed = false, append(s.failed, failedList{platform, err})
			continue
		}
		if s.read = true; !strings.HasPrefix(found.Name, s.Prefix) {
			continue
		}
		result, gone := s.result(ctx, found)
		if gone {
			continue
		}
		if s.told++; !s.push(result) || s.req.Limit > 0 && s.told >= s.req.Limit {
			return false
		}
	}
	s.read = s.read || whole
	return true
}

// result is one object as terraform shows it.
func (s *streaming) result(ctx context.Context, found Found) (result list.ListResult, gone bool) {
	result = s.req.NewListResult(ctx)
	result.Identity.Raw = s.Identity.value(ctx, found.ID.Value)
	result.DisplayName = fmt.Sprintf("%s (%s)", cmp.Or(found.Name, s.Noun), found.Where)
	if s.req.IncludeResource {
		gone = found.State(ctx, result.Resource, &result.Diagnostics)
		s.Data.Conceal(&result.Diagnostics)
	}
	return result, gone
}

// failures tells what could not be listed. Where something else could be, and
// nothing was named, that is a warning: a list that looks whole and is not would
// be worse, and none at all too.
func (s *streaming) failures() {
	var diags diag.Diagnostics
	for _, failed := range s.failed {
		var told diag.Diagnostics
		AddError(&told, s.TypeName, failed.err)
		for _, d := range told {
			if s.read && !s.Named {
				d = diag.NewWarningDiagnostic("Not everything is listed", paragraphs(
					fmt.Sprintf("The %ss on %s could not be listed, or not all of them.", s.Noun, failed.platform), d.Summary()+": "+d.Detail(),
					`To list what can be, name it: platform = "…" in the list block.`))
			}
			diags.Append(d)
		}
	}
	if s.Data.Conceal(&diags); len(diags) > 0 {
		s.push(list.ListResult{Diagnostics: diags})
	}
}
