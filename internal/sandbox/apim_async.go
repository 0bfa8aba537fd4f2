package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// apimLongBody is the api-version since which a long-running PUT answers 200 or 201 with the entity in progress; older
// ones answer 202 without a body [recorded at 2021-08-01; 2023-09-01-preview and the specification of 2024-05-01].
const apimLongBody = "2023-09-01"

// startApimOperation remembers an operation and returns where to poll it: at the entity itself, with the status that the
// poll answers in the end [recorded].
func (st *state) startApimOperation(r *request, op *apimOperation, status int) string {
	id := strings.ReplaceAll(newGUID(), "-", "")[:24]
	for other, old := range st.Azure.APIManagementOperations {
		if r.now.Sub(old.Ends) > operationKept {
			delete(st.Azure.APIManagementOperations, other)
		}
	}
	st.sweep(r)
	putIn(&st.Azure.APIManagementOperations, id, op)
	q := url.Values{"api-version": {r.query.Get("api-version")}, "asyncId": {id}, "asyncCode": {strconv.Itoa(status)}}
	return r.base + r.path + "?" + q.Encode()
}

// sweep forgets what was deleted: reads only overlook it.
func (st *state) sweep(r *request) {
	for key, svc := range st.Azure.APIManagement {
		if svc.gone(r.now) {
			delete(st.Azure.APIManagement, key)
		}
		for _, e := range svc.Entities {
			if e.gone(r.now) {
				svc.drop(e.Path)
			}
		}
	}
}

// commitSlowly starts a long-running write. Where it is to fail, nothing is stored, and only who polls hears of it.
func (w *apimWrite) commitSlowly(e *apimEntity, status int) reply {
	op := &apimOperation{Path: w.path, Ends: w.r.now.Add(w.r.opts.provisioningTime)}
	e.ReadyAt, e.Pending = op.Ends, "InProgress"
	if w.kind.late != nil {
		if refusal := w.kind.late(w); refusal != nil {
			op.Refusal = refusal.reply().body
		}
	}
	link := w.st.startApimOperation(w.r, op, status)
	if op.Refusal == nil {
		w.keep(e)
	}
	if w.r.method == http.MethodPatch || !w.r.knows(apimLongBody) {
		return reply{status: http.StatusAccepted}.with("Location", link)
	}
	return w.kind.answer(w.apimEntities, status, e).with("Location", link)
}

// poll answers 202 until an operation ends, and then the entity, or why there is none.
func (k *apimKind) poll(st *state, r *request) (reply, *armError) {
	es, refusal := k.open(st, r)
	if refusal != nil && refusal.code != codeNotFound {
		return reply{}, refusal
	}
	op, ok := st.Azure.APIManagementOperations[r.query.Get("asyncId")]
	if es == nil || !ok || !strings.EqualFold(op.Path, k.path(r)) {
		return reply{}, apimNotFound("Operation")
	}
	if r.now.Before(op.Ends) {
		return reply{status: http.StatusAccepted}.with("Location", r.base+r.path+"?"+r.query.Encode()).with("Retry-After", "1"), nil
	}
	if op.Refusal != nil {
		return reply{status: http.StatusBadRequest, header: jsonHeader(), body: op.Refusal}, nil
	}
	return k.outcome(es, op)
}

func (k *apimKind) outcome(es *apimEntities, op *apimOperation) (reply, *armError) {
	status, err := strconv.Atoi(es.r.query.Get("asyncCode"))
	e := es.at(op.Path)
	switch {
	case err == nil && status == http.StatusNoContent:
		return reply{status: status}, nil
	case err != nil || status != http.StatusOK && status != http.StatusCreated || e == nil:
		return reply{}, apimNotFound(k.noun)
	case e.Forced != "":
		return reply{}, apimRefuse(http.StatusBadRequest, "OperationFailed", "The operation on the %s '%s' ended in state '%s'.",
			k.noun, e.name(), e.Forced)
	}
	return k.answer(es, status, e), nil
}

func jsonHeader() http.Header {
	return jsonReply(http.StatusOK, json.RawMessage("null")).header
}
