package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// provider is one of those that are compared, as terraform is told of it.
type provider struct {
	name      string
	cliConfig string
	peaks     string // the file that its meter writes
}

const (
	module   = "github.com/unified-llm/terraform-provider-llm"
	fileName = "terraform-provider-llm"
)

// build compiles main, a package's folder in the module, into a folder of its own below dir, with the meter before it.
func build(ctx context.Context, dir, name, main string) (provider, error) {
	home := filepath.Join(dir, name)
	if err := os.MkdirAll(home, 0o750); err != nil {
		return provider{}, fmt.Errorf("make folder: %w", err)
	}
	target := filepath.Join(home, fileName)
	for output, source := range map[string]string{target: "internal/bench/meter", target + ".metered": main} {
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", output, module+"/"+source)
		cmd.Stderr = os.Stderr
		if err := cmd.Run(); err != nil {
			return provider{}, fmt.Errorf("build %s: %w", name, err)
		}
	}
	p := provider{name: name, cliConfig: filepath.Join(home, "terraformrc"), peaks: filepath.Join(home, "peaks")}
	config := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"unified-llm/llm\" = %q\n  }\n  direct {}\n}\n", home)
	if err := os.WriteFile(p.cliConfig, []byte(config), 0o600); err != nil {
		return provider{}, fmt.Errorf("write CLI configuration: %w", err)
	}
	return p, nil
}
