package llm

import (
	"maps"
	"slices"
	"strings"
)

const (
	// TagPrefix starts the keys that the provider writes for itself.
	TagPrefix = "llm:"

	// TagOwner is the tag under which the provider block's owner is written.
	TagOwner = TagPrefix + "owner"

	// TagUnfinished marks what a create with an owner has made and not yet
	// finished. Its value says nothing.
	TagUnfinished = TagPrefix + "unfinished"
)

// TagRules say which tags belong to somebody else: they are neither compared
// nor removed. The zero value ignores nothing.
type TagRules struct {
	Keys     []string
	Prefixes []string
}

// Ignores reports whether the tag belongs to somebody else.
func (r TagRules) Ignores(key string) bool {
	return slices.Contains(r.Keys, key) ||
		slices.ContainsFunc(r.Prefixes, func(p string) bool { return strings.HasPrefix(key, p) })
}

// Managed is tags without those that are ignored; never nil.
func (r TagRules) Managed(tags map[string]string) map[string]string {
	managed := make(map[string]string, len(tags))
	for k, v := range tags {
		if !r.Ignores(k) {
			managed[k] = v
		}
	}
	return managed
}

// Merge is want plus what have holds of the ignored: what a write that
// replaces all tags has to send.
func (r TagRules) Merge(want, have map[string]string) map[string]string {
	merged := r.Managed(want)
	for k, v := range have {
		if r.Ignores(k) {
			merged[k] = v
		}
	}
	return merged
}

// SameTags reports whether what is managed is equal.
func (r TagRules) SameTags(a, b map[string]string) bool {
	return maps.Equal(r.Managed(a), r.Managed(b))
}

// TagCount is how many tags the object will bear at most: a create with an owner
// sends one that it takes away again.
func (d Draft) TagCount() int {
	if d.Kept == nil {
		return len(marked(d.Spec).Tags)
	}
	return len(d.Spec.Tags)
}
