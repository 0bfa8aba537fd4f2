package provider

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

func TestSandbox_isFound(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	tests := []struct {
		name      string
		arguments block
		env       environment
		want      string // the file, relative to the working directory; empty: no sandbox
	}{
		{name: "nowhere"},
		{name: "in the block", arguments: block{"sandbox": block{"path": "here.json"}}, want: "here.json"},
		{name: "in the environment", env: environment{"LLM_SANDBOX": "there.json"}, want: "there.json"},
		{
			name:      "in the block before the environment",
			arguments: block{"sandbox": block{"path": "here.json"}}, env: environment{"LLM_SANDBOX": "there.json"}, want: "here.json",
		},
		{name: "served", arguments: block{"sandbox": block{"url": "http://127.0.0.1:8080"}}, want: "http://127.0.0.1:8080"},
		{name: "served, in the environment", env: environment{"LLM_SANDBOX": "http://[::1]:80"}, want: "http://[::1]:80"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var diags diag.Diagnostics
			p := &llmProvider{lookup: test.env.lookup}
			got := p.sandboxOf(t.Context(), decoded(t, test.arguments).Sandbox, &diags)
			if test.want == "" {
				if got != nil || len(diags) > 0 {
					t.Errorf("got %v, %v", got, lines(diags))
				}
				return
			}
			cwd, err := os.Getwd()
			if err != nil {
				t.Fatal(err)
			}
			if got == nil || got.place != test.want && got.place != filepath.Join(cwd, test.want) {
				t.Errorf("got %v, want %s below %s", got, test.want, cwd)
			}
			if len(diags) != 1 || !strings.Contains(lines(diags)[0], "Warning : Sandbox: nothing reaches a cloud") {
				t.Errorf("got %v, want one warning", lines(diags))
			}
		})
	}
}

func TestSandbox_missingDirectory(t *testing.T) {
	_, diags := configured(t, block{"sandbox": block{"path": filepath.Join(t.TempDir(), "no", "state.json")}}, nil)
	if got := strings.Join(lines(diags), "\n"); !strings.Contains(got, "Error sandbox.path: Sandbox directory not found") {
		t.Errorf("got %q", got)
	}
}

func TestSandbox_isRefusedWhereItCannotBe(t *testing.T) {
	for name, test := range map[string]struct {
		arguments block
		env       environment
		want      string
	}{
		"another machine":  {block{"sandbox": block{"url": "http://example.com"}}, nil, "Error sandbox.url: "},
		"a path below it":  {block{"sandbox": block{"url": "http://127.0.0.1:1/x"}}, nil, "Error sandbox.url: "},
		"two places":       {block{"sandbox": block{"url": "http://127.0.0.1:1", "path": "x.json"}}, nil, "Error sandbox.url: "},
		"no place":         {block{"sandbox": block{}}, nil, "Error sandbox: Sandbox without a place"},
		"from outside too": {nil, environment{"LLM_SANDBOX": "https://example.com"}, "Error sandbox.url: Unusable sandbox URL"},
	} {
		t.Run(name, func(t *testing.T) {
			_, diags := configured(t, test.arguments, test.env)
			got := strings.Join(lines(diags), "\n")
			if test.arguments != nil {
				got += "\n" + readable(validate(t, test.arguments))
			}
			if !strings.Contains(strings.ToLower(got), strings.ToLower(test.want)) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSandbox_isOpenedByTheFirstRequest(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	diags := configure(t, block{"sandbox": block{"path": file}}, nil)
	if got := readable(diags); !strings.HasPrefix(got, "WARNING : Sandbox") || len(diags) != 1 {
		t.Errorf("got %q, want one warning", got)
	}
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("configuring made the file: %v", err)
	}
	lazy := sandboxFile(file, &diag.Diagnostics{})
	resp, err := lazy.Do(request(t))
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if _, err := os.Stat(file); err != nil {
		t.Errorf("the first request made no file: %v", err)
	}
}

func TestSandbox_unusableFileIsNotTriedAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "state.json")
	if err := os.WriteFile(file, []byte("not a sandbox"), 0o600); err != nil {
		t.Fatal(err)
	}
	lazy := sandboxFile(file, &diag.Diagnostics{})
	_, err := lazy.RoundTrip(request(t))
	var settled *llm.Error // which both drivers take for the last word
	if !errors.As(err, &settled) || !strings.Contains(settled.Error(), file) || settled.Fix == "" {
		t.Fatalf("got %v, want an error that names the file and what to do", err)
	}
	if lazy.Now().IsZero() {
		t.Error("no time while the file is unusable")
	}
}

func inMemory(sb *sandbox.Sandbox) *lazySandbox {
	return &lazySandbox{open: func() (standIn, error) { return sb, nil }}
}

func request(t *testing.T) *http.Request {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
		"https://management.azure.com"+sandbox.AzureAccountID()+"?api-version=2026-03-01", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer sandbox")
	return r
}

func TestSandbox_ignoresCredentials(t *testing.T) {
	var diags diag.Diagnostics
	model := decoded(t, block{
		"azure": block{"subscription_id": guidA, "client_id": guidB, "client_secret": "canary", "tenant_id": guidA},
		"bedrock": block{
			"access_key": "canary", "secret_key": "canary", "assume_role": []any{block{"role_arn": role}},
			"allowed_account_ids": []any{"123456789012"}, "endpoints": block{"bedrock": "https://example.com"},
		},
	})
	p := &platforms{version: "test", lookup: nothing, sandbox: inMemory(sandbox.New()), diags: &diags}
	azure, bedrock := p.azure(t.Context(), model.Azure), p.bedrock(t.Context(), model.Bedrock)
	if azure.AccountID != sandbox.AzureAccountID() || azure.SubscriptionID != sandbox.AzureSubscription || !azure.Sandbox {
		t.Errorf("azure: got %q in %q, sandbox %t", azure.AccountID, azure.SubscriptionID, azure.Sandbox)
	}
	if bedrock.Region != sandbox.AWSRegion || bedrock.AccountID != sandbox.AWSAccount || !bedrock.Sandbox {
		t.Errorf("bedrock: got %q in %q, sandbox %t", bedrock.AccountID, bedrock.Region, bedrock.Sandbox)
	}
	if !cmp.Equal(azure.Credential, azureopenai.Credential{}) || azure.Transport == nil || azure.TokenCredential == nil {
		t.Error("azure keeps credentials or lacks the sandbox's")
	}
	if bedrock.AccessKey != "" || bedrock.AssumeRoles != nil || bedrock.AllowedAccountIDs != nil || bedrock.Endpoints.Bedrock != "" {
		t.Error("bedrock keeps credentials, bounds or endpoints")
	}
	if bedrock.HTTPClient == nil || bedrock.Credentials == nil {
		t.Error("bedrock lacks the sandbox's transport or credentials")
	}
}

func TestSandbox_keepsDefaults(t *testing.T) {
	var diags diag.Diagnostics
	account := strings.Replace(sandbox.AzureAccountID(), "accounts/sandbox", "accounts/other", 1)
	model := decoded(t, block{"azure": block{"account_id": account}, "bedrock": block{"region": "eu-central-1"}})
	p := &platforms{lookup: nothing, sandbox: inMemory(sandbox.New()), diags: &diags}
	if got := p.azure(t.Context(), model.Azure).AccountID; got != account {
		t.Errorf("account: got %s", got)
	}
	if got := p.bedrock(t.Context(), model.Bedrock).Region; got != "eu-central-1" {
		t.Errorf("region: got %s", got)
	}
}

// TestSandbox_ignoresTheEnvironment would fail on any machine of an Azure or
// AWS user else: the variables below are wrong.
func TestSandbox_ignoresTheEnvironment(t *testing.T) {
	wrong := environment{"ARM_SUBSCRIPTION_ID": "x", "AWS_REGION": "x", "ARM_USE_OIDC": "x", "AWS_MAX_ATTEMPTS": "x"}
	if _, diags := configured(t, block{}, wrong); !diags.HasError() {
		t.Error("outside the sandbox the environment is not judged")
	}
	data, diags := configured(t, block{}, wrong, WithSandbox(sandbox.New()))
	if diags.HasError() || len(diags) != 1 {
		t.Errorf("got %v, want the warning alone", lines(diags))
	}
	if len(data.Unknown) > 0 {
		t.Errorf("unknown: %v", data.Unknown)
	}
}
