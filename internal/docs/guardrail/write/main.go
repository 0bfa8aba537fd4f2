// Command write makes the tables of the guide on guardrails current: it takes
// the name of the template and rewrites the lines between its marks.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/guardrail"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "guardrail:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return errors.New("usage: write TEMPLATE")
	}
	text, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	clouds := guardrail.Clouds{
		Azure:   azureopenai.NewPlatform(azureopenai.Config{Unconfigured: true}).Guardrails(),
		Bedrock: amazonbedrock.NewPlatform(amazonbedrock.Config{Unconfigured: true}).Guardrails(),
	}
	current, err := clouds.Into(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], []byte(current), 0o600)
}
