package framework

import (
	"bytes"
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Steady is a resource that can tell by itself that there is nothing to do and
// nothing to say. Values are those of the root attributes, by name.
type Steady interface {
	// SteadyRead reports that reading would leave state and private state as
	// they are and yield no diagnostic.
	SteadyRead(ctx context.Context, state map[string]attr.Value, private Private) bool
	// SteadyPlan reports that planning a configuration over a state that already
	// holds what it proposes would yield that state, the same private state and
	// no diagnostic.
	SteadyPlan(ctx context.Context, config, state map[string]attr.Value, private Private) bool
}

// Private is what a resource keeps beside the state, by key.
type Private map[string][]byte

// GetKey returns the value of a key, nil for none.
func (p Private) GetKey(_ context.Context, key string) ([]byte, diag.Diagnostics) { return p[key], nil }

// Whole is a server of all that a provider may serve: the protocol's library has
// not joined every part of it yet.
type Whole interface {
	tfprotov6.ProviderServer
	tfprotov6.ListResourceServer
	tfprotov6.ActionServer
}

// server answers what is steady by echo. The framework walks every value a
// dozen times on its way in and out, which is most of what a plan costs that
// finds nothing to do. Everything else goes to the framework, whole.
type server struct {
	Whole

	steady func(typeName string) *SteadyType
	calls  calls
}

// NewServer puts shortcuts before the framework's server. Steady returns nil for
// resources without one, and for all before the provider is configured.
func NewServer(whole Whole, steady func(typeName string) *SteadyType) Whole {
	return &server{Whole: whole, steady: steady}
}

// StopProvider ends what looks for a shortcut, too: the framework knows of a call
// only once it is handed to it.
func (s *server) StopProvider(ctx context.Context, req *tfprotov6.StopProviderRequest) (*tfprotov6.StopProviderResponse, error) {
	s.calls.stop()
	return s.Whole.StopProvider(ctx, req)
}

// ReadResource returns the state that came where a read would find no other.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	ctx, end := s.calls.begin(ctx)
	defer end()
	if identity, same := s.readsSame(ctx, req); same {
		return &tfprotov6.ReadResourceResponse{NewState: req.CurrentState, Private: req.Private, NewIdentity: identity}, nil
	}
	ctx, release := lend(ctx)
	defer release()
	return s.Whole.ReadResource(ctx, req)
}

// readsSame also tells the identity, which state of an earlier release lacks.
func (s *server) readsSame(ctx context.Context, req *tfprotov6.ReadResourceRequest) (identity *tfprotov6.ResourceIdentityData, same bool) {
	t := s.steady(req.TypeName)
	private, ok := privateOf(req.Private)
	if t == nil || !ok {
		return nil, false
	}
	state, ok := t.decode(ctx, req.CurrentState)
	if !ok {
		return nil, false
	}
	identity, ok = t.identify(ctx, state, req.CurrentIdentity)
	return identity, ok && t.resource.SteadyRead(ctx, state, private)
}

// PlanResourceChange returns the state that came where there is nothing to do.
func (s *server) PlanResourceChange(
	ctx context.Context, req *tfprotov6.PlanResourceChangeRequest,
) (*tfprotov6.PlanResourceChangeResponse, error) {
	ctx, end := s.calls.begin(ctx)
	defer end()
	if s.plansSame(ctx, req) {
		return &tfprotov6.PlanResourceChangeResponse{
			PlannedState: req.PriorState, PlannedPrivate: req.PriorPrivate, PlannedIdentity: req.PriorIdentity,
		}, nil
	}
	ctx, release := lend(ctx)
	defer release()
	return s.Whole.PlanResourceChange(ctx, req)
}

func (s *server) plansSame(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) bool {
	t := s.steady(req.TypeName)
	if t == nil || req.PriorState == nil || req.ProposedNewState == nil || len(req.PriorState.MsgPack) == 0 ||
		!bytes.Equal(req.PriorState.MsgPack, req.ProposedNewState.MsgPack) {
		return false
	}
	private, ok := privateOf(req.PriorPrivate)
	if !ok {
		return false
	}
	state, ok := t.decode(ctx, req.PriorState)
	if !ok {
		return false
	}
	config, ok := t.decode(ctx, req.Config)
	return ok && t.resource.SteadyPlan(ctx, config, state, private)
}

// UpgradeResourceState turns the state file's JSON of today's schema into the
// protocol's encoding. What the schema does not know is left out, as the
// framework does.
func (s *server) UpgradeResourceState(
	ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest,
) (*tfprotov6.UpgradeResourceStateResponse, error) {
	if state, ok := s.steady(req.TypeName).fromFile(req); ok {
		return &tfprotov6.UpgradeResourceStateResponse{UpgradedState: state}, nil
	}
	ctx, release := lend(ctx)
	defer release()
	return s.Whole.UpgradeResourceState(ctx, req)
}

// ValidateResourceConfig is the framework's. It is called for every instance, so
// its context is only lent.
func (s *server) ValidateResourceConfig(
	ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest,
) (*tfprotov6.ValidateResourceConfigResponse, error) {
	ctx, release := lend(ctx)
	defer release()
	return s.Whole.ValidateResourceConfig(ctx, req)
}

// isFrameworks tells the framework's own keys of private state.
func isFrameworks(key string) bool { return strings.HasPrefix(key, ".") }
