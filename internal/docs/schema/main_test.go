package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Terraform's own export is the judge of ours, for what the terraform at hand can export.
func TestAccSchema_isWhatTerraformExports(t *testing.T) {
	if os.Getenv("TF_ACC") == "" {
		t.Skip("TF_ACC is not set: this test runs terraform")
	}
	var ours bytes.Buffer
	if err := run(t.Context(), &ours); err != nil {
		t.Fatal(err)
	}
	want := decoded(t, exported(t))["registry.terraform.io/unified-llm/llm"]
	if len(want) == 0 {
		t.Fatal("terraform exported nothing")
	}
	got := decoded(t, ours.Bytes())[name]
	for part, schemas := range want {
		if diff := cmp.Diff(schemas, got[part]); diff != "" {
			t.Errorf("%s (-terraform +ours):\n%s", part, diff)
		}
	}
}

// exported builds the provider and has terraform print its schema.
func exported(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	command(t, ".", "go", "build", "-o", filepath.Join(dir, "terraform-provider-llm"), "../../..")
	write(t, filepath.Join(dir, "terraformrc"),
		fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"registry.terraform.io/unified-llm/llm\" = %q\n  }\n}\n", dir))
	write(t, filepath.Join(dir, "main.tf"),
		"terraform {\n  required_providers {\n    llm = { source = \"registry.terraform.io/unified-llm/llm\" }\n  }\n}\n")
	t.Setenv("TF_CLI_CONFIG_FILE", filepath.Join(dir, "terraformrc"))

	terraform := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if terraform == "" {
		terraform = "terraform"
	}
	return command(t, dir, terraform, "providers", "schema", "-json")
}

func command(t *testing.T, dir, program string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), program, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("run %s: %v\n%s", program, err, out)
	}
	return out
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// decoded returns the parts of each provider's schema, such as resource_schemas.
func decoded(t *testing.T, text []byte) map[string]map[string]any {
	t.Helper()
	var all struct {
		Providers map[string]map[string]any `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all.Providers
}
