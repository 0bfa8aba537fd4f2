package llm

import (
	"fmt"
	"slices"
)

// Same reports whether two references mean the same model and version: "." and "-", glued digits ("llama3" and "llama-3"),
// the publisher's word before the name, and the synonyms of publishers make no difference. It is strict otherwise: an omitted
// "-instruct" or size may resolve elsewhere tomorrow, so it is a difference.
func (r Reference) Same(other Reference) bool {
	return r.Version == other.Version && r.sameName(other)
}

// sameName is Same with the versions left aside.
func (r Reference) sameName(other Reference) bool {
	a, b := standardSpelling(r.Publisher, r.Name), standardSpelling(other.Publisher, other.Name)
	return a.publisher == b.publisher && slices.Equal(a.tokens, b.tokens)
}

// ModelKey is equal for two references exactly if they mean the same model, whatever its version. It is a key for maps, no
// spelling to show or to parse.
func (r Reference) ModelKey() string { return standardSpelling(r.Publisher, r.Name).String() }

// SameModel reports whether two values of the model argument mean the same, so that a respelled one is no change. A native id
// is the same as itself only.
func SameModel(a, b string) bool {
	if a == b {
		return true
	}
	first, err := ParseReference(a)
	if err != nil {
		return false
	}
	second, err := ParseReference(b)
	return err == nil && first.Same(second)
}

// Moving reports whether the name follows whatever the publisher released last ("gpt-chat-latest").
func (r Reference) Moving() bool {
	tokens := nameTokens(r.Publisher, r.Name)
	return tokens[len(tokens)-1] == "latest"
}

// CheckPin returns an error when the reference cannot be pinned: it names a moving target and no version of it. It needs no
// catalog. A moving name with a version is a pin as good as any.
func (r Reference) CheckPin() error {
	if r.Version != "" || !r.Moving() {
		return nil
	}
	return fmt.Errorf("pin model %q: the name moves to each new release; add @version, name a fixed model, or do not pin it", r)
}
