package acceptance_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/unified-llm/terraform-provider-llm/internal/provider"
	"github.com/unified-llm/terraform-provider-llm/internal/sandbox"
	"github.com/unified-llm/terraform-provider-llm/internal/tfcore"
)

var (
	errDirty  = errors.New("the plan is not clean")
	errWrites = errors.New("something was written")
)

// cleanWorld is one cloud and the working directory that made what stands in it.
type cleanWorld struct {
	*cleanCase

	sb      *sandbox.Sandbox
	dir     *tfcore.Directory
	respell sandbox.Hook
	plain   func() // makes the cloud answer plainly again
}

func (c *cleanCase) world() (*cleanWorld, error) {
	sb := sandbox.New(sandbox.ProvisioningTime(0))
	for _, prepare := range c.prepare {
		if err := prepare(sb); err != nil {
			return nil, fmt.Errorf("prepare: %w", err)
		}
	}
	answers := &rewriter{forms: c.forms, seen: map[string]uint64{}}
	w := &cleanWorld{cleanCase: c, sb: sb, respell: sandbox.Hook{After: answers.rewrite}}
	w.plain, w.dir = sb.Hook(w.respell), w.directory()
	return w, nil
}

func (w *cleanWorld) directory() *tfcore.Directory {
	return &tfcore.Directory{
		Open: func() (tfprotov6.ProviderServer, error) {
			return providerserver.NewProtocol6WithError(provider.New("test", provider.WithSandbox(w.sb))())()
		},
		TypeName: w.resourceType(), Provider: w.provider, Resource: w.resource,
	}
}

// accepted is the error of a request that was refused.
func accepted(status int, answer string) error {
	if status < 200 || status > 299 {
		return fmt.Errorf("%d %s", status, answer)
	}
	return nil
}

// left lists the ids of everything that stands where the case deploys.
func (w *cleanWorld) left() ([]string, error) {
	w.plain()
	defer func() { w.plain = w.sb.Hook(w.respell) }()
	var ids []string
	named := regexp.MustCompile(`"(?:id|arn|inferenceProfileArn|provisionedModelArn|customModelDeploymentArn)":"([^"]*(?:/deployments/|/raiPolicies/|/raiBlocklists/|:guardrail/|/apis/|/backends/|/namedValues/|` +
		`application-inference-profile|provisioned-model/|custom-model-deployment/)[^"]*)"|"(?:targetId|ruleId|rateLimitId)":"([^"]*)"`)
	for _, list := range w.holds {
		status, answer := w.sb.Do("GET", list, "")
		if err := accepted(status, answer); err != nil {
			return nil, fmt.Errorf("GET %s: %w", list, err)
		}
		for _, match := range named.FindAllStringSubmatch(answer, -1) {
			ids = append(ids, match[1]+match[2])
		}
	}
	slices.Sort(ids)
	return ids, nil
}

// quiet runs a step that may write nothing.
func (w *cleanWorld) quiet(what string, step func() error) error {
	w.sb.ResetCalls()
	if err := step(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	for _, call := range w.sb.Calls() {
		if changes(call) {
			return fmt.Errorf("%s: %w: %s %s%s (%d)", what, errWrites, call.Method, call.Path, call.Target, call.Status)
		}
	}
	return nil
}

// side is the platform of a deployment, or routes.
func (c *cleanCase) side() string {
	switch c.resourceType() {
	case "llm_route":
		return routeSide
	case "llm_guardrail":
		return guardSide
	}
	platform, _ := c.resource["platform"].(string)
	return platform
}

// routeSide stands where the platform of a deployment would.
const routeSide = "routes"

// create makes the resource, a deployment in the place that its bounds lead to.
func (w *cleanWorld) create(ctx context.Context) error {
	p, err := w.dir.Plan(ctx)
	if err != nil {
		return fmt.Errorf("first plan: %w", err)
	}
	if err := w.dir.Apply(ctx, p); err != nil {
		return fmt.Errorf("first apply: %w", err)
	}
	if serving := tfcore.Text(w.dir.State.Value, "resolved", "serving"); serving != w.serving {
		return fmt.Errorf("%w: it is served as %s, and the bounds lead to %s", errDirty, serving, w.serving)
	}
	return nil
}

// again plans and applies a second time.
func (w *cleanWorld) again(ctx context.Context) error {
	return w.quiet("second apply", func() error {
		p, err := w.dir.Plan(ctx)
		if err != nil {
			return err
		}
		if seen := refreshed(w.dir.State, p.Prior); seen != "" {
			return fmt.Errorf("%w: the refresh changes%s", errDirty, seen)
		}
		if p.Action != tfcore.NoOp {
			return fmt.Errorf("%w: %s of %v", errDirty, p.Action, p.Changes())
		}
		return w.dir.Apply(ctx, p)
	})
}

// refreshed shows what differs between two states.
func refreshed(before, after tfcore.Object) string {
	var text strings.Builder
	for _, path := range tfcore.Changed(before.Value, after.Value) {
		names := strings.Split(path, ".")
		was, is := tfcore.Attribute(before.Value, names...).String(), tfcore.Attribute(after.Value, names...).String()
		if respelled(path, was, is) {
			continue
		}
		fmt.Fprintf(&text, "\n%s: %s => %s", path, was, is)
	}
	return text.String()
}

// respelled reports whether an id differs in letter case alone: it is stored as the service spells it today.
func respelled(path, was, is string) bool {
	return (path == "id" || path == "endpoint.auth.resources") && strings.EqualFold(was, is)
}

// adopt imports what stands into a state of its own, which goes on from there: by
// its id, or by its identity, as the length of the id has it.
func (w *cleanWorld) adopt(ctx context.Context) error {
	id, identity := tfcore.Text(w.dir.State.Value, "id"), w.dir.State.Identity()
	w.dir = w.directory()
	plan := func() (*tfcore.Plan, error) { return w.dir.PlanImport(ctx, id) }
	if len(id)%2 == 0 {
		plan = func() (*tfcore.Plan, error) { return w.dir.PlanImportIdentity(ctx, identity) }
	}
	err := w.quiet("import", func() error {
		p, err := plan()
		if err != nil {
			return err
		}
		if changed := beyond(w.side(), p.Changes()); len(changed) > 0 || p.Action != tfcore.NoOp && p.Action != tfcore.Update {
			return fmt.Errorf("%w: %s of %v", errDirty, p.Action, changed)
		}
		return w.dir.Apply(ctx, p)
	})
	if err != nil {
		return err
	}
	return w.again(ctx)
}

// destroy takes protection away, which writes nothing, lets every commitment end, and destroys.
func (w *cleanWorld) destroy(ctx context.Context) error {
	var protected bool
	if protection := tfcore.Attribute(w.dir.State.Value, "deletion_protection"); protection != nil {
		if err := protection.As(&protected); err != nil {
			return err
		}
	}
	if protected {
		if err := w.quiet("unprotect", func() error { return w.unprotect(ctx) }); err != nil {
			return err
		}
	}
	const longest = 200 * 24 * time.Hour
	if err := w.sb.Advance(longest); err != nil { //nolint:contextcheck // the cloud is in this process
		return err
	}
	p, err := w.dir.PlanDestroy(ctx)
	if err != nil {
		return fmt.Errorf("plan to destroy: %w", err)
	}
	if err := w.dir.Apply(ctx, p); err != nil {
		return fmt.Errorf("destroy: %w", err)
	}
	return nil
}

func (w *cleanWorld) unprotect(ctx context.Context) error {
	w.dir.Resource = maps.Clone(w.resource)
	w.dir.Resource["deletion_protection"] = false
	p, err := w.dir.Plan(ctx)
	if err != nil {
		return err
	}
	return w.dir.Apply(ctx, p)
}
