package azureopenai

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// policyFormat is XML in which expressions are escaped like any other text, so
// that every parser reads the same; it is also what a read answers by default.
const policyFormat = "xml"

// element is a part of a policy. One with children has no text of its own.
type element struct {
	name     string
	attrs    []attr
	children []*element
	text     string
}

type attr struct{ name, value string }

// el makes an element from names and values of attributes in turn.
func el(name string, attrs ...string) *element {
	e := &element{name: name}
	for i := 0; i+1 < len(attrs); i += 2 {
		e.attrs = append(e.attrs, attr{attrs[i], attrs[i+1]})
	}
	return e
}

// with adds children; nil ones are left out.
func (e *element) with(children ...*element) *element {
	for _, c := range children {
		if c != nil {
			e.children = append(e.children, c)
		}
	}
	return e
}

func (e *element) withText(text string) *element {
	e.text = text
	return e
}

// attr is the value of an attribute; empty where it is not given.
func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// document is the text as it is sent: one element a line.
func (e *element) document() string {
	var b strings.Builder
	e.write(&b, "\n")
	return b.String()
}

// canonical is one text for all documents of the same meaning: attributes in
// order, no layout.
func (e *element) canonical() string {
	var b strings.Builder
	e.sorted().write(&b, "")
	return b.String()
}

// sorted is a copy with the attributes of all elements by name.
func (e *element) sorted() *element {
	clone := &element{name: e.name, text: e.text, attrs: slices.Clone(e.attrs)}
	slices.SortFunc(clone.attrs, func(a, b attr) int { return strings.Compare(a.name, b.name) })
	for _, c := range e.children {
		clone.children = append(clone.children, c.sorted())
	}
	return clone
}

// write writes the element; newline is put between the children, empty for none.
func (e *element) write(b *strings.Builder, newline string) {
	if e.name == "" { // text beside elements
		b.WriteString(escaped(e.text))
		return
	}
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="` + escaped(a.value) + `"`)
	}
	if len(e.children) == 0 && e.text == "" {
		b.WriteString(" />")
		return
	}
	b.WriteString(">" + escaped(e.text))
	inner := newline
	if newline != "" {
		inner += "\t"
	}
	for _, c := range e.children {
		b.WriteString(inner)
		c.write(b, inner)
	}
	if len(e.children) > 0 {
		b.WriteString(newline)
	}
	b.WriteString("</" + e.name + ">")
}

func escaped(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(text)
}

var errNoPolicy = errors.New("the text is no policy document")

// parsePolicy reads a document. Comments, processing instructions and blanks
// between elements are left out; so is how attributes are quoted.
func parsePolicy(text string) (*element, error) {
	decoder := xml.NewDecoder(strings.NewReader(text))
	top := &element{}
	open := []*element{top}
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			open, err = take(open, token)
		}
		if err != nil {
			return nil, err
		}
	}
	if top.settled(); len(open) > 1 || len(top.children) != 1 || top.children[0].name == "" {
		return nil, errNoPolicy
	}
	return top.children[0], nil
}

// take adds a token to the innermost of the open elements.
func take(open []*element, token xml.Token) ([]*element, error) {
	innermost := open[len(open)-1]
	switch t := token.(type) {
	case xml.StartElement:
		e := &element{name: qualified(t.Name)}
		for _, a := range t.Attr {
			e.attrs = append(e.attrs, attr{qualified(a.Name), inOneLine(a.Value)})
		}
		innermost.children = append(innermost.children, e)
		return append(open, e), nil
	case xml.EndElement:
		if len(open) == 1 || innermost.name != qualified(t.Name) {
			return nil, errNoPolicy
		}
		return open[:len(open)-1], nil
	case xml.CharData:
		innermost.addText(string(t))
	}
	return open, nil
}

// inOneLine makes line breaks in an attribute the blanks that XML reads them as.
func inOneLine(text string) string {
	return strings.NewReplacer("\r\n", " ", "\n", " ", "\t", " ", "\r", " ").Replace(text)
}

func qualified(name xml.Name) string {
	if name.Space == "" {
		return name.Local
	}
	return name.Space + ":" + name.Local
}

// addText keeps text in its place among the children, as an element without a
// name.
func (e *element) addText(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if last := len(e.children) - 1; last >= 0 && e.children[last].name == "" {
		e.children[last].text += text
		return
	}
	e.children = append(e.children, &element{text: text})
}

// settled drops blanks between elements, and makes the only text of an element
// its own.
func (e *element) settled() *element {
	var kept []*element
	for _, c := range e.children {
		if c.name != "" || strings.TrimSpace(c.text) != "" {
			kept = append(kept, c.settled())
		}
	}
	if len(kept) == 1 && kept[0].name == "" {
		e.text, e.children = kept[0].text, nil
		if bare := strings.TrimSpace(e.text); strings.HasPrefix(bare, "@(") || strings.HasPrefix(bare, "@{") {
			e.text = bare // blanks around an expression are no part of it
		}
		return e
	}
	e.children = kept
	return e
}
