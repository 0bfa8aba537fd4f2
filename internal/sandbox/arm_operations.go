package sandbox

import (
	"net/http"
	"strings"
	"time"
)

// operationKept is how long an operation can still be polled after its end.
const operationKept = time.Hour

func operationRoutes() []route {
	return []route{armRoute("GET", armLocation+"/operationResults/{operation}", getOperation)}
}

// startOperation remembers an operation under a new id and forgets those that ended long ago.
func (st *state) startOperation(op armOperation) *armOperation {
	op.ID = newGUID()
	for id, old := range st.Azure.Operations {
		if op.Started.Sub(old.Ends) > operationKept {
			delete(st.Azure.Operations, id)
		}
	}
	putIn(&st.Azure.Operations, op.ID, &op)
	return &op
}

func (op *armOperation) path() string {
	return "/subscriptions/" + AzureSubscription + "/providers/Microsoft.CognitiveServices/locations/" + op.Location +
		"/operationResults/" + op.ID
}

// link is where to poll. The service puts this old api-version into its links [recorded].
func (op *armOperation) link(r *request) string {
	return r.base + op.path() + "?api-version=2017-04-18"
}

type operationView struct {
	ID        string          `json:"id"`
	Name      string          `json:"name"`
	Status    string          `json:"status"`
	StartTime string          `json:"startTime"`
	EndTime   string          `json:"endTime,omitempty"`
	Error     *operationError `json:"error,omitempty"`
}

type operationError struct {
	Code    string `json:"code"`
	Message string `json:"message"`
}

func getOperation(st *state, r *request) (reply, *armError) {
	op, ok := st.Azure.Operations[strings.ToLower(r.vars["operation"])]
	if !ok {
		return reply{}, refuse(http.StatusNotFound, codeNotFound, "The operation '%s' was not found.", r.vars["operation"])
	}
	switch {
	case op.Resource:
		return st.answerResource(op, r)
	case op.Delete && r.now.Before(op.Ends):
		return op.pending(r), nil
	case op.Stuck:
		return reply{}, refuse(http.StatusBadRequest, "DeleteFailed", "The resource could not be deleted.")
	case op.Delete:
		return reply{status: http.StatusNoContent}, nil
	}
	view := operationView{ID: op.path(), Name: op.ID, Status: st.outcome(op), StartTime: op.Started.Format(time.RFC3339)}
	if view.Status == "Succeeded" && r.now.Before(op.Ends) {
		view.Status = op.Pending
		return jsonReply(http.StatusOK, view).with("Retry-After", "1"), nil
	}
	view.EndTime = op.Ends.Format(time.RFC3339)
	if view.Status != "Succeeded" {
		view.Error = &operationError{Code: "DeploymentFailed", Message: "The deployment ended in state " + view.Status + "."}
	}
	return jsonReply(http.StatusOK, view), nil
}

// pending is what a Location answers until its operation ends.
func (op *armOperation) pending(r *request) reply {
	return reply{status: http.StatusAccepted}.with("Location", op.link(r)).with("Retry-After", "1")
}

// answerResource answers 202 until the operation ends, and then the deployment.
func (st *state) answerResource(op *armOperation, r *request) (reply, *armError) {
	a := st.Azure.Accounts[op.Account]
	if a == nil || a.Deployments[op.Deployment] == nil {
		return reply{}, refuse(http.StatusNotFound, codeNotFound, "The deployment of operation '%s' was not found.", op.ID)
	}
	if r.now.Before(op.Ends) && st.outcome(op) == "Succeeded" {
		return op.pending(r), nil
	}
	return st.answerDeployment(r, http.StatusOK, a, a.Deployments[op.Deployment]), nil
}

// outcome is how the operation ends: as the deployment it makes does.
func (st *state) outcome(op *armOperation) string {
	a := st.Azure.Accounts[op.Account]
	if a == nil || a.Deployments[op.Deployment] == nil || a.Deployments[op.Deployment].Forced == "" {
		return "Succeeded"
	}
	return a.Deployments[op.Deployment].Forced
}
