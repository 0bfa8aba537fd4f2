package modelcard

import (
	"errors"
	"slices"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Check says what is wrong with the model that a user's fact names: an [*llm.AmbiguousError] with the candidates where it may be
// any of several that the table knows on one platform. With leaves such a fact out there.
func (t Table) Check(f Fact) error {
	var wrong []error
	for _, platform := range f.platforms() {
		_, err := t.meant(platform, f.Model)
		wrong = append(wrong, err)
	}
	return errors.Join(wrong...)
}

// platforms are those that the fact holds on.
func (f Fact) platforms() []llm.Platform {
	if f.Platform == "" {
		return []llm.Platform{llm.Azure, llm.Bedrock}
	}
	return []llm.Platform{f.Platform}
}

// meant is the key of the one model that a user's reference means, as a deployment's would: among those of the platform, else
// among all. What the table does not know is that reference alone.
func (t Table) meant(platform llm.Platform, ref llm.Reference) (string, error) {
	ref.Version = ""
	matched, err := llm.Match(ref, nil, entriesOf(t.Models(platform)))
	if ambiguous, ok := errors.AsType[*llm.AmbiguousError](err); ok {
		return "", ambiguous
	}
	if err == nil {
		return matched.Entry.Reference().ModelKey(), nil
	}
	if matched, err = llm.Match(ref, nil, entriesOf(slices.Concat(t.Models(llm.Azure), t.Models(llm.Bedrock)))); err == nil {
		ref = matched.Entry.Reference()
	}
	return ref.ModelKey(), nil
}

func entriesOf(models []llm.Reference) []llm.Entry {
	entries := make([]llm.Entry, len(models))
	for i, m := range models {
		entries[i] = llm.Entry{NativeID: m.String(), Publisher: m.Publisher, Name: m.Name}
	}
	return entries
}
