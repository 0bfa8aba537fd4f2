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
	"github.com/unified-llm/terraform-provider-llm/internal/llm/modelcard"
)

// platforms builds each platform from its block and from what surrounds it.
type platforms struct {
	version string
	lookup  func(variable string) string
	sandbox *lazySandbox // nil: the real clouds
	secrets *llm.Secrets
	ignore  llm.TagRules
	cards   modelcard.Table
	diags   *diag.Diagnostics
}

// drivers are what a platform implements.
type drivers struct {
	deployments  llm.DeploymentDriver
	routes       llm.RouteDriver
	guardrails   llm.GuardrailDriver
	catalog      llm.CatalogDriver
	inference    llm.InferenceDriver
	enforcements llm.EnforcementDriver // nil: it enforces nothing by itself
	queue        bool                  // writes to one parent wait for each other, whatever they write
}

// drivers is the one branch per cloud. Unknown says that not all that opens the
// platform is known yet, so that nothing may be missed or judged foreign.
func (p *platforms) drivers(ctx context.Context, name llm.Platform, block types.Object, unknown bool) drivers {
	switch name {
	case llm.Azure:
		cfg := p.azure(ctx, block)
		cfg.Unconfigured, cfg.IgnoreTags, cfg.Cards = unknown, p.ignore, p.cards
		return azureDrivers(cfg)
	case llm.Bedrock:
		cfg := p.bedrock(ctx, block)
		cfg.Unconfigured, cfg.IgnoreTags, cfg.Cards = unknown, p.ignore, p.cards
		return bedrockDrivers(cfg)
	}
	return drivers{}
}

func azureDrivers(cfg azureopenai.Config) drivers {
	platform := azureopenai.NewPlatform(cfg)
	return drivers{
		deployments: platform.Deployments(), routes: platform.Routes(), guardrails: platform.Guardrails(), catalog: platform.Catalog(),
		inference: platform.Inference(), queue: true,
	}
}

func bedrockDrivers(cfg amazonbedrock.Config) drivers {
	platform := amazonbedrock.NewPlatform(cfg)
	return drivers{
		deployments: platform.Deployments(), routes: platform.Routes(), guardrails: platform.Guardrails(), catalog: platform.Catalog(),
		enforcements: platform.Enforcements(), inference: platform.Inference(),
	}
}

// closed are the drivers of which only the pure methods work, but for the catalog and the asking of models.
func (d drivers) closed(why reason) drivers {
	d.deployments = closed{DeploymentDriver: d.deployments, reason: why}
	d.routes, d.guardrails = closeRoutes(d.routes, why), closeGuardrails(d.guardrails, why)
	d.enforcements = closeEnforcements(d.enforcements, why)
	return d
}

// unlisted are the drivers of which the catalog lists nothing and no model can be asked.
func (d drivers) unlisted(why reason) drivers {
	d.catalog, d.inference = closedCatalog{CatalogDriver: d.catalog, reason: why}, closedInference{why}
	return d
}

// hand gives the drivers to the resources.
func (d drivers) hand(data *framework.Data, name llm.Platform, now func() time.Time) {
	data.Deployments[name] = llm.NewDeployments(d.deployments, now)
	data.Routes[name] = llm.NewRoutes(d.routes, now)
	data.Guardrails[name] = llm.NewGuardrails(d.guardrails, now)
	data.Catalogs[name] = d.catalog
	data.Inference[name] = llm.NewInference(d.inference)
	if d.queue {
		data.Guardrails[name].TakeTurnsWith(data.Deployments[name])
	}
	if d.enforcements != nil {
		data.Enforcements[name] = llm.NewEnforcements(d.enforcements, now)
	}
}

// emptyData holds no platform yet.
func emptyData() *framework.Data {
	return &framework.Data{
		Deployments: map[llm.Platform]*llm.Deployments{}, Routes: map[llm.Platform]*llm.Routes{},
		Guardrails: map[llm.Platform]*llm.Guardrails{}, Enforcements: map[llm.Platform]*llm.Enforcements{},
		Catalogs: map[llm.Platform]llm.CatalogDriver{}, Inference: map[llm.Platform]llm.InferenceDriver{}, Unknown: map[llm.Platform]bool{},
	}
}

// unconfigured is what resources work with before the provider is configured:
// drivers of which only the pure methods work.
func unconfigured() *framework.Data {
	data := emptyData()
	azureDrivers(azureopenai.Config{Unconfigured: true}).closed(notConfigured).unlisted(notConfigured).hand(data, llm.Azure, nil)
	bedrockDrivers(amazonbedrock.Config{Unconfigured: true}).closed(notConfigured).unlisted(notConfigured).hand(data, llm.Bedrock, nil)
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
