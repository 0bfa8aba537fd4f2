package azureopenai

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
)

// Everything that is read of a deployment, of its account and of the catalog is
// classified in the table of the guide on drift; of the catalog, what a plan
// tells of.
func TestWire_isClassified(t *testing.T) {
	for object, shape := range map[drift.Object]reflect.Type{
		drift.AzureDeployment: reflect.TypeFor[wireDeployment](),
		drift.AzureAccount:    reflect.TypeFor[wireAccount](),
	} {
		for _, path := range jsonPaths(shape, "") {
			if !slices.ContainsFunc(drift.Rows(), func(r drift.Row) bool { return r.Object == object && speaksOf(r.Field, path) }) {
				t.Errorf("%s: nobody has said what becomes of a change of %s", object, path)
			}
		}
	}
	account := jsonPaths(reflect.TypeFor[wireAccount](), "")
	offer := jsonPaths(reflect.TypeFor[wireOffer](), "")
	for _, r := range drift.Rows() {
		known := map[drift.Object][]string{drift.AzureAccount: account, drift.AzureCatalog: offer}[r.Object]
		if known != nil && !slices.ContainsFunc(known, func(path string) bool { return speaksOf(r.Field, path) }) {
			t.Errorf("%s: nothing reads %s any more", r.Object, r.Field)
		}
	}
}

// speaksOf reports whether a row's field is the path, or holds what it holds.
func speaksOf(field, path string) bool {
	return field == path || strings.TrimSuffix(field, ".*") == path
}

// jsonPaths lists what a type reads, by the names on the wire.
func jsonPaths(shape reflect.Type, prefix string) []string {
	var paths []string
	for field := range shape.Fields() {
		name, of := strings.Split(field.Tag.Get("json"), ",")[0], field.Type
		if name == "-" {
			continue
		}
		path := strings.TrimPrefix(prefix+"."+name, ".")
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		if of.Kind() == reflect.Slice && of.Elem().Kind() == reflect.Struct {
			path, of = path+"[]", of.Elem()
		}
		if of.Kind() == reflect.Struct && of != reflect.TypeFor[time.Time]() {
			paths = append(paths, jsonPaths(of, path)...)
			continue
		}
		paths = append(paths, path)
	}
	return paths
}
