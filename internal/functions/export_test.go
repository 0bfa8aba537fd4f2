package functions_test

import (
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var rewrite = flag.Bool("update", false, "rewrite the golden files")

const (
	client = "aaaaaaaa-0000-4000-8000-000000000001"
	tenant = "aaaaaaaa-0000-4000-8000-000000000002"
)

func TestExport_isAsItWas(t *testing.T) {
	t.Parallel()
	lite, err := toLiteLLM(t, everyKind())
	golden(t, "litellm.yaml", lite, err)
	keyless := map[string]llm.Endpoint{"chat": withoutKeys(onAzure("chat")), "claude": withoutKeys(claudeOnAzure("claude-opus"))}
	lite, err = toLiteLLM(t, keyless)
	golden(t, "litellm_entra_id.yaml", lite, err)
	envoy, err := toEnvoy(t, everyKind())
	golden(t, "envoy_ai_gateway.yaml", envoy, err)
	envoy, err = toEnvoy(t, keyless, [2]string{client, tenant})
	golden(t, "envoy_ai_gateway_entra_id.yaml", envoy, err)
}

func golden(t *testing.T, name, got string, err error) {
	t.Helper()
	if !isNil(err) {
		t.Fatalf("%s: %v", name, err)
	}
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, readErr := os.ReadFile(path)
	if readErr != nil {
		t.Fatal(readErr)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// isNil sees through the framework's typed errors.
func isNil(err error) bool { return err == nil || err.Error() == "" }

// No order of a map, and no other run, changes a letter.
func TestExport_isTheSameEveryTime(t *testing.T) {
	t.Parallel()
	lite, _ := toLiteLLM(t, everyKind())
	envoy, _ := toEnvoy(t, everyKind())
	for range 20 {
		if again, _ := toLiteLLM(t, everyKind()); again != lite {
			t.Fatalf("LiteLLM (-first +again):\n%s", cmp.Diff(lite, again))
		}
		if again, _ := toEnvoy(t, everyKind()); again != envoy {
			t.Fatalf("Envoy AI Gateway (-first +again):\n%s", cmp.Diff(envoy, again))
		}
	}
}

// What names a secret only names it, and everything that refers to something
// refers to what is there.
func TestExport_refersToWhatIsThere(t *testing.T) {
	t.Parallel()
	envoy, err := toEnvoy(t, everyKind())
	if !isNil(err) {
		t.Fatal(err)
	}
	held := map[string]bool{"Gateway/ai": true}
	documents := parsed(t, envoy)
	if len(documents) != 5*len(everyKind()) {
		t.Errorf("%d documents for %d endpoints", len(documents), len(everyKind()))
	}
	for _, d := range documents {
		id := d["kind"].(string) + "/" + d["metadata"].(map[string]any)["name"].(string)
		if held[id] {
			t.Errorf("%s is there twice", id)
		}
		held[id] = true
	}
	refs := regexp.MustCompile(`kind: (\S+)\n\s+name: (\S+)`).FindAllStringSubmatch(envoy, -1)
	if len(refs) == 0 {
		t.Error("nothing refers to anything")
	}
	for _, ref := range refs {
		if !held[ref[1]+"/"+ref[2]] {
			t.Errorf("%s/%s is referred to and not there", ref[1], ref[2])
		}
	}
}

// Two accounts of one name do not share a key.
func TestExport_keepsAccountsOfOneNameApart(t *testing.T) {
	t.Parallel()
	other := onAzure("chat")
	other.Auth.Resources = []string{strings.Replace(account, "/ai/", "/other/", 1)}
	other.URLs.OpenAI = "https://acme-other.openai.azure.com/openai/v1/"
	both := map[string]llm.Endpoint{"a": onAzure("chat"), "b": other, "c": onAzure("chat-2")}
	lite, _ := toLiteLLM(t, both)
	envoy, _ := toEnvoy(t, both)
	for name, names := range map[string][]string{
		"environment variables": regexp.MustCompile(`AZURE_API_KEY_\S+`).FindAllString(lite, -1),
		"secrets":               regexp.MustCompile(`\S+-api-key`).FindAllString(envoy, -1),
	} {
		if len(names) != 3 || names[0] == names[1] || names[0] != names[2] {
			t.Errorf("%s: %v", name, names)
		}
	}
}

func TestExport_ofNothingIsNothing(t *testing.T) {
	t.Parallel()
	if lite, err := toLiteLLM(t, nil); !isNil(err) || lite != "model_list: []\n" {
		t.Errorf("LiteLLM: %q, %v", lite, err)
	}
	if envoy, err := toEnvoy(t, nil); !isNil(err) || envoy != "" {
		t.Errorf("Envoy AI Gateway: %q, %v", envoy, err)
	}
}

// parsed reads all documents with a decoder that takes no key twice.
func parsed(t *testing.T, text string) []map[string]any {
	t.Helper()
	var documents []map[string]any
	decoder := yaml.NewDecoder(strings.NewReader(text))
	for {
		var document map[string]any
		switch err := decoder.Decode(&document); {
		case errors.Is(err, io.EOF):
			return documents
		case err != nil:
			t.Fatalf("read YAML: %v\n%s", err, text)
		}
		documents = append(documents, document)
	}
}

// keys are the names of everything in a document, sorted, each once.
func keys(value any) []string {
	var all []string
	switch value := value.(type) {
	case map[string]any:
		for key, below := range value {
			all = append(append(all, key), keys(below)...)
		}
	case []any:
		for _, below := range value {
			all = append(all, keys(below)...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
