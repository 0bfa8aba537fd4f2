package sandbox

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// recordedPath returns where a file of the recorded data is, if there is any.
func recordedPath(path ...string) string {
	root := os.Getenv("LLM_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	return filepath.Join(append([]string{root}, path...)...)
}

func haveRecorded() bool {
	_, err := os.Stat(recordedPath())
	return err == nil
}

// recorded returns the path of a file of the recorded data, and skips the test where there is none.
func recorded(t *testing.T, path ...string) string {
	t.Helper()
	file := recordedPath(path...)
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
	recorded(t, path...)
	value, err := readRecorded[T](path...)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func readRecorded[T any](path ...string) (value T, err error) {
	raw, err := os.ReadFile(recordedPath(path...))
	if err != nil {
		return value, err
	}
	if err := json.Unmarshal(raw, &value); err != nil {
		return value, fmt.Errorf("%s: %w", filepath.Join(path...), err)
	}
	return value, nil
}
