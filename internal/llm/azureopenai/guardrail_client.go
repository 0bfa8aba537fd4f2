package azureopenai

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// heldPolicy is a policy as it was read, with what nothing here knows of it.
type heldPolicy struct {
	wireRaiPolicy

	raw document
}

// UnmarshalJSON reads what is known and keeps the rest.
func (p *heldPolicy) UnmarshalJSON(text []byte) error {
	if err := json.Unmarshal(text, &p.wireRaiPolicy); err != nil {
		return err
	}
	return json.Unmarshal(text, &p.raw)
}

// raiPolicy reads a policy.
func (c *client) raiPolicy(ctx context.Context, g guardrailID) (*heldPolicy, error) {
	what := call{op: "read guardrail", object: g.name, method: http.MethodGet, path: g.path(), hide: &hidden{}}
	resp, err := c.send(ctx, what)
	if err != nil {
		return nil, err
	}
	held := &heldPolicy{}
	if err := readJSON(what, resp, decodeInto(held)); err != nil {
		return nil, err
	}
	if !strings.EqualFold(held.Name, g.name) || held.Properties.Filters == nil {
		return nil, &llm.Error{Op: what.op, Object: g.name, Code: llm.CodeProtocol, Message: "the answer is no RAI policy of this name"}
	}
	return held, nil
}

// raiPolicies lists the policies of an account, Microsoft's own among them.
func (c *client) raiPolicies(ctx context.Context, in accountID) ([]wireRaiPolicy, error) {
	var all []wireRaiPolicy
	what := call{op: "list RAI policies", object: in.name, method: http.MethodGet, path: in.path() + "/raiPolicies", hide: &hidden{}}
	err := c.pagesOf(ctx, what, func(r io.Reader) (string, error) {
		return eachItem(r, func(decoder *json.Decoder) error {
			var row wireRaiPolicy
			err := decoder.Decode(&row)
			all = append(all, row)
			return err
		})
	})
	return all, err
}

// heldList is a blocklist as it was read, with its items.
type heldList struct {
	wireBlocklist

	items []wireBlocklistItem
}

// blocklist reads a list without its items.
func (c *client) blocklist(ctx context.Context, b blocklistID) (*wireBlocklist, error) {
	held := &wireBlocklist{}
	if err := c.get(ctx, "read blocklist", b.name, b.path(), held); err != nil {
		return nil, err
	}
	if !strings.EqualFold(held.Name, b.name) {
		return nil, &llm.Error{Op: "read blocklist", Object: b.name, Code: llm.CodeProtocol, Message: "the answer is no blocklist of this name"}
	}
	return held, nil
}

// blocklistItems lists the items of a list.
func (c *client) blocklistItems(ctx context.Context, b blocklistID) ([]wireBlocklistItem, error) {
	var all []wireBlocklistItem
	what := call{op: "read blocklist", object: b.name, method: http.MethodGet, path: b.path() + "/raiBlocklistItems", hide: &hidden{}}
	err := c.pagesOf(ctx, what, func(r io.Reader) (string, error) {
		return eachItem(r, func(decoder *json.Decoder) error {
			var row wireBlocklistItem
			err := decoder.Decode(&row)
			all = append(all, row)
			return err
		})
	})
	return all, err
}

// writeGuard sends a write of a guardrail's part.
func (c *client) writeGuard(ctx context.Context, what call) error {
	resp, err := c.send(ctx, what) //nolint:bodyclose // readNothing closes it
	if err != nil {
		return err
	}
	return readNothing(what, resp)
}

// deleteGuard starts a delete and returns where the service tells how it goes on;
// empty where it is done. What is gone is success.
func (c *client) deleteGuard(ctx context.Context, object, path string, hide *hidden) (string, error) {
	what := call{op: "delete guardrail", object: object, method: http.MethodDelete, path: path, hide: hide}
	resp, err := c.send(ctx, what) //nolint:bodyclose // readNothing closes it
	if llm.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	link := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusAccepted {
		link = ""
	}
	return link, readNothing(what, resp)
}
