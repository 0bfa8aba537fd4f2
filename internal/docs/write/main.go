// Command write makes the generated parts of the guides current: it takes the directory of their templates and rewrites
// what stands between the marks in them.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/drift"
	"github.com/unified-llm/terraform-provider-llm/internal/docs/guardrail"
	"github.com/unified-llm/terraform-provider-llm/internal/docs/models"
	"github.com/unified-llm/terraform-provider-llm/internal/docs/permissions"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "write:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: write DIRECTORY")
	}
	for name, into := range guides() {
		if err := rewrite(filepath.Join(args[0], name), into); err != nil {
			return err
		}
	}
	return nil
}

// guides are the templates with generated parts, and what makes each current.
func guides() map[string]func(text string) (string, error) {
	clouds := guardrail.Clouds{
		Azure:   azureopenai.NewPlatform(azureopenai.Config{Unconfigured: true}).Guardrails(),
		Bedrock: amazonbedrock.NewPlatform(amazonbedrock.Config{Unconfigured: true}).Guardrails(),
	}
	return map[string]func(string) (string, error){
		"drift.md.tmpl":       drift.Into,
		"guardrails.md.tmpl":  clouds.Into,
		"models.md.tmpl":      func(text string) (string, error) { return models.Into(text, modelcard.Bundled()) },
		"permissions.md.tmpl": permissions.Into,
	}
}

func rewrite(template string, into func(string) (string, error)) error {
	text, err := os.ReadFile(template)
	if err != nil {
		return err
	}
	current, err := into(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(template, []byte(current), 0o600)
}
