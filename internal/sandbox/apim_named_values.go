package sandbox

import (
	"net/http"
	"regexp"
	"strings"
)

func namedValueKind() *apimKind {
	return &apimKind{
		segment: "namedValues", noun: "Property", idName: "namedValueId",
		longest: 256, name: regexp.MustCompile(`^[^*#&+:<>?]+$`),
		members: apimMembers{
			"displayName":       {of: apimText, min: 1, max: 256, pattern: `^[A-Za-z0-9-._]+$`, required: true},
			"value":             {of: apimText, min: 1, max: 4096, pattern: `\S`},
			"secret":            {of: apimFlag},
			"tags":              {of: apimList, max: 32, item: &apimMember{of: apimText, min: 1, max: 160}},
			"keyVault":          {of: apimRecord, members: keyVaultMembers()},
			"provisioningState": {of: apimText, readOnly: true},
		},
		check: checkNamedValue, late: checkNamedValueLate, show: showNamedValue, users: usersOfNamedValue,
		longPut: "2021-08-01", longPatch: "2021-08-01",
	}
}

func keyVaultMembers() apimMembers {
	return apimMembers{
		"secretIdentifier": {
			of: apimText, required: true, pattern: `^https://[A-Za-z0-9-]{3,24}\.vault\.[a-z0-9.-]+/secrets/[A-Za-z0-9-]{1,127}(/[0-9a-f]{32})?$`,
		},
		"identityClientId": {of: apimText, pattern: `^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`},
		"lastStatus":       {of: apimRecord, readOnly: true},
	}
}

// namedValueProperties are those of a named value as it was last written.
type namedValueProperties struct {
	DisplayName string        `json:"displayName"`
	Value       string        `json:"value,omitempty"`
	KeyVault    *keyVaultBody `json:"keyVault,omitempty"`
	Tags        []string      `json:"tags,omitempty"`
	Secret      bool          `json:"secret"`
}

type keyVaultBody struct {
	SecretIdentifier string `json:"secretIdentifier"`
	IdentityClientID string `json:"identityClientId,omitempty"`
}

func checkNamedValue(w *apimWrite) (any, *armError) {
	if _, given := w.sent["value"]; given && w.sent["keyVault"] != nil && w.r.method == http.MethodPatch {
		dropOther(w) // a PATCH that sends one of them replaces the other
	}
	var p namedValueProperties
	w.into(&p)
	switch {
	case (p.Value == "") == (p.KeyVault == nil):
		return nil, invalidField("value", "Either 'value' or 'keyVault' is required, and not both.")
	case p.KeyVault != nil && !p.Secret:
		return nil, invalidField("secret", "A named value from a key vault must be secret.")
	case p.KeyVault != nil && p.KeyVault.IdentityClientID != "":
		return nil, invalidField("keyVault", "The user-assigned identity '%s' is not associated with the service.", p.KeyVault.IdentityClientID)
	case p.KeyVault != nil && w.svc.Principal == "":
		return nil, invalidField("keyVault", "The service has no system-assigned identity to read the key vault with.")
	}
	return p, nil
}

func dropOther(w *apimWrite) {
	var have namedValueProperties
	w.have.into(&have)
	if have.KeyVault != nil {
		delete(w.sent, "keyVault")
	} else {
		delete(w.sent, "value")
	}
}

// checkNamedValueLate is recorded: a display name that is taken is told by the poll, not by the PUT.
func checkNamedValueLate(w *apimWrite) *armError {
	var p namedValueProperties
	w.into(&p)
	if other := w.namedValue(p.DisplayName); other != nil && other != w.have {
		return invalidField("name", "Property with the same name already exist.")
	}
	return nil
}

// namedValue finds a named value by its display name, as policies and backends name it.
func (es *apimEntities) namedValue(displayName string) *apimEntity {
	for _, e := range es.below("namedValues") {
		var p namedValueProperties
		if e.into(&p); strings.EqualFold(p.DisplayName, displayName) {
			return e
		}
	}
	return nil
}

// namedValueView is what a read shows: a secret has no value in it.
type namedValueView struct {
	DisplayName       string        `json:"displayName"`
	Value             string        `json:"value,omitempty"`
	KeyVault          *keyVaultView `json:"keyVault,omitempty"`
	Tags              []string      `json:"tags"`
	Secret            bool          `json:"secret"`
	ProvisioningState string        `json:"provisioningState,omitempty"`
}

type keyVaultView struct {
	keyVaultBody
	LastStatus keyVaultStatus `json:"lastStatus"`
}

type keyVaultStatus struct {
	Code         string `json:"code"`
	TimeStampUTC string `json:"timeStampUtc"`
}

func showNamedValue(v *apimView) any {
	var p namedValueProperties
	v.entity.into(&p)
	view := namedValueView{DisplayName: p.DisplayName, Tags: append([]string{}, p.Tags...), Secret: p.Secret}
	if !p.Secret {
		view.Value = p.Value
	}
	if p.KeyVault != nil {
		status := keyVaultStatus{Code: "Success", TimeStampUTC: v.entity.ReadyAt.UTC().Format(armTime)}
		view.KeyVault = &keyVaultView{keyVaultBody: *p.KeyVault, LastStatus: status}
	}
	if v.r.knows(apimLongBody) {
		view.ProvisioningState = v.entity.provisioningState(v.r.now)
	}
	return view
}

type secretView struct {
	Value string `json:"value"`
}

// listNamedValue answers the value of a plain secret. What a key vault holds, the sandbox cannot know.
func listNamedValue(st *state, r *request) (reply, *armError) {
	kind := namedValueKind()
	es, refusal := kind.open(st, r)
	if refusal != nil {
		return reply{}, refusal
	}
	e := es.at(kind.path(r))
	if e == nil {
		return reply{}, apimNotFound(kind.noun)
	}
	var p namedValueProperties
	e.into(&p)
	if p.KeyVault != nil {
		return reply{}, apimRefuse(http.StatusBadRequest, "InvalidOperation", "The value of '%s' is kept in a key vault.", e.name())
	}
	return jsonReply(http.StatusOK, secretView{p.Value}).with("Etag", e.Etag), nil
}

// referencesIn returns the display names that a text names as {{name}}.
func referencesIn(text string) []string {
	var names []string
	for _, found := range regexp.MustCompile(`\{\{([^{}]*)\}\}`).FindAllStringSubmatch(text, -1) {
		names = append(names, strings.TrimSpace(found[1]))
	}
	return names
}

// usersOfNamedValue are the backends and policies that name it.
func usersOfNamedValue(es *apimEntities, e *apimEntity) []string {
	var p namedValueProperties
	e.into(&p)
	var users []*apimEntity
	for _, key := range sortedKeys(es.svc.Entities) {
		other := es.svc.Entities[key]
		if other.gone(es.r.now) || strings.HasPrefix(key, "namedvalues/") {
			continue
		}
		for _, name := range referencesIn(other.text()) {
			if strings.EqualFold(name, p.DisplayName) {
				users = append(users, other)
			}
		}
	}
	return sortedPaths(users)
}
