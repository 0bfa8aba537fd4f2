package provider

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// reader reads the arguments of one block. What is given always comes before
// the environment; what is unknown reads as the zero value. How each was found
// is noted by name, never by value.
type reader struct {
	block     path.Path
	arguments map[string]argument
	lookup    func(variable string) string
	looked    []string
	secrets   *llm.Secrets
	diags     *diag.Diagnostics
}

func newReader(block path.Path, arguments []argument, lookup func(string) string, secrets *llm.Secrets, diags *diag.Diagnostics) *reader {
	r := &reader{block: block, arguments: make(map[string]argument, len(arguments)), lookup: lookup, secrets: secrets, diags: diags}
	for _, a := range arguments {
		r.arguments[a.name] = a
	}
	return r
}

// text reads a string and checks it where it comes from the environment: what
// is given was checked before.
func (r *reader) text(name string, given types.String) string {
	variable, value := r.find(name, given)
	if variable == "" {
		return given.ValueString()
	}
	if f := r.arguments[name].form; !f.ok(value) {
		r.refuse(name, variable, f.must)
		return ""
	}
	return value
}

// own reads a string whose variables the platform's own client reads too, in
// its own order of precedence: they are noted and left to it.
func (r *reader) own(name string, given types.String) string {
	r.find(name, given)
	return given.ValueString()
}

// flag reads a switch; absent is what it is when nothing sets it.
func (r *reader) flag(name string, given types.Bool, absent bool) bool {
	variable, value := r.find(name, given)
	switch {
	case !given.IsNull():
		return given.ValueBool()
	case variable == "":
		return absent
	}
	on, err := strconv.ParseBool(value)
	if err != nil {
		r.refuse(name, variable, `must be "true" or "false"`)
	}
	return on
}

// list reads strings, which a variable holds with semicolons between them.
func (r *reader) list(name string, given types.List) []string {
	variable, value := r.find(name, given)
	if variable == "" {
		return texts(given)
	}
	items := strings.Split(value, ";")
	for _, item := range items {
		if f := r.arguments[name].form; !f.ok(item) {
			r.refuse(name, variable, `must hold values with ";" between them, each of which `+f.must)
			return nil
		}
	}
	return items
}

// find returns the first variable that is set in place of what is not given,
// and its value; both are empty where there is none.
func (r *reader) find(name string, given attr.Value) (variable, value string) {
	if !given.IsNull() {
		r.conceal(name, given)
		r.note(name, "in the provider block")
		return "", ""
	}
	for _, v := range r.arguments[name].variables {
		if value := r.lookup(v); value != "" {
			r.conceal(name, types.StringValue(value))
			r.note(name, "by "+v)
			return v, value
		}
	}
	r.note(name, "")
	return "", ""
}

// conceal keeps the value of a secret argument out of every diagnostic.
func (r *reader) conceal(name string, value attr.Value) {
	text, ok := value.(types.String)
	if !ok || !r.arguments[name].secret {
		return
	}
	r.secrets.AddURL(text.ValueString())
	r.secrets.Add(text.ValueString())
}

// note records what set an argument, or, where nothing did, what could have.
func (r *reader) note(name, setBy string) {
	told := name
	if variables := r.arguments[name].variables; setBy != "" {
		told += " (set " + setBy + ")"
	} else if len(variables) > 0 {
		told += " (" + strings.Join(variables, ", ") + ")"
	}
	r.looked = append(r.looked, told)
}

func (r *reader) refuse(name, variable, must string) {
	r.diags.AddAttributeError(r.block.AtName(name), "Invalid environment variable",
		fmt.Sprintf("The value of the environment variable %s %s. Correct or unset it, or set %s, which comes first.",
			variable, must, r.block.AtName(name)))
}

// texts returns the elements of a known list of strings; nil when it has none.
func texts(list types.List) []string {
	var values []string
	for _, element := range list.Elements() {
		if s, ok := element.(types.String); ok {
			values = append(values, s.ValueString())
		}
	}
	return values
}

// textMap returns a known map of strings; nil when it has none.
func textMap(m types.Map) map[string]string {
	var values map[string]string
	for key, element := range m.Elements() {
		if s, ok := element.(types.String); ok {
			if values == nil {
				values = map[string]string{}
			}
			values[key] = s.ValueString()
		}
	}
	return values
}
