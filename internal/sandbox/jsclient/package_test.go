package jsclient

import (
	"encoding/json"
	"os"
	"regexp"
	"testing"
)

// TestPackage_isPinnedAndNamesNoRegistry keeps the lock file usable behind any registry.
func TestPackage_isPinnedAndNamesNoRegistry(t *testing.T) {
	type entry struct {
		Version, Resolved, Integrity string
		Dependencies                 map[string]string
	}
	var lock struct{ Packages map[string]entry }
	raw, err := os.ReadFile("package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &lock); err != nil {
		t.Fatal(err)
	}
	if len(lock.Packages) < 2 {
		t.Fatal("the lock file locks nothing")
	}
	for path, p := range lock.Packages {
		if p.Resolved != "" {
			t.Errorf("%s is resolved to %s: npm config set omit-lockfile-registry-resolved true", path, p.Resolved)
		}
		if path != "" && p.Integrity == "" {
			t.Errorf("%s has no integrity", path)
		}
	}
	for name, version := range lock.Packages[""].Dependencies {
		if !regexp.MustCompile(`^\d+\.\d+\.\d+$`).MatchString(version) {
			t.Errorf("%s is not pinned: %s", name, version)
		}
	}
}
