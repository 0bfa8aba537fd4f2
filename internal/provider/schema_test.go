package provider

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func TestSchema_valid(t *testing.T) {
	if diags := providerSchema().ValidateImplementation(t.Context()); diags.HasError() {
		t.Errorf("implementation: %v", lines(diags))
	}
	resp, err := server(nil).GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		t.Errorf("%s: %s", d.Summary, d.Detail)
	}
	if resp.ResourceSchemas["llm_deployment"] == nil {
		t.Error("llm_deployment is not served")
	}
}

// everyArgument calls visit for every argument of the provider block.
func everyArgument(t *testing.T, visit func(name string, attribute *tfprotov6.SchemaAttribute)) {
	t.Helper()
	resp, err := server(nil).GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	var walk func(prefix string, attributes []*tfprotov6.SchemaAttribute)
	walk = func(prefix string, attributes []*tfprotov6.SchemaAttribute) {
		for _, a := range attributes {
			visit(prefix+a.Name, a)
			if a.NestedType != nil {
				walk(prefix+a.Name+".", a.NestedType.Attributes)
			}
		}
	}
	walk("", resp.Provider.Block.Attributes)
}

func TestSchema_secretsAreSensitive(t *testing.T) {
	secret := regexp.MustCompile(`secret|password|token|certificate|access_key|https?_proxy`)
	// What looks like a secret by its name and is none.
	harmless := regexp.MustCompile(`_path$|_file$`)
	want := []string{
		"azure.client_secret", "azure.client_certificate", "azure.client_certificate_password", "azure.oidc_token", "azure.oidc_request_token",
		"bedrock.access_key", "bedrock.secret_key", "bedrock.token", "bedrock.http_proxy", "bedrock.https_proxy",
		"bedrock.assume_role_with_web_identity.web_identity_token",
	}
	sensitive := map[string]bool{}
	everyArgument(t, func(name string, a *tfprotov6.SchemaAttribute) {
		sensitive[name] = a.Sensitive
		if secret.MatchString(a.Name) && !harmless.MatchString(a.Name) && !a.Sensitive {
			t.Errorf("%s is not sensitive", name)
		}
	})
	for _, name := range want {
		if !sensitive[name] {
			t.Errorf("%s is missing or not sensitive", name)
		}
	}
}

func TestSchema_isDocumented(t *testing.T) {
	everyArgument(t, func(name string, a *tfprotov6.SchemaAttribute) {
		if a.Description == "" || a.DescriptionKind != tfprotov6.StringKindMarkdown {
			t.Errorf("%s has no Markdown description", name)
		}
		if !strings.HasSuffix(a.Description, ".") {
			t.Errorf("%s: %q is not a sentence", name, a.Description)
		}
	})
}

// TestSchema_isRead finds arguments that the schema promises and no struct
// holds, or the other way round: decoding fails on both.
func TestSchema_isRead(t *testing.T) {
	_, azure := azureConfig(t, block{}, nil)
	_, bedrock := bedrockConfig(t, block{
		"assume_role":                   []any{block{"role_arn": role}},
		"assume_role_with_web_identity": block{"role_arn": role, "web_identity_token": "jwt"},
		"endpoints":                     block{},
	}, nil)
	for _, diags := range [][]string{lines(azure), lines(bedrock)} {
		for _, line := range diags {
			t.Error(line)
		}
	}
}
