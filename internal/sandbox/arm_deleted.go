package sandbox

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

func deletedAccountRoutes() []route {
	one := armLocation + "/resourceGroups/{group}/deletedAccounts/{account}"
	return []route{
		armRoute("GET", armProvider+"/deletedAccounts", listDeleted),
		armRoute("GET", one, getDeleted),
		armRoute("DELETE", one, purgeDeleted),
	}
}

// deleteAccount soft-deletes an account, which must hold no deployments; its name stays blocked until it is purged.
func deleteAccount(st *state, r *request) (reply, *armError) {
	a, refusal := st.account(r)
	if refusal != nil {
		if refusal.code == codeNotFound {
			return reply{status: http.StatusNoContent}, nil
		}
		return reply{}, refusal
	}
	if refusal := a.writable(r); refusal != nil {
		return reply{}, refusal
	}
	if len(a.Deployments) > 0 {
		var nested []string
		for _, key := range sortedKeys(a.Deployments) {
			nested = append(nested, accountType+"/"+a.Name+"/deployments/"+a.Deployments[key].Name)
		}
		return reply{}, refuse(http.StatusConflict, "CannotDeleteResource", "Cannot delete resource while nested resources exist. "+
			"Some existing nested resource IDs include: '%s'. Please delete all nested resources before deleting this resource.",
			strings.Join(nested, ", "))
	}
	st.softDelete(a, r.now)
	return okEmpty(), nil
}

func (st *state) softDelete(a *armAccount, now time.Time) {
	a.Deleted = now
	delete(st.Azure.Accounts, a.key())
	putIn(&st.Azure.Deleted, a.key(), a)
}

func (a *armAccount) deletedID() string {
	return fmt.Sprintf("/subscriptions/%s/providers/Microsoft.CognitiveServices/locations/%s/resourceGroups/%s/deletedAccounts/%s",
		AzureSubscription, a.Location, a.Group, a.Name)
}

func viewDeleted(a *armAccount, now time.Time) accountView {
	view := viewAccount(a, now)
	view.ID, view.Type = a.deletedID(), "Microsoft.CognitiveServices/locations/resourceGroups/deletedAccounts"
	view.Properties["deletionDate"] = []byte(`"` + a.Deleted.UTC().Format(time.RFC3339) + `"`)
	view.Properties["scheduledPurgeDate"] = []byte(`"` + a.Deleted.Add(48*time.Hour).UTC().Format(time.RFC3339) + `"`)
	return view
}

func listDeleted(st *state, r *request) (reply, *armError) {
	var views []accountView
	for _, key := range sortedKeys(st.Azure.Deleted) {
		views = append(views, viewDeleted(st.Azure.Deleted[key], r.now))
	}
	return paged(r, views)
}

func (st *state) deletedAccount(r *request) (*armAccount, *armError) {
	a, ok := st.Azure.Deleted[accountKey(r.vars["group"], r.vars["account"])]
	if !ok || !strings.EqualFold(a.Location, r.vars["location"]) {
		return nil, resourceNotFound("Microsoft.CognitiveServices/locations/deletedAccounts/"+r.vars["account"], r.vars["group"])
	}
	return a, nil
}

func getDeleted(st *state, r *request) (reply, *armError) {
	a, refusal := st.deletedAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	return jsonReply(http.StatusOK, viewDeleted(a, r.now)), nil
}

func purgeDeleted(st *state, r *request) (reply, *armError) {
	a, refusal := st.deletedAccount(r)
	if refusal != nil {
		return reply{}, refusal
	}
	delete(st.Azure.Deleted, a.key())
	return okEmpty(), nil
}
