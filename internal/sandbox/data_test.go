package sandbox

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// recorded returns the path of a file of the recorded data, and skips the test where there is none.
func recorded(t *testing.T, path ...string) string {
	t.Helper()
	root := os.Getenv("LLM_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	file := filepath.Join(append([]string{root}, path...)...)
	if _, err := os.Stat(file); err != nil {
		if os.Getenv("LLM_REQUIRE_DATA") == "1" {
			t.Fatalf("LLM_REQUIRE_DATA=1, but there is no %s", file)
		}
		t.Skipf("no recorded data: %s", file)
	}
	return file
}

// recordedJSON decodes a file of the recorded data.
func recordedJSON[T any](t *testing.T, path ...string) T {
	t.Helper()
	raw, err := os.ReadFile(recorded(t, path...))
	if err != nil {
		t.Fatal(err)
	}
	var value T
	if err := json.Unmarshal(raw, &value); err != nil {
		t.Fatalf("%s: %v", filepath.Join(path...), err)
	}
	return value
}
