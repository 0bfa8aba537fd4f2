package sandbox

import (
	"regexp"
	"slices"
	"strings"
)

func apiOperationKind() *apimKind {
	return &apimKind{
		segment: apimOperations, inAPI: true, noun: "Operation", idName: "operationId",
		longest: 80, name: regexp.MustCompile(`^[^*#&+:<>?]+$`),
		members: apiOperationMembers(), check: checkAPIOperation, show: showAPIOperation,
	}
}

func apiOperationMembers() apimMembers {
	parameters := apimMember{of: apimList, item: &apimMember{of: apimRecord, members: apimMembers{
		"name": {of: apimText, min: 1, required: true}, "type": {of: apimText, required: true}, "description": {of: apimText},
		"defaultValue": {of: apimText}, "required": {of: apimFlag}, "values": {of: apimList, item: &apimMember{of: apimText}},
	}}}
	bodies := apimMember{of: apimList, item: &apimMember{of: apimRecord, members: apimMembers{
		"contentType": {of: apimText, min: 1, required: true}, "formParameters": parameters,
	}}}
	return apimMembers{
		"policies":           {of: apimText, values: []string{}}, // null only: they are an entity of their own
		"displayName":        {of: apimText, min: 1, max: 300, required: true},
		"method":             {of: apimText, min: 1, required: true, pattern: `^([A-Z]+|\*)$`},
		"urlTemplate":        {of: apimText, min: 1, max: 1000, required: true, pattern: `^/`},
		"description":        {of: apimText, max: 1000},
		"templateParameters": parameters,
		"request": {of: apimRecord, members: apimMembers{
			"description": {of: apimText}, "queryParameters": parameters, "headers": parameters, "representations": bodies,
		}},
		"responses": {of: apimList, item: &apimMember{of: apimRecord, members: apimMembers{
			"statusCode": {of: apimNumber, min: 100, max: 599, required: true}, "description": {of: apimText},
			"headers": parameters, "representations": bodies,
		}}},
	}
}

// apiOperationProperties are those of an operation, in the order and with the empty lists that the service shows
// [recorded].
type apiOperationProperties struct {
	DisplayName string         `json:"displayName"`
	Method      string         `json:"method"`
	Template    string         `json:"urlTemplate"`
	Parameters  []apiParameter `json:"templateParameters"`
	Description *string        `json:"description"`
	Request     *apiRequest    `json:"request,omitempty"`
	Responses   []apiResponse  `json:"responses"`
	Policies    *string        `json:"policies"`
}

type apiParameter struct {
	Name        string   `json:"name"`
	Description string   `json:"description,omitempty"`
	Type        string   `json:"type"`
	Default     *string  `json:"defaultValue,omitempty"`
	Required    bool     `json:"required,omitempty"`
	Values      []string `json:"values"`
}

type apiRequest struct {
	Description string         `json:"description,omitempty"`
	Query       []apiParameter `json:"queryParameters"`
	Headers     []apiParameter `json:"headers"`
	Bodies      []apiContent   `json:"representations"`
}

type apiResponse struct {
	StatusCode  int            `json:"statusCode"`
	Description string         `json:"description,omitempty"`
	Headers     []apiParameter `json:"headers"`
	Bodies      []apiContent   `json:"representations"`
}

type apiContent struct {
	ContentType string         `json:"contentType"`
	Form        []apiParameter `json:"formParameters,omitempty"`
}

func checkAPIOperation(w *apimWrite) (any, *armError) {
	var p apiOperationProperties
	w.into(&p)
	p.fill()
	if refusal := p.checkTemplate(); refusal != nil {
		return nil, refusal
	}
	for _, other := range w.below(w.kind.folder(w.r)) {
		var theirs apiOperationProperties
		if other.into(&theirs); other != w.have && theirs.Method == p.Method && theirs.Template == p.Template {
			return nil, invalidField("urlTemplate", "Operation with the same method and URL template already exists.")
		}
	}
	return p, nil
}

// checkTemplate refuses a template whose parameters are not those that are declared.
func (p *apiOperationProperties) checkTemplate() *armError {
	var used, declared []string
	for _, found := range regexp.MustCompile(`\{\*?([^{}]+)\}`).FindAllStringSubmatch(p.Template, -1) {
		used = append(used, found[1])
	}
	for _, parameter := range p.Parameters {
		declared = append(declared, parameter.Name)
	}
	slices.Sort(used)
	slices.Sort(declared)
	if !slices.Equal(slices.Compact(used), declared) {
		return invalidField("templateParameters", "All template parameters used in the UriTemplate must be defined in the Operation, "+
			"and vice-versa.")
	}
	return nil
}

func (p *apiOperationProperties) fill() {
	if p.Request == nil {
		p.Request = &apiRequest{}
	}
	p.Template = strings.TrimSpace(p.Template)
	p.Parameters = withValues(p.Parameters)
	p.Request.Query, p.Request.Headers = withValues(p.Request.Query), withValues(p.Request.Headers)
	p.Request.Bodies = append([]apiContent{}, p.Request.Bodies...)
	p.Responses = append([]apiResponse{}, p.Responses...)
	for i := range p.Responses {
		p.Responses[i].Headers = withValues(p.Responses[i].Headers)
		p.Responses[i].Bodies = append([]apiContent{}, p.Responses[i].Bodies...)
	}
}

func withValues(parameters []apiParameter) []apiParameter {
	parameters = append([]apiParameter{}, parameters...)
	for i := range parameters {
		parameters[i].Values = append([]string{}, parameters[i].Values...)
	}
	return parameters
}

// showAPIOperation leaves the request out of lists, as the service does [recorded].
func showAPIOperation(v *apimView) any {
	var p apiOperationProperties
	v.entity.into(&p)
	if v.listed {
		p.Request = nil
	}
	return p
}
