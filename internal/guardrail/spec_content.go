package guardrail

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

func (m tfModel) topics(r *framework.Reader) map[string]llm.Topic {
	r.Note(llm.FieldTopics, m.BlockedTopics)
	var topics map[string]llm.Topic
	for name, element := range m.BlockedTopics.Elements() {
		object, _ := element.(types.Object)
		var t tfTopic
		r.Object(llm.FieldTopics, object, &t)
		if topics == nil {
			topics = map[string]llm.Topic{}
		}
		topics[name] = llm.Topic{Definition: r.String(llm.FieldTopics, t.Definition), Examples: r.Ordered(llm.FieldTopics, t.Examples)}
	}
	return topics
}

func (m tfModel) pii(r *framework.Reader) llm.PII {
	var p tfPII
	r.Object(llm.FieldPII, m.PII, &p)
	return llm.PII{Entities: entities(r, p.Entities), Patterns: patterns(r, p.Patterns)}
}

func entities(r *framework.Reader, written types.Map) map[string]llm.PIIAction {
	var entities map[string]llm.PIIAction
	for name, action := range r.StringMap(llm.FieldPIIEntities, written) {
		if entities == nil {
			entities = map[string]llm.PIIAction{}
		}
		entities[name] = llm.PIIAction(action)
	}
	return entities
}

func patterns(r *framework.Reader, written types.Map) map[string]llm.PIIPattern {
	r.Note(llm.FieldPIIPatterns, written)
	var patterns map[string]llm.PIIPattern
	for name, element := range written.Elements() {
		object, _ := element.(types.Object)
		var p tfPattern
		r.Object(llm.FieldPIIPatterns, object, &p)
		if patterns == nil {
			patterns = map[string]llm.PIIPattern{}
		}
		patterns[name] = llm.PIIPattern{
			Pattern:     r.String(llm.FieldPIIPatterns, p.Pattern),
			Description: r.String(llm.FieldPIIPatterns, p.Description),
			Action:      llm.PIIAction(r.String(llm.FieldPIIPatterns, p.Action)),
		}
	}
	return patterns
}
