package sandbox

import (
	"html"
	"regexp"
	"strings"
)

// attributes reads the attributes of a start tag, up to its end.
func (p *policyParser) attributes(n *policyNode) error {
	for {
		before := p.at
		p.space()
		if p.at == len(p.text) || strings.HasPrefix(p.rest(), ">") || strings.HasPrefix(p.rest(), "/>") {
			return nil
		}
		name := p.identifier()
		if name == "" || p.at == before+len(name) {
			return p.wrong("'%.1s' is an unexpected token. The expected token is '>'.", p.rest())
		}
		if _, given := n.attribute(name); given {
			return p.wrong("'%s' is a duplicate attribute name.", name)
		}
		value, err := p.attribute()
		if err != nil {
			return err
		}
		n.attributes = append(n.attributes, policyAttribute{name, value})
	}
}

// attribute reads from the equals sign to the closing quote.
func (p *policyParser) attribute() (string, error) {
	p.space()
	if !p.takes("=") {
		return "", p.wrong("'%.1s' is an unexpected token. The expected token is '='.", p.rest())
	}
	p.space()
	quote := `"`
	if !p.takes(quote) {
		if quote = `'`; !p.takes(quote) {
			return "", p.wrong("'%.1s' is an unexpected token. The expected token is '\"' or '''.", p.rest())
		}
	}
	if p.raw && startsExpression(strings.TrimLeft(p.rest(), " \t\n")) {
		p.space()
		expression, err := p.expression()
		if p.space(); err == nil && !p.takes(quote) {
			return "", p.wrong("'%.1s' is an unexpected token. The expected token is '%s'.", p.rest(), quote)
		}
		return expression, err
	}
	text, _, found := strings.Cut(p.rest(), quote)
	if !found || strings.Contains(text, "<") {
		return "", p.wrong("'<', hexadecimal value 0x3C, is an invalid attribute character.")
	}
	value, err := p.unescape(text)
	if trimmed := strings.TrimSpace(value); startsExpression(trimmed) {
		value = trimmed
	}
	p.at += len(text) + len(quote)
	return value, err
}

// unescape resolves XML's own entities and refuses all others.
func (p *policyParser) unescape(text string) (string, error) {
	known := regexp.MustCompile(`^&(amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});`)
	for rest := text; ; {
		at := strings.IndexByte(rest, '&')
		if at < 0 {
			break
		}
		if rest = rest[at:]; !known.MatchString(rest) {
			return "", p.wrong("An error occurred while parsing EntityName.")
		}
		rest = rest[1:]
	}
	plain := html.UnescapeString(text)
	if trimmed := strings.TrimSpace(plain); startsExpression(trimmed) {
		if expression, ok := expressionIn(trimmed); !ok || expression != trimmed {
			return "", p.wrong("The expression is not closed, or not all of the value.")
		}
	}
	return plain, nil
}
