package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Overlay makes every answer show a member of one object otherwise than the stand-in holds it: reads, lists and answers
// to writes. It is for what only a cloud itself changes; what a client can change is changed with Do. The id is an ARM
// id, an ARN, the name of something in a gateway as SetAgentCoreStatus takes it, of a version of a guardrail as
// SetGuardrailStatus does, or the path of an enforced guardrail configuration ("/enforcedGuardrailsConfiguration/…").
// The member is named as in a read, by dots, with numbers for places in a list ("properties.rateLimits.0.count"); a nil
// value takes it away. A list shows it under the list's own name for it, and not at all where the official model of the
// list lacks it.
//
// Over a PUT that sends another value, of AgentCore also a PATCH, over a batch with the object in it, and over a DELETE,
// it ends: the object is then what was written. Remove ends it by itself. Like other hooks it lives in one process and
// is never stored.
func (s *Sandbox) Overlay(id, member string, value any) (remove func(), err error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	o := &overlay{object: overlaidOf(id), member: strings.Split(member, "."), value: encoded}
	return s.Hook(Hook{After: o.after}), nil
}

type overlay struct {
	object overlaid
	member []string
	value  json.RawMessage
	mu     sync.Mutex
	ended  bool
}

func (o *overlay) after(r *http.Request, resp *http.Response) *http.Response {
	if resp.StatusCode >= http.StatusBadRequest || o.over(r) || resp.Body == nil || !o.object.isNear(r.URL.Path) {
		return resp
	}
	body, err := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if err != nil {
		return Lost()
	}
	if bytes.Contains(body, []byte(o.object.key())) {
		body = o.shown(body)
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	resp.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return resp
}

// over reports whether the overlay has ended, by this request or before it.
func (o *overlay) over(r *http.Request) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.object.isSwept(r) {
		o.ended = true
	}
	if !o.object.isWritten(r) {
		return o.ended
	}
	switch r.Method {
	case http.MethodDelete:
		o.ended = true
	case http.MethodPut:
		o.ended = o.ended || !o.sentIn(r)
	case http.MethodPatch:
		o.ended = o.ended || !o.object.leaves(r, o.member[0]) && !o.sentIn(r)
	}
	return o.ended
}

// sentIn reports whether a write asks for the very value that is shown.
func (o *overlay) sentIn(r *http.Request) bool {
	body, err := readBody(r)
	if err != nil {
		return false
	}
	var sent any
	if json.Unmarshal(body, &sent) != nil {
		return false
	}
	for _, name := range o.object.asSent(o.member) {
		sent = memberOf(sent, name)
	}
	text, err := json.Marshal(sent)
	return err == nil && bytes.Equal(text, o.value)
}

// shown is the body with the member of the object replaced.
func (o *overlay) shown(body []byte) []byte {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var answer any
	if decoder.Decode(&answer) != nil || !o.lay(answer, "") {
		return body
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return body
	}
	return text
}

// lay replaces the member wherever the object is found below value; list names the list that it is an item of.
func (o *overlay) lay(value any, list string) bool {
	changed := false
	switch value := value.(type) {
	case []any:
		for _, item := range value {
			changed = o.lay(item, list) || changed
		}
	case map[string]any:
		if o.object.is(value) {
			member, listed := o.object.listed(list, o.member)
			return listed && replaceMember(value, member, o.value)
		}
		for name, item := range value {
			changed = o.lay(item, name) || changed
		}
	}
	return changed
}

// replaceMember walks to the member, makes what is missing on the way, and reports whether it could.
func replaceMember(object any, path []string, value json.RawMessage) bool {
	last := len(path) - 1
	for _, name := range path[:last] {
		next := memberOf(object, name)
		if next == nil {
			next = map[string]any{}
			if !setMember(object, name, next) {
				return false
			}
		}
		object = next
	}
	if string(value) == "null" {
		return setMember(object, path[last], nil)
	}
	return setMember(object, path[last], value)
}

func memberOf(object any, name string) any {
	switch object := object.(type) {
	case map[string]any:
		return object[name]
	case []any:
		if at, err := strconv.Atoi(name); err == nil && at < len(object) {
			return object[at]
		}
	}
	return nil
}

// setMember sets a member or an item; nil takes a member away.
func setMember(object any, name string, value any) bool {
	switch object := object.(type) {
	case map[string]any:
		if value == nil {
			delete(object, name)
			return true
		}
		object[name] = value
		return true
	case []any:
		at, err := strconv.Atoi(name)
		if err != nil || at >= len(object) {
			return false
		}
		object[at] = value
		return true
	}
	return false
}
