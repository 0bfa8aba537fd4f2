package drift

import (
	"fmt"
	"slices"
	"strings"
)

// The lines between which a template holds the generated tables.
const (
	begin = "<!-- matrix: begin -->"
	end   = "<!-- matrix: end -->"
)

// Markdown prints the table, one section for each object.
func Markdown() string {
	var b strings.Builder
	b.WriteString("Every field that the clouds show of a deployment or of what a route or a guardrail is made of, what becomes of a change that somebody makes by hand or the service by itself, and why nothing " +
		"is shown where nothing is: beside the classes above, *derived* fields follow from others that are watched, *followed* ones show in a computed attribute, *volatile* " +
		"ones are rewritten at will, *identity* says which object it is, and *same meaning* is another form of the same. A test changes each of them on every kind of " +
		"deployment, route and guardrail.\n\n")
	for _, object := range Objects() {
		fmt.Fprintf(&b, "### %s\n\n| field | change | class | a plain plan shows | the apply |\n|---|---|---|---|---|\n", object)
		for _, r := range Rows() {
			if r.Object == object {
				b.WriteString(r.line())
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Into returns the text with its generated lines made current. A text without
// the marked place is an error.
func Into(text string) (string, error) {
	before, rest, opened := strings.Cut(text, begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		return "", fmt.Errorf("write drift tables: the text has no lines %q and %q", begin, end)
	}
	return before + begin + "\n\n" + Markdown() + end + after, nil
}

func (r Row) line() string {
	field := "`" + r.Field + "`"
	if r.Field == whole {
		field = "the object itself"
	}
	shows := r.Plan.shows()
	if r.Argument != "" {
		shows += ", of `" + r.Argument + "`"
	}
	if r.Why != "" {
		shows += ". " + r.Why
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |\n", field, r.which(), r.Class, shows, r.Plan.applies())
}

// which names the change and the kinds, where it is not all of them.
func (r Row) which() string {
	var parts []string
	if r.Case != "" {
		parts = append(parts, strings.NewReplacer("<", "&lt;", "|", `\|`).Replace(r.Case))
	}
	if of, all := r.Of(), r.Object.Kinds(); len(of) < len(all) {
		kinds := join(of)
		if rest := slices.DeleteFunc(slices.Clone(all), func(k Kind) bool { return slices.Contains(of, k) }); len(rest) < len(of) {
			kinds = "not: " + join(rest)
		}
		parts = append(parts, "("+kinds+")")
	}
	return strings.Join(parts, " ")
}

func join(kinds []Kind) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = string(kind)
	}
	return strings.Join(names, ", ")
}

// shows says what a plain plan does about it.
func (e Effect) shows() string {
	switch e {
	case Update:
		return "a change in place"
	case Resume:
		return "a change in place, of `health`"
	case Replace:
		return "a replacement"
	case Create, Exists:
		return "a create"
	case Refuse:
		return "an error"
	case Warn, Note:
		return "a warning, and an entry in `drift`"
	case Remind:
		return "a warning"
	case List:
		return "no changes; an entry in `drift`"
	}
	return "no changes"
}

// applies says what the apply after that plan does.
func (e Effect) applies() string {
	switch e {
	case Update:
		return "writes it back"
	case Resume:
		return "waits until it serves, and writes nothing"
	case Replace:
		return "makes it anew"
	case Create:
		return "makes it again"
	case Exists:
		return "stops with an import block"
	case Warn, Remind:
		return "nothing; the warning stands"
	case Note:
		return "takes note of it, and writes nothing"
	}
	return "nothing"
}
