package azureopenai

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Foresee implements [llm.DeploymentDriver].
func (d *deployments) Foresee(ctx context.Context, ask llm.Asking) ([]llm.Problem, []llm.Demand) {
	f := &preflight{d: d, have: ask.Have, want: ask.Want, native: ask.Native, replaces: ask.Replaced()}
	if err := f.account(ctx); err != nil {
		f.withoutAccount(err)
		return f.problems, nil
	}
	f.places(ctx)
	f.model(ctx)
	f.attestation()
	f.guardrail(ctx)
	f.spillover(ctx)
	return f.problems, f.demands
}

// preflight collects what a write would run into.
type preflight struct {
	d        *deployments
	on       *account
	have     *llm.Deployment // nil before a create
	want     llm.DeploymentSpec
	native   llm.Native
	replaces *llm.Native
	problems []llm.Problem
	demands  []llm.Demand
}

func (f *preflight) add(severity llm.Severity, field llm.Field, summary, detail, fix string) {
	f.problems = append(f.problems, llm.Problem{Field: field, Severity: severity, Summary: summary, Detail: detail, Fix: fix})
}

// account reads the account: of an existing deployment, its own.
func (f *preflight) account(ctx context.Context) error {
	in, err := f.d.p.accountOf(f.want)
	if f.have != nil {
		var child childID
		child, err = f.d.p.childOf(f.have.ID.Value)
		in = child.account
	}
	if err != nil {
		return err
	}
	f.on, err = f.d.p.account(ctx, in)
	return notGone(err)
}

// withoutAccount stops the write where the account is wrong, and warns where it
// could not be looked at.
func (f *preflight) withoutAccount(err error) {
	var known *llm.Error
	if errors.As(err, &known) && (known.Code == llm.CodeInvalid || known.Code == llm.CodeRefused) {
		f.add(llm.Blocking, llm.FieldAccountID, "Azure account not usable", known.Error()+".", known.Fix)
		return
	}
	f.unchecked(llm.FieldAccountID, "the account", err)
}

// unchecked tells what could not be looked at, which may well be in order.
func (f *preflight) unchecked(field llm.Field, what string, err error) {
	f.problems = append(f.problems, notChecked(field, what, err))
}

// notChecked is the warning about what could not be looked at.
func notChecked(field llm.Field, what string, err error) llm.Problem {
	fix := "Apply shows whether it works."
	if llm.CodeOf(err) == llm.CodeDenied {
		fix = "Allow the identity to read it for a check at plan; apply shows whether it works."
	}
	return llm.Problem{
		Field: field, Severity: llm.Warning, Summary: "Not checked", Detail: fmt.Sprintf("%s could not be read: %v", what, err), Fix: fix,
	}
}

// model checks availability, retirement, capacity and quota.
func (f *preflight) model(ctx context.Context) {
	listed, err := f.d.p.catalogFor(ctx, f.on, modelOf(f.native))
	if err != nil {
		f.unchecked(llm.FieldModel, "the list of models", err)
		return
	}
	label := nativeID(f.native.Format, f.native.Name, f.native.Version)
	isNew := f.have == nil || !f.have.Native.SameModel(f.native)
	o, ok := listed.find(f.native)
	if !ok {
		if isNew {
			f.add(llm.Blocking, llm.FieldModel, "Model not offered",
				fmt.Sprintf("%s is not listed in %s for accounts of kind %s", label, listed.location, f.on.Kind),
				"Choose another model, or an account in another region.")
		}
		return
	}
	s, ok := o.sku(f.native.Serving, f.native.Source != "")
	if !ok {
		if isNew {
			f.add(llm.Blocking, llm.FieldScope, "Model not sold this way",
				fmt.Sprintf("%s is not sold as %s in %s", label, f.native.Serving, listed.location),
				"Choose another processing_scope or throughput.mode, another model or another region.")
		}
		return
	}
	f.life(listed.lifecycle(o, s, f.d.p.cfg.Now()), label+" as "+s.name, isNew)
	f.options(o)
	if capacity, ok := f.capacity(s); ok {
		f.quota(ctx, listed, s, capacity)
	}
}

// options checks what the catalog says of tiers and routers.
func (f *preflight) options(o offer) {
	if f.want.Azure.ServiceTier == tierPriority && !slices.Contains(strings.Split(o.prioritySKU, ","), f.native.Serving) {
		f.add(llm.Warning, llm.FieldServiceTier, "Priority tier not listed",
			fmt.Sprintf("the catalog does not list priority processing for %s as %s", o.Name, f.native.Serving),
			`If Azure refuses it, set azure.service_tier = "default".`)
	}
	if len(o.members) == 0 {
		return
	}
	for _, member := range f.want.Azure.Routing.Models {
		if !slices.Contains(o.members, member) {
			f.add(llm.Blocking, llm.FieldRouting, "Not a member of the router",
				fmt.Sprintf("%s %s does not route to %q, which azure.routing.models names", o.Name, o.Version, member),
				"Choose among "+strings.Join(o.members, ", ")+".")
		}
	}
}

// capacity checks the bounds of the SKU.
func (f *preflight) capacity(s offerSKU) (int64, bool) {
	asked := f.want.Throughput
	if asked.Units == nil && asked.TokensPerMinute == nil {
		return f.native.Capacity, true
	}
	capacity, err := s.capacity(asked)
	if known, ok := errors.AsType[*llm.Error](err); ok {
		f.add(llm.Blocking, known.Field, "Capacity not available", known.Message, known.Fix)
		return 0, false
	}
	return capacity, true
}
