package acceptance_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// stored is what a state file holds of the deployment.
type stored struct {
	ids     []string // of every object, those that are to be destroyed among them
	broken  []string // objects that are tainted or deposed
	content []string // all that is known of the objects, apart from what no two runs have in common
}

// chance is what two runs of the same do not share: numbers that a cloud gives,
// and times.
var chance = regexp.MustCompile(`gateway/[a-z0-9-]+/(target|rule|rate-limit)/[A-Za-z0-9-]+|"(targetId|ruleId|rateLimitId)": ?"[^"]*"|(application-inference-profile|provisioned-model|custom-model-deployment)/[a-z0-9]+` +
	`|guardrail/[a-z0-9]+|"(guardrailId|configId)": ?"[^"]*"|us-east-1/[0-9]*/[a-z0-9]+|\d{4}-\d\d-\d\dT[0-9:.]+Z|"etag": ?"[^}]*?"[,}]`)

func withoutChance(s string) string { return chance.ReplaceAllString(s, "…") }

func readStored(t *testing.T, dir string) stored {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(dir, "terraform.tfstate"))
	if os.IsNotExist(err) || err == nil && len(raw) == 0 {
		return stored{} // terraform makes an empty file before it has anything to say
	}
	var file struct {
		Resources []struct {
			Instances []struct {
				Status     string          `json:"status"`
				Deposed    string          `json:"deposed"`
				Attributes json.RawMessage `json:"attributes"`
				Private    []byte          `json:"private"`
			} `json:"instances"`
		} `json:"resources"`
	}
	if err == nil {
		err = json.Unmarshal(raw, &file)
	}
	if err != nil {
		t.Fatalf("read state: %v", err)
	}
	var s stored
	for _, r := range file.Resources {
		for _, i := range r.Instances {
			var named struct {
				ID string `json:"id"`
			}
			if err := json.Unmarshal(i.Attributes, &named); err != nil {
				t.Fatalf("read state: %v", err)
			}
			s.ids = append(s.ids, named.ID)
			s.content = append(s.content, withoutChance(string(i.Attributes)), withoutChance(private(t, i.Private)))
			if i.Status != "" || i.Deposed != "" {
				s.broken = append(s.broken, named.ID+" is "+i.Status+i.Deposed)
			}
		}
	}
	slices.Sort(s.ids)
	return s
}

// shortLived is a key whose value means something for a minute after a create
// alone: "not found" is "not yet" till then. It goes with terraform's or the
// provider's process, since terraform keeps private state of an answer only.
const shortLived = "made"

// private is what the provider alone keeps of an object, by key.
func private(t *testing.T, raw []byte) string {
	t.Helper()
	if len(raw) == 0 {
		return ""
	}
	var keys map[string][]byte
	if err := json.Unmarshal(raw, &keys); err != nil {
		t.Fatalf("read private state: %v", err)
	}
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		if key != shortLived {
			fmt.Fprintf(&b, "%s: %s\n", key, keys[key])
		}
	}
	return b.String()
}

// clouds is what both clouds hold of all resources, apart from what no two
// runs have in common.
func (w *world) clouds() (ids, content []string) {
	w.t.Helper()
	ids = append(w.inventory(), slices.Collect(maps.Keys(w.guardrailParts()))...)
	slices.Sort(ids)
	for _, id := range ids {
		if isGuardrailID(id) {
			content = append(content, withoutChance(strings.Join(w.guardrailParts()[id], "\n")))
			continue
		}
		content = append(content, withoutChance(w.cloud(id)))
	}
	return ids, content
}

// lacking are those of want that are not in have.
func lacking(want, have []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(id string) bool { return slices.Contains(have, id) })
}
