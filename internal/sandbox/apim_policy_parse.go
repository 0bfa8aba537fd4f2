package sandbox

import (
	"errors"
	"fmt"
	"strings"
)

// policyNode is an element, a comment or a text of a policy.
type policyNode struct {
	name       string // of an element; "" for others
	comment    bool
	text       string // of a comment or a text, unescaped
	attributes []policyAttribute
	children   []*policyNode
	open       bool // an empty element that was written with an end tag
	line, col  int  // of an element's name, from 1
}

type policyAttribute struct{ name, value string }

// attribute returns an attribute's value.
func (n *policyNode) attribute(name string) (value string, given bool) {
	for _, a := range n.attributes {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

// policyParser reads a policy. Unlike an XML parser it takes unescaped expressions where raw is set.
type policyParser struct {
	text string
	at   int
	raw  bool
}

// parsePolicy returns the root element of a policy document.
func parsePolicy(text string, raw bool) (*policyNode, error) {
	p := &policyParser{text: strings.ReplaceAll(text, "\r\n", "\n"), raw: raw}
	var top policyNode
	if err := p.children(&top); err != nil {
		return nil, err
	}
	if p.at < len(p.text) {
		return nil, p.wrong("Unexpected end tag.")
	}
	var root *policyNode
	for _, n := range top.children {
		switch {
		case n.name == "" && (n.comment || strings.TrimSpace(n.text) == ""):
		case n.name == "" || root != nil:
			return nil, errors.New("Data at the root level is invalid.") //nolint:staticcheck,revive // the service's words
		default:
			root = n
		}
	}
	if root == nil {
		return nil, errors.New("Root element is missing.") //nolint:staticcheck,revive // the service's words
	}
	return root, nil
}

func (p *policyParser) wrong(format string, args ...any) error {
	line, col := p.position()
	return fmt.Errorf(format+" Line %d, position %d.", append(args, line, col)...)
}

func (p *policyParser) position() (line, col int) {
	before := p.text[:min(p.at, len(p.text))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndex(before, "\n")
}

func (p *policyParser) rest() string { return p.text[p.at:] }

func (p *policyParser) takes(prefix string) bool {
	if !strings.HasPrefix(p.rest(), prefix) {
		return false
	}
	p.at += len(prefix)
	return true
}

func (p *policyParser) space() {
	p.at = len(p.text) - len(strings.TrimLeft(p.rest(), " \t\n\r"))
}

// children reads until the end tag of the parent, which it leaves, or the end of the text.
func (p *policyParser) children(parent *policyNode) error {
	for p.at < len(p.text) && !strings.HasPrefix(p.rest(), "</") {
		child, err := p.node()
		if err != nil {
			return err
		}
		parent.children = append(parent.children, child)
	}
	return nil
}

func (p *policyParser) node() (*policyNode, error) {
	switch {
	case p.takes("<!--"):
		text, err := p.until("-->")
		return &policyNode{comment: true, text: text}, err
	case p.takes("<![CDATA["):
		text, err := p.until("]]>")
		return &policyNode{text: text}, err
	case strings.HasPrefix(p.rest(), "<"):
		p.at++
		return p.element()
	}
	return p.characters()
}

func (p *policyParser) until(end string) (string, error) {
	text, _, found := strings.Cut(p.rest(), end)
	if !found {
		return "", p.wrong("'%s' is expected.", end)
	}
	p.at += len(text) + len(end)
	return text, nil
}

// characters reads text up to the next tag. An expression in raw XML may hold what looks like tags.
func (p *policyParser) characters() (*policyNode, error) {
	begin := p.at
	p.space()
	if p.raw && startsExpression(p.rest()) {
		if _, err := p.expression(); err != nil {
			return nil, err
		}
		if p.space(); !strings.HasPrefix(p.rest(), "<") {
			return nil, p.wrong("The expression is not all of the value.")
		}
		return &policyNode{text: p.text[begin:p.at]}, nil
	}
	p.at = begin
	text := p.rest()
	if end := strings.IndexByte(text, '<'); end >= 0 {
		text = text[:end]
	}
	plain, err := p.unescape(text)
	p.at += len(text)
	return &policyNode{text: plain}, err
}

func (p *policyParser) element() (*policyNode, error) {
	n := &policyNode{}
	n.line, n.col = p.position()
	n.name = p.identifier()
	if n.name == "" {
		return nil, p.wrong("Name cannot begin with the '%.1s' character.", p.rest())
	}
	if err := p.attributes(n); err != nil {
		return nil, err
	}
	if p.takes("/>") {
		return n, nil
	}
	if !p.takes(">") {
		return nil, p.wrong("'%.1s' is an unexpected token. The expected token is '>'.", p.rest())
	}
	if err := p.children(n); err != nil {
		return nil, err
	}
	n.open = true
	return n, p.endTag(n)
}

func (p *policyParser) endTag(n *policyNode) error {
	if !p.takes("</") {
		return p.wrong("Unexpected end of file has occurred. The following elements are not closed: %s.", n.name)
	}
	if name := p.identifier(); name != n.name {
		return p.wrong("The '%s' start tag on line %d position %d does not match the end tag of '%s'.", n.name, n.line, n.col, name)
	}
	p.space()
	if !p.takes(">") {
		return p.wrong("'%.1s' is an unexpected token. The expected token is '>'.", p.rest())
	}
	return nil
}

func (p *policyParser) identifier() string {
	text := p.rest()
	end := strings.IndexFunc(text, func(c rune) bool {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == ':'
		return !letter && c != '-' && c != '.' && (c < '0' || c > '9')
	})
	if end < 0 {
		end = len(text)
	}
	if end > 0 && strings.ContainsAny(text[:1], "-.0123456789") {
		return ""
	}
	p.at += end
	return text[:end]
}
