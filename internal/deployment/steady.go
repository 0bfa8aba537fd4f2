package deployment

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

var _ framework.Steady = (*Resource)(nil)

// SteadyRead looks at a list of the deployment's place, as Read does first.
func (r *Resource) SteadyRead(ctx context.Context, state map[string]attr.Value, private framework.Private) bool {
	var prior tfModel
	if !framework.Fill(&prior, state) {
		return false
	}
	platform := llm.Platform(prior.Platform.ValueString())
	deployments := r.data.Deployments[platform]
	if deployments == nil || r.data.Unknown[platform] {
		return false
	}
	timeout, told := prior.Timeouts.Read(ctx, readTimeout)
	ctx, cancel := framework.WithTimeout(ctx, timeout)
	defer cancel()
	choice := readChoice(ctx, private, &told)
	id, err := deployments.ParseID(prior.ID.ValueString())
	if err != nil {
		return false
	}
	held, same := r.look(ctx, glance{deployments, id, prior, choice}, &told)
	return same && len(told) == 0 && keeps(private, held)
}

// keeps reports whether private state already tells of the lock.
func keeps(private framework.Private, held *lock) bool {
	if held == nil {
		return len(private[keyProtected]) == 0
	}
	raw, err := json.Marshal(held)
	return err == nil && bytes.Equal(raw, private[keyProtected])
}

// SteadyPlan compares as ModifyPlan does.
func (r *Resource) SteadyPlan(ctx context.Context, config, state map[string]attr.Value, private framework.Private) bool {
	p := &planning{}
	if !framework.Fill(&p.config, config) || !framework.Fill(&p.prior, state) {
		return false
	}
	p.plan = p.prior
	p.deployments = r.data.Deployments[llm.Platform(p.plan.Platform.ValueString())]
	if p.deployments == nil || len(private[keyReplaced]) > 0 {
		return false
	}
	var told diag.Diagnostics
	r.compare(ctx, p, private, &told)
	return len(told) == 0 && p.change.Action == llm.Same && len(p.draft.Unknown) == 0 && framework.Same(p.plan, p.prior)
}
