package provider_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

const examples = "../../examples"

func parsed(t *testing.T, file string) *hclsyntax.Body {
	t.Helper()
	text, err := os.ReadFile(file)
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
