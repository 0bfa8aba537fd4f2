// Command write makes the table of the guide on models current: it takes the
// name of the template and rewrites the lines between its marks.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/models"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "models:", err)
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
	current, err := models.Into(string(text), modelcard.Bundled())
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], []byte(current), 0o600)
}
