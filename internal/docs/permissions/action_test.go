package permissions

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// words names what a request needs in its cloud's own words.
type words struct {
	operations map[string]string // AWS: name of the operation by "service METHOD /path/{}"
}

// wordsOf reads the service models of AWS, whose IAM actions are named as the operations (Service Authorization Reference).
func wordsOf(t *testing.T) words {
	t.Helper()
	w := words{operations: map[string]string{}}
	for service, file := range map[string]string{"bedrock": "bedrock", "bedrock-agentcore": "bedrock-agentcore-control"} {
		for name, request := range operations(t, file+".service-2.json") {
			w.operations[service+" "+request] = name
		}
	}
	return w
}

func operations(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dataDir(t), "aws", "models", file))
	if err != nil {
		t.Fatal(err)
	}
	var model struct {
		Operations map[string]struct {
			HTTP struct{ Method, RequestURI string } `json:"http"`
		} `json:"operations"`
	}
	if err := json.Unmarshal(text, &model); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for name, operation := range model.Operations {
		found[name] = operation.HTTP.Method + " " + nameless(operation.HTTP.RequestURI)
	}
	return found
}

func dataDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LLM_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the recordings are not there: set LLM_DATA (%v)", err)
	}
	return dir
}

var placeholder = regexp.MustCompile(`\{[^}]*\}`)

// nameless leaves the names of placeholders away, and a slash at the end.
func nameless(path string) string {
	return strings.TrimSuffix(placeholder.ReplaceAllString(path, "{}"), "/")
}

// of is the cloud and the action of one call; an empty action needs no permission.
func (w words) of(sb *sandbox.Sandbox, call sandbox.Call) (cloud, action string, err error) {
	switch call.Service {
	case "arm":
		return Azure, armAction(call), nil
	case "sts":
		return AWS, "", nil // GetCallerIdentity needs none
	case "tagging":
		return AWS, "tag:" + afterDot(call.Target), nil
	case "servicequotas":
		return AWS, "servicequotas:" + afterDot(call.Target), nil
	case "azure-account":
		return Azure, "Microsoft.CognitiveServices/accounts/OpenAI/*", nil
	case "azure-api-gateway":
		return Azure, "", nil // the gateway asks for its own key or token
	case "bedrock-runtime":
		return AWS, "bedrock:InvokeModel", nil
	case "agentcore-gateway":
		return AWS, "bedrock-agentcore:InvokeGateway", nil
	}
	method, path, _ := strings.Cut(sb.Route(call), " ")
	name, known := w.operations[call.Service+" "+method+" "+nameless(path)]
	if !known {
		return "", "", fmt.Errorf("no operation of %s is known for %s %s", call.Service, method, path)
	}
	return AWS, call.Service + ":" + name, nil
}

func afterDot(target string) string { return target[strings.LastIndex(target, ".")+1:] }

// armAction names an action by the type of what it is done to, and by what is done: types and names take turns in a path.
func armAction(call sandbox.Call) string {
	path, _, _ := strings.Cut(call.Path, "?")
	_, below, found := strings.Cut(path, "/providers/")
	if !found {
		return "Microsoft.Resources/subscriptions/resourceGroups/read"
	}
	steps := strings.Split(below, "/")
	kind := steps[:1]
	for i := 1; i < len(steps); i += 2 {
		kind = append(kind, steps[i])
	}
	verb := map[string]string{
		http.MethodGet: "read", http.MethodHead: "read", http.MethodPut: "write", http.MethodPatch: "write", http.MethodDelete: "delete",
		http.MethodPost: "action",
	}[call.Method]
	return strings.Join(kind, "/") + "/" + verb
}
