package tfcore

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Tree is a configuration as it is written down: the arguments of a block by name. A value is a string, a bool, an int64,
// a []string, a map[string]string, another Tree or a []Tree; what is absent or nil is null. A Tree also stands for a map
// of nested objects, by its keys.
type Tree map[string]any

// Value is what terraform makes of a tree for a type. It fails on a name that the type does not have and on a value that
// does not fit.
func Value(tree any, of tftypes.Type) (tftypes.Value, error) {
	switch written := tree.(type) {
	case nil:
		return tftypes.NewValue(of, nil), nil
	case Tree:
		if of.Is(tftypes.Map{}) {
			return mapValue(written, of)
		}
		return objectValue(written, of)
	case []Tree:
		return listValue(written, of)
	case map[string]string:
		return elements(written, of)
	case []string:
		values := make([]tftypes.Value, len(written))
		for i, text := range written {
			values[i] = tftypes.NewValue(tftypes.String, text)
		}
		return checked(of, values)
	}
	return checked(of, tree)
}

func objectValue(tree Tree, of tftypes.Type) (tftypes.Value, error) {
	shape, ok := of.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("read configuration: an object stands where %s should", of)
	}
	values := make(map[string]tftypes.Value, len(shape.AttributeTypes))
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		if shape.AttributeTypes[name] == nil {
			return tftypes.Value{}, fmt.Errorf("read configuration: there is no argument %q", name)
		}
	}
	for name, inner := range shape.AttributeTypes {
		value, err := Value(tree[name], inner)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		values[name] = value
	}
	return checked(of, values)
}

// mapValue is a map of nested objects.
func mapValue(tree Tree, of tftypes.Type) (tftypes.Value, error) {
	shape, ok := of.(tftypes.Map)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("read configuration: a map stands where %s should", of)
	}
	values := make(map[string]tftypes.Value, len(tree))
	for key, inner := range tree {
		value, err := Value(inner, shape.ElementType)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%s: %w", key, err)
		}
		values[key] = value
	}
	return checked(of, values)
}

// listValue is a list of nested objects.
func listValue(trees []Tree, of tftypes.Type) (tftypes.Value, error) {
	shape, ok := of.(tftypes.List)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("read configuration: a list stands where %s should", of)
	}
	values := make([]tftypes.Value, len(trees))
	for i, tree := range trees {
		value, err := Value(tree, shape.ElementType)
		if err != nil {
			return tftypes.Value{}, fmt.Errorf("%d: %w", i, err)
		}
		values[i] = value
	}
	return checked(of, values)
}

func elements(written map[string]string, of tftypes.Type) (tftypes.Value, error) {
	values := make(map[string]tftypes.Value, len(written))
	for key, text := range written {
		values[key] = tftypes.NewValue(tftypes.String, text)
	}
	return checked(of, values)
}

func checked(of tftypes.Type, value any) (tftypes.Value, error) {
	if err := tftypes.ValidateValue(of, value); err != nil {
		return tftypes.Value{}, fmt.Errorf("read configuration: %w", err)
	}
	return tftypes.NewValue(of, value), nil
}

// members are the attributes of an object; nil for null and unknown.
func members(object tftypes.Value) map[string]tftypes.Value {
	values := map[string]tftypes.Value{}
	if object.IsNull() || !object.IsKnown() || object.As(&values) != nil {
		return nil
	}
	return values
}

// Attribute is the value at a path of attribute names, nil where there is none.
func Attribute(object tftypes.Value, names ...string) *tftypes.Value {
	for _, name := range names {
		value, ok := members(object)[name]
		if !ok {
			return nil
		}
		object = value
	}
	return &object
}

// Text is the string at a path; empty where it is null, unknown or absent.
func Text(object tftypes.Value, names ...string) string {
	var text string
	if value := Attribute(object, names...); value != nil && value.IsKnown() && !value.IsNull() && value.As(&text) == nil {
		return text
	}
	return ""
}

// Changed lists the paths at which two objects of one type differ, sorted. A value that appears or goes is named, not what
// lies in it.
func Changed(a, b tftypes.Value) []string {
	found := map[string]bool{}
	compare("", a, b, found)
	return slices.Sorted(maps.Keys(found))
}

func compare(path string, a, b tftypes.Value, found map[string]bool) {
	if a.Equal(b) {
		return
	}
	inA, inB := members(a), members(b)
	if inA == nil || inB == nil || !a.Type().Is(tftypes.Object{}) {
		found[path] = true
		return
	}
	for name := range inA {
		inner := name
		if path != "" {
			inner = path + "." + name
		}
		compare(inner, inA[name], inB[name], found)
	}
}
