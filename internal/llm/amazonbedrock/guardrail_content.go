package amazonbedrock

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	smithy "github.com/aws/smithy-go"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// section is a list of a guardrail's policy whose order means nothing: its items are known by one of their members.
type section struct {
	policy, list string   // where the service has it
	name         string   // where content has it
	key          string   // the member that tells an item from the others
	secret       []string // the members that nobody is to read, their digest stands for them
}

func guardrailSections() []section {
	return []section{
		{policy: "contentPolicy", list: "filters", name: "filters", key: "type"},
		{policy: "topicPolicy", list: "topics", name: "topics", key: "name", secret: []string{"name", "definition", "examples"}},
		{policy: "wordPolicy", list: "words", name: "words", key: "text", secret: []string{"text"}},
		{policy: "wordPolicy", list: "managedWordLists", name: "managedWords", key: "type"},
		{policy: "sensitiveInformationPolicy", list: "piiEntities", name: "pii", key: "type"},
		{policy: "sensitiveInformationPolicy", list: "regexes", name: "regexes", key: "name", secret: []string{"name", "pattern", "description"}},
		{policy: "contextualGroundingPolicy", list: "filters", name: "grounding", key: "type"},
	}
}

// guardrailReadOnly is what the service says of a guardrail that nobody can change, what identifies a request, and tags,
// which have an API of their own.
func guardrailReadOnly() []string {
	return []string{
		"clientRequestToken", "createdAt", "failureRecommendations", "guardrailArn", "guardrailId", "guardrailIdentifier", "status", "statusReasons", "tags", "updatedAt", "version",
	}
}

// guardrailForm is a guardrail in one form for one meaning: requests and answers name their members differently, the service
// fills in defaults and orders lists as it likes.
type guardrailForm struct {
	content map[string]any
	texts   map[string]string // by digest
}

// formOf describes a request or an answer.
func formOf(value smithy.Serializable) *guardrailForm {
	f := &guardrailForm{content: map[string]any{}, texts: map[string]string{}}
	object, _ := sameNames(describe(value)).(map[string]any)
	for _, name := range guardrailReadOnly() {
		delete(object, name)
	}
	f.messages(object)
	f.place(object)
	for _, s := range guardrailSections() {
		f.section(object, s)
	}
	for name, rest := range object { // what a later version of the API adds, and what no argument asks for
		if rest = tidy(name, rest); !isNothing(rest) {
			f.content[name] = rest
		}
	}
	return f
}

// sameNames gives the members of requests the names that they have in answers.
func sameNames(value any) any {
	switch v := value.(type) {
	case map[string]any:
		renamed := make(map[string]any, len(v))
		for name, member := range v {
			renamed[strings.TrimSuffix(name, "Config")] = sameNames(member)
		}
		return renamed
	case []any:
		for i, item := range v {
			v[i] = sameNames(item)
		}
	}
	return value
}

// digest stands for a text, which is remembered.
func (f *guardrailForm) digest(value any) any {
	switch v := value.(type) {
	case string:
		d := llm.Digest(v)
		if d != "" {
			f.texts[d] = v
		}
		return d
	case []any:
		for i, item := range v {
			v[i] = f.digest(item)
		}
	}
	return value
}

// messages are what users read in place of what was blocked, and the description.
func (f *guardrailForm) messages(object map[string]any) {
	f.content["messages"] = map[string]any{
		"input": f.digest(object["blockedInputMessaging"]), "output": f.digest(object["blockedOutputsMessaging"]),
	}
	if description := object["description"]; description != nil {
		f.content["description"] = f.digest(description)
	}
	delete(object, "blockedInputMessaging")
	delete(object, "blockedOutputsMessaging")
	delete(object, "description")
}

// place is where requests may be processed, and the key: an answer has both the profile's id and its ARN, a request one of
// them.
func (f *guardrailForm) place(object map[string]any) {
	for _, name := range []string{"crossRegion", "crossRegionDetails"} {
		profile, _ := object[name].(map[string]any)
		for _, id := range []string{"guardrailProfileIdentifier", "guardrailProfileId", "guardrailProfileArn"} {
			if text, said := profile[id].(string); said && f.content["profile"] == nil {
				f.content["profile"] = profileID(text)
			}
			delete(profile, id)
		}
	}
	for _, name := range []string{"kmsKeyId", "kmsKeyArn"} {
		if key := object[name]; key != nil {
			f.content["kmsKeyArn"] = key
		}
		delete(object, name)
	}
}

// profileID is the id of a guardrail profile that is named by its id or ARN.
func profileID(identifier string) string {
	if _, id, isARN := strings.Cut(identifier, ":"+kindGuardrailProfile+"/"); isARN {
		return id
	}
	return identifier
}

// section takes the items of a list, and the policy's tier, which means something only where there are items.
func (f *guardrailForm) section(object map[string]any, s section) {
	policy, _ := object[s.policy].(map[string]any)
	items, _ := policy[s.list].([]any)
	delete(policy, s.list)
	tier, _ := policy["tier"].(map[string]any)
	name := tier["tierName"]
	delete(tier, "tierName")
	byKey := map[string]any{}
	for _, item := range items {
		if member, isObject := item.(map[string]any); isObject {
			byKey[f.key(byKey, s, member)] = f.item(s, member)
		}
	}
	if len(byKey) == 0 {
		return
	}
	f.content[s.name] = byKey
	if name != nil && name != "CLASSIC" {
		tiers, _ := f.content["tiers"].(map[string]any)
		if tiers == nil {
			tiers = map[string]any{}
		}
		tiers[s.name] = name
		f.content["tiers"] = tiers
	}
}

// key is what an item is known by. Two of one key, which the service refuses, are still two.
func (f *guardrailForm) key(taken map[string]any, s section, item map[string]any) string {
	key := fmt.Sprint(item[s.key])
	if slices.Contains(s.secret, s.key) {
		key = llm.Digest(key)
	}
	for taken[key] != nil {
		key += "+"
	}
	return key
}

// item leaves out what the service does where nothing is said. Source: the documentation of each type in the SDK, v1.73.0,
// and recordings, in which the service shows some of it and some not.
func (f *guardrailForm) item(s section, item map[string]any) map[string]any {
	for _, name := range s.secret {
		if item[name] != nil {
			item[name] = f.digest(item[name])
		}
	}
	standard := map[string]any{"inputEnabled": true, "outputEnabled": true, "enabled": true, "inputAction": "BLOCK", "outputAction": "BLOCK"}
	switch s.name {
	case "pii", "regexes":
		standard["inputAction"], standard["outputAction"] = item["action"], item["action"]
	case "grounding":
		standard["action"] = "BLOCK"
	case "topics":
		standard["type"] = "DENY"
	}
	maps.DeleteFunc(item, func(name string, value any) bool { return value == standard[name] && value != nil })
	for _, name := range []string{"inputModalities", "outputModalities"} {
		if list, said := item[name].([]any); said && text(tidy("", list)) == `["TEXT"]` {
			delete(item, name)
		}
	}
	return item
}

// flat is the content with everything that is managed of the tags.
func (f *guardrailForm) flat(tags map[string]string) map[string]string {
	content := llm.Flatten(f.content)
	for key, value := range tags {
		content[tagPath(key)] = cmp.Or(value, emptyTag)
	}
	return content
}

// emptyTag stands for the empty value of a tag, which content cannot hold. No tag of Bedrock has a quotation mark.
const emptyTag = `""`

// published is the part of a draft's content that governs requests: what a version repeats.
func published(content map[string]string) map[string]string {
	part := map[string]string{}
	for path, value := range content {
		if path != "name" && path != "description" && path != "kmsKeyArn" && !strings.HasPrefix(path, tagPath("")) {
			part[path] = value
		}
	}
	return part
}

// tagPath is where content holds a tag.
func tagPath(key string) string { return "tags." + key }
