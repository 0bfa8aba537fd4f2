package acceptance_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	language "github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// isQueried has every list block of an example answered in the sandbox, through the
// protocol: the terraform at hand may be too old to ask.
func isQueried(t *testing.T, directory string) {
	file := filepath.Join(examples, directory, "list-resource.tfquery.hcl")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	whole, diags := hclsyntax.ParseConfig(text, file, language.InitialPos)
	body, ok := whole.Body.(*hclsyntax.Body)
	if diags.HasErrors() || !ok {
		t.Fatal(diags)
	}
	lists := 0
	for _, block := range body.Blocks {
		if block.Type != "list" {
			continue
		}
		lists++
		if block.Labels[0] != filepath.Base(directory) {
			t.Errorf("it lists %s", block.Labels[0])
		}
		t.Run(block.Labels[1], func(t *testing.T) { isAnswered(t, block) })
	}
	if lists == 0 {
		t.Error("it has no list block")
	}
}

// isAnswered sends a list block, for each of its keys, to a sandbox without what it
// looks for: it finds nothing, and nothing is wrong.
func isAnswered(t *testing.T, block *hclsyntax.Block) {
	w := newWorld(t)
	w.do(http.MethodPut, "/subscriptions/"+sandbox.AzureSubscription+"/resourceGroups/ai?api-version=2021-04-01", `{"location":"swedencentral"}`)
	keys := []string{""}
	if each := block.Body.Attributes["for_each"]; each != nil {
		keys = []string{"us-east-1", "eu-central-1"}
	}
	for _, key := range keys {
		d := &tfcore.Directory{Open: w.server, TypeName: block.Labels[0], Provider: tfcore.Tree{}}
		found, err := d.List(t.Context(), tfcore.Search{Block: configOf(t, block, key), State: block.Body.Attributes["include_resource"] != nil})
		if err != nil || len(found) > 0 {
			t.Errorf("%q: %v, %v", key, found, err)
		}
	}
}

// configOf is what a list block asks for.
func configOf(t *testing.T, block *hclsyntax.Block, key string) tfcore.Tree {
	t.Helper()
	scope := &language.EvalContext{Variables: map[string]cty.Value{
		"var":  cty.ObjectVal(map[string]cty.Value{"gateway": cty.StringVal(sandbox.AgentCoreGatewayARN())}),
		"each": cty.ObjectVal(map[string]cty.Value{"key": cty.StringVal(key)}),
	}}
	config := tfcore.Tree{}
	for _, inner := range block.Body.Blocks {
		for name, attribute := range inner.Body.Attributes {
			value, diags := attribute.Expr.Value(scope)
			if diags.HasErrors() {
				t.Fatal(diags)
			}
			config[name] = treeOf(value)
		}
	}
	return config
}

// treeOf is a value of the language.
func treeOf(value cty.Value) any {
	if value.Type() == cty.String {
		return value.AsString()
	}
	tree := tfcore.Tree{}
	for name, inner := range value.AsValueMap() {
		tree[name] = treeOf(inner)
	}
	return tree
}
