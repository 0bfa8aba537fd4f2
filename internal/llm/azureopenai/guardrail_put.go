package azureopenai

import (
	"encoding/json"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// raiBody is the PUT of a policy: what the spec asks for, and of what is there what
// nothing here knows and the tags that are somebody else's. Held is nil before a
// create.
func raiBody(held *heldPolicy, spec llm.GuardrailSpec) (document, error) {
	want, properties, tags := raiPropertiesOf(spec), document{}, map[string]string(nil)
	var filters []document
	if held != nil {
		var err error
		if properties, err = held.raw.child("properties"); err != nil {
			return nil, err
		}
		filters, tags = filterDocuments(properties), held.Tags
		if spec.Azure.BasePolicy == "" && isDefaultPolicy(held.Properties.Base) && held.Properties.Base != "" {
			want.Base = held.Properties.Base // as the service calls its default now
		}
	}
	written, err := raiFilterBodies(want.Filters, filters)
	if err != nil {
		return nil, err
	}
	for _, key := range []string{"type", "provisioningState", "safetyProviders", "customTopics"} {
		delete(properties, key)
	}
	for key, value := range map[string]any{"basePolicyName": want.Base, "mode": want.Mode, "contentFilters": written, "customBlocklists": want.Blocklists} {
		if err := properties.set(key, value); err != nil {
			return nil, err
		}
	}
	body := document{}
	return body, cmpErr(body.set("properties", properties), body.set("tags", spec.IgnoreTags.Merge(spec.Tags, tags)))
}

// raiFilterBodies are the filters to send. One that is there and not asked for is
// sent as off, lest the service fill it in again; a graded one is left out, since
// to turn one off takes Microsoft's approval.
func raiFilterBodies(want []wireRaiFilter, there []document) ([]document, error) {
	held := map[string]document{}
	for _, one := range there {
		held[filterKey(one)] = one
	}
	bodies := make([]document, 0, len(want))
	for _, f := range want {
		body, err := merged(held[f.key()], f)
		if err != nil {
			return nil, err
		}
		delete(held, f.key())
		bodies = append(bodies, body)
	}
	for _, one := range there {
		if body, rest := held[filterKey(one)]; rest && len(body["severityThreshold"]) == 0 {
			delete(body, "action")
			if err := body.set("enabled", false); err != nil {
				return nil, err
			}
			bodies = append(bodies, body)
		}
	}
	return bodies, nil
}

// merged is a filter over what is there of it. An action is none of a guardrail's.
func merged(there document, f wireRaiFilter) (document, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	body := document{}
	for key, raw := range there {
		if _, managed := filterMembers()[key]; !managed {
			body[key] = raw
		}
	}
	return body, json.Unmarshal(text, &body)
}

// key tells filters apart, in whatever letters they are written.
func (f wireRaiFilter) key() string { return strings.ToLower(f.Name + "\n" + f.Source) }

func filterKey(one document) string {
	var f wireRaiFilter
	_ = json.Unmarshal(one["name"], &f.Name) // what is no text is nobody's name
	_ = json.Unmarshal(one["source"], &f.Source)
	return f.key()
}
