package llm_test

import (
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// canonicalOf fails unless the canonical spelling is the same model, reads back
// as it is and is its own canonical spelling.
func canonicalOf(t *testing.T, ref llm.Reference) llm.Reference {
	t.Helper()
	canonical := ref.Canonical()
	if !canonical.Same(ref) {
		t.Errorf("%s becomes %s, which is another model", ref, canonical)
	}
	if read, err := llm.ParseReference(canonical.String()); err != nil || read != canonical {
		t.Errorf("%s becomes %s, which reads as %s (%v)", ref, canonical, read, err)
	}
	if again := canonical.Canonical(); again != canonical {
		t.Errorf("%s becomes %s, and that %s", ref, canonical, again)
	}
	return canonical
}

// Two models that both clouds list are equal in their canonical spelling exactly
// where they are the same.
func TestReference_canonicalIsOneForAllThatIsTheSame(t *testing.T) {
	t.Parallel()
	entries := azureList(t, withTables())
	for _, file := range []string{"bedrock_foundation_models_live_2026-08-22.tsv", "bedrock_mantle_models_live_2026-08-22.tsv"} {
		entries = append(entries, bedrockList(t, withTables(), file)...)
	}
	var refs, canonical []llm.Reference
	for _, e := range entries {
		ref, err := llm.ParseReference(e.Reference().String())
		if err != nil {
			t.Errorf("%s: %v", e.NativeID, err)
			continue
		}
		refs, canonical = append(refs, ref), append(canonical, canonicalOf(t, ref))
	}
	same := 0
	for i := range refs {
		for j := range i {
			if got, want := canonical[i] == canonical[j], refs[i].Same(refs[j]); got != want {
				t.Errorf("%s and %s: canonical %s and %s, same %t", refs[i], refs[j], canonical[i], canonical[j], want)
			} else if got {
				same++
			}
		}
	}
	if len(refs) < 300 || same == 0 {
		t.Errorf("only %d models with %d pairs that are the same", len(refs), same)
	}
	t.Logf("models=%d pairs that are the same=%d", len(refs), same)
}

func TestReference_canonicalOfOtherCatalogs(t *testing.T) {
	t.Parallel()
	read := 0
	for _, spellings := range catalogSpellings() {
		for _, s := range spellings {
			ref, err := llm.ParseReference(s.reference)
			if err != nil {
				t.Errorf("%s: %v", s.reference, err)
				continue
			}
			canonicalOf(t, ref)
			read++
		}
	}
	t.Logf("spellings=%d", read)
}

// What no catalog holds stays a reference to the same model, whatever it reads like.
func TestReference_canonicalOfOddNames(t *testing.T) {
	t.Parallel()
	for _, odd := range []string{"qwen/qwen-qwen-3", "a/b-v1-v1", "a/b-4-0-0", "a/1", "openai/openai", "a/v1", "a/b-0", "a/b-20240230", "a/b-2024-1120"} {
		ref, err := llm.ParseReference(odd)
		if err != nil {
			t.Errorf("%s: %v", odd, err)
			continue
		}
		canonicalOf(t, ref)
	}
}
