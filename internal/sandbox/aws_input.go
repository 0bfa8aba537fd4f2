package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// lazyPattern compiles a pattern of the official model, anchored at both ends, when it is first used.
func lazyPattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("^(?:" + expression + ")$") })
}

// awsMembers decodes a JSON object into v. Members that the official model does not name are refused: the stricter
// reading, since nothing says whether the service ignores them.
func awsMembers(raw []byte, v any, allowed ...string) *awsError {
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(raw, &members); err != nil || members == nil {
		return &awsError{status: 400, code: "SerializationException", message: "the request body is not a JSON object"}
	}
	for _, name := range sortedKeys(members) {
		if !slices.Contains(allowed, name) {
			return invalidInput("The member '%s' is not part of this operation; it takes %s", name, strings.Join(allowed, ", "))
		}
	}
	err := json.Unmarshal(raw, v)
	if nested := inputError(""); errors.As(err, &nested) {
		return invalidInput("%s", nested)
	}
	if err != nil {
		return &awsError{status: 400, code: "SerializationException", message: err.Error()}
	}
	return nil
}

// constraints collects what a request breaks of the official model, in the service's words.
type constraints struct {
	broken []string
}

func (c *constraints) breaksf(value, member, format string, args ...any) {
	c.broken = append(c.broken, fmt.Sprintf("Value '%s' at '%s' failed to satisfy constraint: %s", value, member, fmt.Sprintf(format, args...)))
}

func (c *constraints) missing(member string) {
	c.broken = append(c.broken, fmt.Sprintf("Value null at '%s' failed to satisfy constraint: Member must not be null", member))
}

// required checks a text that must be sent.
func (c *constraints) required(member string, value *string, least, most int, pattern func() *regexp.Regexp) {
	if value == nil {
		c.missing(member)
		return
	}
	c.text(member, *value, least, most, pattern)
}

// optional checks a text that may be left out, but not be empty.
func (c *constraints) optional(member string, value *string, most int, pattern func() *regexp.Regexp) {
	if value != nil {
		c.text(member, *value, 1, most, pattern)
	}
}

func (c *constraints) text(member, value string, least, most int, pattern func() *regexp.Regexp) {
	switch n := utf8.RuneCountInString(value); {
	case n < least:
		c.breaksf(value, member, "Member must have length greater than or equal to %d", least)
	case n > most:
		c.breaksf(value, member, "Member must have length less than or equal to %d", most)
	case pattern != nil && !pattern().MatchString(value):
		c.breaksf(value, member, "Member must satisfy regular expression pattern: %s", patternText(pattern()))
	}
}

// patternText is a pattern as the official model has it, without the anchors of lazyPattern.
func patternText(pattern *regexp.Regexp) string {
	return strings.TrimSuffix(strings.TrimPrefix(pattern.String(), "^(?:"), ")$")
}

// oneOf checks an enum; "" stands for a member that was left out.
func (c *constraints) oneOf(member, value string, enum ...string) {
	if value != "" && !slices.Contains(enum, value) {
		c.breaksf(value, member, "Member must satisfy enum value set: [%s]", strings.Join(enum, ", "))
	}
}

// err returns everything that was broken as one ValidationException, or nil.
func (c *constraints) err() *awsError {
	switch len(c.broken) {
	case 0:
		return nil
	case 1:
		return invalidInput("1 validation error detected: %s", c.broken[0])
	}
	return invalidInput("%d validation errors detected: %s", len(c.broken), strings.Join(c.broken, "; "))
}

// queryTime checks a timestamp in the query; the zero time stands for none.
func (c *constraints) queryTime(r *request, member string) time.Time {
	text := r.query.Get(member)
	if text == "" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		c.breaksf(text, member, "Member must be a timestamp")
	}
	return at
}

// queryNames refuses query parameters that the operation does not have.
func (c *constraints) queryNames(r *request, allowed ...string) {
	for name := range r.query {
		if !slices.Contains(allowed, name) {
			c.breaksf(r.query.Get(name), name, "Member is not part of this operation")
		}
	}
}

// queryText checks a text in the query that may be left out.
func (c *constraints) queryText(r *request, member string, least, most int, pattern func() *regexp.Regexp) string {
	text := r.query.Get(member)
	if r.query.Has(member) {
		c.text(member, text, least, most, pattern)
	}
	return text
}

// queryNumber checks an integer in the query; 0 stands for none.
func (c *constraints) queryNumber(r *request, member string, least, most int) int {
	text := r.query.Get(member)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil:
		c.breaksf(text, member, "Member must be an integer")
	case n < least:
		c.breaksf(text, member, "Member must have value greater than or equal to %d", least)
	case n > most:
		c.breaksf(text, member, "Member must have value less than or equal to %d", most)
	}
	return n
}
