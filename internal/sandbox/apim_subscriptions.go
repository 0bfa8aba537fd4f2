package sandbox

import (
	"cmp"
	"net/http"
	"regexp"
	"strings"
)

const (
	apimSubscriptions = "subscriptions"
	// apimMaster is the subscription to all APIs that every service has.
	apimMaster = "master"
)

func subscriptionKind() *apimKind {
	return &apimKind{
		segment: apimSubscriptions, noun: "Subscription", idName: "sid", longest: 256, name: regexp.MustCompile(`^[^*#&+:<>?]+$`),
		members: subscriptionMembers(), check: checkSubscription, show: showSubscription,
	}
}

// subscriptionMembers are the properties of a subscription (bicep-types-az 1f896de2d of 2026-08-20). Users are not known to
// the sandbox.
func subscriptionMembers() apimMembers {
	shown := apimMember{of: apimText, readOnly: true}
	return apimMembers{
		"displayName":  {of: apimText, min: 1, max: 100, required: true},
		"scope":        {of: apimText, min: 1, required: true},
		"primaryKey":   {of: apimText, min: 1, max: 256},
		"secondaryKey": {of: apimText, min: 1, max: 256},
		"state":        {of: apimText, values: []string{"suspended", subscriptionActive, "expired", "submitted", "rejected", "cancelled"}},
		"allowTracing": {of: apimFlag},
		"createdDate":  shown, "startDate": shown, "endDate": shown, "expirationDate": shown, "notificationDate": shown, "stateComment": shown,
	}
}

const subscriptionActive = "active"

// subscriptionProperties are those of a subscription as it was last written.
type subscriptionProperties struct {
	DisplayName  string `json:"displayName"`
	Scope        string `json:"scope"` // an ARM id
	State        string `json:"state"`
	AllowTracing bool   `json:"allowTracing"`
	PrimaryKey   string `json:"primaryKey,omitempty"`
	SecondaryKey string `json:"secondaryKey,omitempty"`
}

// checkSubscription makes keys where none are sent. Without a state a subscription waits for an approval [spec].
func checkSubscription(w *apimWrite) (any, *armError) {
	var have, p subscriptionProperties
	if w.have != nil {
		w.have.into(&have)
	}
	w.into(&p)
	name := w.path[strings.LastIndex(w.path, "/")+1:]
	p.State = cmp.Or(p.State, have.State, "submitted")
	p.PrimaryKey = cmp.Or(p.PrimaryKey, have.PrimaryKey, subscriptionKey(w.svc, name, "1"))
	p.SecondaryKey = cmp.Or(p.SecondaryKey, have.SecondaryKey, subscriptionKey(w.svc, name, "2"))
	scope, known := w.scope(p.Scope)
	if !known {
		return nil, invalidField("scope", "Subscription scope should be one of '/apis', '/apis/{apiId}', '/products/{productId}'")
	}
	p.Scope = scope
	return p, nil
}

func subscriptionKey(svc *apimService, name, number string) string {
	return "sandbox-subscription-key-" + number + "-of-" + strings.ToLower(svc.Name+"-"+name)
}

// scope returns the ARM id of what a subscription is to: the service, all its APIs, or one that is there. There are no
// products.
func (es *apimEntities) scope(text string) (id string, known bool) {
	path := text
	if own := es.svc.id(); len(text) >= len(own) && strings.EqualFold(text[:len(own)], own) {
		path = text[len(own):]
	}
	path = strings.Trim(path, "/")
	if path == "" || strings.EqualFold(path, "apis") {
		return es.svc.id() + "/" + path, true
	}
	if e := es.at(path); e != nil && strings.HasPrefix(strings.ToLower(path), "apis/") {
		return es.id(e), true
	}
	return "", false
}

// showSubscription leaves the keys to listSecrets.
func showSubscription(v *apimView) any {
	var p subscriptionProperties
	v.entity.into(&p)
	p.PrimaryKey, p.SecondaryKey = "", ""
	return p
}

type subscriptionSecrets struct {
	PrimaryKey   string `json:"primaryKey"`
	SecondaryKey string `json:"secondaryKey"`
}

// listSubscriptionSecrets answers the keys of a subscription.
func listSubscriptionSecrets(st *state, r *request) (reply, *armError) {
	kind := subscriptionKind()
	es, refusal := kind.open(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	e := es.at(kind.path(r))
	if e == nil {
		return reply{}, apimNotFound(kind.noun)
	}
	var p subscriptionProperties
	e.into(&p)
	return jsonReply(http.StatusOK, subscriptionSecrets{p.PrimaryKey, p.SecondaryKey}).with("Etag", e.Etag), nil
}

// addMaster gives a new service the subscription that every service has.
func (st *state) addMaster(svc *apimService) {
	master := subscriptionProperties{
		DisplayName: "Built-in all-access subscription", Scope: svc.id() + "/", State: subscriptionActive,
		PrimaryKey: subscriptionKey(svc, apimMaster, "1"), SecondaryKey: subscriptionKey(svc, apimMaster, "2"),
	}
	svc.put(&apimEntity{Path: apimSubscriptions + "/" + apimMaster, Properties: encoded(master), Etag: st.apimEtag()})
}
