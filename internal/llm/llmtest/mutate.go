package llmtest

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

// leaves lists the Go paths of everything below a struct type that is not a
// struct itself. Times, maps, slices and pointers count as leaves.
func leaves(shape reflect.Type, prefix string) []string {
	var paths []string
	for field := range shape.Fields() {
		path := strings.TrimPrefix(prefix+"."+field.Name, ".")
		if field.Type.Kind() == reflect.Struct && field.Type != reflect.TypeFor[time.Time]() {
			paths = append(paths, leaves(field.Type, path)...)
			continue
		}
		paths = append(paths, path)
	}
	return paths
}

// covered reports whether the path or something that holds it is exempt.
func covered(exempt map[string]string, path string) bool {
	for p := path; p != ""; p = parent(p) {
		if _, found := exempt[p]; found {
			return true
		}
	}
	return false
}

func parent(path string) string {
	if i := strings.LastIndex(path, "."); i >= 0 {
		return path[:i]
	}
	return ""
}

// mutate gives the leaf another value.
func mutate(t *testing.T, value reflect.Value, path string) {
	t.Helper()
	for name := range strings.SplitSeq(path, ".") {
		value = value.FieldByName(name)
	}
	switch value.Kind() {
	case reflect.String:
		value.SetString(value.String() + "x")
	case reflect.Bool:
		value.SetBool(!value.Bool())
	case reflect.Int64:
		value.SetInt(value.Int() + 1)
	case reflect.Map:
		value.Set(reflect.ValueOf(map[string]string{"changed": "by hand"}))
	case reflect.Slice:
		value.Set(reflect.Append(value, reflect.ValueOf("changed")))
	case reflect.Pointer:
		mutatePointer(t, value, path)
	default:
		t.Fatalf("%s has kind %s, which no mutation knows", path, value.Kind())
	}
}

func mutatePointer(t *testing.T, value reflect.Value, path string) {
	t.Helper()
	if value.Type() != reflect.TypeFor[*int64]() {
		t.Fatalf("%s has type %s, which no mutation knows", path, value.Type())
	}
	next := int64(1)
	if !value.IsNil() {
		next = value.Elem().Int() + 1
	}
	value.Set(reflect.ValueOf(&next))
}
