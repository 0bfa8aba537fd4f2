//go:build unix

package acceptance_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// onGuardrails puts canaries into every confidential argument of a guardrail and
// looks for them in all that is logged and said, whatever becomes of it. They may
// stand in state and plan, and in the difference that terraform itself prints.
func (s *search) onGuardrails(p programs) {
	s.t.Helper()
	for _, platform := range []string{"azure", "bedrock"} {
		at := s.guarded(p.real, platform)
		at.config("")
		at.rejected.Store(true)
		at.says(1, "apply", "-auto-approve") // the refusal repeats the request
		at.rejected.Store(false)
		at.says(0, "apply", "-auto-approve")
		id := at.id()
		for _, attribute := range []string{"children", "drift", "id", "versioned_id"} {
			at.s.in(at.what+": "+attribute, []byte(at.attribute(attribute)), at.names)
		}
		at.config(`drift_policy = { changed = "warn", health = "warn" }`)
		at.spoil(id)
		at.says(0, "plan")
		at.config("")
		at.says(0, "plan")
		at.says(0, "apply", "-auto-approve")
		at.says(0, "state", "rm", theGuardrail)
		at.says(1, "apply", "-auto-approve") // it exists already
		at.says(0, "import", theGuardrail, id)
		at.config("name = \"..\"")
		at.says(1, "plan")
		at.config("")
		at.says(0, "destroy", "-auto-approve")
		at.searched()
		at.invalid()
	}
}

// guardedStation is a working directory with a guardrail full of canaries, on a
// sandbox that can refuse writes and then repeats what it was sent.
type guardedStation struct {
	*station

	w        *world
	platform string
	rejected atomic.Bool
}

func (s *search) guarded(rc, platform string) *guardedStation {
	s.t.Helper()
	s.runs++
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	at := &guardedStation{station: &station{s: s, cloud: &genuine{}, dir: s.t.TempDir(), what: "a guardrail on " + platform}, w: &world{t: s.t, sb: sb, own: map[int]bool{}}, platform: platform}
	served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if at.rejected.Load() && (r.Method == http.MethodPut || r.Method == http.MethodPost) && bytes.Contains(body, []byte("cnry")) {
			s.sent++
			echoInvalid(w, r, body)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		sb.ServeHTTP(w, r)
	}))
	s.t.Cleanup(served.Close)
	at.names = []string{"a blocked word", "a phrase", "a blocked pattern"}
	if platform == "bedrock" {
		at.names = []string{"a blocked word", "a phrase", "a topic", "a definition", "an example", "a pattern's name", "a pattern", "a pattern's description", "an input message", "an output message", "a description"}
	}
	at.names = append(at.names, "by hand")
	at.env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + s.t.TempDir(), "TF_CLI_CONFIG_FILE=" + rc, "CHECKPOINT_DISABLE=1",
		"LLM_SANDBOX=" + served.URL, "TF_LOG_PROVIDER=TRACE", "TF_LOG_PATH=terraform.log", "AZURE_SDK_GO_LOGGING=all",
	}
	return at
}

// echoInvalid refuses a body as a service does, and repeats it.
func echoInvalid(w http.ResponseWriter, r *http.Request, body []byte) {
	told := strings.NewReplacer(`"`, "'", "\n", " ").Replace(string(body))
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Amzn-Errortype", "ValidationException")
	w.WriteHeader(http.StatusBadRequest)
	if strings.HasPrefix(r.URL.Path, "/subscriptions") {
		_, _ = io.WriteString(w, `{"error":{"code":"InvalidRequest","message":"refused: `+told+`"}}`)
		return
	}
	_, _ = io.WriteString(w, `{"__type":"ValidationException","message":"refused: `+told+`"}`)
}

// config writes the configuration, with another argument in place of what it has.
func (at *guardedStation) config(edit string) {
	at.s.t.Helper()
	block := args{
		"platform": quoted(at.platform), "name": `"standard"`, "filters": `{ hate = { input = "high" } }`,
		"blocked_words": "[" + quoted(hushedBy("a blocked word")) + ", " + quoted("to "+hushedBy("a phrase")) + "]",
	}
	if at.platform == "azure" {
		block["blocked_patterns"] = "[" + quoted(hushedBy("a blocked pattern")+"[0-9]+") + "]"
	} else {
		block["blocked_topics"] = "{ " + quoted(hushedBy("a topic")) + " = { definition = " + quoted(hushedBy("a definition")) + ", examples = [" + quoted(hushedBy("an example")) + "] } }"
		block["pii"] = "{ patterns = { " + quoted(hushedBy("a pattern's name")) + " = { pattern = " + quoted(hushedBy("a pattern")) + ", description = " + quoted(hushedBy("a pattern's description")) + " } } }"
		block["messages"] = "{ input = " + quoted(hushedBy("an input message")) + ", output = " + quoted(hushedBy("an output message")) + " }"
		block["bedrock"] = "{ description = " + quoted(hushedBy("a description")) + " }"
	}
	if name, v, found := strings.Cut(edit, " = "); found {
		block[name] = v
	}
	write(at.s.t, filepath.Join(at.dir, "main.tf"), scenario{}.config(nil)+block.blockOf(guardrailType, "standard"))
}

// hushedBy is a canary that every argument takes.
func hushedBy(name string) string { return strings.Replace(canary(name), "+", "-", 1) }

// says runs terraform and searches what is said beside the differences of
// attributes, and what it says as JSON, where there are none.
func (at *guardedStation) says(exit int, words ...string) {
	at.s.t.Helper()
	names := at.names
	at.names = nil // terraform's own differences hold them
	output := at.terraform(exit, append(words[:1:1], append(noColor(words[0]), words[1:]...)...)...)
	at.names = names
	at.s.in(at.what+": terraform "+strings.Join(words, " "), []byte(undiffed(output)), at.names)
	if words[0] == "plan" || words[0] == "apply" && exit == 0 {
		at.terraform(exit, append(words[:1:1], append([]string{"-json"}, words[1:]...)...)...)
	}
}

// undiffed is what is said without the differences of attributes.
func undiffed(output string) string {
	before, actions, found := strings.Cut(output, "Terraform will perform the following actions:")
	if !found {
		return output
	}
	before, _, _ = strings.Cut(before, "Note: Objects have changed outside of Terraform")
	_, after, _ := strings.Cut(actions, "\nPlan: ")
	return before + after
}

func noColor(command string) []string {
	if command == "state" {
		return nil
	}
	return []string{"-no-color"}
}

func (at *guardedStation) attribute(name string) string {
	at.s.t.Helper()
	c := &cli{w: at.w}
	return c.attributeIn(at.shown(), theGuardrail, name)
}

func (at *guardedStation) id() string { return strings.Trim(at.attribute("id"), `"`) }

// shown is the state as JSON, which holds the canaries by right.
func (at *guardedStation) shown() string {
	names := at.names
	at.names = nil
	defer func() { at.names = names }()
	return at.terraform(0, "show", "-json")
}

// searched looks into everything that lies in the directory, but not into states.
func (at *guardedStation) searched() {
	at.s.t.Helper()
	own := []string{"main.tf"}
	states, err := filepath.Glob(filepath.Join(at.dir, "terraform.tfstate*"))
	if err != nil {
		at.s.t.Fatal(err)
	}
	for _, path := range states {
		own = append(own, filepath.Base(path))
	}
	at.s.inDir(at.dir, own, at.names)
}

// spoil adds a canary by hand, and lets the cloud fail in words that hold another.
func (at *guardedStation) spoil(id string) {
	at.s.t.Helper()
	if at.platform == "azure" {
		list := sandbox.AzureAccountID() + "/raiBlocklists/" + at.w.listNames()[0]
		at.w.do("PUT", list+"/raiBlocklistItems/by-hand", `{"properties":{"pattern":`+quoted(hushedBy("by hand"))+`,"isRegex":false}}`)
		return
	}
	at.w.unblock(guarding{platform: "bedrock"}, id, hushedBy("a blocked word"))
	if err := at.w.sb.SetGuardrailStatus(id, "FAILED", "The word "+hushedBy("a blocked word")+" could not be processed", "the topic "+hushedBy("a topic")+" neither"); err != nil {
		at.s.t.Fatal(err)
	}
}

// invalid writes what the check refuses into every confidential argument.
func (at *guardedStation) invalid() {
	at.s.t.Helper()
	path := filepath.Join(at.dir, "main.tf")
	good, err := os.ReadFile(path)
	if err != nil {
		at.s.t.Fatal(err)
	}
	for _, name := range at.names {
		long := strings.ReplaceAll(string(good), hushedBy(name), hushedBy(name)+strings.Repeat("x", 1001))
		if long == string(good) {
			continue
		}
		write(at.s.t, path, long)
		at.terraform(1, "validate", "-no-color")
	}
}
