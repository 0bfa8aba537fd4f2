package azureopenai

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// The rules for names on API Management: the service's from the specification
// of 2024-05-01, the others narrower, as this driver makes them.
var (
	serviceRule    = regexp.MustCompile(`^[a-zA-Z]([a-zA-Z0-9-]{0,48}[a-zA-Z0-9])?$`)
	apiRule        = regexp.MustCompile(`^(?i:` + apiPrefix + `)[a-zA-Z0-9]([a-zA-Z0-9-]{0,73}[a-zA-Z0-9])?$`) // a route's: no other is written or deleted
	backendRule    = regexp.MustCompile(`^\w$|^\w[\w-]{0,78}\w$`)
	namedValueRule = regexp.MustCompile(`^[A-Za-z0-9_-][A-Za-z0-9._-]{0,255}$`) // as a display name, by which it is referred to
	operationRule  = regexp.MustCompile(`^[^/\\%*#&+:<>?.[:cntrl:]][^/\\%*#&+:<>?[:cntrl:]]{0,79}$`)
)

const (
	serviceForm    = "/subscriptions/<subscription>/resourceGroups/<group>/providers/Microsoft.ApiManagement/service/<service>"
	routeForm      = serviceForm + "/apis/llm-<route>"
	namedValueForm = serviceForm + "/namedValues/<name>"
)

// serviceID is the address of an API Management service.
type serviceID struct{ subscription, group, name string }

// apiID is the address of an API, and so of a route.
type apiID struct {
	service serviceID
	name    string
}

// String is the canonical ARM id.
func (s serviceID) String() string {
	return "/subscriptions/" + s.subscription + "/resourceGroups/" + s.group + "/providers/Microsoft.ApiManagement/service/" + s.name
}

// path is the id with every part escaped.
func (s serviceID) path() string {
	return "/subscriptions/" + url.PathEscape(s.subscription) + "/resourceGroups/" + url.PathEscape(s.group) +
		"/providers/Microsoft.ApiManagement/service/" + url.PathEscape(s.name)
}

func (s serviceID) route(api string) apiID { return apiID{service: s, name: api} }

func (a apiID) String() string { return a.service.String() + "/apis/" + a.name }

func (a apiID) path() string { return a.service.path() + "/apis/" + url.PathEscape(a.name) }

func (a apiID) routeID() llm.ID {
	return llm.ID{Value: a.String(), Parent: a.service.String(), Name: routeNameOf(a.name)}
}

// parseServiceID reads the ARM id of a service. The literals may be in any case.
func parseServiceID(s string) (serviceID, error) {
	return parseInService(s, serviceForm)
}

// parseRouteID reads the ARM id of an API. ARM tells no case apart in its name,
// and a route's is in lower case, as [apiName] makes it.
func parseRouteID(s string) (apiID, error) {
	in, name, err := parseChildOfService(s, "apis", routeForm, apiRule)
	return in.route(strings.ToLower(name)), err
}

// parseNamedValueID reads the ARM id of a named value.
func parseNamedValueID(s string) (serviceID, string, error) {
	return parseChildOfService(s, "namedValues", namedValueForm, namedValueRule)
}

func parseChildOfService(s, kind, form string, rule *regexp.Regexp) (serviceID, string, error) {
	at := strings.LastIndex(s, "/")
	if at < 0 || !strings.HasSuffix(strings.ToLower(s[:at]), "/"+strings.ToLower(kind)) {
		return serviceID{}, "", fmt.Errorf("parse %s: it is not an ARM id of the form %s", quoted(s), form)
	}
	in, err := parseInService(s[:at-len(kind)-1], form)
	if err != nil {
		return serviceID{}, "", err
	}
	if !rule.MatchString(s[at+1:]) {
		return serviceID{}, "", fmt.Errorf("parse %s: the last part, %s, is not a valid name; the form is %s", quoted(s), quoted(s[at+1:]), form)
	}
	return in, s[at+1:], nil
}

func parseInService(s, form string) (serviceID, error) {
	steps := strings.Split(s, "/")
	literals := []string{1: "subscriptions", 3: "resourceGroups", 5: "providers", 6: "Microsoft.ApiManagement", 7: "service"}
	if len(steps) != 9 || steps[0] != "" {
		return serviceID{}, fmt.Errorf("parse %s: it is not an ARM id of the form %s", quoted(s), form)
	}
	for at, literal := range literals {
		if literal != "" && !strings.EqualFold(steps[at], literal) {
			return serviceID{}, fmt.Errorf("parse %s: %s stands where the form %s has %q", quoted(s), quoted(steps[at]), form, literal)
		}
	}
	switch {
	case !subscriptionRule.MatchString(steps[2]):
		return serviceID{}, fmt.Errorf("parse %s: %s is not a subscription id; the form is %s", quoted(s), quoted(steps[2]), form)
	case !groupRule.MatchString(steps[4]):
		return serviceID{}, fmt.Errorf("parse %s: %s is not a resource group name; the form is %s", quoted(s), quoted(steps[4]), form)
	case !serviceRule.MatchString(steps[8]):
		return serviceID{}, fmt.Errorf("parse %s: %s is not the name of an API Management service; the form is %s", quoted(s), quoted(steps[8]), form)
	}
	return serviceID{subscription: strings.ToLower(steps[2]), group: steps[4], name: steps[8]}, nil
}

// serviceOf reads a gateway's id.
func (p *Platform) serviceOf(gateway string) (serviceID, error) {
	id, err := parseServiceID(gateway)
	if err != nil {
		return serviceID{}, invalidRoute(llm.FieldGateway, err.Error(),
			"Use the ARM id of the API Management service; az apim show --query id shows it.")
	}
	return id, p.subscriptionInThisWorld(llm.FieldGateway, id.String(), id.subscription)
}

// routeOf reads a route's id.
func (p *Platform) routeOf(s string) (apiID, error) {
	id, err := parseRouteID(s)
	if err != nil {
		return apiID{}, invalidRoute(llm.FieldID, err.Error(), "Use the ARM id of the route's API; az apim api list shows it.")
	}
	return id, p.subscriptionInThisWorld(llm.FieldID, id.String(), id.service.subscription)
}

// invalidRoute is an error that the configuration has to answer for.
func invalidRoute(field llm.Field, message, fix string) *llm.Error {
	return &llm.Error{Op: "check route", Code: llm.CodeInvalid, Field: field, Message: oneLine(message, messageLimit), Fix: fix}
}
