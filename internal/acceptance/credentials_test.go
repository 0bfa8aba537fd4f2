//go:build unix

package acceptance_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// lentParts are what every credential that the sandbox's clouds lend begins with, as text that nothing else in a run holds.
func lentParts() map[string]string {
	return map[string]string{
		"a token of Entra ID":         "eyJhbGciOiJub25lIi",
		"a key of the account":        "sandbox-key-1-of-sandbox",
		"a short-term Bedrock key":    "YmVkcm9jay5hbWF6b25hd3MuY29tLz9BY3Rpb249Q2Fs",
		"the signature of such a key": "X-Amz-Signature",
		"a key of a subscription":     "sandbox-subscription-key-1",
	}
}

const lent = `
provider "llm" {
  sandbox = { path = "sandbox.json" }
}

resource "llm_deployment" "assistant" {
  for_each         = toset(["azure", "bedrock"])
  platform         = each.key
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}

ephemeral "llm_credentials" "preferred" {
  for_each = llm_deployment.assistant
  endpoint = each.value.endpoint

  lifecycle {
    postcondition {
      condition     = self.kind == { azure = "entra_token", bedrock = "bedrock_api_key" }[each.key] && length(self.value) > 100 && self.expires_at != null
      error_message = "no credential was lent"
    }
  }
}

ephemeral "llm_credentials" "key" {
  endpoint = llm_deployment.assistant["azure"].endpoint
  kind     = "account_key"

  lifecycle {
    postcondition {
      condition     = startswith(self.value, "sandbox-key-") && self.expires_at == null && "${self.header}${self.prefix}" == "api-key"
      error_message = "no key was lent"
    }
  }
}
`

// TestAccCredentials_areStoredNowhere lends every kind to a real terraform and looks for them wherever something is stored or shown: state, plan,
// output, and terraform's and the provider's own logs at their most talkative.
func TestAccCredentials_areStoredNowhere(t *testing.T) {
	needsTerraform(t)
	t.Parallel()
	rc, dir := buildPrograms(t).real, t.TempDir()
	write(t, filepath.Join(dir, "main.tf"), "terraform {\n  required_providers {\n    llm = { source = \""+source+"\" }\n  }\n}\n"+lent)
	var shown bytes.Buffer
	for _, args := range [][]string{{"plan", "-input=false", "-out=first"}, {"apply", "-input=false", "first"}, {"plan", "-input=false", "-out=second"}, {"apply", "-input=false", "second"}, {"show"}} {
		cmd := exec.CommandContext(t.Context(), terraformPath(t), args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+rc, "TF_LOG=TRACE", "TF_LOG_PATH=terraform.log", "CHECKPOINT_DISABLE=1", "AZURE_SDK_GO_LOGGING=all")
		output, err := cmd.CombinedOutput()
		shown.Write(output)
		if err != nil {
			t.Fatalf("terraform %v: %v\n%s", args, err, output)
		}
	}
	documents := filesIn(t, dir)
	documents["output"] = shown.Bytes()
	delete(documents, "sandbox.json") // the cloud itself, which knows its keys
	for what, part := range lentParts() {
		for name, document := range documents {
			if bytes.Contains(document, []byte(part)) {
				t.Errorf("%s holds %s", name, what)
			}
		}
	}
	if log := documents["terraform.log"]; len(documents) < 6 || !bytes.Contains(log, []byte("llm_credentials")) || len(log) < 100_000 {
		t.Errorf("%d documents, with a log of %d bytes, are too few to prove anything", len(documents), len(log))
	}
	t.Logf("credentials: documents=%d parts=%d", len(documents), len(lentParts()))
}

// filesIn is every file below a directory but the configuration, and every member of a plan.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	found := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".tf") {
			return err
		}
		content, err := os.ReadFile(path)
		found[filepath.Base(path)] = content
		archive, notZip := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if notZip != nil {
			return err
		}
		for _, member := range archive.File {
			r, err := member.Open()
			if err != nil {
				return err
			}
			if found[filepath.Base(path)+"/"+member.Name], err = io.ReadAll(r); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAccCredentials_refusals(t *testing.T) {
	const deployment = `
resource "llm_deployment" "assistant" {
  platform         = "azure"
  name             = "assistant"
  model            = "openai/gpt-5.6-sol"
  processing_scope = "global"
}
`
	for name, c := range map[string]struct{ config, says string }{
		"a kind of another cloud": {`ephemeral "llm_credentials" "x" {
  endpoint = llm_deployment.assistant.endpoint
  kind     = "bedrock_api_key"
}`, "It takes entra_token, account_key"},
		"a kind that is none": {`ephemeral "llm_credentials" "x" {
  endpoint = llm_deployment.assistant.endpoint
  kind     = "password"
}`, "must be one of"},
		"a foreign host": {`ephemeral "llm_credentials" "x" {
  endpoint = merge(llm_deployment.assistant.endpoint, { urls = merge(llm_deployment.assistant.endpoint.urls, { openai = "https://evil.example/openai/v1/" }) })
}`, "no credential was fetched"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c2 := w.terraform()
			c2.configure(deployment + c.config)
			c2.apply().must(t, 1).tells(t, "error", c.says)
			for _, call := range w.sb.Calls() {
				if call.Service == "azure-account" || strings.Contains(call.Path, "listKeys") {
					t.Errorf("%s %s was sent", call.Method, call.Path)
				}
			}
		})
	}
}
