package sandbox

import (
	"regexp"
	"strings"
)

// apimPolicies is the segment of policies below an API.
const apimPolicies = "policies"

// apimOperations is the segment of operations below an API.
const apimOperations = "operations"

func apiPolicyKind() *apimKind {
	return &apimKind{
		segment: apimPolicies, inAPI: true, noun: "Policy", idName: "policyId", longest: 6, name: regexp.MustCompile(`^policy$`),
		members: apimMembers{
			"value":  {of: apimText, min: 1, required: true},
			"format": {of: apimText, values: []string{policyXML, policyRaw}}, // links are not known to the sandbox
		},
		check: checkAPIPolicy, show: showAPIPolicy,
	}
}

// operationPolicyKind is an operation's own policy, which the gateway runs in place of the API's, or around it where it
// says base.
func operationPolicyKind() *apimKind {
	kind := apiPolicyKind()
	kind.within = apimOperations
	return kind
}

// The formats of a policy. In raw XML an expression stands as it is, in XML it is escaped like other text.
const (
	policyXML = "xml"
	policyRaw = "rawxml"
)

// policyText is a policy as it is sent, stored (as XML, printed the service's way) and shown.
type policyText struct {
	Format string `json:"format"`
	Value  string `json:"value"`
}

func checkAPIPolicy(w *apimWrite) (any, *armError) {
	var p policyText
	w.into(&p)
	document, err := parsePolicy(p.Value, p.Format == policyRaw)
	if err != nil {
		return nil, invalidField("representation", "%s", err)
	}
	rules := policyRules{apimEntities: w.apimEntities}
	rules.checkDocument(document)
	for _, name := range referencesIn(p.Value) {
		if w.readyNamedValue(name) == nil {
			rules.details = append(rules.details, wrong("representation", "Cannot find a property '%s'", name))
		}
	}
	return policyText{Format: policyXML, Value: printPolicy(document, false)}, invalidFields(rules.details...)
}

// document is the policy that is stored.
func (e *apimEntity) document() *policyNode {
	var p policyText
	e.into(&p)
	document, err := parsePolicy(p.Value, false)
	if err != nil {
		return &policyNode{} // what is stored was printed from a document
	}
	return document
}

// showAPIPolicy prints the policy anew: indented by tabs, with double quotes and CRLF, whatever was sent [recorded].
func showAPIPolicy(v *apimView) any {
	var p policyText
	v.entity.into(&p)
	if v.r.query.Get("format") == policyRaw {
		return policyText{Format: policyRaw, Value: printPolicy(v.entity.document(), true)}
	}
	return p
}

// policyNamesBackend tells whether a policy sends requests to a backend by its name.
func policyNamesBackend(n *policyNode, name string) bool {
	if id, given := n.attribute("backend-id"); given && n.name == "set-backend-service" && strings.EqualFold(id, name) {
		return true
	}
	for _, child := range n.children {
		if policyNamesBackend(child, name) {
			return true
		}
	}
	return false
}
