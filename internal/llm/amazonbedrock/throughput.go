package amazonbedrock

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// throughputs are provisioned model throughputs: capacity of a foundation or custom model, bought by the unit.
type throughputs struct{}

func (throughputs) find(ctx context.Context, c *client, name string) (arn, bool, error) {
	return newestNamed(name, listThroughputs(ctx, c, &name))
}

func (throughputs) create(ctx context.Context, c *client, spec llm.DeploymentSpec, native llm.Native) (string, error) {
	if problem := checkUnits(spec.Throughput.Units); problem != "" {
		return "", &llm.Error{Op: "create deployment", Object: spec.Name, Code: llm.CodeRefused, Field: llm.FieldUnits, Message: problem}
	}
	answer, err := c.bedrock.CreateProvisionedModelThroughput(ctx, toThroughput(spec, native, newToken()))
	if err != nil {
		return "", err
	}
	return deref(answer.ProvisionedModelArn), nil
}

func (throughputs) get(ctx context.Context, c *client, a arn) (*llm.Deployment, error) {
	answer, err := c.bedrock.GetProvisionedModelThroughput(ctx, &bedrock.GetProvisionedModelThroughputInput{ProvisionedModelId: new(a.String())})
	if err != nil {
		return nil, err
	}
	return fromThroughput(answer), nil
}

func (throughputs) list(ctx context.Context, c *client) iter.Seq2[*llm.Deployment, error] {
	return listThroughputs(ctx, c, nil)
}

// update renames, and moves between custom models of one base; nothing else about a throughput can change.
func (throughputs) update(ctx context.Context, c *client, have *llm.Deployment, want llm.DeploymentSpec, native llm.Native) error {
	in := &bedrock.UpdateProvisionedModelThroughputInput{ProvisionedModelId: &have.ID.Value}
	if want.Name != "" && want.Name != have.Name {
		if problem := checkName(want.Name, kindThroughput); problem != "" {
			return &llm.Error{Op: "update deployment", Object: have.Name, Code: llm.CodeRefused, Field: llm.FieldName, Message: problem, Fix: nameFix(kindThroughput)}
		}
		in.DesiredProvisionedModelName = &want.Name
	}
	if native.Name != have.Native.Name && isCustomModel(native.Name) {
		in.DesiredModelId = &native.Name
	}
	if in.DesiredProvisionedModelName == nil && in.DesiredModelId == nil {
		return nil
	}
	_, err := c.bedrock.UpdateProvisionedModelThroughput(ctx, in)
	return err
}

// remove tells a commitment from other conflicts by reading what is being deleted.
func (t throughputs) remove(ctx context.Context, c *client, a arn) error {
	_, err := c.bedrock.DeleteProvisionedModelThroughput(ctx, &bedrock.DeleteProvisionedModelThroughputInput{ProvisionedModelId: new(a.String())})
	if err == nil {
		return nil
	}
	refused := asError("delete deployment", a.String(), err)
	if refused.Code != llm.CodeConflict {
		return refused
	}
	if have, err := t.get(ctx, c, a); err == nil && have.Phase == llm.Pending {
		refused.Fix = "Wait until it has settled, then apply again."
		return refused
	}
	refused.Code = llm.CodeLocked
	refused.Fix = "Committed throughput can be deleted once its term is over. Until then keep it, or forget it with on_commitment_lock = \"abandon\"."
	return refused
}

func listThroughputs(ctx context.Context, c *client, name *string) iter.Seq2[*llm.Deployment, error] {
	items := allPages(ctx, func(ctx context.Context, token *string) ([]types.ProvisionedModelSummary, *string, error) {
		answer, err := c.bedrock.ListProvisionedModelThroughputs(ctx, &bedrock.ListProvisionedModelThroughputsInput{
			NameContains: name, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.ProvisionedModelSummaries, answer.NextToken, nil
	})
	return mapped(items, func(t types.ProvisionedModelSummary) *llm.Deployment { return fromThroughput(summarised(t)) })
}
