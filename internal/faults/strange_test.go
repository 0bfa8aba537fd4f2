package faults_test

import (
	"net/http"
	"strings"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Two outcomes that are no codes of the vocabulary: what an object became while it was waited for.
const (
	broken  llm.Code = "failed object"  // a *llm.FailedError
	pending llm.Code = "pending object" // a *llm.PendingError
)

// strange are answers of the platform itself that nobody foresaw, and objects that do not become what was asked for.
func strange(platform llm.Platform) []fault {
	faults := []fault{
		{name: "unknown fields", at: reads, strike: altered(unknownFields)},
		{name: "unknown values", at: describing, strike: altered(unknownValues)},
		{name: "an answer about another object", at: readsObject, strike: altered(anotherObject), read: no(llm.CodeProtocol), silent: true},
		{name: "404 flapping after the create", at: createdObject, strike: flapping},
		{name: "404 for 45 seconds after the create", at: createdObject, strike: lagging()},
	}
	for _, state := range []string{"Failed", "Canceled", "Cancelled", "Disabled"} {
		if platform == llm.Azure || state == "Failed" {
			faults = append(faults, becomes(state, broken))
		}
	}
	return append(faults, becomes("Hibernating", pending), becomes("Creating", pending))
}

func becomes(state string, code llm.Code) fault {
	return fault{
		name: "the object becomes " + state, at: writtenObject, strike: altered(inState(state)), read: declared{code: code}, silent: true,
	}
}

func altered(change func(*exchange, map[string]any)) func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		return x.altered(func(document map[string]any) { change(x, document) })
	}
}

// readsObject leaves out looking whether nothing is there, where there is no answer about anything.
func readsObject(o operation, c call) bool {
	return c.object() && (o.name != opDelete || c.stage != after) && (o.name != opCreate || c.stage != before)
}

func describing(_ operation, c call) bool { return c.stage == before && !c.object() }

func createdObject(o operation, c call) bool {
	return o.name == opCreate && c.stage == after && c.object()
}

func writtenObject(o operation, c call) bool {
	return (o.name == opCreate || o.name == opUpdate) && c.stage == after && c.object()
}

func unknownFields(_ *exchange, document map[string]any) {
	each(document, func(object map[string]any) {
		object["addedLater"] = map[string]any{"depth": []any{1, "two", nil}}
		if properties, ok := object["properties"].(map[string]any); ok {
			properties["addedLater"] = []any{map[string]any{"a": true}}
		}
	})
}

// unknownValues adds an item of a kind that nobody knows to a list, and leaves what is known as it is.
func unknownValues(_ *exchange, document map[string]any) {
	for _, item := range items(document) {
		object, ok := item.(map[string]any)
		if !ok {
			continue
		}
		for _, key := range []string{"kind", "lifecycleStatus", "type", "unit"} {
			if _, ok := object[key].(string); ok && key != "kind" {
				object[key] = "AddedLater"
			}
		}
	}
}

func anotherObject(x *exchange, document map[string]any) {
	each(document, func(object map[string]any) {
		for key, value := range object {
			if text, ok := value.(string); ok && (key == "name" || key == "id" || strings.HasSuffix(key, "Arn")) {
				object[key] = strings.Replace(text, x.place.name, "somebody", 1)
				if strings.HasPrefix(text, "arn:") {
					object[key] = text[:len(text)-1] + "z"
				}
			}
		}
	})
}

func inState(state string) func(*exchange, map[string]any) {
	return func(_ *exchange, document map[string]any) {
		if properties, ok := document["properties"].(map[string]any); ok {
			properties["provisioningState"] = state
			return
		}
		if _, ok := document["status"]; ok {
			document["status"] = state
		}
	}
}

// notThere is the platform's own "not found".
func notThere(x *exchange) *http.Response {
	code := "ResourceNotFound"
	if x.wire.platform == llm.Bedrock {
		code = "ResourceNotFoundException"
	}
	return x.refuse(http.StatusNotFound, code, "The resource is not there yet.")
}

// flapping answers "not found" to every other of the first reads.
func flapping(x *exchange) (*http.Response, error) {
	if x.hit%2 == 1 && x.hit < 8 {
		return notThere(x), nil
	}
	return x.pass()
}

func lagging() func(*exchange) (*http.Response, error) {
	return func(x *exchange) (*http.Response, error) {
		if x.place.sinceStart() < 45*time.Second {
			return notThere(x), nil
		}
		return x.pass()
	}
}
