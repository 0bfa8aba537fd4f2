package llmtest

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// RunPermissions holds the guide to permissions, whose lists come from requests that were observed, to what a driver's
// transport lets out: nothing may be sent that is not in the guide, unless exempt says why it was never observed, and
// nothing that is exempt is in the guide. The test runs in the driver's directory.
func RunPermissions(t *testing.T, prefix string, sent []string, exempt map[string]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "guides", "permissions.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, found := range regexp.MustCompile(`"([A-Za-z.-]+[:/][A-Za-z0-9/*]+)"`).FindAllStringSubmatch(string(text), -1) {
		told = append(told, found[1])
	}
	for _, action := range sent {
		switch _, isExempt := exempt[action]; {
		case isExempt && slices.Contains(told, action):
			t.Errorf("%s is in the guide and needs no exemption", action)
		case !isExempt && !slices.Contains(told, action):
			t.Errorf("%s can be sent and is not in the guide: no scenario of internal/docs/permissions asks for it", action)
		}
	}
	for _, action := range told {
		if strings.HasPrefix(action, prefix) && !slices.Contains(sent, action) {
			t.Errorf("the guide asks for %s, which the transport refuses", action)
		}
	}
}
