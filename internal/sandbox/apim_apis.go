package sandbox

import (
	"net/url"
	"regexp"
	"strings"
)

func apiKind() *apimKind {
	return &apimKind{
		segment: "apis", noun: "Api", idName: "apiId", longest: 256, name: regexp.MustCompile(`^[^*#&+:<>?]+$`),
		members: apiMembers(), check: checkAPI, show: showAPI, longPut: "2024-05-01", longDelete: "2024-05-01",
	}
}

// apiMembers are the properties of an API. Imports (format, value), revisions and version sets are not known to the
// sandbox and refused.
func apiMembers() apimMembers {
	shown := apimMember{of: apimText, readOnly: true}
	return apimMembers{
		"path":                 {of: apimText, max: 400, required: true},
		"displayName":          {of: apimText, min: 1, max: 300, required: true},
		"description":          {of: apimText},
		"serviceUrl":           {of: apimText, max: 2000},
		"protocols":            {of: apimList, min: 1, max: 2, item: &apimMember{of: apimText, values: []string{"http", "https"}}},
		"subscriptionRequired": {of: apimFlag},
		"termsOfServiceUrl":    {of: apimText},
		"type":                 {of: apimText, values: []string{"http"}},
		"apiType":              {of: apimText, values: []string{"http"}},
		"apiRevision":          {of: apimText, values: []string{"1"}},
		"isCurrent":            {of: apimFlag, readOnly: true},
		"isOnline":             {of: apimFlag, readOnly: true},
		"provisioningState":    shown,
		"authenticationSettings": {of: apimRecord, members: apimMembers{
			"oAuth2": {of: apimRecord, readOnly: true}, "openid": {of: apimRecord, readOnly: true},
		}},
		"subscriptionKeyParameterNames": {of: apimRecord, members: apimMembers{
			"header": {of: apimText, min: 1}, "query": {of: apimText, min: 1},
		}},
	}
}

// apiProperties are those of an API as it was last written, and as it is shown: the service fills in the defaults and
// shows what is absent as null [recorded].
type apiProperties struct {
	DisplayName          string       `json:"displayName"`
	Revision             string       `json:"apiRevision"`
	Description          *string      `json:"description"`
	SubscriptionRequired *bool        `json:"subscriptionRequired"`
	ServiceURL           *string      `json:"serviceUrl"`
	Path                 string       `json:"path"`
	Protocols            []string     `json:"protocols"`
	Authentication       apiAuth      `json:"authenticationSettings"`
	KeyNames             *apiKeyNames `json:"subscriptionKeyParameterNames"`
	Terms                string       `json:"termsOfServiceUrl,omitempty"`
	Current              bool         `json:"isCurrent"`
	State                string       `json:"provisioningState,omitempty"` // filled in for a read
}

type apiAuth struct {
	OAuth2 *struct{} `json:"oAuth2"`
	OpenID *struct{} `json:"openid"`
}

type apiKeyNames struct {
	Header string `json:"header"`
	Query  string `json:"query"`
}

func checkAPI(w *apimWrite) (any, *armError) {
	var p apiProperties
	w.into(&p)
	p.fill()
	var details []apimDetail
	if p.ServiceURL != nil {
		if to, err := url.Parse(*p.ServiceURL); err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
			details = append(details, wrong("serviceUrl", "The service URL '%s' is invalid.", *p.ServiceURL))
		}
	}
	for _, other := range w.below("apis") {
		if other != w.have {
			details = append(details, p.clash(w, other)...)
		}
	}
	return p, invalidFields(details...)
}

// fill sets the defaults of the service [recorded]. A leading slash of the path is dropped.
func (p *apiProperties) fill() {
	yes := true
	if p.SubscriptionRequired == nil {
		p.SubscriptionRequired = &yes
	}
	if len(p.Protocols) == 0 {
		p.Protocols = []string{"https"}
	}
	names := apiKeyNames{Header: "Ocp-Apim-Subscription-Key", Query: "subscription-key"}
	if p.KeyNames == nil {
		p.KeyNames = &names
	}
	if p.KeyNames.Header == "" {
		p.KeyNames.Header = names.Header
	}
	if p.KeyNames.Query == "" {
		p.KeyNames.Query = names.Query
	}
	p.Path, p.Revision, p.Current, p.State = strings.TrimPrefix(p.Path, "/"), "1", true, ""
}

// clash refuses a path that another API has [recorded], and a display name, which is the stricter reading.
func (p *apiProperties) clash(w *apimWrite, other *apimEntity) []apimDetail {
	var theirs apiProperties
	other.into(&theirs)
	var details []apimDetail
	if strings.EqualFold(theirs.Path, p.Path) {
		name := w.path[strings.LastIndex(w.path, "/")+1:]
		details = append(details, wrong("path", "Cannot create API '%s' with the same Path '%s' as API '%s'  unless it's a part of "+
			"the same version set", name, p.Path, other.name()))
	}
	if strings.EqualFold(theirs.DisplayName, p.DisplayName) {
		details = append(details, wrong("name", "API with the same name already exist."))
	}
	return details
}

func showAPI(v *apimView) any {
	var p apiProperties
	v.entity.into(&p)
	if v.r.knows("2024-05-01") {
		p.State = v.entity.provisioningState(v.r.now)
	}
	return p
}

// policies returns every policy of the service's APIs and of their operations.
func (es *apimEntities) policies() []*apimEntity {
	var all []*apimEntity
	for _, api := range es.below("apis") {
		all = append(all, es.below(api.Path+"/"+apimPolicies)...)
		for _, operation := range es.below(api.Path + "/" + apimOperations) {
			all = append(all, es.below(operation.Path+"/"+apimPolicies)...)
		}
	}
	return all
}

// text returns the entity's properties as one text, in which named values are looked for.
func (e *apimEntity) text() string { return string(e.Properties) }
