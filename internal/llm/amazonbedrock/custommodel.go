package amazonbedrock

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/service/bedrock"
	"github.com/aws/aws-sdk-go-v2/service/bedrock/types"

	"github.com/unified-llm/terraform-provider-llm/internal/llm"
)

// customModels are on-demand deployments of custom models.
type customModels struct{}

func (customModels) find(ctx context.Context, c *client, name string) (arn, bool, error) {
	return newestNamed(name, listCustom(ctx, c, &name))
}

func (customModels) create(ctx context.Context, c *client, spec llm.DeploymentSpec, native llm.Native) (string, error) {
	answer, err := c.bedrock.CreateCustomModelDeployment(ctx, toCustom(spec, native, newToken()))
	if err != nil {
		return "", err
	}
	return deref(answer.CustomModelDeploymentArn), nil
}

func (customModels) get(ctx context.Context, c *client, a arn) (*llm.Deployment, error) {
	answer, err := c.bedrock.GetCustomModelDeployment(ctx, &bedrock.GetCustomModelDeploymentInput{CustomModelDeploymentIdentifier: new(a.String())})
	if err != nil {
		return nil, err
	}
	return fromCustom(answer), nil
}

func (customModels) list(ctx context.Context, c *client) iter.Seq2[*llm.Deployment, error] {
	return listCustom(ctx, c, nil)
}

// update moves the deployment to another custom model.
func (customModels) update(ctx context.Context, c *client, have *llm.Deployment, _ llm.DeploymentSpec, native llm.Native) error {
	if native.Name == have.Native.Name || !isCustomModel(native.Name) {
		return nil
	}
	_, err := c.bedrock.UpdateCustomModelDeployment(ctx, &bedrock.UpdateCustomModelDeploymentInput{
		CustomModelDeploymentIdentifier: &have.ID.Value, ModelArn: &native.Name,
	})
	return err
}

func (customModels) remove(ctx context.Context, c *client, a arn) error {
	_, err := c.bedrock.DeleteCustomModelDeployment(ctx, &bedrock.DeleteCustomModelDeploymentInput{CustomModelDeploymentIdentifier: new(a.String())})
	return err
}

// listCustom is partial: lists do not tell of an update that is under way.
func listCustom(ctx context.Context, c *client, name *string) iter.Seq2[*llm.Deployment, error] {
	items := allPages(ctx, func(ctx context.Context, token *string) ([]types.CustomModelDeploymentSummary, *string, error) {
		answer, err := c.bedrock.ListCustomModelDeployments(ctx, &bedrock.ListCustomModelDeploymentsInput{
			NameContains: name, MaxResults: new(int32(pageSize)), NextToken: token,
		})
		if err != nil {
			return nil, nil, err
		}
		return answer.ModelDeploymentSummaries, answer.NextToken, nil
	})
	return mapped(items, func(s types.CustomModelDeploymentSummary) *llm.Deployment {
		have := fromCustom(&bedrock.GetCustomModelDeploymentOutput{
			CustomModelDeploymentArn: s.CustomModelDeploymentArn, ModelDeploymentName: s.CustomModelDeploymentName,
			ModelArn: s.ModelArn, Status: s.Status, CreatedAt: s.CreatedAt, FailureMessage: s.FailureMessage,
		})
		have.Partial = true
		return have
	})
}
