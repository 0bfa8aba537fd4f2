package acceptance_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// world is one sandbox: what terraform does to it, and what happens to it
// behind terraform's back. It is for one goroutine.
type world struct {
	t   *testing.T
	sb  *sandbox.Sandbox
	own map[int]bool // the calls of the test itself, by their place in the log
}

// newWorld makes a parallel test's world, in which the clouds answer at once
// unless opts say otherwise.
func newWorld(t *testing.T, opts ...sandbox.Option) *world {
	t.Helper()
	t.Parallel()
	return serialWorld(t, opts...)
}

// serialWorld does the same for a test that changes the environment.
func serialWorld(t *testing.T, opts ...sandbox.Option) *world {
	t.Helper()
	needsTerraform(t)
	opts = append([]sandbox.Option{sandbox.ProvisioningTime(0)}, opts...)
	return &world{t: t, sb: sandbox.New(opts...), own: map[int]bool{}}
}

// needsTerraform skips a test where no terraform was asked for.
func needsTerraform(t *testing.T) {
	t.Helper()
	if os.Getenv(resource.EnvTfAcc) == "" {
		t.Skipf("drives a real terraform binary: set %s", resource.EnvTfAcc)
	}
}

func (w *world) server() (tfprotov6.ProviderServer, error) {
	return provider.NewServer(context.Background(), "test", provider.WithSandbox(w.sb))(), nil
}

// run takes the steps. Each ends with an empty plan unless it says otherwise,
// and in the end destroy leaves both clouds empty.
func (w *world) run(steps ...resource.TestStep) {
	w.t.Helper()
	resource.Test(w.t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){"llm": w.server},
		CheckDestroy:             func(*terraform.State) error { return w.leftover() },
		Steps:                    steps,
	})
}

// do sends one request of the clouds' own APIs, as anybody with permission may,
// and fails the test unless it is accepted.
func (w *world) do(method, target, body string) string {
	w.t.Helper()
	status, answer := w.sb.Do(method, target, body)
	w.own[len(w.sb.Calls())-1] = true
	if status < 200 || status > 299 {
		w.t.Fatalf("%s %s: %d %s", method, target, status, answer)
	}
	return answer
}

// age makes what exists older than the time in which "not found" means "not yet".
func (w *world) age() {
	w.t.Helper()
	if err := w.sb.Advance(time.Hour); err != nil {
		w.t.Fatal(err)
	}
}

// forget starts a new count of writes.
func (w *world) forget() {
	w.sb.ResetCalls()
	w.own = map[int]bool{}
}

// writes are the calls since forget that terraform made and that could change
// something, accepted or not.
func (w *world) writes() []string {
	var sent []string
	for i, call := range w.sb.Calls() {
		if !w.own[i] && changes(call) {
			sent = append(sent, fmt.Sprintf("%s %s%s (%d)", call.Method, call.Path, call.Target, call.Status))
		}
	}
	return sent
}

// noWrites is the error of writes where none were allowed.
func (w *world) noWrites() error {
	if sent := w.writes(); len(sent) > 0 {
		return fmt.Errorf("nothing was to be written, yet it sent:\n%s", strings.Join(sent, "\n"))
	}
	return nil
}

// changes tells a write. AWS reads by POST too, so the method does not.
func changes(call sandbox.Call) bool {
	switch {
	case call.Method == http.MethodGet || call.Method == http.MethodHead || call.Service == "servicequotas" || call.Service == "sts":
		return false
	case call.Service == "tagging":
		return strings.HasSuffix(call.Target, ".TagResources") || strings.HasSuffix(call.Target, ".UntagResources")
	}
	path, _, _ := strings.Cut(call.Path, "?")
	if strings.HasPrefix(path, "/identities/") {
		return false // AgentCore's credential providers are read by POST, and nobody here writes them
	}
	return !strings.HasSuffix(path, "/listTagsForResource") && !strings.HasSuffix(path, "/calculateModelCapacity")
}

// region is where the Bedrock half of the tests stands unless it says otherwise.
const region = sandbox.AWSRegion

// armChild is the ARM id of something in the sandbox's account.
func armChild(kind, name string) string { return sandbox.AzureAccountID() + "/" + kind + "/" + name }

// azureID is the ARM id of a deployment in the sandbox's account.
func azureID(name string) string { return armChild("deployments", name) }

// aws is the address of an operation of Bedrock in a region.
func aws(region, path string) string { return "https://bedrock." + region + ".amazonaws.com" + path }

// bedrockPath is where the object that an ARN names is read and deleted.
func bedrockPath(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	kind, _, _ := strings.Cut(parts[5], "/")
	collection := map[string]string{
		"application-inference-profile": "/inference-profiles/",
		"provisioned-model":             "/provisioned-model-throughput/",
		"custom-model-deployment":       "/model-customization/custom-model-deployments/",
	}[kind]
	return aws(parts[3], collection+url.PathEscape(arn))
}

// cloud is what the platform itself holds of a deployment, tags included.
func (w *world) cloud(id string) string {
	w.t.Helper()
	if isOnGateway(id) {
		return w.routeContent(id)
	}
	if !strings.HasPrefix(id, "arn:") {
		return w.do("GET", id, "")
	}
	region := strings.Split(id, ":")[3]
	return w.do("GET", bedrockPath(id), "") + w.do("POST", aws(region, "/listTagsForResource"), `{"resourceARN":"`+id+`"}`)
}

// remove deletes a deployment behind terraform's back.
func (w *world) remove(id string) {
	w.t.Helper()
	if strings.HasPrefix(id, "arn:") {
		w.do("DELETE", bedrockPath(id), "")
		return
	}
	w.do("DELETE", id, "")
}
