package guardrail

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func observeTopics(written types.Map, meant, seen map[string]llm.Topic) types.Map {
	same := func(a, b llm.Topic) bool { return a.Definition == b.Definition && slices.Equal(a.Examples, b.Examples) }
	return observeMap(written, meant, seen, same, topic)
}

func topic(t llm.Topic) attr.Value {
	examples := types.ListNull(types.StringType)
	if len(t.Examples) > 0 {
		examples = framework.List(t.Examples)
	}
	return types.ObjectValueMust(topicType(), map[string]attr.Value{"definition": framework.Text(t.Definition), "examples": examples})
}

func observePII(r *framework.Reader, written types.Object, meant, seen llm.PII) types.Object {
	p := tfPII{types.MapNull(types.StringType), types.MapNull(types.ObjectType{AttrTypes: patternType()})}
	r.Object(llm.FieldPII, written, &p)
	entities := observeMap(p.Entities, meant.Entities, seen.Entities, equal, func(action llm.PIIAction) attr.Value { return framework.Text(action) })
	patterns := observeMap(p.Patterns, meant.Patterns, seen.Patterns, equal, pattern)
	differing := changed{}
	if !entities.Equal(p.Entities) {
		differing["entities"] = entities
	}
	if !patterns.Equal(p.Patterns) {
		differing["patterns"] = patterns
	}
	return framework.Overlaid(written, differing)
}

func equal[T comparable](a, b T) bool { return a == b }

func pattern(p llm.PIIPattern) attr.Value {
	return types.ObjectValueMust(patternType(), map[string]attr.Value{
		"pattern": framework.Text(p.Pattern), "description": framework.Text(p.Description), "action": framework.Text(p.Action),
	})
}
