package sandbox

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"time"
)

// apimWrite is a PUT or PATCH of an entity.
type apimWrite struct {
	*apimEntities
	kind *apimKind
	path string
	have *apimEntity    // nil for a create
	sent map[string]any // the properties that are to be, checked against the kind's members
}

// into decodes the properties that are to be.
func (w *apimWrite) into(properties any) {
	_ = json.Unmarshal(encoded(w.sent), properties) // checked against the kind's members
}

// write answers PUT, which creates or replaces, and PATCH, which changes what it names.
func (k *apimKind) write(st *state, r *request) (reply, *armError) {
	w, refusal := k.begin(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	if refusal := w.read(); refusal != nil {
		return reply{}, refusal
	}
	properties, refusal := k.check(w)
	if refusal != nil {
		return reply{}, refusal
	}
	return w.commit(encoded(properties))
}

// begin finds what a write is about, and refuses one that comes at a wrong time or of a wrong version.
func (k *apimKind) begin(st *state, r *request) (*apimWrite, *armError) {
	es, refusal := k.open(st, r)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := k.checkName(r.vars["entity"]); refusal != nil {
		return nil, refusal
	}
	w := &apimWrite{apimEntities: es, kind: k, path: k.path(r)}
	w.have = es.at(w.path)
	if refusal := w.checkTime(); refusal != nil {
		return nil, refusal
	}
	return w, w.checkMatch()
}

// checkTime refuses a write while another one is under way: of the service, of the entity, of the API or below it.
func (w *apimWrite) checkTime() *armError {
	if state := w.svc.provisioningState(w.r.now); state != "Succeeded" {
		return apimNotReady(w.svc, state)
	}
	if w.have != nil && w.r.now.Before(w.have.ReadyAt) {
		return apimBusy(w.kind.noun)
	}
	api := w.api()
	switch {
	case api == nil:
		return nil
	case w.r.now.Before(api.ReadyAt):
		return apimBusy("API")
	case w.r.arrived.Before(api.Written.Add(w.r.opts.writeTime)):
		return apimModified()
	}
	return nil
}

// api returns the API that is written or below which is written, nil where there is none (yet).
func (w *apimWrite) api() *apimEntity {
	if w.kind.inAPI {
		return w.at("apis/" + w.r.vars["api"])
	}
	if w.kind.segment == "apis" {
		return w.have
	}
	return nil
}

// checkMatch holds to If-Match, which only a PUT may leave out. A * passes for a create too [recorded].
func (w *apimWrite) checkMatch() *armError {
	match := w.r.header.Get("If-Match")
	switch {
	case match == "" && w.r.method != http.MethodPut:
		return apimNoMatch()
	case w.have == nil && w.r.method == http.MethodPatch:
		return apimNotFound(w.kind.noun)
	case match == "" || match == "*":
		return nil
	case w.have == nil && w.r.method == http.MethodDelete: // gone already, whatever version was meant
		return nil
	case w.have == nil || match != w.have.Etag:
		return apimModified()
	}
	return nil
}

type apimBody struct {
	Properties map[string]any `json:"properties"`
}

// read takes the properties from the body, on top of those that are there for a PATCH.
func (w *apimWrite) read() *armError {
	var members map[string]json.RawMessage
	if refusal := decodeBody(w.r, &members, resourceMembers()); refusal != nil {
		return refusal
	}
	var body apimBody
	decoder := json.NewDecoder(bytes.NewReader(w.r.body))
	decoder.UseNumber()
	if err := decoder.Decode(&body); err != nil {
		return invalidContent("%s", err)
	}
	if body.Properties == nil {
		return invalidField("properties", "Required property 'properties' is missing.")
	}
	w.sent = body.Properties
	if w.r.method == http.MethodPatch {
		w.sent = w.merged(body.Properties)
	}
	return invalidFields(w.kind.members.check("", w.sent, knowing(w.r))...)
}

// merged returns the properties there are with those that were sent in their place; null takes one away.
func (w *apimWrite) merged(sent map[string]any) map[string]any {
	have := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader(w.have.Properties))
	decoder.UseNumber()
	_ = decoder.Decode(&have) // checked when it was stored
	maps.Copy(have, sent)
	return have
}

// commit stores the properties. The same again changes nothing, not even the ETag [recorded].
func (w *apimWrite) commit(properties json.RawMessage) (reply, *armError) {
	status := http.StatusOK
	if w.have == nil {
		status = http.StatusCreated
	}
	if w.have != nil && bytes.Equal(w.have.Properties, properties) && w.have.Forced == "" {
		return w.kind.answer(w.apimEntities, status, w.have), nil
	}
	e := &apimEntity{Path: w.path, Properties: properties, Etag: w.st.apimEtag(), Written: time.Now()}
	if w.have != nil {
		e.Path = w.have.Path
	}
	since := w.kind.longPut
	if w.r.method == http.MethodPatch {
		since = w.kind.longPatch
	}
	if since != "" && w.r.knows(since) {
		return w.commitSlowly(e, status), nil
	}
	w.keep(e)
	return w.kind.answer(w.apimEntities, status, e), nil
}

// keep puts the entity into the service and notes the write in the API above it.
func (w *apimWrite) keep(e *apimEntity) {
	w.svc.put(e)
	if api := w.api(); api != nil {
		api.Written = e.Written
	}
}
