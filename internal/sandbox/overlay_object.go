package sandbox

import (
	"bytes"
	"net/http"
	"strings"
)

// overlaid tells an overlay where an object shows, and what is written to it.
type overlaid interface {
	// key is a text that every answer with the object in it holds.
	key() string
	// isNear tells whether a path may show the object: its own, those below it, and the list that it is in.
	isNear(path string) bool
	// is tells whether a JSON object of an answer is the object.
	is(object map[string]any) bool
	// listed names a member as the list does that the object is an item of, "" for none, and tells whether it has it.
	listed(list string, member []string) ([]string, bool)
	// isWritten tells whether a PUT, PATCH or DELETE is one to the object.
	isWritten(r *http.Request) bool
	// isSwept tells whether a request writes or deletes the object as one of many.
	isSwept(r *http.Request) bool
	// leaves tells whether a PATCH leaves the member as it is.
	leaves(r *http.Request, member string) bool
	// asSent names a member as a write does.
	asSent(member []string) []string
}

// overlaidOf reads the id of an object.
func overlaidOf(id string) overlaid {
	if part := agentcorePartOf(id); part.known() {
		return part
	}
	if part := guardrailPartOf(id); part.known() {
		return part
	}
	if config, ok := strings.CutPrefix(id, enforcementPath+"/"); ok {
		return enforcementPart(config)
	}
	return overlaidID(id)
}

// overlaidID is an object of ARM, or of Bedrock by its ARN, whose reads and writes name members alike.
type overlaidID string

func (id overlaidID) key() string { return string(id[strings.LastIndex(string(id), "/")+1:]) }

func (id overlaidID) isNear(path string) bool {
	if strings.HasPrefix(string(id), "arn:") {
		return !strings.HasPrefix(path, "/subscriptions/")
	}
	list := string(id[:strings.LastIndex(string(id), "/")])
	return len(path) >= len(list) && strings.EqualFold(path[:len(list)], list)
}

func (id overlaidID) is(object map[string]any) bool {
	for _, key := range []string{"id", "inferenceProfileArn", "provisionedModelArn", "customModelDeploymentArn"} {
		if found, ok := object[key].(string); ok && strings.EqualFold(found, string(id)) {
			return key != "id" || object["properties"] != nil // else it only refers to the object
		}
	}
	return false
}

// listed knows where lists differ from reads [bedrock.service-2.json].
func (overlaidID) listed(list string, member []string) ([]string, bool) {
	switch list + " " + member[0] {
	case "modelDeploymentSummaries modelDeploymentName":
		return []string{"customModelDeploymentName"}, true
	case "modelDeploymentSummaries description", "modelDeploymentSummaries updateDetails", "provisionedModelSummaries failureMessage":
		return nil, false
	}
	return member, true
}

func (id overlaidID) isWritten(r *http.Request) bool {
	return strings.EqualFold(r.URL.Path, string(id)) || strings.HasSuffix(r.URL.Path, "/"+string(id))
}

// isSwept knows the batches of blocklist items.
func (id overlaidID) isSwept(r *http.Request) bool {
	list, name, ok := strings.Cut(string(id), "/raiBlocklistItems/")
	if !ok || r.Method != http.MethodPost || !strings.HasPrefix(strings.ToLower(r.URL.Path), strings.ToLower(list)+"/") {
		return false
	}
	body, err := readBody(r)
	return err == nil && bytes.Contains(bytes.ToLower(body), []byte(strings.ToLower(`"`+name+`"`)))
}

// leaves is true of every PATCH: those of ARM's objects change tags, and Bedrock's are small.
func (overlaidID) leaves(*http.Request, string) bool { return true }

func (overlaidID) asSent(member []string) []string { return member }
