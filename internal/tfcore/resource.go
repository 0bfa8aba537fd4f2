package tfcore

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Object is a resource as a state file holds it. The zero value is none.
type Object struct {
	Value   tftypes.Value
	Private []byte

	identity tftypes.Value // the zero value: none was ever told
}

// Exists reports whether there is one.
func (o Object) Exists() bool { return o.Value.Type() != nil && !o.Value.IsNull() }

// read upgrades what a state file holds and refreshes it. What is gone is none.
func (s *server) read(ctx context.Context, stored Object) (Object, error) {
	raw, err := stateJSON(stored.Value)
	if err != nil {
		return Object{}, err
	}
	upgraded, err := s.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: s.typeName, RawState: &tfprotov6.RawState{JSON: raw},
	})
	if err := refused("upgrade state", upgraded.Diagnostics, err); err != nil {
		return Object{}, err
	}
	return s.refresh(ctx, upgraded.UpgradedState, stored.Private, stored.identity)
}

// refresh reads an object again. Identity is the one that it has for good; the zero value for none.
func (s *server) refresh(ctx context.Context, current *tfprotov6.DynamicValue, private []byte, identity tftypes.Value) (Object, error) {
	sent, err := s.sent(identity)
	if err != nil {
		return Object{}, err
	}
	return s.ask(ctx, &tfprotov6.ReadResourceRequest{TypeName: s.typeName, CurrentState: current, Private: private, CurrentIdentity: sent}, identity)
}

// ask sends a read. Before is the identity that may not change.
func (s *server) ask(ctx context.Context, req *tfprotov6.ReadResourceRequest, before tftypes.Value) (Object, error) {
	answer, err := s.ReadResource(ctx, req)
	if err := refused("refresh", answer.Diagnostics, err); err != nil {
		return Object{}, err
	}
	value, err := s.decode(answer.NewState)
	if err != nil || value.IsNull() {
		return Object{}, err
	}
	if !value.IsFullyKnown() {
		return Object{}, errors.New("refresh: the provider left something unknown")
	}
	identity, err := s.told(answer.NewIdentity, before)
	if err != nil {
		return Object{}, fmt.Errorf("refresh: %w", err)
	}
	return Object{Value: value, Private: answer.Private, identity: identity}, nil
}

// importState imports and refreshes, as an import block does before it is planned.
func (s *server) importState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (Object, error) {
	req.TypeName = s.typeName
	answer, err := s.ImportResourceState(ctx, req)
	if err := refused("import", answer.Diagnostics, err); err != nil {
		return Object{}, err
	}
	if len(answer.ImportedResources) != 1 {
		return Object{}, fmt.Errorf("import: %d resources came", len(answer.ImportedResources))
	}
	found := answer.ImportedResources[0]
	if _, err := s.told(found.Identity, tftypes.Value{}); err != nil {
		return Object{}, fmt.Errorf("import: %w", err)
	}
	imported, err := s.ask(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: s.typeName, CurrentState: found.State, Private: found.Private, CurrentIdentity: found.Identity,
	}, tftypes.Value{})
	if err == nil && !imported.Exists() {
		err = errors.New("import: there is no such object")
	}
	return imported, err
}

// validate judges a configuration by itself.
func (s *server) validate(ctx context.Context, config tftypes.Value) error {
	wire, err := s.encode(config)
	if err != nil {
		return err
	}
	answer, err := s.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: s.typeName, Config: wire})
	return refused("validate", answer.Diagnostics, err)
}

// plan asks for a change and holds the answer to the promises of a plan. A null config plans to destroy.
func (s *server) plan(ctx context.Context, config tftypes.Value, prior Object) (*Plan, error) {
	before := prior.Value
	if !prior.Exists() {
		before = tftypes.NewValue(s.shape(), nil)
	}
	wires, err := s.encodeAll(before, propose(s.block, before, config), config)
	if err != nil {
		return nil, err
	}
	identity, err := s.sent(prior.identity)
	if err != nil {
		return nil, err
	}
	answer, err := s.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: s.typeName, PriorState: wires[0], ProposedNewState: wires[1], Config: wires[2], PriorPrivate: prior.Private, PriorIdentity: identity,
	})
	if err := refused("plan", answer.Diagnostics, err); err != nil {
		return nil, err
	}
	planned, err := s.decode(answer.PlannedState)
	if err != nil {
		return nil, err
	}
	p := &Plan{Prior: prior, before: before, config: config, Planned: planned, private: answer.PlannedPrivate, identity: answer.PlannedIdentity}
	p.Action = actionOf(before, planned, len(answer.RequiresReplace) > 0)
	if !config.IsNull() {
		err = planValid(s.block, before, config, planned)
	}
	if err != nil {
		return nil, fmt.Errorf("provider produced an invalid plan: %w", err)
	}
	return p, nil
}

// apply carries out what was planned, and holds the answer to the plan.
func (s *server) apply(ctx context.Context, p *Plan) (Object, error) {
	wires, err := s.encodeAll(p.before, p.Planned, p.config)
	if err != nil {
		return p.Prior, err
	}
	answer, err := s.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: s.typeName, PriorState: wires[0], PlannedState: wires[1], Config: wires[2], PlannedPrivate: p.private, PlannedIdentity: p.identity,
	})
	if err != nil {
		return p.Prior, fmt.Errorf("apply: %w", err)
	}
	value, err := s.decode(answer.NewState)
	if err != nil {
		return p.Prior, err
	}
	after := Object{Value: value, Private: answer.Private}
	failed := refused("apply", answer.Diagnostics, nil)
	if after.Exists() {
		if after.identity, err = s.told(answer.NewIdentity, p.Prior.identity); err != nil {
			return after, errors.Join(failed, fmt.Errorf("apply: %w", err))
		}
	}
	if failed != nil {
		return after, failed
	}
	if !value.IsFullyKnown() {
		return after, errors.New("provider returned an invalid object after apply: something is unknown")
	}
	if err := compatible("root", p.Planned, value); err != nil {
		return after, fmt.Errorf("provider produced an inconsistent result after apply: %w", err)
	}
	return after, nil
}
