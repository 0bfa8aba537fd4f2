package sandbox

import (
	"fmt"
	"strings"
)

// csharpToken is one token of C#. Of an identifier, a number and an operator the text is as it stands, of a string it is
// what the string means.
type csharpToken struct {
	kind csharpKind
	text string
}

type csharpKind int

const (
	csharpEnd csharpKind = iota
	csharpName
	csharpNumber
	csharpString
	csharpOperator
)

// csharpOperators are the operators and brackets that expressions of policies use, longest first.
func csharpOperators() []string {
	return []string{"==", "!=", "<=", ">=", "&&", "||", "??", "(", ")", "[", "]", "{", "}", ",", ".", ";", ":", "?", "=", "<", ">", "!", "+", "-", "*", "/", "%"}
}

// lexCSharp cuts a text into tokens.
func lexCSharp(text string) ([]csharpToken, error) {
	var tokens []csharpToken
	for {
		text = strings.TrimLeft(text, " \t\r\n")
		if text == "" {
			return append(tokens, csharpToken{}), nil
		}
		token, length, err := csharpTokenIn(text)
		if err != nil {
			return nil, err
		}
		tokens, text = append(tokens, token), text[length:]
	}
}

// csharpTokenIn reads the token at the beginning of a text, and how long it is there.
func csharpTokenIn(text string) (csharpToken, int, error) {
	if n := csharpRun(text, isCSharpLetter); n > 0 {
		n += csharpRun(text[n:], func(c byte) bool { return isCSharpLetter(c) || isCSharpDigit(c) })
		return csharpToken{csharpName, text[:n]}, n, nil
	}
	if n := csharpRun(text, isCSharpDigit); n > 0 {
		return csharpToken{csharpNumber, text[:n]}, n, nil
	}
	if text[0] == '"' {
		end := literalEnd(text, 0)
		if end < 0 {
			return csharpToken{}, 0, fmt.Errorf("a string is not closed at %.20q", text)
		}
		return csharpToken{csharpString, unescapedCSharp(text[1:end])}, end + 1, nil
	}
	for _, operator := range csharpOperators() {
		if strings.HasPrefix(text, operator) {
			return csharpToken{csharpOperator, operator}, len(operator), nil
		}
	}
	return csharpToken{}, 0, fmt.Errorf("the sandbox does not know the C# at %.20q", text)
}

func isCSharpLetter(c byte) bool { return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

func isCSharpDigit(c byte) bool { return c >= '0' && c <= '9' }

// csharpRun is how many bytes at the beginning of a text are of a kind.
func csharpRun(text string, is func(byte) bool) int {
	n := 0
	for n < len(text) && is(text[n]) {
		n++
	}
	return n
}

func unescapedCSharp(text string) string {
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`, `\n`, "\n", `\t`, "\t", `\r`, "\r").Replace(text)
}
