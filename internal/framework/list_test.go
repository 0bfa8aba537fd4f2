package framework

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

const canary = "canary-7f3a"

// places are what each platform's list says, in its order: a name, or why a place
// could not be listed.
type places map[llm.Platform][]string

func (p places) find(_ context.Context, on llm.Platform) iter.Seq2[Found, error] {
	return func(yield func(Found, error) bool) {
		for _, name := range p[on] {
			found, err := Found{ID: llm.ID{Value: "/" + name}, Name: name, Where: "here", State: stateOf(name)}, error(nil)
			if why, denied := strings.CutPrefix(name, "!"); denied {
				found, err = Found{}, errors.New(why+" "+canary)
			}
			if !yield(found, err) {
				return
			}
		}
	}
}

// stateOf is gone, or tells more than it should.
func stateOf(name string) func(context.Context, *tfsdk.Resource, *diag.Diagnostics) bool {
	return func(_ context.Context, _ *tfsdk.Resource, diags *diag.Diagnostics) bool {
		if name == "talks" {
			diags.AddWarning("It said", canary)
		}
		return name == "gone"
	}
}

func TestListing_Stream(t *testing.T) {
	for sentence, row := range map[string]struct {
		places places
		named  bool
		prefix string
		limit  int64
		state  bool
		want   []string // names, and diagnostics by severity
	}{
		"both platforms, one after the other":        {places: places{"azure": {"a", "b"}, "bedrock": {"c"}}, want: []string{"a (here)", "b (here)", "c (here)"}},
		"by the beginning of the name":               {places: places{"azure": {"ax", "b"}, "bedrock": {"ac"}}, prefix: "a", want: []string{"ax (here)", "ac (here)"}},
		"no more than the limit":                     {places: places{"azure": {"a", "b"}, "bedrock": {"c"}}, limit: 2, want: []string{"a (here)", "b (here)"}},
		"an end in the middle of a platform":         {places: places{"azure": {"a", "b"}}, limit: 1, want: []string{"a (here)"}},
		"what is gone by now is left out":            {places: places{"azure": {"gone", "a"}}, state: true, want: []string{"a (here)"}},
		"and is not looked for without its state":    {places: places{"azure": {"gone", "a"}}, want: []string{"gone (here)", "a (here)"}},
		"a platform that is closed is a warning":     {places: places{"azure": {"!denied"}, "bedrock": {"c"}}, want: []string{"c (here)", "Warning"}},
		"also where the other one is empty":          {places: places{"azure": {"!denied"}}, want: []string{"Warning"}},
		"one account of several is too":              {places: places{"azure": {"!denied", "b"}, "bedrock": {"!denied"}}, want: []string{"b (here)", "Warning", "Warning"}},
		"that nothing could be listed is an error":   {places: places{"azure": {"!denied"}, "bedrock": {"!closed"}}, want: []string{"Error", "Error"}},
		"what was named and is closed is one, too":   {places: places{"azure": {"!denied"}, "bedrock": {"c"}}, named: true, want: []string{"c (here)", "Error"}},
		"what a state tells besides is the object's": {places: places{"azure": {"talks"}}, state: true, want: []string{"talks (here)", "Warning"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			data := &Data{Secrets: &llm.Secrets{}}
			data.Secrets.Add(canary)
			listing := Listing{
				TypeName: "llm_thing", Noun: "thing", Identity: ByID("what it is"), Named: row.named, Prefix: row.prefix, Data: data,
				On: []llm.Platform{llm.Azure, llm.Bedrock}, Find: row.places.find,
			}
			req := list.ListRequest{Limit: row.limit, IncludeResource: row.state, ResourceSchema: schema.Schema{}, ResourceIdentitySchema: listing.Identity.Schema}
			var stream list.ListResultsStream
			listing.Stream(t.Context(), req, &stream)
			var have []string
			for result := range stream.Results {
				have = append(have, told(t, result)...)
			}
			if diff := cmp.Diff(row.want, have); diff != "" {
				t.Errorf("(-want +have):\n%s", diff)
			}
		})
	}
}

// told is a result in words, without the secret.
func told(t *testing.T, result list.ListResult) []string {
	t.Helper()
	var words []string
	if result.DisplayName != "" {
		words = append(words, result.DisplayName)
	}
	for _, d := range result.Diagnostics {
		words = append(words, d.Severity().String())
		if strings.Contains(d.Summary()+d.Detail(), canary) {
			t.Errorf("it shows the secret: %s: %s", d.Summary(), d.Detail())
		}
	}
	return slices.Clip(words)
}
