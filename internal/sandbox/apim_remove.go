package sandbox

import (
	"net/http"
	"time"
)

// remove answers DELETE. What is in use stays, and so does what another write holds.
func (k *apimKind) remove(st *state, r *request) (reply, *armError) {
	w, refusal := k.begin(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	if w.have == nil {
		return reply{status: http.StatusNoContent}, nil
	}
	if k.users != nil {
		if users := k.users(w.apimEntities, w.have); len(users) > 0 {
			return reply{}, apimInUse(k.noun, w.have.name(), users)
		}
	}
	if k.longDelete != "" && r.knows(k.longDelete) {
		return w.removeSlowly(), nil
	}
	w.svc.drop(w.path)
	if api := w.api(); api != nil {
		api.Written = time.Now()
	}
	return okEmpty(), nil
}

// removeSlowly starts a deletion that a client may poll; until it ends the entity is there, and what it uses in use.
func (w *apimWrite) removeSlowly() reply {
	w.have.ReadyAt, w.have.Pending = w.r.now.Add(w.r.opts.provisioningTime), apimDeleting
	link := w.st.startApimOperation(w.r, &apimOperation{Path: w.path, Ends: w.have.ReadyAt}, http.StatusNoContent)
	if w.have.gone(w.r.now) {
		w.svc.drop(w.path)
	}
	return reply{status: http.StatusAccepted}.with("Location", link)
}
