package azureopenai

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The guide lists the permission of every request about routes that the driver lets out, and no other. Azure names an action by
// the type of what it is done to, and by what is done.
func TestPermissions_routes(t *testing.T) {
	var want []string
	for _, template := range templates() {
		if action, found := strings.CutPrefix(actionOf(template), "Microsoft.ApiManagement/service/"); found {
			want = append(want, action)
		}
	}
	slices.Sort(want)
	if want = slices.Compact(want); len(want) < 10 {
		t.Fatalf("only these actions were found: %v", want)
	}
	if diff := cmp.Diff(want, documentedActions(t)); diff != "" {
		t.Errorf("docs/guides/routing.md (-sent +documented):\n%s", diff)
	}
}

func actionOf(sent template) string {
	verb := map[string]string{
		http.MethodGet: "read", http.MethodHead: "read", http.MethodPut: "write", http.MethodPatch: "write", http.MethodDelete: "delete",
	}[sent.method]
	at := slices.IndexFunc(sent.steps, func(s step) bool { return s.literal == "providers" })
	kind := []string{sent.steps[at+1].literal}
	for i := at + 2; i < len(sent.steps); i += 2 { // types and names take turns
		kind = append(kind, sent.steps[i].literal)
	}
	return strings.Join(append(kind, verb), "/")
}

// documentedActions are those that the guide lists for the provider, below the service, sorted.
func documentedActions(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "guides", "routing.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- azure actions: begin -->")
	list, _, ended := strings.Cut(rest, "<!-- azure actions: end -->")
	if !begun || !ended {
		t.Fatal("the guide has no list of actions")
	}
	var actions []string
	for _, found := range regexp.MustCompile("`([A-Za-z/]+)`").FindAllStringSubmatch(list, -1) {
		actions = append(actions, found[1])
	}
	slices.Sort(actions)
	return actions
}
