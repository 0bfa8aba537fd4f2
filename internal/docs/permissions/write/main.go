// Command write makes the lists of the guide on permissions current: it takes the name of the template and rewrites the
// lines between its two marks.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/unified-llm/terraform-provider-llm/internal/docs/permissions"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "permissions:", err)
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
	current, err := permissions.Into(string(text))
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], []byte(current), 0o600)
}
