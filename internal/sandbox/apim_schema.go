package sandbox

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"
)

// apimMembers says what an object may hold. What it does not name is refused, where ARM's own front end would let it
// pass: that is the stricter reading.
type apimMembers map[string]apimMember

// The types of an apimMember.
const (
	apimText   = "string"
	apimNumber = "integer"
	apimFlag   = "boolean"
	apimList   = "array"
	apimRecord = "object"
	apimBag    = "map" // an object with names of the client's choice
)

// apimMember says what one member may be.
type apimMember struct {
	of       string
	min, max int      // length of a text, range of a number, number of items; max 0 sets no upper bound
	pattern  string   // of a text
	values   []string // of a text: all others are refused, though the specification calls the enumeration open
	required bool
	readOnly bool        // taken from a client that sends back what it read, and ignored
	since    string      // the api-version that knows it; "" for all
	item     *apimMember // of a list or a bag
	members  apimMembers // of a record
}

// apimVersionKnows tells whether a member of the given version is known to a request.
type apimVersionKnows func(since string) bool

// check returns what is wrong with an object, and drops what is read-only or null.
func (m apimMembers) check(at string, object map[string]any, knows apimVersionKnows) []apimDetail {
	var details []apimDetail
	for _, name := range sortedKeys(object) {
		member, known := m[name]
		switch {
		case !known || !knows(member.since):
			details = append(details, wrong(at+name, "Invalid field '%s' specified", at+name))
		case member.readOnly || object[name] == nil:
			delete(object, name)
		default:
			details = append(details, member.check(at+name, object[name], knows)...)
		}
	}
	for _, name := range sortedKeys(m) {
		if _, has := object[name]; m[name].required && !has {
			details = append(details, wrong(at+name, "Required property '%s' is missing.", at+name))
		}
	}
	return details
}

func (m apimMember) check(at string, value any, knows apimVersionKnows) []apimDetail {
	switch value := value.(type) {
	case string:
		return m.checkText(at, value)
	case json.Number:
		return m.checkNumber(at, value)
	case bool:
		return m.checkType(at, apimFlag)
	case []any:
		return m.checkList(at, value, knows)
	case map[string]any:
		if m.of == apimBag {
			return m.checkBag(at, value, knows)
		}
		if wrongs := m.checkType(at, apimRecord); wrongs != nil {
			return wrongs
		}
		return m.members.check(at+".", value, knows)
	}
	return []apimDetail{wrong(at, "Invalid field '%s' specified", at)}
}

func (m apimMember) checkType(at, is string) []apimDetail {
	if m.of == is {
		return nil
	}
	return []apimDetail{wrong(at, "Invalid field '%s' specified", at)}
}

func (m apimMember) checkText(at, text string) []apimDetail {
	length := utf8.RuneCountInString(text)
	switch {
	case m.of != apimText:
		return m.checkType(at, apimText)
	case length < m.min || m.max > 0 && length > m.max:
		return []apimDetail{wrong(at, "'%s' must be %d to %d characters long.", at, m.min, m.max)}
	case m.pattern != "" && !regexp.MustCompile(m.pattern).MatchString(text):
		return []apimDetail{wrong(at, "The value of '%s' is invalid. It must match '%s'.", at, m.pattern)}
	case m.values != nil && !slices.Contains(m.values, text):
		return []apimDetail{wrong(at, "The value '%s' of '%s' is invalid.", text, at)}
	}
	return nil
}

func (m apimMember) checkNumber(at string, number json.Number) []apimDetail {
	if m.of != apimNumber {
		return m.checkType(at, apimNumber)
	}
	n, err := strconv.Atoi(number.String())
	if err != nil {
		return []apimDetail{wrong(at, "Invalid field '%s' specified", at)}
	}
	if n < m.min || m.max > 0 && n > m.max {
		return []apimDetail{wrong(at, "'%s' must be between %d and %d.", at, m.min, m.max)}
	}
	return nil
}

func (m apimMember) checkList(at string, list []any, knows apimVersionKnows) []apimDetail {
	if m.of != apimList {
		return m.checkType(at, apimList)
	}
	if len(list) < m.min || m.max > 0 && len(list) > m.max {
		return []apimDetail{wrong(at, "'%s' must hold %d to %d items.", at, m.min, m.max)}
	}
	var details []apimDetail
	for i, value := range list {
		details = append(details, m.item.check(fmt.Sprintf("%s[%d]", at, i), value, knows)...)
	}
	return details
}

func (m apimMember) checkBag(at string, bag map[string]any, knows apimVersionKnows) []apimDetail {
	var details []apimDetail
	for _, name := range sortedKeys(bag) {
		details = append(details, m.item.check(at+"."+name, bag[name], knows)...)
	}
	return details
}

// hide drops what the api-version of a request does not know.
func (m apimMembers) hide(object map[string]any, knows apimVersionKnows) {
	for name, value := range object {
		if !knows(m[name].since) {
			delete(object, name)
			continue
		}
		m[name].hide(value, knows)
	}
}

func (m apimMember) hide(value any, knows apimVersionKnows) {
	switch value := value.(type) {
	case map[string]any:
		if m.of == apimRecord {
			m.members.hide(value, knows)
		}
	case []any:
		for _, item := range value {
			if m.item != nil {
				m.item.hide(item, knows)
			}
		}
	}
}
