package permissions

import (
	"time"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
	"github.com/unified-llm/terraform-provider-llm/internal/llm/llmtest"
)

const patience = time.Minute

// deployment leads a deployment through its life: planned, made, read in bulk and by itself, changed, taken away.
func (c *clouds) deployment(driver llm.DeploymentDriver, spec llm.DeploymentSpec, change func(*llm.DeploymentSpec)) {
	c.Helper()
	d := llm.NewDeployments(driver, c.sb.Now)
	native, err := d.Resolve(c.Context(), spec)
	c.must("resolve", err)
	d.Preflight(c.Context(), nil, spec, native)
	have, kept, err := d.Create(c.Context(), spec, patience)
	c.must("create", err)
	fresh := llm.NewDeployments(driver, c.sb.Now) // as the next plan, which is another process
	fresh.Glance(c.Context(), have.ID, kept, nil)
	have, kept, _, err = fresh.Read(c.Context(), have.ID, kept, nil)
	c.must("read", err)
	_, err = d.Lifecycle(c.Context(), have)
	c.must("read lifecycle", err)
	change(&spec)
	d.Preflight(c.Context(), have, spec, native)
	have, _, err = fresh.Update(c.Context(), have, spec, kept, patience)
	c.must("update", err)
	c.must("delete", fresh.Delete(c.Context(), have.ID, patience))
}

// lead does the same for what is made of children.
func lead[S llm.CompositeSpec](c *clouds, noun string, driver llm.CompositeDriver[S], spec S, changes ...func(*S, *llm.Composite)) {
	c.Helper()
	all := llm.NewComposites(noun, driver, c.sb.Now)
	driver.Preflight(c.Context(), spec)
	have, err := all.Create(c.Context(), spec, patience)
	c.must("create", err)
	names := func() (names []string) {
		for _, child := range have.Children {
			names = append(names, child.Name)
		}
		return names
	}
	for _, where := range []llm.Filter{llmtest.Where(have), {Group: "sandbox"}} {
		_, err = llmtest.Listed(driver.List(c.Context(), where))
		c.must("list", err)
	}
	for _, change := range changes {
		have, err = all.Read(c.Context(), have.ID, names())
		c.must("read", err)
		change(&spec, have)
		have, err = all.Update(c.Context(), have, spec, patience)
		c.must("update", err)
	}
	c.must("delete", all.Delete(c.Context(), have.ID, names(), patience))
}

// offers and quotas ask a catalog.
func (c *clouds) offers(catalog llm.CatalogDriver, at llm.Site) {
	c.Helper()
	_, err := catalog.Offers(c.Context(), at)
	c.must("list offers", err)
}

func (c *clouds) quotas(catalog llm.CatalogDriver, at llm.Site) {
	c.Helper()
	_, err := catalog.Quotas(c.Context(), at)
	c.must("list quotas", err)
}

func (c *clouds) onAzure() llm.DeploymentDriver { return c.azure.Deployments() }

func (c *clouds) onAWS() llm.DeploymentDriver { return c.aws.Deployments() }

// inventory finds one deployment wherever the provider looks by itself.
func (c *clouds) inventory(of func(*clouds) llm.DeploymentDriver, spec llm.DeploymentSpec) {
	c.Helper()
	_, _, err := llm.NewDeployments(of(c), c.sb.Now).Create(c.Context(), spec, patience)
	c.must("create", err)
	c.forget()
	c.open()
	driver, found := of(c), 0
	for have, err := range driver.List(c.Context(), llm.Filter{}) {
		c.must("list", err)
		_, err = driver.Lifecycle(c.Context(), have)
		c.must("read lifecycle", err)
		found++
	}
	if found == 0 {
		c.Fatal("nothing was listed")
	}
}

func (c *clouds) must(what string, err error) {
	c.Helper()
	if err != nil {
		c.Fatalf("%s: %v", what, err)
	}
}
