package tfcore

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Action is what a plan does.
type Action string

// The actions.
const (
	NoOp    Action = "no-op"
	Create  Action = "create"
	Update  Action = "update"
	Replace Action = "replace"
	Delete  Action = "delete"
)

func actionOf(before, planned tftypes.Value, replaces bool) Action {
	switch {
	case planned.IsNull():
		return Delete
	case before.IsNull():
		return Create
	case before.Equal(planned):
		return NoOp
	case replaces:
		return Replace
	}
	return Update
}

// Plan is a plan of one resource.
type Plan struct {
	Action  Action
	Prior   Object        // as it was refreshed or imported
	Planned tftypes.Value // unknown where apply decides

	server         *server
	before, config tftypes.Value
	private        []byte
	identity       *tfprotov6.ResourceIdentityData // as it was planned
}

// Changes lists the paths that the plan changes, sorted; of a create or delete, none.
func (p *Plan) Changes() []string {
	if p.before.IsNull() || p.Planned.IsNull() {
		return nil
	}
	return Changed(p.before, p.Planned)
}

// Directory is a working directory with one resource and a state of its own. Every plan starts a new provider, which a
// following apply goes on using, as terraform's two walks would not: they start one each.
type Directory struct {
	Open     func() (tfprotov6.ProviderServer, error)
	TypeName string
	Provider Tree // the provider block
	Resource Tree // the resource's block
	State    Object
	Old      bool // a terraform before 1.12, which knows no identities
}

// Plan refreshes the state and plans the configuration, as `terraform plan` does. The state stays as it is.
func (d *Directory) Plan(ctx context.Context) (*Plan, error) {
	return d.plan(ctx, d.Resource, func(s *server) (Object, error) {
		if !d.State.Exists() {
			return Object{}, nil
		}
		return s.read(ctx, d.State)
	})
}

// PlanImport plans the configuration with an import block for the id, into a state that holds nothing.
func (d *Directory) PlanImport(ctx context.Context, id string) (*Plan, error) {
	return d.plan(ctx, d.Resource, func(s *server) (Object, error) {
		return s.importState(ctx, &tfprotov6.ImportResourceStateRequest{ID: id})
	})
}

// PlanImportIdentity does the same with an import block for an identity.
func (d *Directory) PlanImportIdentity(ctx context.Context, identity map[string]string) (*Plan, error) {
	return d.plan(ctx, d.Resource, func(s *server) (Object, error) {
		named, err := s.named(identity)
		if err != nil {
			return Object{}, err
		}
		return s.importState(ctx, &tfprotov6.ImportResourceStateRequest{Identity: named})
	})
}

// PlanDestroy refreshes the state and plans to destroy what it holds.
func (d *Directory) PlanDestroy(ctx context.Context) (*Plan, error) {
	return d.plan(ctx, nil, func(s *server) (Object, error) { return s.read(ctx, d.State) })
}

func (d *Directory) plan(ctx context.Context, resource Tree, prior func(*server) (Object, error)) (*Plan, error) {
	s, err := d.start(ctx)
	if err != nil {
		return nil, err
	}
	config := tftypes.NewValue(s.shape(), nil)
	if resource != nil {
		if config, err = Value(resource, s.shape()); err != nil {
			return nil, err
		}
		if err := s.validate(ctx, config); err != nil {
			return nil, err
		}
	}
	before, err := prior(s)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, config, before)
	if err == nil {
		p.server = s
	}
	return p, err
}

// Apply carries out a plan and stores what comes of it, also beside an error. As core does, it plans once more with what
// is known now and holds the second plan to the first. A plan to replace is refused, since nothing that is proved here may
// need one; Replace carries it out.
func (d *Directory) Apply(ctx context.Context, p *Plan) error {
	switch p.Action {
	case NoOp:
		d.State = p.Prior
		return nil
	case Replace:
		return fmt.Errorf("apply: the plan replaces, because of %v", p.Changes())
	case Create, Update, Delete:
	}
	return d.carryOut(ctx, p)
}

// Replace destroys what stands and makes what was planned, one after the other. The second leg is planned over nothing,
// with the private state and the identity of what it replaces, as core may hand them on.
func (d *Directory) Replace(ctx context.Context, p *Plan) error {
	if p.Action != Replace {
		return fmt.Errorf("replace: the plan is to %s", p.Action)
	}
	destroy, err := p.server.plan(ctx, tftypes.NewValue(p.server.shape(), nil), p.Prior)
	if err != nil {
		return err
	}
	if d.State, err = p.server.apply(ctx, destroy); err != nil {
		return err
	}
	create, err := p.server.plan(ctx, p.config, Object{Private: p.private, identity: p.Prior.identity})
	if err != nil {
		return err
	}
	create.Prior.identity = tftypes.Value{} // another object has another one
	d.State, err = p.server.apply(ctx, create)
	return err
}

func (d *Directory) carryOut(ctx context.Context, p *Plan) error {
	again := p
	if p.Action != Delete {
		var err error
		if again, err = p.server.plan(ctx, p.config, p.Prior); err != nil {
			return err
		}
		if err := compatible("root", p.Planned, again.Planned); err != nil || again.Action != p.Action {
			return fmt.Errorf("provider produced an inconsistent final plan (%s, then %s): %w", p.Action, again.Action, err)
		}
	}
	after, err := p.server.apply(ctx, again)
	d.State = after
	return err
}
