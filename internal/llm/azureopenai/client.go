package azureopenai

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/arm"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// apiVersion is the newest stable one that azurerm has proved; routing,
// serviceTier and deploymentState exist from 2025-12-01 on.
const apiVersion = "2026-03-01"

// pageLimit bounds a list: no account holds that many pages.
const pageLimit = 1000

// client sends requests to Azure Resource Manager and reads its answers.
type client struct {
	pipeline runtime.Pipeline
	endpoint *url.URL

	tokens    azcore.TokenCredential // beside the pipeline, for models themselves
	transport policy.Transporter
}

func newClient(cred azcore.TokenCredential, transport policy.Transporter, endpoint *url.URL, options *arm.ClientOptions) (*client, error) {
	c, err := arm.NewClient(moduleName, moduleVersion, cred, options)
	if err != nil {
		return nil, &llm.Error{Op: "open Azure", Code: llm.CodeInvalid, Message: oneLine(err.Error(), messageLimit), Err: err}
	}
	return &client{pipeline: c.Pipeline(), endpoint: endpoint, tokens: cred, transport: transport}, nil
}

// call is one request: what it is for, and where it goes.
type call struct {
	op, object string // for errors
	method     string
	path       string // escaped, below the endpoint
	version    string // of the API; empty: that of deployments
	match      string // the ETag that the object has to have; empty: any
	body       any    // nil: none

	hide *hidden // what no error repeats; nil: nothing is confidential
}

// address is the call's URL.
func (c *client) address(what call) string {
	return strings.TrimSuffix(c.endpoint.String(), "/") + what.path + "?api-version=" + cmp.Or(what.version, apiVersion)
}

// send sends a call and returns the answer, whose body is open, if it is a
// success. Everything else is an *llm.Error.
func (c *client) send(ctx context.Context, what call) (*http.Response, error) {
	return c.sendTo(ctx, what, c.address(what))
}

func (c *client) sendTo(ctx context.Context, what call, address string) (*http.Response, error) {
	req, err := runtime.NewRequest(ctx, what.method, address)
	if err != nil {
		return nil, &llm.Error{
			Op: what.op, Object: what.object, Code: llm.CodeRefused,
			Message: oneLine(err.Error(), messageLimit),
		}
	}
	runtime.SkipBodyDownload(req)
	req.Raw().Header.Set("Accept", "application/json")
	if what.match != "" {
		req.Raw().Header.Set("If-Match", what.match)
	}
	if what.body != nil {
		if err := runtime.MarshalAsJSON(req, what.body); err != nil {
			return nil, fmt.Errorf("%s: encode request: %w", what.op, err)
		}
	}
	resp, err := c.pipeline.Do(req)
	if err != nil {
		return nil, unsent(what.op, what.object, err)
	}
	if resp.StatusCode >= 200 && resp.StatusCode < 300 {
		return resp, nil
	}
	defer resp.Body.Close()                                 //nolint:errcheck // only read from
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20)) // the status is told even where the body is cut
	return nil, failure(what.op, what.object, resp, what.hide.refusal(body))
}

// get reads one JSON document.
func (c *client) get(ctx context.Context, op, object, path string, into any) error {
	what := call{op: op, object: object, method: http.MethodGet, path: path}
	resp, err := c.send(ctx, what)
	if err != nil {
		return err
	}
	return readJSON(what, resp, decodeInto(into))
}

func decodeInto(into any) func(io.Reader) error {
	return func(r io.Reader) error { return json.NewDecoder(r).Decode(into) }
}

// readJSON decodes the body of a success and closes it.
func readJSON(what call, resp *http.Response, decode func(io.Reader) error) error {
	defer resp.Body.Close() //nolint:errcheck // only read from
	head := &excerpt{}
	err := decode(io.TeeReader(resp.Body, head))
	if errors.Is(err, errNothing) || err == nil && bytes.HasPrefix(bytes.TrimSpace(head.text), []byte("{")) {
		return nil
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return unsent(what.op, what.object, err)
	}
	broken := unreadable(what.op, what.object, resp, what.hide.excerpt(head.text))
	broken.Err = err
	return broken
}

// readNothing reads the body of a success that says all by its status. What is
// there nevertheless has to be the service's.
func readNothing(what call, resp *http.Response) error {
	return readJSON(what, resp, func(r io.Reader) error {
		err := json.NewDecoder(r).Decode(&struct{}{})
		if errors.Is(err, io.EOF) {
			return errNothing
		}
		return err
	})
}

// errNothing is told of an empty body by who expects one.
var errNothing = errors.New("the body is empty")

// excerpt keeps the beginning of what is written to it.
type excerpt struct{ text []byte }

// Write never fails.
func (e *excerpt) Write(p []byte) (int, error) {
	if room := 4*excerptLimit - len(e.text); room > 0 {
		e.text = append(e.text, p[:min(room, len(p))]...)
	}
	return len(p), nil
}

// pages calls read with every page of a list until there is no next one. A link
// that was followed before is an error: it would lead in a circle. Object is
// what the list is of.
func (c *client) pages(ctx context.Context, op, object, path string, read func(io.Reader) (next string, err error)) error {
	return c.pagesOf(ctx, call{op: op, object: object, method: http.MethodGet, path: path}, read)
}

func (c *client) pagesOf(ctx context.Context, what call, read func(io.Reader) (next string, err error)) error {
	address := c.address(what)
	seen := map[string]bool{}
	for address != "" {
		if seen[address] || len(seen) >= pageLimit {
			return &llm.Error{
				Op: what.op, Object: what.object, Code: llm.CodeProtocol,
				Message: fmt.Sprintf("the list does not end: page %d leads back to one that was read", len(seen)),
			}
		}
		seen[address] = true
		resp, err := c.sendTo(ctx, what, address)
		if err != nil {
			return err
		}
		err = readJSON(what, resp, func(r io.Reader) (err error) {
			address, err = read(r)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
