package sandbox

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// specProperty is one property of a type of bicep-types-az.
type specProperty struct {
	name, of string   // of is "string", "int", "bool", or the name of a type of the file or beyond it
	list     bool     // it is a list of these
	min, max string   // as written, "" for none
	values   []string // of an enumeration
	required bool
}

// recordedBackendTypes reads apim-backend-types.txt: the properties of every type, by api-version.
func recordedBackendTypes(t *testing.T) map[string]map[string][]specProperty {
	t.Helper()
	raw, err := os.ReadFile(recorded(t, "azure", "apim-backend-types.txt"))
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]map[string][]specProperty{}
	var types map[string][]specProperty
	var name string
	for line := range strings.SplitSeq(string(raw), "\n") {
		switch {
		case strings.HasPrefix(line, "=== "):
			types = map[string][]specProperty{}
			versions[strings.TrimPrefix(line, "=== ")] = types
		case strings.HasPrefix(line, "## "):
			name = strings.TrimPrefix(line, "## ")
		case strings.HasPrefix(line, "* **"):
			types[name] = append(types[name], specPropertyOf(t, line))
		}
	}
	if len(versions) != 4 {
		t.Fatalf("read the types of %d api-versions, want 4", len(versions))
	}
	return versions
}

// specPropertyOf reads "* **name**: type {minLength: 1, maxLength: 2} (Required): words".
func specPropertyOf(t *testing.T, line string) specProperty {
	t.Helper()
	name, rest, found := strings.Cut(strings.TrimPrefix(line, "* **"), "**: ")
	if !found {
		t.Fatalf("no property: %s", line)
	}
	head := regexp.MustCompile(`^((?:\[\w+\]\(#\w+\)|\([^)]*\)|'\w+'(?: \| '\w+')*(?: \| string)?|\w+)(?:\[\])?)(?: \{([^}]*)\})?( \(Required\))?`).FindStringSubmatch(rest)
	if head == nil {
		t.Fatalf("no type: %s", line)
	}
	p := specProperty{name: name, required: head[3] != "", list: strings.HasSuffix(head[1], "[]")}
	p.of = strings.Trim(strings.TrimSuffix(head[1], "[]"), "[]")
	p.of, _, _ = strings.Cut(p.of, "]")
	if strings.HasPrefix(p.of, "(string") {
		p.of = "string"
	}
	for _, value := range regexp.MustCompile(`'(\w+)'`).FindAllStringSubmatch(head[1], -1) {
		p.of, p.values = "string", append(p.values, value[1])
	}
	p.min, p.max = scalar(head[2], `min\w+: (\d+)`), scalar(head[2], `max\w+: (\d+)`)
	return p
}

// sample returns a value that the property allows, of a type that has no properties of its own.
func (p specProperty) sample() any {
	known := map[string]any{
		"url": "https://a.example.com/v1", "interval": "PT1M", "tripDuration": "PT30S", "id": APIManagementID() + "/backends/member",
		"max": 599,
	}
	switch value := known[p.name]; {
	case value != nil:
		return value
	case p.values != nil:
		return p.values[0]
	case p.of == "int":
		return max(1, atoi(p.min))
	case p.of == "bool":
		return true
	}
	return strings.Repeat("x", max(1, atoi(p.min)))
}

// beyond returns values that the property does not allow, each with a name.
func (p specProperty) beyond() map[string]any {
	values := map[string]any{"an object": map[string]any{"nobody": 1}, "a number": 1.5}
	if p.list {
		values["a text"] = "x"
		if p.max != "" {
			values["too many"] = repeated(p.sample(), atoi(p.max)+1)
		}
		if p.min != "" {
			values["too few"] = []any{}
		}
		return values
	}
	switch p.of {
	case "int":
		values["a text"] = "x"
		if p.min != "" {
			values["too small"], values["too large"] = atoi(p.min)-1, atoi(p.max)+1
		}
	case "bool":
		values["a text"] = "true"
	case "string":
		if p.max != "" {
			values["too short"], values["too long"] = "", strings.Repeat("x", atoi(p.max)+1)
		}
		if p.values != nil {
			values["another value"] = "nonsense"
		}
	default:
		values["a text"] = "x"
	}
	return values
}

func repeated(value any, n int) []any {
	all := make([]any, n)
	for i := range all {
		all[i] = value
	}
	return all
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text)
	return n
}
