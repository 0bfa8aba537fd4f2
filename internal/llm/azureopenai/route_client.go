package azureopenai

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// apimVersion is the newest stable one; credentials.managedIdentity, which no
// specification has, was seen at it.
const apimVersion = "2024-05-01"

// part is one object of a route on its service.
type part struct {
	at         apiID
	kind, name string
}

// partOf reads a child's name.
func partOf(at apiID, child string) part {
	kind, name, _ := strings.Cut(child, "/")
	return part{at: at, kind: kind, name: name}
}

func (p part) child() string { return partName(p.kind, p.name) }

func (p part) id() string { return p.at.childID(p.kind, p.name) }

// path is the id with every part escaped.
func (p part) path() string {
	switch p.kind {
	case kindNamedValue:
		return p.at.service.path() + "/namedValues/" + url.PathEscape(p.name)
	case kindBackend, kindPool:
		return p.at.service.path() + "/backends/" + url.PathEscape(p.name)
	case kindOperation:
		return p.at.path() + "/operations/" + url.PathEscape(p.name)
	case kindPolicy:
		return p.at.path() + "/policies/policy"
	case kindOperationPolicy:
		return p.at.path() + "/operations/" + url.PathEscape(p.name) + "/policies/policy"
	}
	return p.at.path()
}

// hasFixedName reports whether an answer's name does not tell which object it is.
func (p part) hasFixedName() bool {
	return p.kind == kindPolicy || p.kind == kindOperationPolicy || p.kind == kindAPI
}

// part reads an object with its ETag.
func (c *client) part(ctx context.Context, p part) (*wireEntity, string, error) {
	what := call{op: "read route", object: p.child(), method: http.MethodGet, path: p.path(), version: apimVersion}
	resp, err := c.send(ctx, what)
	if err != nil {
		return nil, "", err
	}
	var e wireEntity
	if err := readJSON(what, resp, decodeInto(&e)); err != nil {
		return nil, "", err
	}
	if e.Properties == nil || !p.hasFixedName() && !strings.EqualFold(e.Name, p.name) {
		return nil, "", &llm.Error{Op: what.op, Object: what.object, Code: llm.CodeProtocol, Message: "the answer is no object of this name"}
	}
	return &e, resp.Header.Get("ETag"), nil
}

// parts lists the objects under a path.
func (c *client) parts(ctx context.Context, of, path string) ([]wireEntity, error) {
	var all []wireEntity
	what := call{op: "read route", object: of, method: http.MethodGet, path: path, version: apimVersion}
	err := c.pagesOf(ctx, what, func(r io.Reader) (string, error) {
		var page struct {
			Value []wireEntity `json:"value"`
			Next  string       `json:"nextLink"`
		}
		if err := json.NewDecoder(r).Decode(&page); err != nil {
			return "", err
		}
		if page.Value == nil {
			return "", errNoList
		}
		all = append(all, page.Value...)
		return page.Next, nil
	})
	return all, err
}

var errNoList = errors.New("the answer is no list")

// putPart writes an object and returns where the service tells how it goes on;
// empty where it is done.
func (c *client) putPart(ctx context.Context, p part, etag string, properties map[string]any) (string, error) {
	what := call{
		op: "write route", object: p.child(), method: http.MethodPut, path: p.path(), version: apimVersion, match: etag,
		body: map[string]any{"properties": properties},
	}
	resp, err := c.send(ctx, what) //nolint:bodyclose // readNothing closes it
	if err != nil {
		return "", err
	}
	return resp.Header.Get("Location"), readNothing(what, resp)
}

// deletePart deletes an object. What is gone is success.
func (c *client) deletePart(ctx context.Context, p part, etag string) error {
	what := call{op: "delete route", object: p.child(), method: http.MethodDelete, path: p.path(), version: apimVersion, match: etag}
	resp, err := c.send(ctx, what) //nolint:bodyclose // readNothing closes it
	if llm.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return readNothing(what, resp)
}

// service reads a service, for a plan with many routes once in a while.
func (p *Platform) service(ctx context.Context, c *client, id serviceID) (*wireService, error) {
	return p.services.Get(ctx, strings.ToLower(id.String()), func(ctx context.Context) (*wireService, error) {
		what := call{op: "read API Management service", object: id.name, method: http.MethodGet, path: id.path(), version: apimVersion}
		resp, err := c.send(ctx, what)
		if err != nil {
			return nil, err
		}
		on := &wireService{}
		if err := readJSON(what, resp, decodeInto(on)); err != nil {
			return nil, err
		}
		if on.Properties.GatewayURL == "" || on.SKU.Name == "" {
			return nil, &llm.Error{Op: what.op, Object: id.name, Code: llm.CodeProtocol, Message: "the answer has neither gateway address nor tier"}
		}
		return on, nil
	})
}
