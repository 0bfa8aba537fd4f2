package tfcore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// HCL writes a block of the language: its header, such as `resource "llm_deployment" "chat"`, and its arguments in
// alphabetical order. The names of nested blocks are given; every other tree is a nested attribute.
func HCL(header string, body Tree, blocks ...string) string {
	var out strings.Builder
	out.WriteString(header + " {\n")
	for _, name := range slices.Sorted(maps.Keys(body)) {
		nested, isTree := body[name].(Tree)
		switch {
		case body[name] == nil:
		case isTree && slices.Contains(blocks, name):
			for line := range strings.Lines(HCL(name, nested)) {
				out.WriteString("  " + line)
			}
		default:
			out.WriteString("  " + name + " = " + expression(body[name]) + "\n")
		}
	}
	out.WriteString("}\n")
	return out.String()
}

func expression(value any) string {
	var parts []string
	switch written := value.(type) {
	case Tree:
		for _, name := range slices.Sorted(maps.Keys(written)) {
			if written[name] != nil {
				parts = append(parts, key(name)+" = "+expression(written[name]))
			}
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case []Tree:
		for _, tree := range written {
			parts = append(parts, expression(tree))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]string:
		for _, key := range slices.Sorted(maps.Keys(written)) {
			parts = append(parts, literal(key)+" = "+literal(written[key]))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	case []string:
		for _, text := range written {
			parts = append(parts, literal(text))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return literal(written)
	}
	return fmt.Sprint(value)
}

// key is the name of an attribute, or a key of a map, quoted where it has to be.
func key(name string) string {
	if regexp.MustCompile(`^[a-z_]+$`).MatchString(name) {
		return name
	}
	return literal(name)
}

// literal quotes a string so that nothing in it is a template.
func literal(text string) string {
	var quoted bytes.Buffer
	encoder := json.NewEncoder(&quoted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		return `""`
	}
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(strings.TrimSuffix(quoted.String(), "\n"))
}
