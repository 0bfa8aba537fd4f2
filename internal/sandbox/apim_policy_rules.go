package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// policyRules collects what is wrong with a policy.
type policyRules struct {
	*apimEntities
	details []apimDetail
}

// refusef adds a refusal in the words that are recorded for set-backend-service.
func (p *policyRules) refusef(n *policyNode, format string, args ...any) {
	text := append([]any{n.name, n.line, n.col}, args...)
	p.details = append(p.details, wrong(n.name, "Error in element '%s' on line %d, column %d: "+format, text...))
}

func (p *policyRules) checkDocument(root *policyNode) {
	if root.name != "policies" {
		p.refusef(root, "The root element must be 'policies'.")
		return
	}
	var seen []string
	for _, section := range p.elements(root) {
		letter, known := policySections()[section.name]
		switch {
		case !known:
			p.refusef(section, "The section '%s' is unknown.", section.name)
		case slices.Contains(seen, section.name):
			p.refusef(section, "The section '%s' is given twice.", section.name)
		default:
			p.checkSection(section, letter)
		}
		seen = append(seen, section.name)
	}
}

// elements returns the elements in a node, and refuses text between them.
func (p *policyRules) elements(n *policyNode) []*policyNode {
	var found []*policyNode
	for _, child := range n.children {
		switch {
		case child.name != "":
			found = append(found, child)
		case !child.comment && strings.TrimSpace(child.text) != "":
			p.refusef(n, "Text is not allowed here.")
		}
	}
	return found
}

func (p *policyRules) checkSection(section *policyNode, letter string) {
	if letter == "b" && len(p.elements(section)) > 1 {
		p.refusef(section, "'backend' section allows only one policy to be specified")
	}
	p.checkPolicies(section, letter)
}

func (p *policyRules) checkPolicies(parent *policyNode, letter string) {
	for _, n := range p.elements(parent) {
		known, ok := policyElements()[n.name]
		switch {
		case !ok || known.sections == "":
			p.refusef(n, "The policy '%s' is unknown.", n.name)
		case !strings.Contains(known.sections, letter):
			p.refusef(n, "Policy is not allowed in the specified section")
		default:
			p.checkPolicy(n, known, letter)
		}
	}
}

func (p *policyRules) checkPolicy(n *policyNode, known policyElement, letter string) {
	p.checkAttributes(n, known)
	switch {
	case known.clauses != nil:
		p.checkClauses(n, known, letter)
	case known.container:
		p.checkPolicies(n, letter)
	}
	switch n.name {
	case "set-backend-service":
		p.checkBackendID(n)
	case "retry":
		p.checkRange(n, "count", 1, 50)
	}
}

func (p *policyRules) checkClauses(n *policyNode, known policyElement, letter string) {
	clauses := p.elements(n)
	if len(clauses) == 0 || clauses[0].name != known.clauses[0] {
		p.refusef(n, "The element '%s' must come first.", known.clauses[0])
	}
	for i, clause := range clauses {
		last := clause.name == "otherwise"
		if !slices.Contains(known.clauses, clause.name) || last && i < len(clauses)-1 {
			p.refusef(clause, "The element '%s' is not allowed here.", clause.name)
			continue
		}
		p.checkAttributes(clause, policyElements()[clause.name])
		p.checkPolicies(clause, letter)
	}
}

func (p *policyRules) checkAttributes(n *policyNode, known policyElement) {
	for _, name := range known.needs {
		if value, given := n.attribute(name); !given || value == "" {
			p.refusef(n, "Required attribute '%s' is missing.", name)
		}
	}
	if known.needsOneOf != nil && n.countOf(known.needsOneOf) != 1 {
		p.refusef(n, "Exactly one of the attributes '%s' is required.", strings.Join(known.needsOneOf, "', '"))
	}
	if known.needsAny != nil && n.countOf(known.needsAny) == 0 {
		p.refusef(n, "One of the attributes '%s' is required.", strings.Join(known.needsAny, "', '"))
	}
	allowed := slices.Concat([]string{"id"}, known.needs, known.takes, known.needsOneOf, known.needsAny)
	for _, a := range n.attributes {
		if !slices.Contains(allowed, a.name) && !slices.Contains(allowed, "*") {
			p.refusef(n, "The attribute '%s' is not allowed.", a.name)
		}
	}
}

// countOf returns how many of the attributes an element has.
func (n *policyNode) countOf(names []string) (count int) {
	for _, name := range names {
		if _, given := n.attribute(name); given {
			count++
		}
	}
	return count
}

// checkBackendID refuses a backend that does not exist [recorded]. What an expression answers nobody knows before.
func (p *policyRules) checkBackendID(n *policyNode) {
	id, given := n.attribute("backend-id")
	if !given || startsExpression(strings.TrimSpace(id)) || len(referencesIn(id)) > 0 {
		return
	}
	if p.at("backends/"+id) == nil {
		p.refusef(n, "Backend with id '%s' could not be found.", id)
	}
}

func (p *policyRules) checkRange(n *policyNode, name string, least, most int) {
	text, _ := n.attribute(name)
	if startsExpression(text) || len(referencesIn(text)) > 0 {
		return
	}
	if value, err := strconv.Atoi(text); err != nil || value < least || value > most {
		p.refusef(n, "The attribute '%s' must be between %d and %d.", name, least, most)
	}
}
