package provider

import (
	"context"
	"iter"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// closed is a driver that may not ask its platform anything yet. The pure
// methods work; every other one fails with the reason.
type closed struct {
	llm.DeploymentDriver

	reason reason
}

// reason says why a platform cannot be asked, and what to do about it.
type reason struct{ message, fix string }

var notConfigured = reason{
	message: "the provider is not configured",
	fix:     "This is a bug in the provider; please report it.",
}

// stillUnknown is the reason while an argument of the provider block depends on
// something that is not there yet.
func stillUnknown(argument string) reason {
	return reason{
		message: "the provider argument " + argument + " is not known before apply",
		fix: "Apply what " + argument + " depends on first (terraform apply -target=…), or give it a value that is known " +
			"when Terraform plans.",
	}
}

func (r reason) refuse(op, object string) error {
	return &llm.Error{Op: op, Object: object, Code: llm.CodeRefused, Message: r.message, Fix: r.fix}
}

// Resolve fails.
func (c closed) Resolve(_ context.Context, spec llm.DeploymentSpec) (llm.Native, error) {
	return llm.Native{}, c.reason.refuse("resolve model", spec.Model)
}

// Foresee has nothing to say: nothing can be looked at.
func (c closed) Foresee(context.Context, llm.Asking) ([]llm.Problem, []llm.Demand) { return nil, nil }

// Find fails.
func (c closed) Find(_ context.Context, spec llm.DeploymentSpec) (*llm.Deployment, error) {
	return nil, c.reason.refuse("find deployment", spec.Name)
}

// Create fails.
func (c closed) Create(_ context.Context, spec llm.DeploymentSpec, _ llm.Native) (llm.ID, error) {
	return llm.ID{}, c.reason.refuse("create deployment", spec.Name)
}

// Get fails.
func (c closed) Get(_ context.Context, id llm.ID) (*llm.Deployment, error) {
	return nil, c.reason.refuse("read deployment", id.Value)
}

// List yields the failure.
func (c closed) List(context.Context, llm.Filter) iter.Seq2[*llm.Deployment, error] {
	return func(yield func(*llm.Deployment, error) bool) {
		yield(nil, c.reason.refuse("list deployments", ""))
	}
}

// Update fails.
func (c closed) Update(_ context.Context, have *llm.Deployment, _ llm.DeploymentSpec, _ llm.Native) error {
	return c.reason.refuse("update deployment", have.ID.Value)
}

// Delete fails.
func (c closed) Delete(_ context.Context, id llm.ID) error {
	return c.reason.refuse("delete deployment", id.Value)
}

// Lifecycle fails.
func (c closed) Lifecycle(_ context.Context, d *llm.Deployment) (llm.Lifecycle, error) {
	return llm.Lifecycle{}, c.reason.refuse("read lifecycle of model", d.Native.Name)
}

var _ llm.DeploymentDriver = closed{}
