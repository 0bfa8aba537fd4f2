package azureopenai

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// operations remembers the last write of each deployment for the life of the
// process.
type operations struct {
	mu   sync.Mutex
	last map[string]accepted
}

// accepted is a write that the service has taken on.
type accepted struct {
	report     string // where Azure tells how it went on; empty: nowhere
	unattested bool   // it left out the attestation that was there
}

// remember keeps an accepted write in place of the one before.
func (o *operations) remember(child childID, done accepted) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.last == nil {
		o.last = map[string]accepted{}
	}
	o.last[key(child)] = done
}

func (o *operations) forget(child childID) { o.remember(child, accepted{}) }

func (o *operations) of(child childID) accepted {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.last[key(child)]
}

func key(child childID) string { return strings.ToLower(child.deployment().Value) }

// report is why the last write failed; empty where that is not told. It is an
// extra: failing to read it is no error.
func (o *operations) report(ctx context.Context, c *client, child childID) string {
	link := o.of(child).report
	if link == "" {
		return ""
	}
	what := call{op: "read operation", object: child.name, method: http.MethodGet}
	resp, err := c.sendTo(ctx, what, link)
	if err != nil {
		return ""
	}
	var state wireOperation
	if err := readJSON(what, resp, decodeInto(&state)); err != nil || state.Error.Code == "" {
		return ""
	}
	return oneLine(state.Error.Code, excerptLimit) + ": " + state.Error.text()
}

// explainPhase adds the report to the reason of a deployment that failed.
func (o *operations) explainPhase(ctx context.Context, c *client, child childID, have *llm.Deployment) {
	if have.Phase != llm.Failed {
		return
	}
	if why := o.report(ctx, c, child); why != "" {
		have.Reason += ": " + why
	}
}

// explain adds the report to a "not found": a create that fails later may leave
// nothing behind.
func (o *operations) explain(ctx context.Context, c *client, child childID, err error) error {
	var known *llm.Error
	if !llm.IsNotFound(err) || !errors.As(err, &known) {
		return err
	}
	why := o.report(ctx, c, child)
	if why == "" {
		return err
	}
	told := *known
	told.Message += " (the last write failed with " + why + ")"
	return &told
}
