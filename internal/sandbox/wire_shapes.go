package sandbox

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// wireShape is one shape of an official model: it notes how a decoded JSON value breaks it.
type wireShape interface {
	check(c *constraints, member string, value any)
}

// wireText is a string of least to most characters; most 0 is no bound. What a secret one holds is never repeated.
type wireText struct {
	least, most int
	pattern     func() *regexp.Regexp
	enum        []string
	secret      bool
}

// wireNumber is a number from least to most; whole ones have no fraction.
type wireNumber struct {
	least, most float64
	whole       bool
}

// wireFlag is true or false.
type wireFlag struct{}

// wireList is a list of least to most items.
type wireList struct {
	least, most int
	item        wireShape
}

// wireMap is an object whose names are free, of least to most entries.
type wireMap struct {
	least, most int
	key, value  wireText
}

// wireObject is a structure. Members that the model does not name are refused: the stricter reading, since nothing says
// whether the service ignores them. A union takes exactly one member.
type wireObject struct {
	members  map[string]wireShape
	required []string
	union    bool
}

// wireAny is what the sandbox takes as it comes.
type wireAny struct{}

func (wireAny) check(*constraints, string, any) {}

// wireUnserved is what AWS knows and the sandbox does not hold. It is refused, so that nobody takes it for done.
type wireUnserved struct{}

func (s wireText) check(c *constraints, member string, value any) {
	text, ok := value.(string)
	shown := text
	if s.secret {
		shown = "***"
	}
	switch n := utf8.RuneCountInString(text); {
	case !ok:
		c.mistyped(member, "a string")
	case s.enum != nil && !slices.Contains(s.enum, text):
		c.breaksf(shown, member, "Member must satisfy enum value set: [%s]", strings.Join(s.enum, ", "))
	case n < s.least:
		c.breaksf(shown, member, "Member must have length greater than or equal to %d", s.least)
	case s.most > 0 && n > s.most:
		c.breaksf(shown, member, "Member must have length less than or equal to %d", s.most)
	case s.pattern != nil && !s.pattern().MatchString(text):
		c.breaksf(shown, member, "Member must satisfy regular expression pattern: %s", patternText(s.pattern()))
	}
}

func (s wireNumber) check(c *constraints, member string, value any) {
	number, ok := value.(float64)
	shown := strconv.FormatFloat(number, 'f', -1, 64)
	switch {
	case !ok || s.whole && number != math.Trunc(number):
		c.mistyped(member, "a number")
	case number < s.least:
		c.breaksf(shown, member, "Member must have value greater than or equal to %.0f", s.least)
	case number > s.most:
		c.breaksf(shown, member, "Member must have value less than or equal to %.0f", s.most)
	}
}

func (wireFlag) check(c *constraints, member string, value any) {
	if _, ok := value.(bool); !ok {
		c.mistyped(member, "true or false")
	}
}

func (s wireList) check(c *constraints, member string, value any) {
	items, ok := value.([]any)
	if !ok {
		c.mistyped(member, "a list")
		return
	}
	c.size(member, len(items), s.least, s.most)
	for i, item := range items {
		s.item.check(c, fmt.Sprintf("%s.%d.member", member, i+1), item)
	}
}

func (s wireMap) check(c *constraints, member string, value any) {
	entries, ok := value.(map[string]any)
	if !ok {
		c.mistyped(member, "an object")
		return
	}
	c.size(member, len(entries), s.least, s.most)
	for _, key := range sortedKeys(entries) {
		s.key.check(c, member+".key", key)
		s.value.check(c, member+"."+key+".value", entries[key])
	}
}

func (s wireObject) check(c *constraints, member string, value any) {
	object, ok := value.(map[string]any)
	if !ok {
		c.mistyped(member, "an object")
		return
	}
	sent := 0
	for _, name := range sortedKeys(object) {
		shape, known := s.members[name]
		switch {
		case !known:
			c.broken = append(c.broken, fmt.Sprintf("The member '%s' is not part of this operation; '%s' takes %s", below(member, name), member, strings.Join(sortedKeys(s.members), ", ")))
		case object[name] != nil: // null is what was left out
			sent++
			shape.check(c, below(member, name), object[name])
		}
	}
	for _, name := range s.required {
		if object[name] == nil {
			c.missing(below(member, name))
		}
	}
	if s.union && sent != 1 {
		c.broken = append(c.broken, fmt.Sprintf("'%s' takes exactly one of %s", member, strings.Join(sortedKeys(s.members), ", ")))
	}
}

func (wireUnserved) check(c *constraints, member string, _ any) {
	c.broken = append(c.broken, fmt.Sprintf("AWS knows '%s', but the sandbox does not hold it", member))
}

func below(member, name string) string {
	return strings.TrimPrefix(member+"."+name, ".")
}

// mistyped notes a value of another JSON type than the model's.
func (c *constraints) mistyped(member, want string) {
	c.broken = append(c.broken, fmt.Sprintf("The value at '%s' failed to satisfy constraint: Member must be %s", member, want))
}

// size checks how many items a list or map has; most 0 is no bound.
func (c *constraints) size(member string, n, least, most int) {
	shown := fmt.Sprintf("[%d items]", n)
	switch {
	case n < least:
		c.breaksf(shown, member, "Member must have length greater than or equal to %d", least)
	case most > 0 && n > most:
		c.breaksf(shown, member, "Member must have length less than or equal to %d", most)
	}
}

// shaped decodes a body into in, a pointer, after holding it to its shape.
func shaped(body []byte, shape wireObject, in any) *awsError {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return &awsError{status: 400, code: "SerializationException", message: "the request body is not a JSON object"}
	}
	c := &constraints{}
	shape.check(c, "", value)
	if refused := c.err(); refused != nil {
		return refused
	}
	if err := json.Unmarshal(withoutNulls(body, value), in); err != nil {
		return &awsError{status: 400, code: "SerializationException", message: err.Error()}
	}
	return nil
}

// withoutNulls leaves out what was sent as null, at the top: it was not sent.
func withoutNulls(body []byte, value any) []byte {
	object, ok := value.(map[string]any)
	if !ok {
		return body
	}
	before := len(object)
	maps.DeleteFunc(object, func(_ string, member any) bool { return member == nil })
	if len(object) == before {
		return body
	}
	left, err := json.Marshal(object)
	if err != nil {
		return body
	}
	return left
}
