package sandbox

import "strings"

// startsExpression tells whether a text is a policy expression: C# in @(…) or @{…}.
func startsExpression(text string) bool {
	return strings.HasPrefix(text, "@(") || strings.HasPrefix(text, "@{")
}

// expression reads the expression that begins here.
func (p *policyParser) expression() (string, error) {
	text, ok := expressionIn(p.rest())
	if !ok {
		return "", p.wrong("The expression is not closed.")
	}
	p.at += len(text)
	return text, nil
}

// expressionIn returns the expression at the start of a text, up to its closing bracket. Brackets in C#'s strings and
// characters do not count.
func expressionIn(text string) (string, bool) {
	var open []byte
	for i := 1; i < len(text); i++ {
		switch c := text[i]; c {
		case '"', '\'':
			end := literalEnd(text, i)
			if end < 0 {
				return "", false
			}
			i = end
		case '(', '{', '[':
			open = append(open, c)
		case ')', '}', ']':
			if len(open) == 0 || !pairs(open[len(open)-1], c) {
				return "", false
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				return text[:i+1], true
			}
		}
	}
	return "", false
}

func pairs(opening, closing byte) bool {
	return strings.IndexByte("({[", opening) == strings.IndexByte(")}]", closing)
}

// literalEnd returns where the literal ends whose quote is at begin: a verbatim string doubles its quotes, others escape
// them. It returns -1 where the literal has no end.
func literalEnd(text string, begin int) int {
	verbatim := strings.HasSuffix(strings.TrimSuffix(text[:begin], "$"), "@") && text[begin] == '"'
	for i := begin + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && !verbatim:
			i++
		case text[i] == text[begin] && verbatim && i+1 < len(text) && text[i+1] == text[begin]:
			i++
		case text[i] == text[begin]:
			return i
		}
	}
	return -1
}
