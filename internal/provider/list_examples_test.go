package provider_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

const examples = "../../examples"

// Every example of a list block is answered in the sandbox. The terraform at hand may be too old to ask.
func TestListExamples(t *testing.T) {
	files, err := filepath.Glob(examples + "/list-resources/*/list-resource.tfquery.hcl")
	if err != nil {
		t.Fatal(err)
	}
	blocks, types := 0, typesWithLists(t)
	for _, file := range files {
		for _, block := range parsed(t, file).Blocks {
			if block.Type != "list" {
				continue
			}
			blocks++
			types = slices.DeleteFunc(types, func(name string) bool { return name == block.Labels[0] })
			t.Run(block.Labels[0]+" "+block.Labels[1], func(t *testing.T) { answers(t, block) })
		}
	}
	if len(types) > 0 || blocks < 7 {
		t.Errorf("only %d list blocks were found; none is of %v", blocks, types)
	}
	t.Logf("%d list blocks in %d files", blocks, len(files))
}

func typesWithLists(t *testing.T) []string {
	t.Helper()
	server, err := opened(sandbox.New())()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var types []string
	for name := range schemas.ResourceSchemas {
		if types = append(types, name); schemas.ListResourceSchemas[name] == nil {
			t.Errorf("%s has no list", name)
		}
	}
	return types
}

func parsed(t *testing.T, file string) *hclsyntax.Body {
	t.Helper()
	text, err := os.ReadFile(file) //nolint:gosec // one of the project's examples
	if err != nil {
		t.Fatal(err)
	}
	whole, diags := hclsyntax.ParseConfig(text, file, hcl.InitialPos)
	body, ok := whole.Body.(*hclsyntax.Body)
	if diags.HasErrors() || !ok {
		t.Fatal(diags)
	}
	return body
}

// answers sends a list block for each of its keys.
func answers(t *testing.T, block *hclsyntax.Block) {
	t.Helper()
	sb := sandbox.New()
	group := "/subscriptions/" + sandbox.AzureSubscription + "/resourceGroups/ai"
	if status, answer := sb.Do("PUT", group+"?api-version=2021-04-01", `{"location":"swedencentral"}`); status > 299 {
		t.Fatalf("%d %s", status, answer)
	}
	keys := []string{""}
	if each := block.Body.Attributes["for_each"]; each != nil {
		keys = []string{"us-east-1", "eu-central-1"}
	}
	for _, key := range keys {
		scope := &hcl.EvalContext{Variables: map[string]cty.Value{
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
				config[name] = plain(value)
			}
		}
		s := directory(t, sb, &kind{typeName: block.Labels[0]})
		for _, found := range s.list(tfcore.Search{Block: config, State: block.Body.Attributes["include_resource"] != nil}) {
			t.Errorf("in an empty sandbox it finds %s (%v)", found.Name, found.Warnings)
		}
	}
}

// plain is a value of the language as a tree.
func plain(value cty.Value) any {
	if value.Type() == cty.String {
		return value.AsString()
	}
	tree := tfcore.Tree{}
	for name, inner := range value.AsValueMap() {
		tree[name] = plain(inner)
	}
	return tree
}

// The identities of the examples of import blocks are whole, and the ids beside them of the same objects.
func TestIdentityExamples(t *testing.T) {
	for _, k := range kinds(t, sandbox.New()) {
		if k.name != "a deployment on Azure" && k.name != "a route on AgentCore" && k.typeName != "llm_guardrail_enforcement" && k.name != "a guardrail on azure" {
			continue
		}
		t.Run(k.typeName, func(t *testing.T) {
			folder := filepath.Join(examples, "resources", k.typeName)
			identity := parsed(t, filepath.Join(folder, "import-by-identity.tf")).Blocks[0].Body.Attributes["identity"]
			byID := parsed(t, filepath.Join(folder, "import-by-string-id.tf")).Blocks[0].Body.Attributes["id"]
			value, diags := identity.Expr.Value(nil)
			id, more := byID.Expr.Value(nil)
			if diags.HasErrors() || more.HasErrors() {
				t.Fatal(diags, more)
			}
			named := map[string]string{}
			for name, inner := range value.AsValueMap() {
				named[name] = inner.AsString()
			}
			d := directory(t, sandbox.New(), k)
			d.Resource = nil
			_, err := d.PlanImportIdentity(t.Context(), named)
			refused(t, err, "of the real account 123456789012", "sandbox") // so that it was understood
			if k.typeName != "llm_guardrail_enforcement" && named["id"] != id.AsString() {
				t.Errorf("the identity names %v, the id %s", named, id.AsString())
			}
		})
	}
}
