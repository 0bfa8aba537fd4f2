package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/amazonbedrock"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/azureopenai"
)

// platforms builds each platform from its block and from what surrounds it.
type platforms struct {
	version string
	lookup  func(variable string) string
	sandbox *lazySandbox // nil: the real clouds
	secrets *llm.Secrets
	diags   *diag.Diagnostics
}

// driver is the one branch per cloud. Unknown says that not all of the
// configuration is known yet, so that nothing may be missed or judged foreign.
func (p *platforms) driver(ctx context.Context, name llm.Platform, block types.Object, unknown bool) llm.DeploymentDriver {
	switch name {
	case llm.Azure:
		cfg := p.azure(ctx, block)
		cfg.Unconfigured = unknown
		return azureopenai.NewPlatform(cfg).Deployments()
	case llm.Bedrock:
		cfg := p.bedrock(ctx, block)
		cfg.Unconfigured = unknown
		return amazonbedrock.NewPlatform(cfg).Deployments()
	}
	return nil
}

// unconfigured is what resources work with before the provider is configured:
// drivers of which only the pure methods work.
func unconfigured() *framework.Data {
	drivers := map[llm.Platform]llm.DeploymentDriver{
		llm.Azure:   azureopenai.NewPlatform(azureopenai.Config{Unconfigured: true}).Deployments(),
		llm.Bedrock: amazonbedrock.NewPlatform(amazonbedrock.Config{Unconfigured: true}).Deployments(),
	}
	data := &framework.Data{Deployments: map[llm.Platform]*llm.Deployments{}, Unknown: map[llm.Platform]bool{}}
	for name, driver := range drivers {
		data.Deployments[name] = llm.NewDeployments(closed{DeploymentDriver: driver, reason: notConfigured}, nil)
	}
	return data
}

func (p *platforms) reader(block path.Path, arguments []argument) *reader {
	return newReader(block, arguments, p.lookup, p.secrets, p.diags)
}

// now is the platforms' time; nil is the machine's clock.
func (p *platforms) now() func() time.Time {
	if p.sandbox == nil {
		return nil
	}
	return p.sandbox.Now
}

// userAgent is short because Azure cuts it after 24 characters.
func (p *platforms) userAgent() string { return "terraform-llm/" + p.version }
