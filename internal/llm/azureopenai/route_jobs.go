package azureopenai

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// jobs remembers where the service tells how a long-running write of a child
// goes on: one that fails later may leave nothing that a read could show.
type jobs struct {
	mu    sync.Mutex
	links map[string]map[string]string // by route and by child, as ids in lower case
}

// remember keeps where a write of a child is told of; an empty link forgets it.
func (j *jobs) remember(p part, link string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	route, child := strings.ToLower(p.at.String()), strings.ToLower(p.id())
	if link == "" {
		delete(j.links[route], child)
		return
	}
	if j.links == nil {
		j.links = map[string]map[string]string{}
	}
	if j.links[route] == nil {
		j.links[route] = map[string]string{}
	}
	j.links[route][child] = link
}

// take are the links of a route, forgotten with this.
func (j *jobs) take(at apiID) map[string]string {
	j.mu.Lock()
	defer j.mu.Unlock()
	route := strings.ToLower(at.String())
	found := j.links[route]
	delete(j.links, route)
	return found
}

// jobPatience is how long the ends of writes are asked for in one read.
const jobPatience = 20 * time.Second

// check asks how the writes ended that are not under way any more. One that the
// service refused is an error, once; that the outcome cannot be read is none, and
// is not tried for longer than it is worth: the objects tell it, too.
func (j *jobs) check(ctx context.Context, c *client, at apiID, children []llm.Child) error {
	ctx, cancel := context.WithTimeout(ctx, jobPatience)
	defer cancel()
	pending := map[string]bool{}
	for _, child := range children {
		pending[strings.ToLower(child.ID)] = child.Phase == llm.Pending
	}
	var refused error
	for id, link := range j.take(at) {
		p := partOfID(at, id)
		if pending[id] {
			j.remember(p, link)
			continue
		}
		resp, err := c.sendTo(ctx, call{op: "write route", object: p.child(), method: http.MethodGet}, link)
		if err == nil {
			_ = resp.Body.Close() // its status says all
		}
		switch known, ok := errors.AsType[*llm.Error](err); {
		case err == nil && resp.StatusCode == http.StatusAccepted:
			j.remember(p, link)
		case ok && (known.Status == http.StatusBadRequest || known.Status == http.StatusConflict):
			refused = err
		}
	}
	return refused
}

// partOfID reads the id of a part that may be under way: of a named value or
// the API itself.
func partOfID(at apiID, id string) part {
	segments := strings.Split(id, "/")
	name := segments[len(segments)-1]
	switch segments[len(segments)-2] {
	case "namedvalues":
		return part{at: at, kind: kindNamedValue, name: name}
	case "backends":
		return part{at: at, kind: kindBackend, name: name}
	case "operations":
		return part{at: at, kind: kindOperation, name: name}
	case "policies":
		return part{at: at, kind: kindPolicy}
	}
	return part{at: at, kind: kindAPI, name: name}
}
