package framework

import (
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// AllTags is every tag that is written: the provider's, then the resource's.
func (d *Data) AllTags(tags map[string]string) map[string]string {
	all := maps.Clone(d.DefaultTags)
	if all == nil {
		all = map[string]string{}
	}
	maps.Copy(all, tags)
	if d.Owner != "" {
		all[llm.TagOwner] = d.Owner
	}
	return d.IgnoreTags.Managed(all)
}

// ObservedTags follow the tags that were written in a resource. What else the
// object bears shows in tags_all, so that a change of default_tags is not taken
// for a tag that somebody removed. A tag that is ignored stays as it was written.
func (d *Data) ObservedTags(written types.Map, have map[string]string) types.Map {
	if written.IsNull() || written.IsUnknown() {
		return written
	}
	seen := make(map[string]attr.Value, len(written.Elements()))
	for key, value := range written.Elements() {
		if d.IgnoreTags.Ignores(key) {
			seen[key] = value
		} else if now, present := have[key]; present {
			seen[key] = types.StringValue(now)
		}
	}
	return types.MapValueMust(types.StringType, seen)
}

// ImportedTags leave out what the provider's own tags account for.
func (d *Data) ImportedTags(have map[string]string) types.Map {
	own := d.AllTags(nil)
	rest := map[string]string{}
	for key, value := range d.IgnoreTags.Managed(have) {
		if own[key] != value && !strings.HasPrefix(key, llm.TagPrefix) {
			rest[key] = value
		}
	}
	if len(rest) == 0 {
		return types.MapNull(types.StringType)
	}
	return StringMap(rest)
}

// PlannedTags are known as soon as the tags are.
func PlannedTags(tags map[string]string, unknown llm.FieldSet) types.Map {
	if unknown.Has(llm.FieldTags) {
		return types.MapUnknown(types.StringType)
	}
	return StringMap(tags)
}

// SameTags reports whether two maps that were both written differ at most in
// tags that are ignored.
func (d *Data) SameTags(a, b types.Map) bool {
	if a.IsNull() || b.IsNull() {
		return false
	}
	r := NewReader()
	same := d.IgnoreTags.SameTags(r.StringMap(llm.FieldTags, a), r.StringMap(llm.FieldTags, b))
	return same && len(r.Unknown) == 0
}
