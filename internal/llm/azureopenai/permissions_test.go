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

	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

// The guides list the permission of every request about routes and guardrails that the driver lets out, and no other; the
// guide to permissions that of every request. Azure names an action by the type of what it is done to, and by what is done.
func TestPermissions(t *testing.T) {
	for guide, of := range map[string]struct{ kind, parts string }{
		"routing.md":    {"Microsoft.ApiManagement/service/", ""},
		"guardrails.md": {"Microsoft.CognitiveServices/accounts/", "rai"},
	} {
		t.Run(guide, func(t *testing.T) {
			want := slices.DeleteFunc(sentActions(of.kind, of.parts), lends)
			if len(want) < 9 {
				t.Fatalf("only these actions were found: %v", want)
			}
			if diff := cmp.Diff(want, documentedActions(t, guide)); diff != "" {
				t.Errorf("docs/guides/%s (-sent +documented):\n%s", guide, diff)
			}
		})
	}
	t.Run("calling-models.md", func(t *testing.T) {
		group := []step{literal("subscriptions"), {rule: subscriptionRule}, literal("resourceGroups"), {rule: groupRule}}
		account := below(group, literal("providers"), literal("Microsoft.CognitiveServices"), literal("accounts"), step{rule: accountRule})
		var want []string
		for _, template := range inferenceTemplates(group, account) {
			want = append(want, actionOf(template))
		}
		slices.Sort(want)
		if diff := cmp.Diff(want, documentedActions(t, "calling-models.md")); diff != "" {
			t.Errorf("docs/guides/calling-models.md (-sent +documented):\n%s", diff)
		}
	})
	t.Run("permissions.md", func(t *testing.T) {
		models := "Microsoft.CognitiveServices/accounts/OpenAI/*" // sent to the account itself, beside the transport to Resource Manager
		llmtest.RunPermissions(t, "Microsoft.", append(sentActions("", ""), models), neverObserved())
	})
}

// lends tells actions that only llm_credentials and llm_invoke need.
func lends(action string) bool { return strings.HasPrefix(action, "subscriptions/") }

// neverObserved are the actions of requests that no ordinary day brings.
func neverObserved() map[string]string {
	const named = "where a long write is followed is for Azure to say, and no recording names this place"
	return map[string]string{
		"Microsoft.CognitiveServices/locations/operations/read":        named,
		"Microsoft.CognitiveServices/locations/operationStatuses/read": named,
	}
}

// sentActions are the actions of what the driver lets out, sorted: those that begin with kind, which is cut off, and
// whose rest begins with parts.
func sentActions(kind, parts string) []string {
	var sent []string
	for _, template := range templates() {
		if action, found := strings.CutPrefix(actionOf(template), kind); found && strings.HasPrefix(action, parts) {
			sent = append(sent, action)
		}
	}
	slices.Sort(sent)
	return slices.Compact(sent)
}

func actionOf(sent template) string {
	verb := map[string]string{
		http.MethodGet: "read", http.MethodHead: "read", http.MethodPut: "write", http.MethodPatch: "write", http.MethodDelete: "delete",
		http.MethodPost: "action",
	}[sent.method]
	at := slices.IndexFunc(sent.steps, func(s step) bool { return s.literal == "providers" })
	kind := []string{sent.steps[at+1].literal}
	for i := at + 2; i < len(sent.steps); i += 2 { // types and names take turns
		kind = append(kind, sent.steps[i].literal)
	}
	return strings.Join(append(kind, verb), "/")
}

// documentedActions are those that a guide lists for the provider, below the service or account, sorted.
func documentedActions(t *testing.T, guide string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "guides", guide))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begun := strings.Cut(string(text), "<!-- azure actions: begin -->")
	list, _, ended := strings.Cut(rest, "<!-- azure actions: end -->")
	if !begun || !ended {
		t.Fatalf("%s has no list of actions", guide)
	}
	var actions []string
	for _, found := range regexp.MustCompile("`([A-Za-z./]+)`").FindAllStringSubmatch(list, -1) {
		actions = append(actions, found[1])
	}
	slices.Sort(actions)
	return actions
}
