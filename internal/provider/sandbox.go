package provider

import (
	"cmp"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
)

// sandboxVariable names the file or the URL of the sandbox where the block does not.
const sandboxVariable = "LLM_SANDBOX"

const sandboxWarning = "Nothing in this run reaches a cloud: every request is answered by the embedded sandbox"

// sandboxOf returns the sandbox that a configuration asks for, nil for none. It
// warns in every run, since what exists only there serves nobody.
func (p *llmProvider) sandboxOf(ctx context.Context, block types.Object, diags *diag.Diagnostics) *lazySandbox {
	if p.sandbox != nil {
		warnOfSandbox(diags, "held in memory")
		return &lazySandbox{open: func() (standIn, error) { return p.sandbox, nil }}
	}
	place := p.sandboxPlace(ctx, block, diags)
	switch {
	case place == "":
		return nil
	case isURL(place):
		return servedSandbox(place, diags)
	}
	return sandboxFile(place, diags)
}

// sandboxPlace is the path or URL as written, empty for no sandbox.
func (p *llmProvider) sandboxPlace(ctx context.Context, block types.Object, diags *diag.Diagnostics) string {
	if block.IsNull() {
		return p.lookup(sandboxVariable)
	}
	var m tfSandbox
	decode(ctx, block, &m, diags)
	place := cmp.Or(m.Path.ValueString(), m.URL.ValueString())
	if place == "" && known(ctx, block) && !diags.HasError() {
		diags.AddAttributeError(path.Root("sandbox"), "Sandbox without a place",
			"Set sandbox.path to the file that holds the sandbox, or sandbox.url to where one is served. Without a sandbox, remove the block.")
	}
	return place
}

func isURL(place string) bool {
	return strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://")
}

func servedSandbox(address string, diags *diag.Diagnostics) *lazySandbox {
	remote, err := sandbox.Dial(address)
	if err != nil {
		diags.AddAttributeError(path.Root("sandbox").AtName("url"), "Unusable sandbox URL",
			err.Error()+". Give the url that `terraform-provider-llm sandbox serve` prints; it comes from sandbox.url or "+sandboxVariable+".")
		return nil
	}
	warnOfSandbox(diags, address)
	return &lazySandbox{place: address, open: func() (standIn, error) { return remote, nil }}
}

func sandboxFile(file string, diags *diag.Diagnostics) *lazySandbox {
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
	return &lazySandbox{place: full, open: sync.OnceValues(func() (standIn, error) { return sandbox.Open(full) })}
}

func warnOfSandbox(diags *diag.Diagnostics, where string) {
	diags.AddWarning("Sandbox: nothing reaches a cloud",
		sandboxWarning+" ("+where+"). Credentials and endpoints of the azure and bedrock blocks, and the clouds' environment "+
			"variables, are ignored. Remove the sandbox block, or unset "+sandboxVariable+", to use the real clouds.")
}

// standIn is what answers instead of the clouds.
type standIn interface {
	http.RoundTripper

	Now() time.Time
}

// lazySandbox opens the sandbox on the first request, so that a run without one
// neither needs nor creates a file.
type lazySandbox struct {
	place string
	open  func() (standIn, error)
}

// RoundTrip makes the sandbox the transport of AWS's client. A file that cannot
// be used is an error that neither driver tries again.
func (l *lazySandbox) RoundTrip(r *http.Request) (*http.Response, error) {
	sb, err := l.open()
	if err != nil {
		return nil, &llm.Error{
			Op: "open sandbox", Object: l.place, Code: llm.CodeInvalid, Err: err,
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
