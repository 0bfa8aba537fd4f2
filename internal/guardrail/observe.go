package guardrail

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// WithArguments takes over what differs between what the arguments meant, as the
// children would tell it, and what the children tell. What no platform stores
// (where it is, how many versions are kept) stays.
func (m tfModel) WithArguments(data *framework.Data, meant, seen llm.GuardrailSpec) (tfModel, diag.Diagnostics) {
	r := framework.NewReader()
	m.Name = framework.Kept(m.Name, m.isNamed(meant.Name, seen.Name), framework.Text(seen.Name))
	m.Filters = observeFilters(r, m.Filters, meant.Filters, seen.Filters)
	m.BlockedWords = framework.Kept(m.BlockedWords, slices.Equal(meant.BlockedWords, seen.BlockedWords), framework.Set(seen.BlockedWords))
	m.BlockedPatterns = framework.Kept(m.BlockedPatterns, slices.Equal(meant.BlockedPatterns, seen.BlockedPatterns), framework.Set(seen.BlockedPatterns))
	m.Profanity = framework.Kept(m.Profanity, meant.Profanity == seen.Profanity, types.BoolValue(seen.Profanity))
	m.BlockedTopics = observeTopics(m.BlockedTopics, meant.Topics, seen.Topics)
	m.PII = observePII(r, m.PII, meant.PII, seen.PII)
	m.Grounding = framework.Overlaid(m.Grounding, changed{}.
		float("grounding", meant.Grounding.Grounding, seen.Grounding.Grounding).
		float("relevance", meant.Grounding.Relevance, seen.Grounding.Relevance))
	m.Messages = framework.Overlaid(m.Messages, changed{}.
		text("input", meant.Messages.Input, seen.Messages.Input).
		text("output", meant.Messages.Output, seen.Messages.Output))
	m.Tags = data.ObservedTags(m.Tags, seen.Tags)
	m.Azure = framework.Overlaid(m.Azure, changed{}.
		text("base_policy", meant.Azure.BasePolicy, seen.Azure.BasePolicy).
		text("mode", meant.Azure.Mode, seen.Azure.Mode))
	m.Bedrock = framework.Overlaid(m.Bedrock, changed{}.
		text("description", meant.Bedrock.Description, seen.Bedrock.Description).
		text("tier", meant.Bedrock.Tier, seen.Bedrock.Tier).
		bool("images", meant.Bedrock.Images, seen.Bedrock.Images).
		text("guardrail_profile", meant.Bedrock.Profile, seen.Bedrock.Profile).
		text("kms_key", meant.Bedrock.KMSKey, seen.Bedrock.KMSKey))
	return m, r.Diags
}

// isNamed reports whether a name that was seen is the one that was meant. Azure
// does not tell upper from lower case.
func (m tfModel) isNamed(meant, seen string) bool {
	if m.Platform.ValueString() == string(llm.Azure) {
		return strings.EqualFold(m.Name.ValueString(), seen)
	}
	return meant == seen
}

// changed gathers the attributes of an object that are not as they were meant.
type changed map[string]attr.Value

func (c changed) text(name, meant, seen string) changed {
	if meant != seen {
		c[name] = framework.Text(seen)
	}
	return c
}

func (c changed) bool(name string, meant, seen bool) changed {
	if meant != seen {
		c[name] = types.BoolValue(seen)
	}
	return c
}

func (c changed) float(name string, meant, seen *float64) changed {
	same := meant == seen
	if meant != nil && seen != nil {
		same = *meant == *seen
	}
	if !same {
		c[name] = types.Float64PointerValue(seen)
	}
	return c
}

// observeFilters overlays them one by one, and each argument of one by itself.
func observeFilters(r *framework.Reader, written types.Object, meant, seen map[llm.Category]llm.ContentFilter) types.Object {
	differing := changed{}
	for _, category := range llm.Categories() {
		was, known := meant[category]
		now, present := seen[category]
		if was == now && known == present {
			continue
		}
		if !present {
			differing[string(category)] = types.ObjectNull(filterType())
			continue
		}
		filter := types.ObjectNull(filterType())
		if before, ok := written.Attributes()[string(category)].(types.Object); ok {
			filter = before
		}
		differing[string(category)] = framework.Overlaid(filter, changed{}.
			text("input", string(was.Input), string(now.Input)).
			text("output", string(was.Output), string(now.Output)).
			text("action", string(was.Action), string(now.Action)))
	}
	r.Note(llm.FieldFilters, written)
	return framework.Overlaid(written, differing)
}

// observeMap overlays the elements of a map that are not as they were meant. It is
// null where nothing is left of it.
func observeMap[T any](written types.Map, meant, seen map[string]T, same func(a, b T) bool, write func(T) attr.Value) types.Map {
	if maps.EqualFunc(meant, seen, same) && !written.IsUnknown() {
		return written
	}
	kind := written.ElementType(context.Background())
	if len(seen) == 0 {
		return types.MapNull(kind)
	}
	elements := make(map[string]attr.Value, len(seen))
	for key, now := range seen {
		elements[key] = write(now)
		was, known := meant[key]
		if before, given := written.Elements()[key]; known && given && same(was, now) {
			elements[key] = before
		}
	}
	return types.MapValueMust(kind, elements)
}
