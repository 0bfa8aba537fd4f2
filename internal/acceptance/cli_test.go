package acceptance_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// cli is a working directory in which terraform is run as a user runs it, for
// what the testing framework does not show or do: warnings, exit codes,
// -replace, taint, import blocks.
type cli struct {
	w      *world
	dir    string
	server func() (tfprotov6.ProviderServer, error)
	beside map[string]func() (tfprotov6.ProviderServer, error) // other providers that are served, by full address
}

// said is what one command answered.
type said struct {
	exit        int
	output      string
	diagnostics []diagnostic
	actions     map[string]string // by address: "create", "update", "replace", "delete", …
	drifted     map[string]string // by address: "update" or "delete", as the refresh found it
}

type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	Address  string `json:"address"`
	Snippet  struct {
		Code string `json:"code"` // the line of the configuration that it points at
	} `json:"snippet"`
}

// terraform makes an empty working directory. What is left in its state when
// the test ends is destroyed with it, as nothing outlives the sandbox.
func (w *world) terraform() *cli {
	w.t.Helper()
	return &cli{w: w, dir: w.t.TempDir(), server: w.server}
}

// source is how a configuration of a cli names the provider.
const source = "unified-llm/llm"

func (c *cli) configure(config string) {
	c.w.t.Helper()
	if !strings.Contains(config, "required_providers") {
		config = "terraform {\n  required_providers {\n    llm = { source = \"" + source + "\" }\n  }\n}\n" + config
	}
	if err := os.WriteFile(filepath.Join(c.dir, "main.tf"), []byte(config), 0o600); err != nil {
		c.w.t.Fatal(err)
	}
	if s := c.run("init", "-input=false", "-no-color"); s.exit != 0 {
		c.w.t.Fatalf("terraform init: %s", s.output)
	}
}

// plan writes a plan file and exits with 2 where there is something to do.
func (c *cli) plan(args ...string) said {
	c.w.t.Helper()
	return c.run(append([]string{"plan", "-json", "-input=false", "-out=plan", "-detailed-exitcode"}, args...)...)
}

// apply plans and applies in one command.
func (c *cli) apply(args ...string) said {
	c.w.t.Helper()
	return c.run(append([]string{"apply", "-json", "-input=false", "-auto-approve"}, args...)...)
}

// must fails the test unless a command ended with the exit code.
func (s said) must(t *testing.T, exit int) said {
	t.Helper()
	if s.exit != exit {
		t.Fatalf("exit code %d, want %d:\n%s", s.exit, exit, s.output)
	}
	return s
}

// tells fails the test unless one diagnostic of the severity holds all words.
func (s said) tells(t *testing.T, severity string, words ...string) said {
	t.Helper()
	for _, d := range s.diagnostics {
		text := d.Summary + "\n" + d.Detail
		missing := func(word string) bool { return !strings.Contains(text, word) }
		if d.Severity == severity && !slices.ContainsFunc(words, missing) {
			return s
		}
	}
	t.Errorf("no %s says %q:\n%s", severity, words, s.output)
	return s
}

// run serves the provider to one command: like a user's, it does not outlive it.
func (c *cli) run(args ...string) said {
	c.w.t.Helper()
	return c.command(terraformPath(c.w.t), args...)
}

// command runs terraform, or something that runs it.
func (c *cli) command(name string, args ...string) said {
	c.w.t.Helper()
	ctx, cancel := context.WithCancel(c.w.t.Context())
	reattach, closed := c.serve(ctx)
	cmd := exec.CommandContext(c.w.t.Context(), name, args...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(), "TF_REATTACH_PROVIDERS="+reattach, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1")
	var output bytes.Buffer
	cmd.Stdout, cmd.Stderr = &output, &output
	err := cmd.Run()
	cancel()
	for _, ended := range closed {
		<-ended
	}
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		c.w.t.Fatalf("%s %v: %v", name, args, err)
	}
	return read(cmd.ProcessState.ExitCode(), output.String())
}

func terraformPath(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path
	}
	path, err := exec.LookPath("terraform")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// providerAddress is where terraform believes the provider to come from.
func providerAddress() string {
	host := os.Getenv(resource.EnvTfAccProviderHost)
	if host == "" {
		host = "registry.terraform.io"
	}
	return host + "/" + source
}

// serve returns what terraform needs to attach to the providers in this process,
// and what is closed when they no longer serve.
func (c *cli) serve(ctx context.Context) (reattach string, closed []<-chan struct{}) {
	c.w.t.Helper()
	servers := map[string]func() (tfprotov6.ProviderServer, error){providerAddress(): c.server}
	maps.Copy(servers, c.beside)
	configs := map[string]*plugin.ReattachConfig{}
	for address, open := range servers {
		config, ended := c.serveAt(ctx, address, open)
		configs[address], closed = config, append(closed, ended)
	}
	return encode(c.w.t, configs), closed
}

func (c *cli) serveAt(
	ctx context.Context, address string, open func() (tfprotov6.ProviderServer, error),
) (config *plugin.ReattachConfig, ended <-chan struct{}) {
	c.w.t.Helper()
	server, err := open()
	if err != nil {
		c.w.t.Fatal(err)
	}
	configs, closed := make(chan *plugin.ReattachConfig, 1), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve(address, func() tfprotov6.ProviderServer { return server },
			tf6server.WithDebug(ctx, configs, closed), tf6server.WithLoggingSink(c.w.t), tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	select {
	case config := <-configs:
		return config, closed
	case err := <-failed:
		c.w.t.Fatalf("serve provider: %v", err)
	}
	return nil, nil
}

func encode(t *testing.T, configs map[string]*plugin.ReattachConfig) string {
	t.Helper()
	type address struct{ Network, String string }
	type attach struct {
		Protocol        string
		ProtocolVersion int
		Pid             int
		Test            bool
		Addr            address
	}
	all := map[string]attach{}
	for name, config := range configs {
		all[name] = attach{
			Protocol: string(config.Protocol), ProtocolVersion: config.ProtocolVersion, Pid: config.Pid, Test: config.Test,
			Addr: address{config.Addr.Network(), config.Addr.String()},
		}
	}
	encoded, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// read takes diagnostics and planned actions from the lines of -json. Other
// output is kept as it is.
func read(exit int, output string) said {
	s := said{exit: exit, output: output, actions: map[string]string{}, drifted: map[string]string{}}
	for line := range strings.Lines(output) {
		var message struct {
			Type       string     `json:"type"`
			Diagnostic diagnostic `json:"diagnostic"`
			Change     struct {
				Action   string `json:"action"`
				Resource struct {
					Addr string `json:"addr"`
				} `json:"resource"`
			} `json:"change"`
		}
		if json.Unmarshal([]byte(line), &message) != nil {
			continue
		}
		switch message.Type {
		case "diagnostic":
			s.diagnostics = append(s.diagnostics, message.Diagnostic)
		case "planned_change":
			s.actions[message.Change.Resource.Addr] = message.Change.Action
		case "resource_drift":
			s.drifted[message.Change.Resource.Addr] = message.Change.Action
		}
	}
	return s
}
