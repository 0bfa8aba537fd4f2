package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

// inProcess is a side whose provider, configured by itself, runs in the test's
// process. It applies as terraform does: everything is planned, then everything
// is carried out side by side.
type inProcess struct {
	ctx    context.Context
	sb     *sandbox.Sandbox
	stands map[string]*tfcore.Directory
}

func newInProcess(ctx context.Context, sb *sandbox.Sandbox) *inProcess {
	return &inProcess{ctx: ctx, sb: sb, stands: map[string]*tfcore.Directory{}}
}

// once is a provider that a run of terraform configures once, and then uses for
// all that it does.
type once struct {
	tfprotov6.ProviderServer

	configure sync.Once
	answer    *tfprotov6.ConfigureProviderResponse
	err       error
}

// ConfigureProvider configures at the first call.
func (o *once) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	o.configure.Do(func() { o.answer, o.err = o.ProviderServer.ConfigureProvider(ctx, req) })
	return o.answer, o.err
}

func (p *inProcess) apply(want wanted) error {
	server, err := providerserver.NewProtocol6WithError(provider.New("test", provider.WithSandbox(p.sb))())()
	if err != nil {
		return err
	}
	shared := &once{ProviderServer: server}
	for name := range want {
		if p.stands[name] == nil {
			p.stands[name] = &tfcore.Directory{TypeName: want[name].typeName()}
		}
	}
	plans := map[string]*tfcore.Plan{}
	for name, d := range p.stands {
		d.Open = func() (tfprotov6.ProviderServer, error) { return shared, nil }
		if plans[name], err = p.plan(d, name, want); err != nil {
			return fmt.Errorf("plan %s: %w", name, err)
		}
	}
	return p.carryOut(plans, want)
}

func (p *inProcess) plan(d *tfcore.Directory, name string, want wanted) (*tfcore.Plan, error) {
	if _, stays := want[name]; !stays {
		return d.PlanDestroy(p.ctx)
	}
	d.Resource = want[name].tree(name)
	return d.Plan(p.ctx)
}

func (p *inProcess) carryOut(plans map[string]*tfcore.Plan, want wanted) error {
	var mu sync.Mutex
	var failed []error
	var all sync.WaitGroup
	for name, plan := range plans {
		all.Go(func() {
			if err := p.stands[name].Apply(p.ctx, plan); err != nil {
				mu.Lock()
				failed = append(failed, fmt.Errorf("apply %s: %w", name, err))
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for name := range plans {
		if _, stays := want[name]; !stays {
			delete(p.stands, name)
		}
	}
	return errors.Join(failed...)
}

func (p deployment) tree(name string) tfcore.Tree {
	throughput := tfcore.Tree{"tokens_per_minute": int64(p.Capacity) * 1000}
	if p.Provisioned {
		throughput = tfcore.Tree{"mode": "provisioned", "units": int64(p.Capacity)}
	}
	return tfcore.Tree{
		"platform": "azure", "name": name, "model": "openai/gpt-4.1-mini", "processing_scope": "global",
		"throughput": throughput, "deletion_protection": false, "tags": map[string]string{"team": p.Team},
	}
}
