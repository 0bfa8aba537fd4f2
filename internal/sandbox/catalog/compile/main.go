// Command compile turns the recorded lists of 2026-08-22 into the tables that the sandbox embeds. It reads the folder
// named by LLM_DATA and writes next to its parent, where `go generate ./internal/sandbox` starts it.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
)

// out is where the tables go, from the folder of package sandbox.
const out = "catalog"

func main() {
	log.SetFlags(0)
	data := os.Getenv("LLM_DATA")
	if data == "" {
		log.Fatal("compile catalog: LLM_DATA does not name the folder of the recorded lists")
	}
	lists := filepath.Join(data, "catalog")
	for _, compile := range []func(string) error{compileAzure, compileFoundationModels, compileProfiles} {
		if err := compile(lists); err != nil {
			log.Fatalf("compile catalog: %v", err)
		}
	}
}

// readJSON decodes one recorded list.
func readJSON[T any](path ...string) (T, error) {
	var list T
	raw, err := os.ReadFile(filepath.Join(path...))
	if err != nil {
		return list, err
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return list, fmt.Errorf("%s: %w", filepath.Base(path[len(path)-1]), err)
	}
	return list, nil
}

// writeTable writes rows under a comment that says where they come from.
func writeTable(name, source string, header []string, rows [][]string) error {
	var text strings.Builder
	fmt.Fprintf(&text, "# Compiled by catalog/compile, do not edit. As of 2026-08-22. Source: %s.\n", source)
	for _, row := range append([][]string{header}, rows...) {
		for _, cell := range row {
			if strings.ContainsAny(cell, "\t\n") {
				return fmt.Errorf("%s: the cell %q cannot be written", name, cell)
			}
		}
		text.WriteString(strings.Join(row, "\t") + "\n")
	}
	return os.WriteFile(filepath.Join(out, name), []byte(text.String()), 0o644)
}
