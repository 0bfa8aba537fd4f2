package azureopenai

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// guardDeletes remembers where the service tells how the deletes of a guardrail's
// parts go on: one that fails later leaves the object as it was.
type guardDeletes struct {
	mu    sync.Mutex
	links map[string]string // by id in lower case
}

// remember keeps the link of an accepted delete; an empty one forgets it.
func (d *guardDeletes) remember(id, link string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if link == "" {
		delete(d.links, strings.ToLower(id))
		return
	}
	if d.links == nil {
		d.links = map[string]string{}
	}
	d.links[strings.ToLower(id)] = link
}

func (d *guardDeletes) of(id string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.links[strings.ToLower(id)]
}

// refused is why a delete was given up whose object is still there; nil while it
// is under way, and where that cannot be read.
func (d *guardDeletes) refused(ctx context.Context, c *client, id string, hide *hidden) error {
	link := d.of(id)
	if link == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, jobPatience)
	defer cancel()
	what := call{op: "delete guardrail", object: id[strings.LastIndex(id, "/")+1:], method: http.MethodGet, hide: hide}
	resp, err := c.sendTo(ctx, what, link)
	if err != nil {
		d.remember(id, "") // asked again, it would be asked before its time
		known, ok := errors.AsType[*llm.Error](err)
		if !ok || known.Status != http.StatusBadRequest && known.Status != http.StatusConflict {
			return nil
		}
		return err
	}
	if resp.StatusCode == http.StatusAccepted {
		return resp.Body.Close() // under way
	}
	d.remember(id, "")
	var state wireOperation
	if readJSON(what, resp, decodeInto(&state)) != nil || state.Error.Code == "" {
		return nil
	}
	meaning := meaningOf(http.StatusBadRequest, state.Error)
	return &llm.Error{
		Op: what.op, Object: what.object, Code: meaning.code, Cloud: oneLine(state.Error.Code, excerptLimit), Message: hide.text(state.Error.text()), Fix: meaning.fix,
	}
}
