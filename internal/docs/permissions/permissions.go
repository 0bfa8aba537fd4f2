// Package permissions writes the guide to permissions: for everything that can be written in a configuration, what Azure
// and AWS have to allow. Nothing of it is made up: observed.tsv holds the requests that the drivers sent in a test, in
// the clouds' own words, and the test fails when they send others.
package permissions

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// Observed names the file that the test writes with -update.
const Observed = "observed.tsv"

//go:embed observed.tsv
var observed string

// The clouds that permissions are of.
const (
	Azure = "azure"
	AWS   = "aws"
)

// Permission is what one request of one noun needs.
type Permission struct {
	Noun   string // a resource, data source, ephemeral resource or action
	Cloud  string // Azure or AWS
	Action string // "Microsoft.CognitiveServices/accounts/read", "bedrock:ListGuardrails"
}

// All are the permissions that were observed, sorted.
func All() []Permission {
	var all []Permission
	for line := range strings.Lines(observed) {
		if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 3 {
			all = append(all, Permission{fields[0], fields[1], fields[2]})
		}
	}
	return all
}

// Table is how observed.tsv spells permissions.
func Table(all []Permission) string {
	var b strings.Builder
	for _, p := range all {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", p.Noun, p.Cloud, p.Action)
	}
	return b.String()
}

// actions are those of a noun on a cloud, of every noun where it is empty, sorted.
func actions(noun, cloud string) []string {
	var found []string
	for _, p := range All() {
		if (noun == "" || p.Noun == noun) && p.Cloud == cloud {
			found = append(found, p.Action)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

func nouns() []string {
	var found []string
	for _, p := range All() {
		if !slices.Contains(found, p.Noun) {
			found = append(found, p.Noun)
		}
	}
	return found
}
