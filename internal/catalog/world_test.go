package catalog_test

import (
	"context"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// world is a sandbox and the data sources that look at it.
type world struct {
	t        *testing.T
	sb       *sandbox.Sandbox
	provider tfcore.Tree
}

func newWorld(t *testing.T) *world {
	t.Helper()
	return &world{t: t, sb: sandbox.New(sandbox.ProvisioningTime(0)), provider: tfcore.Tree{}}
}

// in is the same world for a subtest.
func (w *world) in(t *testing.T) *world {
	t.Helper()
	return &world{t: t, sb: w.sb, provider: w.provider}
}

func (w *world) try(typeName string, config tfcore.Tree) (tfcore.Told, error) {
	return tfcore.Data{
		Open: func() (tfprotov6.ProviderServer, error) {
			return provider.NewServer(context.Background(), "test", provider.WithSandbox(w.sb))(), nil
		},
		TypeName: typeName, Provider: w.provider, Config: config,
	}.Read(w.t.Context())
}

func (w *world) read(typeName string, config tfcore.Tree) tfcore.Told {
	w.t.Helper()
	told, err := w.try(typeName, config)
	if err != nil {
		w.t.Fatal(err)
	}
	return told
}

// refused fails the test unless reading is an error that holds all words.
func (w *world) refused(typeName string, config tfcore.Tree, words ...string) {
	w.t.Helper()
	_, err := w.try(typeName, config)
	if err == nil {
		w.t.Fatal("nothing was refused")
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			w.t.Errorf("%v does not say %q", err, word)
		}
	}
}

// warned reports whether one warning holds all words.
func warned(told tfcore.Told, words ...string) bool {
	for _, d := range told.Diagnostics {
		missing := false
		for _, word := range words {
			missing = missing || !strings.Contains(d.Summary+"\n"+d.Detail, word)
		}
		if !missing {
			return true
		}
	}
	return false
}

// at is the value at a path through objects and maps.
func at(t *testing.T, value any, path ...string) any {
	t.Helper()
	for _, step := range path {
		members, ok := value.(map[string]any)
		if !ok {
			t.Fatalf("%v: nothing lies at %s in %v", path, step, value)
		}
		value, ok = members[step]
		if !ok {
			t.Fatalf("%v: there is no %s in %v", path, step, members)
		}
	}
	return value
}

// objects are the elements of a list of objects.
func objects(t *testing.T, value any) []map[string]any {
	t.Helper()
	list, ok := value.([]any)
	if !ok {
		t.Fatalf("%v is no list", value)
	}
	out := make([]map[string]any, len(list))
	for i, element := range list {
		if out[i], ok = element.(map[string]any); !ok {
			t.Fatalf("%v is no object", element)
		}
	}
	return out
}
