package provider

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// sandboxVariable names the file of the sandbox where the block does not.
const sandboxVariable = "LLM_SANDBOX"

const sandboxWarning = "Nothing in this run reaches a cloud: every request is answered by the embedded sandbox"

// sandboxOf returns the sandbox that a configuration asks for, nil for none. It
// warns in every run, since what exists only there serves nobody.
func (p *llmProvider) sandboxOf(ctx context.Context, block types.Object, diags *diag.Diagnostics) *lazySandbox {
	if p.sandbox != nil {
		warnOfSandbox(diags, "held in memory")
		return &lazySandbox{opened: p.sandbox}
	}
	file := p.sandboxFile(ctx, block, diags)
	if file == "" {
		return nil
	}
	full, err := filepath.Abs(file)
	if err != nil {
		diags.AddAttributeError(path.Root("sandbox").AtName("path"), "Unusable sandbox path", err.Error())
		return nil
	}
	if dir, err := os.Stat(filepath.Dir(full)); err != nil || !dir.IsDir() {
		diags.AddAttributeError(path.Root("sandbox").AtName("path"), "Sandbox directory not found",
			"The directory "+filepath.Dir(full)+" does not exist. Create it, or name a file in one that exists; "+
				"the path comes from sandbox.path or "+sandboxVariable+", and a relative one starts where terraform runs.")
		return nil
	}
	warnOfSandbox(diags, full)
	return &lazySandbox{path: full}
}

// sandboxFile is the path as written, empty for no sandbox.
func (p *llmProvider) sandboxFile(ctx context.Context, block types.Object, diags *diag.Diagnostics) string {
	if block.IsNull() {
		return p.lookup(sandboxVariable)
	}
	var m tfSandbox
	decode(ctx, block, &m, diags)
	return m.Path.ValueString()
}

func warnOfSandbox(diags *diag.Diagnostics, where string) {
	diags.AddWarning("Sandbox: nothing reaches a cloud",
		sandboxWarning+" ("+where+"). Credentials and endpoints of the azure and bedrock blocks, and the clouds' environment "+
			"variables, are ignored. Remove the sandbox block, or unset "+sandboxVariable+", to use the real clouds.")
}

// lazySandbox opens the file on the first request, so that a run without one
// neither needs nor creates it.
type lazySandbox struct {
	path   string
	once   sync.Once
	opened *sandbox.Sandbox
	err    error
}

func (l *lazySandbox) open() (*sandbox.Sandbox, error) {
	l.once.Do(func() {
		if l.opened == nil {
			l.opened, l.err = sandbox.Open(l.path)
		}
	})
	return l.opened, l.err
}

// RoundTrip makes the sandbox the transport of AWS's client. A file that cannot
// be used is an error that neither driver tries again.
func (l *lazySandbox) RoundTrip(r *http.Request) (*http.Response, error) {
	sb, err := l.open()
	if err != nil {
		return nil, &llm.Error{
			Op: "open sandbox", Object: l.path, Code: llm.CodeInvalid, Err: err,
			Fix: "Name another file in the sandbox block or in " + sandboxVariable + ", or delete this one if it may be lost.",
		}
	}
	return sb.RoundTrip(r)
}

// Do makes the sandbox the transport of Azure's client.
func (l *lazySandbox) Do(r *http.Request) (*http.Response, error) { return l.RoundTrip(r) }

// Now is the sandbox's time; the machine's while the sandbox cannot be opened,
// which the next request reports.
func (l *lazySandbox) Now() time.Time {
	sb, err := l.open()
	if err != nil {
		return time.Now()
	}
	return sb.Now()
}
