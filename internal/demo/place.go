package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// place is where the demo happens: a fresh directory that holds the configuration, the sandbox's file and a mirror
// that terraform installs the provider from.
type place struct {
	provider  string // the built binary
	module    string // the directory of the configuration
	sandbox   string // the sandbox's file, as the configuration names it
	cliConfig string
}

const mirrored = "registry.terraform.io/unified-llm/llm"

// furnish empties dir and puts the quickstart, a route, a guardrail and a mirror there. A mirror needs a version, and terraform passes over pre-releases.
func furnish(dir string) (place, error) {
	if err := os.RemoveAll(dir); err != nil {
		return place{}, fmt.Errorf("empty demo directory: %w", err)
	}
	p := place{
		module:    filepath.Join(dir, "quickstart"),
		sandbox:   filepath.Join(dir, "quickstart", "sandbox.json"),
		cliConfig: filepath.Join(dir, "terraformrc"),
	}
	if err := os.CopyFS(p.module, os.DirFS(filepath.Join("examples", "quickstart"))); err != nil {
		return place{}, fmt.Errorf("copy quickstart: %w", err)
	}
	for _, file := range []string{"route.tf", guardrailFile} {
		if err := p.add(file); err != nil {
			return place{}, err
		}
	}
	mirror := filepath.Join(dir, "mirror")
	provider, err := install(mirror)
	if err != nil {
		return place{}, err
	}
	p.provider = provider
	config := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	if err := os.WriteFile(p.cliConfig, []byte(config), 0o600); err != nil {
		return place{}, fmt.Errorf("write CLI configuration: %w", err)
	}
	return p, nil
}

// add puts a file of the demo's own beside the quickstart.
func (p place) add(file string) error {
	content, err := os.ReadFile(filepath.Join("internal", "demo", file))
	if err == nil {
		err = os.WriteFile(filepath.Join(p.module, file), content, 0o600)
	}
	if err != nil {
		return fmt.Errorf("add %s: %w", file, err)
	}
	return nil
}

// edit replaces a text in a file of the configuration, wherever it stands there.
func (p place) edit(file, text, by string) error {
	name := filepath.Join(p.module, file)
	content, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("edit %s: %w", file, err)
	}
	edited := strings.ReplaceAll(string(content), text, by)
	if edited == string(content) {
		return fmt.Errorf("edit %s: it holds no %s", file, text)
	}
	if err := os.WriteFile(name, []byte(edited), 0o600); err != nil {
		return fmt.Errorf("edit %s: %w", file, err)
	}
	return nil
}

func install(mirror string) (string, error) {
	const version = "0.0.1"
	target := filepath.Join(mirror, filepath.FromSlash(mirrored), version, runtime.GOOS+"_"+runtime.GOARCH)
	if err := os.MkdirAll(target, 0o750); err != nil {
		return "", fmt.Errorf("make mirror: %w", err)
	}
	built, err := os.ReadFile("terraform-provider-llm")
	if err != nil {
		return "", fmt.Errorf("find the built provider, is `make build` done?: %w", err)
	}
	binary := filepath.Join(target, "terraform-provider-llm_v"+version)
	if err := os.WriteFile(binary, built, 0o700); err != nil {
		return "", fmt.Errorf("install provider: %w", err)
	}
	return binary, nil
}
