package llm

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// smallCatalog holds the shapes that matter: counters, dates, hosts, sizes, suffixes, variants and the retired.
func smallCatalog() []Entry {
	return []Entry{
		{NativeID: "haiku-2", Publisher: "Anthropic", Name: "claude-haiku-4-5", Version: "2", Revision: 2, Default: true},
		{NativeID: "haiku-dated", Publisher: "Anthropic", Name: "claude-haiku-4-5", Version: "20251001", Date: "20251001", Host: "anthropic"},
		{NativeID: "opus-4-8", Publisher: "Anthropic", Name: "claude-opus-4-8", Version: "1", Revision: 1},
		{NativeID: "phi-2", Publisher: "Microsoft", Name: "Phi-4", Version: "2", Revision: 2},
		{NativeID: "phi-10", Publisher: "Microsoft", Name: "Phi-4", Version: "10", Revision: 10},
		{NativeID: "phi-9", Publisher: "Microsoft", Name: "Phi-4", Version: "9", Revision: 9},
		{NativeID: "4o-may", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-05-13", Date: "20240513"},
		{NativeID: "4o-nov", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-11-20", Date: "20241120"},
		{NativeID: "4o-aug", Publisher: "OpenAI", Name: "gpt-4o", Version: "2024-08-06", Date: "20240806", Unusable: "retired on 2026-10-01"},
		{NativeID: "oss-120", Publisher: "OpenAI-OSS", Name: "gpt-oss-120b", Version: "1", Revision: 1},
		{NativeID: "oss-20", Publisher: "OpenAI-OSS", Name: "gpt-oss-20b", Version: "11", Revision: 11},
		{NativeID: "llama", Publisher: "Meta", Name: "Llama-3.3-70B-Instruct", Version: "9", Revision: 9},
		{NativeID: "llama-8b", Publisher: "Meta", Name: "Meta-Llama-3.1-8B-Instruct", Version: "5", Revision: 5, Unusable: "retired on 2026-06-13"},
		{NativeID: "maverick", Publisher: "Meta", Name: "Llama-4-Maverick-17B-128E-Instruct-FP8", Version: "1", Revision: 1},
		{NativeID: "fable-deploy", Publisher: "Anthropic", Name: "claude-fable-5"},
		{NativeID: "fw-v3.2", Publisher: "deepseek", Name: "DeepSeek-V3.2", Version: "1", Host: "fireworks", Preference: -1},
		{NativeID: "v3.2", Publisher: "DeepSeek", Name: "DeepSeek-V3.2", Version: "1", Revision: 1},
		{NativeID: "nova:24k", Publisher: "amazon", Name: "nova-pro", Version: "v1:0", Revision: 1000},
		{NativeID: "nova:300k", Publisher: "amazon", Name: "nova-pro", Version: "v1:0", Revision: 1000},
		{NativeID: "large", Publisher: "Mistral AI", Name: "Mistral-large", Also: []string{"mistral-large-2402"}, Version: "1", Revision: 1},
		{NativeID: "embed", Publisher: "cohere", Name: "embed-english-v3"},
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		ref   string
		want  string
		level MatchLevel
	}{
		"the platform's default before the newest date":    {"anthropic/claude-haiku-4-5", "haiku-2", ExactLevel},
		"a date that is asked for before the default":      {"anthropic/claude-haiku-4.5@2025-10-01", "haiku-dated", ExactLevel},
		"a version label that is asked for":                {"microsoft/phi-4@9", "phi-9", ExactLevel},
		"the highest counter, by number and not by letter": {"microsoft/phi-4", "phi-10", ExactLevel},
		"the newest date":                         {"openai/gpt-4o", "4o-nov", ExactLevel},
		"a size left out where one model remains": {"meta/llama-4-maverick", "maverick", SizeLevel},
		"a suffix left out":                       {"meta-llama/llama-3.3-70b", "llama", SuffixLevel},
		"the publisher's own row before a host's": {"deepseek/deepseek-v3.2", "v3.2", ExactLevel},
		"another name of the model":               {"mistral/mistral-large-2402", "large", ExactLevel},
		"a synonym of the catalog's name":         {"cohere/embed-v3-english", "embed", ExactLevel},
		"the catalog's name of a synonym":         {"cohere/embed-english-v3", "embed", ExactLevel},
		"no version where the catalog has none":   {"anthropic/claude-fable-5", "fable-deploy", ExactLevel},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Match(mustParse(t, c.ref), nil, smallCatalog())
			if err != nil {
				t.Fatal(err)
			}
			if got.Entry.NativeID != c.want || got.Level != c.level {
				t.Errorf("Match(%q) = %s at level %d, want %s at %d", c.ref, got.Entry.NativeID, got.Level, c.want, c.level)
			}
		})
	}
}

func TestMatch_listsOtherVersionsBestFirst(t *testing.T) {
	t.Parallel()
	got, err := Match(mustParse(t, "microsoft/phi-4"), nil, smallCatalog())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"phi-9", "phi-2"}, nativeIDs(got.Others)); diff != "" {
		t.Errorf("Others (-want +got):\n%s", diff)
	}
}

func TestMatch_aRepeatedRowIsNoTie(t *testing.T) {
	t.Parallel()
	rows := append(smallCatalog(), smallCatalog()...)
	got, err := Match(mustParse(t, "meta/llama-3.3-70b-instruct"), nil, rows)
	if err != nil || got.Entry.NativeID != "llama" || len(got.Others) != 0 {
		t.Errorf("Match = %v, %v, want llama alone", got, err)
	}
}

func TestMatch_orderOfRowsMakesNoDifference(t *testing.T) {
	t.Parallel()
	rows := smallCatalog()
	for i := range rows {
		turned := slices.Concat(rows[i:], rows[:i])
		for ref, want := range map[string]string{"openai/gpt-4o": "4o-nov", "microsoft/phi-4": "phi-10", "deepseek/v3.2": "v3.2"} {
			got, err := Match(mustParse(t, ref), nil, turned)
			if err != nil || got.Entry.NativeID != want {
				t.Errorf("with row %d first, Match(%q) = %s, %v", i, ref, got.Entry.NativeID, err)
			}
		}
	}
}

func TestMatch_missing(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		ref     string
		want    NoMatchError
		message string
	}{
		"a typing error names the nearest of the publisher": {
			"openai/gtp-4o",
			NoMatchError{Reference: "openai/gtp-4o", Nearest: []string{"openai/gpt-4o", "openai/gpt-oss-120b", "openai/gpt-oss-20b"}},
			"not listed here; nearest: openai/gpt-4o, ",
		},
		"a shorter generation is another model": {
			"anthropic/claude-opus-4",
			NoMatchError{Reference: "anthropic/claude-opus-4", Nearest: []string{
				"anthropic/claude-opus-4-8", "anthropic/claude-haiku-4-5", "anthropic/claude-fable-5",
			}},
			"nearest: anthropic/claude-opus-4-8, ",
		},
		"the right name under the wrong publisher": {
			"microsoft-research/gpt-oss-20b",
			NoMatchError{Reference: "microsoft-research/gpt-oss-20b", Nearest: []string{"openai/gpt-oss-20b"}},
			"nearest: openai/gpt-oss-20b",
		},
		"a publisher that is not here": {
			"acme/house-model",
			NoMatchError{Reference: "acme/house-model"},
			"nor any other model of this publisher",
		},
		"a version that is not here lists those that are, usable ones first": {
			"openai/gpt-4o@2025-01-01",
			NoMatchError{
				Reference: "openai/gpt-4o@20250101", Versions: []string{"20241120", "20240513", "20240806"},
				Nearest: []string{"openai/gpt-4o"},
			},
			`"openai/gpt-4o@2025-01-01": listed here, but not in this version; versions: 2024-11-20, 2024-05-13, 2024-08-06`,
		},
		"a version where the platform has none": {
			"anthropic/claude-fable-5@2026-06-05",
			NoMatchError{
				Reference: "anthropic/claude-fable-5@20260605", Versions: []string{"(none: leave @version out)"},
				Nearest: []string{"anthropic/claude-fable-5"},
			},
			"leave @version out",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Match(mustParse(t, c.ref), nil, smallCatalog())
			var missing *NoMatchError
			if !errors.As(err, &missing) {
				t.Fatalf("error %v, want a *NoMatchError", err)
			}
			if diff := cmp.Diff(c.want, *missing); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.Contains(err.Error(), c.message) {
				t.Errorf("error %q\nwant a part of it: %s", err, c.message)
			}
		})
	}
}

func TestMatch_ambiguous(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		ref  string
		want []string
	}{
		"two sizes of one name":                {"openai/gpt-oss", []string{"openai/gpt-oss-120b", "openai/gpt-oss-20b"}},
		"two versions that nothing tells from": {"amazon/nova-pro", []string{"nova:24k", "nova:300k"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Match(mustParse(t, c.ref), nil, smallCatalog())
			var ambiguous *AmbiguousError
			if !errors.As(err, &ambiguous) {
				t.Fatalf("error %v, want an *AmbiguousError", err)
			}
			if diff := cmp.Diff(&AmbiguousError{Reference: c.ref, Candidates: c.want}, ambiguous); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.Contains(err.Error(), strings.Join(c.want, ", ")) {
				t.Errorf("error %q does not list %q", err, c.want)
			}
		})
	}
}

func TestMatch_unusable(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		ref  string
		want Candidate
		text string
	}{
		"a retired model": {
			"meta/llama-3.1-8b-instruct",
			Candidate{"meta/meta-llama-3.1-8b-instruct@5", "retired on 2026-06-13"},
			"meta/meta-llama-3.1-8b-instruct@5 retired on 2026-06-13",
		},
		"a retired version beside usable ones": {
			"openai/gpt-4o@2024-08-06",
			Candidate{"openai/gpt-4o@20240806", "retired on 2026-10-01"},
			"openai/gpt-4o@2024-08-06 retired on 2026-10-01",
		},
		"a retired model, never a similar live one": {
			"meta/llama-3.1-8b",
			Candidate{"meta/meta-llama-3.1-8b-instruct@5", "retired on 2026-06-13"},
			"meta/meta-llama-3.1-8b-instruct@5 retired on 2026-06-13",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			similar := Entry{NativeID: "similar", Publisher: "Meta", Name: "Llama-3.1-8B-16E"}
			_, err := Match(mustParse(t, c.ref), nil, append(smallCatalog(), similar))
			var unusable *UnusableError
			if !errors.As(err, &unusable) {
				t.Fatalf("error %v, want an *UnusableError", err)
			}
			if diff := cmp.Diff([]Candidate{c.want}, unusable.Candidates); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.Contains(err.Error(), c.text) {
				t.Errorf("error %q does not say %q", err, c.text)
			}
		})
	}
}

func TestMatchNative(t *testing.T) {
	t.Parallel()
	t.Run("takes the id letter by letter", func(t *testing.T) {
		t.Parallel()
		got, err := MatchNative("nova:24k", smallCatalog())
		if err != nil || got.Entry.NativeID != "nova:24k" || got.Level != NativeLevel {
			t.Errorf("MatchNative = %v, %v", got, err)
		}
	})
	t.Run("names the nearest ids", func(t *testing.T) {
		t.Parallel()
		_, err := MatchNative("nova:25k", smallCatalog())
		var missing *NoMatchError
		if !errors.As(err, &missing) || missing.Nearest[0] != "nova:24k" {
			t.Errorf("error %v, want a *NoMatchError with nova:24k first", err)
		}
	})
	t.Run("refuses an unusable one", func(t *testing.T) {
		t.Parallel()
		_, err := MatchNative("llama-8b", smallCatalog())
		var unusable *UnusableError
		if !errors.As(err, &unusable) || !strings.Contains(err.Error(), "retired on 2026-06-13") {
			t.Errorf("error %v, want an *UnusableError with the reason", err)
		}
	})
}

func mustParse(t *testing.T, s string) Reference {
	t.Helper()
	ref, err := ParseReference(s)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}
