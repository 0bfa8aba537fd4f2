package azureopenai

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strings"
	"sync"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// deployments is the driver; all its state is the platform's.
type deployments struct{ p *Platform }

var _ llm.DeploymentDriver = (*deployments)(nil)

// Target implements [llm.DeploymentDriver]. Without a name it tells the account.
func (d *deployments) Target(spec llm.DeploymentSpec) (llm.ID, error) {
	account, err := d.p.accountOf(spec)
	if err != nil {
		return llm.ID{}, err
	}
	if spec.Name == "" {
		return llm.ID{Parent: account.String()}, nil
	}
	if !nameRule.MatchString(spec.Name) {
		return llm.ID{}, invalid(llm.FieldName, "", nameProblem(spec.Name), nameFix)
	}
	return childID{account: account, name: spec.Name}.deployment(), nil
}

// ParseID implements [llm.DeploymentDriver].
func (d *deployments) ParseID(s string) (llm.ID, error) {
	id, err := d.p.childOf(s)
	if err != nil {
		return llm.ID{}, err
	}
	return id.deployment(), nil
}

// Find implements [llm.DeploymentDriver].
func (d *deployments) Find(ctx context.Context, spec llm.DeploymentSpec) (*llm.Deployment, error) {
	target, err := d.Target(spec)
	if err != nil || target.Value == "" {
		return nil, err
	}
	have, err := d.Get(ctx, target)
	if llm.IsNotFound(err) {
		return nil, nil //nolint:nilnil // the interface says so: nil is "nothing there"
	}
	return have, err
}

// Get implements [llm.DeploymentDriver].
func (d *deployments) Get(ctx context.Context, id llm.ID) (*llm.Deployment, error) {
	const op = "read deployment"
	child, c, err := d.reach(id)
	if err != nil {
		return nil, err
	}
	var wire wireDeployment
	if err := c.get(ctx, op, child.name, child.deploymentPath(), &wire); err != nil {
		return nil, d.p.writes.explain(ctx, c, child, err)
	}
	if !strings.EqualFold(wire.Name, child.name) || !wire.whole() {
		return nil, &llm.Error{
			Op: op, Object: child.name, Code: llm.CodeProtocol,
			Message: "the answer is no deployment of this name",
		}
	}
	on, err := d.p.account(ctx, child.account)
	if err != nil {
		return nil, notGone(err)
	}
	child = child.asAnswered(wire)
	have := d.described(child, wire, on)
	d.p.writes.explainPhase(ctx, c, child, have)
	d.p.writes.withoutOutlived(child, have)
	return have, nil
}

// described is a deployment as the service and the cards know it.
func (d *deployments) described(id childID, wire wireDeployment, on *account) *llm.Deployment {
	have := fromDeployment(id, wire, on)
	have.Endpoint.Supports = supported(d.p.cfg.Cards, have.Native, have.Endpoint.Supports)
	return have
}

// List implements [llm.DeploymentDriver].
func (d *deployments) List(ctx context.Context, filter llm.Filter) iter.Seq2[*llm.Deployment, error] {
	return func(yield func(*llm.Deployment, error) bool) {
		accounts, err := d.p.accountsIn(ctx, filter)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, in := range accounts {
			found, err := d.list(ctx, in)
			if err != nil && !yield(nil, err) {
				return
			}
			for _, have := range found {
				if !yield(have, nil) {
					return
				}
			}
		}
	}
}

// list reads one account. What came before an error does not count.
func (d *deployments) list(ctx context.Context, in accountID) ([]*llm.Deployment, error) {
	c, err := d.p.open()
	if err != nil {
		return nil, err
	}
	var (
		side    sync.WaitGroup // the account is read beside its list: a plan waits for both
		on      *account
		unknown error
	)
	side.Go(func() { on, unknown = d.p.account(ctx, in) })
	wires, err := c.deployments(ctx, in)
	side.Wait()
	if err = cmp.Or(unknown, err); err != nil {
		return nil, notGone(err)
	}
	var found []*llm.Deployment
	for _, wire := range wires {
		found = append(found, d.described(childID{account: on.id, name: wire.Name}.asAnswered(wire), wire, on))
	}
	return found, nil
}

// deployments lists those of an account.
func (c *client) deployments(ctx context.Context, in accountID) ([]wireDeployment, error) {
	var wires []wireDeployment
	err := c.pages(ctx, "list deployments", in.name, in.path()+"/deployments", func(r io.Reader) (string, error) {
		var page struct {
			Value []wireDeployment `json:"value"`
			Next  string           `json:"nextLink"`
		}
		if err := json.NewDecoder(r).Decode(&page); err != nil {
			return "", err
		}
		for _, wire := range page.Value {
			if !nameRule.MatchString(wire.Name) || !wire.whole() {
				return "", fmt.Errorf("%q is no deployment", wire.Name)
			}
			wires = append(wires, wire)
		}
		return page.Next, nil
	})
	return wires, err
}

// Create implements [llm.DeploymentDriver].
func (d *deployments) Create(ctx context.Context, spec llm.DeploymentSpec, native llm.Native) (llm.ID, error) {
	target, err := d.Target(spec)
	if err != nil {
		return llm.ID{}, err
	}
	child, c, err := d.reach(target)
	if err != nil {
		return llm.ID{}, err
	}
	if native.Capacity, err = d.capacity(ctx, child.account, spec, native); err != nil {
		return llm.ID{}, err
	}
	if err := d.put(ctx, c, write{op: "create deployment", to: child, want: spec, native: native}); err != nil {
		return target, err
	}
	return target, nil
}

// Update implements [llm.DeploymentDriver]. Azure refuses a new model version
// and a new capacity in one request, so the capacity, which may lack quota, goes
// first.
func (d *deployments) Update(ctx context.Context, have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) error {
	const op = "update deployment"
	child, c, err := d.reach(have.ID)
	if err != nil {
		return err
	}
	if native.Capacity, err = d.capacity(ctx, child.account, want, native); err != nil {
		return err
	}
	if d.onlyTags(have, want, native) {
		if done, err := d.retag(ctx, c, child, want.Tags); done || err != nil {
			return err
		}
	}
	raw, err := d.raw(ctx, c, child, op)
	if err != nil {
		return err
	}
	if !have.Native.SameModel(native) && have.Native.Capacity != native.Capacity {
		grown := have.Native
		grown.Capacity = native.Capacity
		if err := d.put(ctx, c, write{op: op, to: child, raw: raw, want: want, native: grown}); err != nil {
			return err
		}
	}
	return d.put(ctx, c, write{op: op, to: child, raw: raw, want: want, native: native})
}

// raw reads the deployment as it is on the wire.
func (d *deployments) raw(ctx context.Context, c *client, child childID, op string) (document, error) {
	var raw document
	if err := c.get(ctx, op, child.name, child.deploymentPath(), &raw); err != nil {
		return nil, err
	}
	var name string
	if err := json.Unmarshal(raw["name"], &name); err != nil || !strings.EqualFold(name, child.name) {
		return nil, &llm.Error{Op: op, Object: child.name, Code: llm.CodeProtocol, Message: "the answer is no deployment of this name"}
	}
	return raw, nil
}

// write is one PUT of a whole deployment.
type write struct {
	op     string
	to     childID
	raw    document // what is there; nil before a create
	want   llm.DeploymentSpec
	native llm.Native
}

// put sends a write and returns when the service has accepted it.
func (d *deployments) put(ctx context.Context, c *client, w write) error {
	body, err := toDeployment(w.raw, w.to.account, w.want, w.native)
	if err != nil {
		return &llm.Error{
			Op: w.op, Object: w.to.name, Code: llm.CodeRefused, Message: oneLine(err.Error(), messageLimit),
			Err: err,
		}
	}
	what := call{op: w.op, object: w.to.name, method: http.MethodPut, path: w.to.deploymentPath(), body: body}
	defer d.p.outdated()
	resp, err := c.send(ctx, what)
	if err != nil {
		return err
	}
	d.p.writes.remember(w.to, accepted{
		report:     resp.Header.Get("Azure-AsyncOperation"),
		unattested: attested(w.raw) && !attested(body),
	})
	if resp.StatusCode != http.StatusOK && resp.StatusCode != http.StatusCreated {
		return resp.Body.Close() // accepted without a body
	}
	return readJSON(what, resp, decodeInto(&wireDeployment{}))
}

// Delete implements [llm.DeploymentDriver].
func (d *deployments) Delete(ctx context.Context, id llm.ID) error {
	child, c, err := d.reach(id)
	if err != nil {
		return err
	}
	d.p.writes.forget(child)
	what := call{op: "delete deployment", object: child.name, method: http.MethodDelete, path: child.deploymentPath()}
	defer d.p.outdated()
	resp, err := c.send(ctx, what) //nolint:bodyclose // readNothing closes it
	if llm.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return readNothing(what, resp)
}

// reach checks the id and opens the client. The account is the id's own,
// whatever the defaults are now.
func (d *deployments) reach(id llm.ID) (childID, *client, error) {
	child, err := d.p.childOf(id.Value)
	if err != nil {
		return childID{}, nil, err
	}
	c, err := d.p.open()
	return child, c, err
}
