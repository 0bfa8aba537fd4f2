package deployment

import (
	"cmp"
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/unified-llm/terraform-provider-llm/internal/framework"
	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// Read brings state to what the platform says. Only the platform's own "not
// found" removes the deployment from it.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	defer func() { identity().Keep(ctx, resp.Identity, req.State, resp.State, &resp.Diagnostics) }()
	var prior tfModel
	resp.Diagnostics.Append(req.State.Get(ctx, &prior)...)
	if resp.Diagnostics.HasError() {
		return
	}
	platform := llm.Platform(prior.Platform.ValueString())
	if r.data.Unknown[platform] {
		name := cmp.Or(prior.Name.ValueString(), prior.ID.ValueString()) // an import brings no more than an id
		framework.AddNotRefreshed(&resp.Diagnostics, llm.Subject{Noun: "deployment", Name: name}, platform)
		return
	}
	timeout, diags := prior.Timeouts.Read(ctx, readTimeout)
	resp.Diagnostics.Append(diags...)
	ctx, cancel := framework.WithTimeout(ctx, timeout)
	defer cancel()
	r.refresh(ctx, prior, req, resp)
}

func (r *Resource) refresh(ctx context.Context, prior tfModel, req resource.ReadRequest, resp *resource.ReadResponse) {
	deployments := r.data.Deployments[llm.Platform(prior.Platform.ValueString())]
	choice := readChoice(ctx, req.Private, &resp.Diagnostics)
	id, err := deployments.ParseID(prior.ID.ValueString())
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	if r.unchanged(ctx, glance{deployments, id, prior, choice}, resp) {
		return
	}
	have, choice, events, err := deployments.Read(ctx, id, choice, prior.policy(r.data))
	if llm.IsNotFound(err) {
		if !r.keepMissing(ctx, prior, resp) {
			resp.State.RemoveResource(ctx)
		}
		writePrivate(ctx, resp.Private, nil, nil, &resp.Diagnostics) // what is gone protects nothing
		return
	}
	if err != nil {
		framework.AddError(&resp.Diagnostics, typeName, err)
		return
	}
	if prior.Model.IsNull() {
		prior = r.imported(prior, deployments, have)
	}
	o := observation{have: have, drift: events, lifecycle: r.lifecycle(ctx, prior, have, &resp.Diagnostics), attached: r.attached(ctx, prior, &resp.Diagnostics)}
	o = r.tolerate(prior, o, choice, &resp.Diagnostics)
	state, diags := prior.observe(r.data, o)
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &state)...)
	warn(&resp.Diagnostics, o, prior.policy(r.data), deployments.Now())
	writePrivate(ctx, resp.Private, choice, state.lock(ctx, &resp.Diagnostics).held(deployments.Now()), &resp.Diagnostics)
}

// lifecycle is what the catalog says; nil where it cannot be read, which is a
// warning and never stops anything: what was known stays.
func (r *Resource) lifecycle(ctx context.Context, m tfModel, have *llm.Deployment, diags *diag.Diagnostics) *llm.Lifecycle {
	l, err := r.data.Deployments[llm.Platform(m.Platform.ValueString())].Lifecycle(ctx, have)
	if err != nil {
		diags.AddAttributeWarning(path.Root("model"), "Retirement date not known",
			fmt.Sprintf("The catalog could not be read, so nothing is said of when the model of deployment %q retires: %v.", have.Name, err))
		return nil
	}
	return &l
}

// ImportState takes an ARM id or an ARN and tells the platform by its form.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	defer r.data.Conceal(&resp.Diagnostics)
	framework.Import(ctx, r.data.Deployments, framework.ImportForm{
		Noun:     "deployment",
		Identity: identity(),
		Give: "Give the ARM id of an Azure deployment or the ARN of a Bedrock application inference profile, " +
			"provisioned throughput or custom model deployment.",
	}, req, resp)
}

// imported is the configuration that an existing deployment would have: the
// model by its portable name and the tightest bound that it keeps.
func (r *Resource) imported(bare tfModel, deployments *llm.Deployments, have *llm.Deployment) tfModel {
	m := bare
	m.Model = framework.Text(have.Reference)
	m.ProcessingScope = framework.Text(have.Native.Scope)
	m.VersionUpgrade = framework.Text(have.VersionUpgrade)
	m.Throughput = types.ObjectUnknown(throughputType())
	m.DeletionProtection = types.BoolValue(have.Throughput.Mode == llm.Provisioned)
	m.Tags = r.data.ImportedTags(have.Tags)
	m.ModelLifecycle = types.ObjectUnknown(lifecycleType())
	if target, err := deployments.Target(llm.DeploymentSpec{}); err == nil && target.Parent == have.ID.Parent && target.Location == have.ID.Location {
		return m
	}
	return m.placed(have)
}

// placed writes down a place that is not the provider's default.
func (m tfModel) placed(have *llm.Deployment) tfModel {
	if have.ID.Parent != "" {
		m.Azure = tfAzure{AccountID: framework.Text(have.ID.Parent)}.object()
		return m
	}
	m.Bedrock = types.ObjectValueMust(bedrockType(), map[string]attr.Value{
		"region": framework.Text(have.ID.Location), "model_id": types.StringNull(), "inference_profile": types.StringNull(),
	})
	return m
}
