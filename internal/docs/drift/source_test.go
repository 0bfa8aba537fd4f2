package drift_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// covers reports whether a row speaks of the path. A star stands for any name
// and for what is below it.
func covers(r drift.Row, path string) bool {
	if prefix, whatever := strings.CutSuffix(r.Field, "*"); whatever {
		return strings.HasPrefix(path, prefix)
	}
	return r.Field == path
}

// judge fails for every path that no row of the object speaks of, and for every
// row that speaks of none.
func judge(t *testing.T, object drift.Object, paths []string) {
	t.Helper()
	named := map[string]bool{}
	for _, path := range paths {
		classified := false
		for _, r := range drift.Rows() {
			if r.Object == object && covers(r, path) {
				classified, named[r.Field] = true, true
			}
		}
		if !classified {
			t.Errorf("%s: nobody has said what becomes of a change of %s", object, path)
		}
	}
	for _, r := range drift.Rows() {
		if r.Object == object && !named[r.Field] && !strings.HasPrefix(r.Field, "(") && !strings.HasSuffix(r.Field, "(new)") {
			t.Errorf("%s: no source knows the field %s any more", object, r.Field)
		}
	}
	t.Logf("%s: fields=%d", object, len(paths))
}

// leaves lists the paths of everything below a struct type that is not a struct
// itself. Name says how a field is called; one without a name is left out, and
// so is what it holds.
func leaves(shape reflect.Type, prefix string, name func(reflect.StructField) string) []string {
	var paths []string
	for field := range shape.Fields() {
		called, of := name(field), field.Type
		if called == "" {
			continue
		}
		path, list := strings.TrimPrefix(prefix+"."+called, "."), false
		for of.Kind() == reflect.Pointer || of.Kind() == reflect.Slice {
			list, of = list || of.Kind() == reflect.Slice, of.Elem()
		}
		if of.Kind() != reflect.Struct || of == reflect.TypeFor[time.Time]() {
			paths = append(paths, path)
			continue
		}
		if list {
			path += "[]"
		}
		paths = append(paths, leaves(of, path, name)...)
	}
	return paths
}

// below lists the paths of a JSON value.
func below(value any, path string) []string {
	switch value := value.(type) {
	case map[string]any:
		var paths []string
		for name, member := range value {
			paths = append(paths, below(member, strings.TrimPrefix(path+"."+name, "."))...)
		}
		return paths
	case []any:
		var paths []string
		for _, item := range value {
			paths = append(paths, below(item, path+"[]")...)
		}
		return paths
	}
	return []string{path}
}

func unique(paths []string) []string {
	slices.Sort(paths)
	return slices.Compact(paths)
}

// shared reads a file beside or below the recorded data, and skips the test
// where there is none.
func shared(t *testing.T, path ...string) []byte {
	t.Helper()
	root := os.Getenv("LLM_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	file := filepath.Join(append([]string{root}, path...)...)
	content, err := os.ReadFile(file)
	switch {
	case err == nil:
	case os.Getenv("LLM_REQUIRE_DATA") == "1":
		t.Fatalf("LLM_REQUIRE_DATA=1, but there is no %s", file)
	default:
		t.Skipf("no recorded data: %s", file)
	}
	return content
}

func decoded(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}
