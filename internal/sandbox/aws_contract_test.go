package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// serviceModel is a service-2.json of AWS.
type serviceModel struct {
	Metadata   struct{ TargetPrefix string }
	Operations map[string]struct {
		Name string
		HTTP struct {
			Method, RequestURI string
			ResponseCode       int
		}
		Input, Output struct{ Shape string }
		Errors        []struct{ Shape string }
	}
	Shapes map[string]modelShape
}

// modelShape is one shape of a service model.
type modelShape struct {
	Type, Pattern, TimestampFormat string
	Required                       []string
	Members                        map[string]memberShape
	Member, Key, Value             memberShape
	Enum                           []string
	Min, Max                       *float64
	Union                          bool
	Error                          struct{ HTTPStatusCode int }
}

// memberShape is a member of a structure, an item of a list, a key or a value of a map.
type memberShape struct{ Shape, Location, LocationName string }

// contract holds answers to a service model. Waived are the constraints that the cloud's own recorded answers break,
// by shape and constraint.
type contract struct {
	model    serviceModel
	waived   map[string]bool
	paths    map[string]*regexp.Regexp // by operation
	patterns map[string]*regexp.Regexp // those used so far
}

func newContract(model serviceModel) contract {
	k := contract{model: model, waived: map[string]bool{}, paths: map[string]*regexp.Regexp{}, patterns: map[string]*regexp.Regexp{}}
	variable := regexp.MustCompile(`\\\{[^}]*\\\}`)
	for name, op := range model.Operations {
		path := variable.ReplaceAllString(regexp.QuoteMeta(strings.TrimSuffix(op.HTTP.RequestURI, "/")), "[^/]+")
		k.paths[name] = regexp.MustCompile("^" + path + "/?$")
	}
	return k
}

// pattern compiles a pattern of the model once.
func (k contract) pattern(expression string) (*regexp.Regexp, error) {
	if known := k.patterns[expression]; known != nil {
		return known, nil
	}
	compiled, err := regexp.Compile("^(?:" + expression + ")$")
	if err == nil {
		k.patterns[expression] = compiled
	}
	return compiled, err
}

// breach is one way in which a value breaks a model.
type breach struct{ path, shape, constraint, what string }

func (b breach) String() string {
	return fmt.Sprintf("%s (%s) breaks %s: %s", b.path, b.shape, b.constraint, b.what)
}

// check returns how value breaks the shape.
func (k contract) check(path, shape string, value any) []breach {
	s, ok := k.model.Shapes[shape]
	if !ok {
		return []breach{{path, shape, "model", "there is no such shape"}}
	}
	var found []breach
	switch s.Type {
	case "structure":
		found = k.structure(path, shape, s, value)
	case "list":
		items, isList := value.([]any)
		if !isList {
			return []breach{{path, shape, "type", fmt.Sprintf("%T is not a list", value)}}
		}
		found = k.bounds(path, shape, s, float64(len(items)))
		for i, item := range items {
			found = append(found, k.check(fmt.Sprintf("%s[%d]", path, i), s.Member.Shape, item)...)
		}
	case "map":
		entries, isMap := value.(map[string]any)
		if !isMap {
			return []breach{{path, shape, "type", fmt.Sprintf("%T is not a map", value)}}
		}
		found = k.bounds(path, shape, s, float64(len(entries)))
		for key, entry := range entries {
			found = append(found, k.check(path+"."+key, s.Key.Shape, key)...)
			found = append(found, k.check(path+"."+key, s.Value.Shape, entry)...)
		}
	default:
		found = k.scalar(path, shape, s, value)
	}
	return slices.DeleteFunc(found, func(b breach) bool { return k.waived[b.shape+" "+b.constraint] })
}

func (k contract) structure(path, shape string, s modelShape, value any) []breach {
	object, ok := value.(map[string]any)
	if !ok {
		return []breach{{path, shape, "type", fmt.Sprintf("%T is not an object", value)}}
	}
	var found []breach
	for _, name := range s.Required {
		if _, sent := object[name]; !sent {
			found = append(found, breach{path, shape, "required", name + " is missing"})
		}
	}
	for name, member := range object {
		m, known := s.Members[name]
		if !known {
			found = append(found, breach{path, shape, "members", name + " is not in the model"})
			continue
		}
		found = append(found, k.check(path+"."+name, m.Shape, member)...)
	}
	if s.Union && len(object) != 1 {
		found = append(found, breach{path, shape, "union", fmt.Sprintf("%d members", len(object))})
	}
	return found
}

func (k contract) scalar(path, shape string, s modelShape, value any) []breach {
	types := map[string]string{
		"string": "string", "timestamp": "string", "boolean": "bool", "integer": "float64", "long": "float64",
		"double": "float64", "float": "float64",
	}
	if s.Type == "timestamp" && s.TimestampFormat != "iso8601" { // the default of JSON protocols: seconds since 1970
		types["timestamp"] = "float64"
	}
	if s.Type == "blob" {
		return k.blob(path, shape, s, value)
	}
	if got := fmt.Sprintf("%T", value); got != types[s.Type] {
		return []breach{{path, shape, "type", fmt.Sprintf("%s is not a %s", got, s.Type)}}
	}
	switch v := value.(type) {
	case float64:
		return k.bounds(path, shape, s, v)
	case string:
		if s.Type == "timestamp" {
			if _, err := time.Parse(time.RFC3339Nano, v); err != nil {
				return []breach{{path, shape, "timestamp", err.Error()}}
			}
			return nil
		}
		return k.text(path, shape, s, v)
	}
	return nil
}

func (k contract) text(path, shape string, s modelShape, value string) []breach {
	found := k.bounds(path, shape, s, float64(utf8.RuneCountInString(value)))
	if s.Enum != nil && !slices.Contains(s.Enum, value) {
		found = append(found, breach{path, shape, "enum", value})
	}
	if s.Pattern == "" {
		return found
	}
	pattern, err := k.pattern(s.Pattern)
	if err != nil {
		return append(found, breach{path, shape, "model", err.Error()})
	}
	if !pattern.MatchString(value) {
		found = append(found, breach{path, shape, "pattern", value})
	}
	return found
}

// blob checks bytes, which are text in base64; the bounds are those of the bytes.
func (k contract) blob(path, shape string, s modelShape, value any) []breach {
	text, _ := value.(string)
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil || text == "" {
		return []breach{{path, shape, "type", fmt.Sprintf("%v is not a blob in base64", value)}}
	}
	return k.bounds(path, shape, s, float64(len(data)))
}

func (k contract) bounds(path, shape string, s modelShape, n float64) []breach {
	switch {
	case s.Min != nil && n < *s.Min:
		return []breach{{path, shape, "min", fmt.Sprint(n)}}
	case s.Max != nil && n > *s.Max:
		return []breach{{path, shape, "max", fmt.Sprint(n)}}
	}
	return nil
}

// operation finds what a request asks of the service; "" for an unknown one.
func (k contract) operation(r *http.Request) string {
	if target := r.Header.Get("X-Amz-Target"); target != "" {
		name, ours := strings.CutPrefix(target, k.model.Metadata.TargetPrefix+".")
		if _, known := k.model.Operations[name]; ours && known {
			return name
		}
		return ""
	}
	for name, op := range k.model.Operations {
		if op.HTTP.Method == r.Method && k.paths[name].MatchString(r.URL.EscapedPath()) {
			return name
		}
	}
	return ""
}

// answer checks one response: its status, its shape or its error.
func (k contract) answer(name string, status int, errorType string, body []byte) []breach {
	op := k.model.Operations[name]
	var value any
	if status == http.StatusNoContent && len(body) == 0 {
		body = []byte("{}")
	}
	if err := json.Unmarshal(body, &value); err != nil {
		return []breach{{name, op.Output.Shape, "type", err.Error()}}
	}
	if status >= http.StatusBadRequest {
		for _, e := range op.Errors {
			want := k.model.Shapes[e.Shape].Error.HTTPStatusCode
			if e.Shape == errorType && (want == 0 || want == status) { // without a status in the model, JSON protocols answer 400
				return nil
			}
		}
		return []breach{{name, errorType, "error", fmt.Sprintf("%d is not an answer of this operation", status)}}
	}
	if want := max(op.HTTP.ResponseCode, http.StatusOK); status != want {
		return []breach{{name, op.Output.Shape, "status", fmt.Sprintf("%d, want %d", status, want)}}
	}
	return k.check(name, op.Output.Shape, value)
}
